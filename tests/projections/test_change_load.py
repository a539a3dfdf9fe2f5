"""Milestones in flight against capacity, worked out by hand."""

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.access import Actor
from domain.company.capacity import SetCapacity
from domain.history.event import Command
from domain.history.when import parse_when, widen
from domain.observing import Observation
from domain.relationship.milestone import (
    DropMilestone,
    MilestonePlanned,
    PlanMilestone,
    ReachMilestone,
    RescheduleMilestone,
)
from domain.relationship.opening import OpenRelationship
from domain.relationship.rules import Weights
from domain.relationship.system_link import ProposeLink, TakeLinkLive
from domain.relationship.vocabulary import Party
from projections.change_load import load, waiting
from projections.projection import FOREVER, day_of
from tests.conftest import Clock
from ui.bootstrap import Tieline


def plan(planned: str, milestone: str, party: Party, due: str, **more: Any) -> PlanMilestone:
    return PlanMilestone(
        on=parse_when(planned),
        milestone_id=milestone,
        title=milestone.capitalize(),
        party=party,
        due=parse_when(due),
        **more,
    )


def capacity(party: Party, period: str, points: int, partner: str = "", on: str = "2023-12-01") -> SetCapacity:
    return SetCapacity(
        on=parse_when(on), party=party, period=parse_when(period), capacity=points, channel_partner=partner
    )


STORY: list[tuple[str, Command]] = [
    (
        "Alder",
        ProposeLink(on=parse_when("2024-01-05"), link_id="l1", title="Orders by EDI", kind="EDI", depth="coordinated"),
    ),
    ("Alder", plan("2024-01-10", "rollout", "own company", "2024-Q3", change="paradigmatic", part_of="l1")),
    ("Alder", plan("2024-01-10", "training", "the account", "2024-05-15", part_of="l1")),
    ("Birch", plan("2024-04-01", "switch", "own company", "2024-06-30", weight=2)),
    ("Birch", plan("2024-04-01", "drivers", "channel partner", "2024-06", channel_partner="Meyer Logistics")),
    ("Alder", plan("2024-05-01", "depots", "channel partner", "2024-07", channel_partner="meyer logistics")),
    ("company", capacity("own company", "2024", 16)),
    ("company", capacity("own company", "2024-Q2", 4)),
    ("company", capacity("the account", "2024-Q2", 0)),
    ("company", capacity("channel partner", "2024", 4, "Meyer Logistics")),
]


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name in ("Alder", "Birch"):
        tieline.handle(name, OpenRelationship(on=parse_when("2019"), name=name), by=kim)
    for stream, command in STORY:
        tieline.handle(stream, command, by=kim)
    return tieline


Load = tuple[str, int, int, float | None, float]
"""Quarter, weight, milestones, capacity, by how much it is exceeded."""


def loads(tieline: Tieline, party: str, as_of: date = date(2024, 5, 2), known_at: int = FOREVER) -> list[Load]:
    found = load(tieline.database, as_of, known_at)
    rows: Any = found[found["party"] == party].itertuples(index=False)
    return [
        (
            str(widen(day_of(row.quarter), "quarter")),
            row.weight,
            row.milestones,
            None if math.isnan(row.capacity) else row.capacity,
            row.over,
        )
        for row in rows
    ]


def test_what_is_in_flight_for_ones_own_company_adds_up_over_all_accounts(portfolio: Tieline) -> None:
    assert loads(portfolio, "own company") == [
        ("2024-Q1", 3, 1, 4.0, 0.0),
        ("2024-Q2", 5, 2, 4.0, 1.0),
        ("2024-Q3", 3, 1, 4.0, 0.0),
    ]


def test_each_account_is_a_party_by_itself(portfolio: Tieline, kim: Actor) -> None:
    assert loads(portfolio, "the account") == [("2024-Q1", 1, 1, None, 0.0), ("2024-Q2", 1, 1, 0.0, 1.0)]
    portfolio.handle("Birch", plan("2024-05-01", "training", "the account", "2024-06"), by=kim)
    assert loads(portfolio, "the account") == [
        ("2024-Q1", 1, 1, None, 0.0),
        ("2024-Q2", 1, 1, 0.0, 1.0),
        ("2024-Q2", 1, 1, 0.0, 1.0),
    ]


def test_a_channel_partner_is_one_party_wherever_it_is_named(portfolio: Tieline) -> None:
    assert loads(portfolio, "channel partner") == [("2024-Q2", 2, 2, 1.0, 1.0), ("2024-Q3", 1, 1, 1.0, 0.0)]


