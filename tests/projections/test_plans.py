"""Plans, their objectives and their scorecards, worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from domain.access import Actor
from domain.policy.version_1 import POLICY
from domain.relationship.joint_plan import (
    AgreePlan,
    ClosePlan,
    ShareRisk,
)
from domain.relationship.objective import MeetObjective, SetObjective
from domain.relationship.scorecard import SetTarget
from projections.plans import counts, coverage, drift, objectives, plans, scorecard
from projections.projection import day_number
from tests.conftest import Clock
from tests.projections.plan_story import AS_OF, MEASURES, OBJECTIVES, on, tell
from ui.bootstrap import Tieline


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    tell(tieline, kim)
    return tieline


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def day(text: str) -> int:
    return day_number(on(text).first)


def test_every_account_whose_class_has_a_plan_stands_somehow_for_one(portfolio: Tieline) -> None:
    found = coverage(portfolio.database, POLICY, AS_OF)
    assert told(found, "name", "account_class", "standing", "plan") == [
        ("Alder", "strategic", "in force", "a"),
        ("birch", "integrated", "in force", "b2"),
        ("Cedar", "stable", "off policy", "c"),
        ("Dogwood", "integrated", "agreed", "d2"),
        ("Elm", "strategic", "proposed", "e"),
        ("Fir", "strategic", "none", ""),
        ("Ivy", "integrated", "none", ""),
        ("Juniper", "strategic", "in force", "j"),
    ]


def test_what_the_class_calls_for_and_the_plan_has_not_is_named(portfolio: Tieline) -> None:
    found = coverage(portfolio.database, POLICY, AS_OF).set_index("name")["lacks"]
    assert dict(found[found != ""]) == {"Cedar": "a review", "Juniper": "shared-risk terms, a review"}
    earlier = coverage(portfolio.database, POLICY, date(2025, 6, 15)).set_index("name")["lacks"]
    assert earlier["birch"] == "a scorecard"


def test_a_review_is_due_once_the_plan_went_unreviewed_for_longer_than_the_policy_says(portfolio: Tieline) -> None:
    reviewed = day("2025-05-20")
    for days, lacks in ((190, ""), (191, "a review")):
        found = coverage(portfolio.database, POLICY, date.fromordinal(reviewed + days), relationship="Alder")
        assert list(found["lacks"]) == [lacks]


def test_risk_shared_later_is_shared(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Juniper", ShareRisk(on=on("2025-06-30"), plan_id="j", shared_risk="half and half"), by=kim)
    found = coverage(portfolio.database, POLICY, AS_OF, relationship="Juniper")
    assert list(found["lacks"]) == ["a review"]


def test_the_accounts_are_counted_by_class_and_standing(portfolio: Tieline) -> None:
    found = counts(coverage(portfolio.database, POLICY, AS_OF))
    wanted = ("account_class", "accounts", "in force", "off policy", "agreed", "proposed", "none")
    assert told(found, *wanted) == [
        ("strategic", 4, 2, 0, 0, 1, 1),
        ("integrated", 3, 1, 0, 1, 0, 1),
        ("stable", 1, 0, 1, 0, 0, 0),
    ]


def test_one_account_is_asked_after_alone(portfolio: Tieline) -> None:
    assert told(coverage(portfolio.database, POLICY, AS_OF, relationship="birch"), "name", "ends") == [
        ("birch", day("2026-06-15"))
    ]
    assert list(plans(portfolio.database, AS_OF, relationship="birch")["plan"]) == ["b1", "b2"]


def test_every_plan_has_a_status_its_present_term_and_its_first(portfolio: Tieline) -> None:
    found = plans(portfolio.database, AS_OF)
    assert told(found, "plan", "status", "amendments", "result") == [
        ("a", "in force", 1, ""),
        ("b1", "superseded", 0, ""),
        ("b2", "in force", 0, ""),
        ("c", "in force", 0, ""),
        ("d1", "completed", 0, "partly met"),
        ("d2", "agreed", 0, ""),
        ("e", "proposed", 0, ""),
        ("f", "closed early", 0, ""),
        ("f2", "withdrawn", 0, ""),
        ("i", "ran out", 0, ""),
        ("j", "in force", 0, ""),
    ]
    alder = found[found["plan"] == "a"]
    assert told(alder, "starts", "ends", "first_starts", "first_ends", "reviewed") == [
        (day("2024-02-01"), day("2027-08-01"), day("2024-02-01"), day("2027-02-01"), day("2025-05-20"))
    ]


def test_a_plan_is_in_force_from_its_first_day_to_the_day_before_its_end(portfolio: Tieline) -> None:
    status = [
        list(plans(portfolio.database, date.fromisoformat(each), relationship="Ivy")["status"])
        for each in ("2024-05-09", "2024-05-10", "2025-06-09", "2025-06-10")
    ]
    assert status == [[], ["in force"], ["in force"], ["ran out"]]


def test_an_agreement_known_only_to_the_year_of_its_proposal_is_one(portfolio: Tieline, kim: Actor) -> None:
    command = AgreePlan(
        on=on("2025"), plan_id="new", title="Plan e", starts=date(2025, 1, 1), ends=date(2029, 1, 1)
    )  # fmt: skip
    portfolio.handle("Elm", command, by=kim)
    found = plans(portfolio.database, AS_OF, relationship="Elm")
    assert told(found, "plan", "status", "ends") == [("e", "in force", day("2029-01-01"))]


@pytest.fixture
def with_objectives(portfolio: Tieline, kim: Actor) -> Tieline:
    for command in OBJECTIVES:
        portfolio.handle("Alder", command, by=kim)
    late = SetObjective(on=on("2024-03-01"), objective_id="7", plan_id="f", title="Pallets", due=on("2024-06"))
    portfolio.handle("Fir", late, by=kim)
    return portfolio


def test_objectives_are_late_from_the_day_after_they_were_due_as_they_were_then_moved(
    with_objectives: Tieline,
) -> None:
    found = objectives(with_objectives.database, AS_OF)
    assert told(found, "title", "status", "due_last", "days_late", "moves") == [
        ("Shared depot", "missed", day("2024-12-31"), 0, 0),
        ("Kiosks", "dropped", day("2024-12-31"), 0, 0),
        ("Halve gaps", "late", day("2025-05-31"), 31, 1),
        ("One forecast", "met", day("2025-06-30"), 0, 0),
        ("Web orders", "due soon", day("2025-07-31"), 0, 0),
        ("RFID", "open", day("2025-08-01"), 0, 0),
        ("Pallets", "left open", day("2024-06-30"), 0, 0),
    ]
    assert set(found["plan_title"]) == {"Plan a", "Plan f"}


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2025-05-01", "due soon"), ("2025-05-31", "due soon"), ("2025-06-01", "late"), ("2025-08-01", "open")],
)
def test_an_objective_goes_from_due_soon_to_late_and_is_open_again_once_moved(
    with_objectives: Tieline, as_of: str, status: str
) -> None:
    found = objectives(with_objectives.database, date.fromisoformat(as_of), relationship="Alder").set_index("objective")
    assert found.at["1", "status"] == status


def test_owners_are_kept_as_ids_of_people_and_never_by_name(with_objectives: Tieline) -> None:
    found = objectives(with_objectives.database, AS_OF).set_index("objective")
    owners = [str(found.at["1", each]) for each in ("owner_here", "owner_there")]
    assert with_objectives.tracker.vault.names(owners) == dict(zip(owners, ("Kim Berg", "Ann Lee"), strict=True))
    assert found.at["2", "owner_here"] == ""


@pytest.fixture
def with_measures(portfolio: Tieline, kim: Actor) -> Tieline:
    for command in MEASURES:
        portfolio.handle("birch", command, by=kim)
    return portfolio


def test_each_period_is_read_against_its_target_and_the_first_promise_is_kept(with_measures: Tieline) -> None:
    found = scorecard(with_measures.database, AS_OF)
    wanted = ("title", "period_first", "period_last", "first_target", "target", "actual", "better_by", "status")
    d = Decimal
    assert told(found, *wanted) == [
        ("Fill rate", day("2025-04-01"), day("2025-06-30"), d("98.5"), d(97), d("97.3"), d("0.3"), "on target"),
        ("Fill rate", day("2025-07-01"), day("2025-09-30"), d(99), d(99), None, None, "running"),
        ("Stock days", day("2025-01-01"), day("2025-12-31"), None, None, d(19), None, "no target"),
        ("Stock days", day("2025-05-01"), day("2025-05-31"), d(20), d(20), None, None, "outstanding"),
        ("Stock days", day("2025-06-01"), day("2025-06-30"), d(20), d(20), d("20.5"), d("-0.5"), "off target"),
    ]
    assert set(told(found, "name", "plan_title")) == {("birch", "Plan b2")}


def test_a_number_stated_again_counts_from_its_day(with_measures: Tieline) -> None:
    found = scorecard(with_measures.database, date(2025, 6, 30), relationship="birch").set_index("title")
    fill = found.loc["Fill rate"].iloc[0]
    assert (fill["actual"], fill["status"]) == (Decimal("96.4"), "off target")


def test_how_far_plans_and_objectives_moved_from_the_first_promise(with_objectives: Tieline) -> None:
    wanted = ("what", "title", "first", "now", "days", "times")
    assert told(drift(with_objectives.database, AS_OF), *wanted) == [
        ("plan", "Plan a", day("2027-02-01"), day("2027-08-01"), 181, 1),
        ("objective", "Halve gaps", day("2025-03-31"), day("2025-05-31"), 61, 1),
    ]
    assert told(drift(with_objectives.database, date(2025, 9, 1), relationship="Alder"), *wanted) == [
        ("objective", "Halve gaps", day("2025-03-31"), day("2026-12-31"), 640, 2),
        ("plan", "Plan a", day("2027-02-01"), day("2028-02-01"), 365, 2),
    ]


def test_what_was_recorded_later_is_not_known_before(with_objectives: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    database = with_objectives.database
    with_objectives.handle("Alder", ClosePlan(on=on("2025-10-01"), plan_id="a"), by=kim)
    with_objectives.handle("Alder", MeetObjective(on=on("2025-10-01"), objective_id="2"), by=kim)
    target = SetTarget(on=on("2025-10-01"), measure_id="fill", period=on("2025"), target=Decimal(99))
    with_objectives.handle("birch", target, by=kim)
    later = date(2025, 10, 1)
    assert coverage(database, POLICY, later, relationship="Alder")["standing"].tolist() == ["none"]
    assert coverage(database, POLICY, later, known_then, "Alder")["standing"].tolist() == ["in force"]
    assert objectives(database, later).set_index("objective").at["2", "status"] == "met"
    assert objectives(database, later, known_then).set_index("objective").at["2", "status"] == "late"
    assert len(scorecard(database, later)) == 1
    assert len(scorecard(database, later, known_then)) == 0


def test_with_nothing_on_record_every_table_is_empty(tieline: Tieline) -> None:
    database = tieline.database
    covered = coverage(database, POLICY, AS_OF)
    for frame in (covered, counts(covered), plans(database, AS_OF), objectives(database, AS_OF)):
        assert frame.empty
    assert scorecard(database, AS_OF).empty
    assert drift(database, AS_OF).empty
