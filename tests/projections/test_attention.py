"""What needs a decision, worked out by hand on a history of four accounts."""

from datetime import date
from typing import Any

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.objective import MeetObjective, SetObjective
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from projections.attention import attention
from projections.projection import FOREVER, day_number
from tests.conftest import Clock
from ui.bootstrap import Tieline

DAY = date(2026, 6, 1)


def on(text: str) -> Any:
    return parse_when(text)


STORY: dict[str, list[Command]] = {
    "Alder": [
        Reclassify(on=on("2024-01-01"), to="strategic", reason="able"),
        AgreePlan(on=on("2024-01-01"), plan_id="p", title="Growth", starts=date(2024, 1, 1), ends=date(2028, 1, 1)),
        SetObjective(on=on("2024-02-01"), objective_id="o1", plan_id="p", title="Depot", due=on("2026-05-01")),
        SetObjective(on=on("2024-02-01"), objective_id="o2", plan_id="p", title="Forecast", due=on("2026-05-22")),
        SetObjective(on=on("2024-02-01"), objective_id="o3", plan_id="p", title="Crates", due=on("2026-04-01")),
        MeetObjective(on=on("2026-03-01"), objective_id="o3"),
        LogInteraction(on=on("2026-05-20"), kind="call", summary="Depot"),
    ],
    "Birch": [
        Reclassify(on=on("2024-01-01"), to="integrated", reason="large"),
        AgreePlan(on=on("2025-06-01"), plan_id="p", title="Year", starts=date(2025, 6, 15), ends=date(2026, 6, 15)),
        LogInteraction(on=on("2026-01-31"), kind="call", summary="Orders"),
    ],
    "Cedar": [
        Reclassify(on=on("2024-01-01"), to="emerging", reason="quick"),
        StartShowcase(on=on("2025-01-01"), showcase_id="s", title="RFID", ends=date(2026, 3, 1)),
        StartShowcase(on=on("2025-01-01"), showcase_id="t", title="Crates"),
        ConcludeShowcase(on=on("2026-02-01"), showcase_id="t", outcome="scale"),
        PlanMilestone(on=on("2025-01-01"), milestone_id="m", title="Trained", party="the account", due=on("2026-05-12")),
        PlanMilestone(on=on("2025-01-01"), milestone_id="n", title="Tagged", party="the account", due=on("2026-05-02")),
        ReachMilestone(on=on("2026-05-30"), milestone_id="n"),
    ],
    "Dogwood": [
        Reclassify(on=on("2024-01-01"), to="stable", reason="small"),
        PutAtRisk(on=on("2026-05-05"), reason="Late deliveries"),
    ],
    "Elder": [
        Reclassify(on=on("2024-01-01"), to="strategic", reason="able"),
        PutAtRisk(on=on("2025-05-05"), reason="New owner"),
        CloseRelationship(on=on("2026-01-01"), reason="Sold"),
    ],
}  # fmt: skip


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name, commands in STORY.items():
        tieline.handle(name, OpenRelationship(on=on("2023-12-01"), name=name), by=kim)
        for command in commands:
            tieline.handle(name, command, by=kim)
    return tieline


def matters(tieline: Tieline, day: date = DAY, known_at: int = FOREVER) -> list[tuple[str, str, str, int]]:
    found = attention(tieline.database, day, POLICY, known_at)
    return [(row.name, row.matter, row.urgency, row.since) for row in found.itertuples()]  # type: ignore[misc]  # pandas' rows


def test_what_is_late_or_in_danger_comes_first_and_strategic_accounts_before_others(portfolio: Tieline) -> None:
    pressing = [each for each in matters(portfolio) if each[2] == "late or in danger"]
    assert pressing == [
        ("Alder", "objective late", "late or in danger", day_number(date(2026, 5, 1))),
        ("Cedar", "milestone overdue", "late or in danger", day_number(date(2026, 5, 12))),
        ("Dogwood", "at risk", "late or in danger", day_number(date(2026, 5, 5))),
    ]


def test_late_objectives_are_one_matter_about_the_latest(portfolio: Tieline) -> None:
    found = attention(portfolio.database, DAY, POLICY)
    (said,) = found.loc[found["matter"] == "objective late", "what"]
    assert said == "The objective “Depot” is 1 month late, and 1 more: meet, move or miss it."


def test_a_milestone_that_was_reached_late_is_no_matter_any_more(portfolio: Tieline) -> None:
    found = attention(portfolio.database, DAY, POLICY)
    (said,) = found.loc[found["matter"] == "milestone overdue", "what"]
    assert said == "The milestone “Trained” was due 20 days ago: reach, reschedule or drop it."


def test_what_is_to_decide(portfolio: Tieline) -> None:
    decide = [(name, matter) for name, matter, urgency, _ in matters(portfolio) if urgency == "to decide"]
    assert sorted(decide) == [
        ("Alder", "under-served"),
        ("Alder", "under-served"),
        ("Birch", "plan ends"),
        ("Birch", "quiet"),
        ("Birch", "under-served"),
        ("Cedar", "ready to scale"),
        ("Cedar", "showcase over"),
    ]


@pytest.mark.parametrize(("day", "quiet"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_a_large_account_is_quiet_after_as_many_days_as_the_policy_allows(
    portfolio: Tieline, day: date, quiet: bool
) -> None:
    assert (("Birch", "quiet") in [(name, matter) for name, matter, *_ in matters(portfolio, day)]) == quiet


@pytest.mark.parametrize(("day", "soon"), [(date(2026, 5, 15), False), (date(2026, 5, 16), True)])
def test_a_plan_ends_soon_within_as_many_days_as_the_policy_says(portfolio: Tieline, day: date, soon: bool) -> None:
    assert (("Birch", "plan ends") in [(name, matter) for name, matter, *_ in matters(portfolio, day)]) == soon


def test_a_closed_relationship_needs_nothing(portfolio: Tieline) -> None:
    assert "Elder" not in {each[0] for each in matters(portfolio)}
    assert ("Elder", "at risk") in [(name, matter) for name, matter, *_ in matters(portfolio, date(2025, 12, 31))]


def test_what_was_not_yet_recorded_needs_nothing(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known = clock()
    clock.microseconds += 1_000_000
    portfolio.handle("Alder", PutAtRisk(on=on("2026-05-31"), reason="A new buyer"), by=kim)
    assert ("Alder", "at risk") in [each[:2] for each in matters(portfolio)]
    assert ("Alder", "at risk") not in [each[:2] for each in matters(portfolio, known_at=known)]