def test_a_channel_partner_that_is_not_named_is_that_of_its_account(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Birch", plan("2024-05-01", "lockers", "channel partner", "2024-06"), by=kim)
    found = load(portfolio.database, date(2024, 5, 2))
    assert "Channel partner of Birch" in set(found["name"])
    assert ("2024-Q2", 1, 1, None, 0.0) in loads(portfolio, "channel partner")


def test_what_was_not_yet_planned_takes_nothing(portfolio: Tieline) -> None:
    assert loads(portfolio, "channel partner", date(2024, 4, 30)) == [("2024-Q2", 1, 1, 1.0, 0.0)]


def test_what_was_reached_or_dropped_takes_nothing_after(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Alder", ReachMilestone(on=parse_when("2024-06-30"), milestone_id="rollout"), by=kim)
    portfolio.handle("Birch", DropMilestone(on=parse_when("2024-04-02"), milestone_id="drivers", reason="Sold"), by=kim)
    assert [each[:3] for each in loads(portfolio, "own company", date(2024, 6, 29))] == [
        ("2024-Q1", 3, 1),
        ("2024-Q2", 5, 2),
        ("2024-Q3", 3, 1),
    ]
    assert [each[:3] for each in loads(portfolio, "own company", date(2024, 6, 30))] == [
        ("2024-Q1", 3, 1),
        ("2024-Q2", 5, 2),
    ]
    assert [each[:3] for each in loads(portfolio, "channel partner")] == [("2024-Q2", 2, 2), ("2024-Q3", 1, 1)]


def test_what_is_overdue_goes_on_taking_capacity(portfolio: Tieline) -> None:
    assert [each[0] for each in loads(portfolio, "the account", date(2024, 10, 1))] == [
        "2024-Q1",
        "2024-Q2",
        "2024-Q3",
        "2024-Q4",
    ]


def test_what_was_rescheduled_takes_capacity_up_to_its_new_date(portfolio: Tieline, kim: Actor) -> None:
    move = RescheduleMilestone(
        on=parse_when("2024-05-02"), milestone_id="rollout", due=parse_when("2024-11"), reason="The supplier is late"
    )
    portfolio.handle("Alder", move, by=kim)
    assert [each[0] for each in loads(portfolio, "own company", date(2024, 5, 1))][-1] == "2024-Q3"
    assert [each[0] for each in loads(portfolio, "own company")][-1] == "2024-Q4"


def test_the_capacity_that_was_set_last_counts(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    portfolio.handle("company", capacity("own company", "2024-Q2", 5, on="2024-02-01"), by=kim)
    assert loads(portfolio, "own company")[1] == ("2024-Q2", 5, 2, 5.0, 0.0)
    assert loads(portfolio, "own company", known_at=known_then)[1] == ("2024-Q2", 5, 2, 4.0, 1.0)
    assert loads(portfolio, "own company", date(2024, 1, 31))[1] == ("2024-Q2", 3, 1, 4.0, 0.0)


def test_what_was_recorded_without_a_weight_has_that_of_the_policy(portfolio: Tieline, kim: Actor) -> None:
    told = MilestonePlanned(
        on=parse_when("2024-05-01"), observed=True, milestone_id="old", title="Old", party="own company",
        due=parse_when("2024-06"),
    )  # fmt: skip
    observation = Observation(command_id="old", fingerprint=b"", stream="Birch", events=[told])
    portfolio.tracker.observe([observation], by=kim, batch="old")
    portfolio.engine.catch_up()
    assert loads(portfolio, "own company")[1][1:3] == (6, 3)
    heavier = load(portfolio.database, date(2024, 5, 2), weights=Weights(incremental=10))
    assert heavier.loc[heavier["party"] == "own company", "weight"].tolist() == [3, 15, 3]


def test_a_link_that_is_not_live_waits_on_its_open_milestones(portfolio: Tieline, kim: Actor) -> None:
    found = waiting(portfolio.database, date(2024, 5, 2))
    kept = ["name", "title", "milestone", "who_name", "overdue", "over"]
    assert found[kept].to_numpy().tolist() == [
        ["Alder", "Orders by EDI", "training", "Alder", False, 1.0],
        ["Alder", "Orders by EDI", "rollout", "Own company", False, 1.0],
    ]
    portfolio.handle("Alder", ReachMilestone(on=parse_when("2024-05-10"), milestone_id="training"), by=kim)
    later = waiting(portfolio.database, date(2024, 7, 1))
    assert later[["milestone", "over"]].to_numpy().tolist() == [["rollout", 1.0]], "the switch is overdue"
    portfolio.handle("Birch", ReachMilestone(on=parse_when("2024-06-30"), milestone_id="switch"), by=kim)
    later = waiting(portfolio.database, date(2024, 7, 1))
    assert later[["milestone", "over"]].to_numpy().tolist() == [["rollout", 0.0]]
    assert waiting(portfolio.database, date(2024, 5, 15))["overdue"].tolist() == [False]
    assert waiting(portfolio.database, date(2024, 10, 1))["overdue"].tolist() == [True]


def test_a_link_that_went_live_waits_on_nothing(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Alder", TakeLinkLive(on=parse_when("2024-05-02"), link_id="l1", title="Orders by EDI"), by=kim)
    assert waiting(portfolio.database, date(2024, 5, 1))["milestone"].tolist() == ["training", "rollout"]
    assert waiting(portfolio.database, date(2024, 5, 2)).empty
