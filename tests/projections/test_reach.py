"""People, IT terrain and the CIO's time, worked out by hand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from domain.access import Actor
from domain.company.cio_time import ReportCioHours
from domain.history.event import Command
from domain.history.when import parse_when
from domain.policy.version_1 import POLICY
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.counterpart.commands import ConfirmCounterpart, LeaveCounterpart, NameCounterpart
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.rules import Rules
from domain.relationship.team import JoinTeam, LeaveTeam
from domain.relationship.terrain import SurveyTerrain
from domain.relationship.vocabulary import FUNCTIONS, Function
from projections.projection import FOREVER
from projections.reach import UNKNOWN, cio_time, people, terrain
from tests.conftest import Clock
from ui.bootstrap import Tieline

CLASSES: dict[str, AccountClass] = {"Alder": "strategic", "Birch": "integrated", "Cedar": "stable"}
"""Dogwood is never classified."""


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name in (*CLASSES, "Dogwood"):
        tieline.handle(name, OpenRelationship(on=parse_when("2019-01-01"), name=name), by=kim)
        if name in CLASSES:
            command = Reclassify(on=parse_when("2020-01-01"), to=CLASSES[name], reason="judged so")
            tieline.handle(name, command, by=kim)
    return tieline


def carry_out(tieline: Tieline, stream: str, by: Actor, commands: Iterable[Command]) -> None:
    for command in commands:
        tieline.handle(stream, command, by=by)


def name(on: str, function: Function, counterpart_id: str, *, confirmed: bool = False) -> NameCounterpart:
    return NameCounterpart(
        on=parse_when(on),
        counterpart_id=counterpart_id,
        title=f"Head of {function}",
        function=function,
        person=f"Ann {function}",
        confirmed=confirmed,
    )


def join(on: str, function: Function, member_id: str) -> JoinTeam:
    return JoinTeam(on=parse_when(on), member_id=member_id, title="Lead", function=function, person="Kim Berg")


def missing(tieline: Tieline, on: date, known_at: int = FOREVER) -> dict[str, tuple[tuple[str, ...], ...]]:
    found = people(tieline.database, on, POLICY, known_at)
    rows = zip(found["name"], found["unknown"], found["assumed"], found["team"], strict=True)
    return {each: (unknown, assumed, team) for each, unknown, assumed, team in rows}


# People.


def test_an_account_without_anybody_misses_what_its_class_gets(portfolio: Tieline) -> None:
    assert missing(portfolio, date(2020, 1, 1)) == {
        "Alder": (FUNCTIONS, (), FUNCTIONS),
        "Birch": (("IT", "operations"), (), ()),
    }
    assert missing(portfolio, date(2019, 12, 31)) == {}, "nobody was classified yet"


def test_who_is_named_confirmed_and_left_counts_on_the_day(portfolio: Tieline, kim: Actor) -> None:
    commands = [
        name("2021-01-01", "IT", "c1"),
        name("2021-01-01", "operations", "c2", confirmed=True),
        ConfirmCounterpart(on=parse_when("2021-06-01"), counterpart_id="c1"),
        LeaveCounterpart(on=parse_when("2022-01-01"), counterpart_id="c2"),
    ]
    carry_out(portfolio, "Birch", kim, commands)
    on = {
        day: missing(portfolio, day).get("Birch")
        for day in (date(2020, 12, 31), date(2021, 5, 31), date(2021, 6, 1), date(2022, 1, 1))
    }
    assert list(on.values()) == [
        (("IT", "operations"), (), ()),
        ((), ("IT",), ()),
        None,
        (("operations",), (), ()),
    ]


def test_a_second_counterpart_of_a_function_stands_in_for_one_who_left(portfolio: Tieline, kim: Actor) -> None:
    commands = [
        name("2021-01-01", "IT", "c1", confirmed=True),
        name("2021-01-01", "operations", "c2", confirmed=True),
        LeaveCounterpart(on=parse_when("2022-01-01"), counterpart_id="c2"),
        name("2022-02-01", "operations", "c3"),
    ]
    carry_out(portfolio, "Birch", kim, commands)
    assert missing(portfolio, date(2022, 2, 1))["Birch"] == ((), ("operations",), ())


def test_the_team_of_a_strategic_account_is_short_of_the_functions_that_left(portfolio: Tieline, kim: Actor) -> None:
    commands = [
        join("2021-01-01", "IT", "m1"),
        join("2021-01-01", "executive", "m2"),
        LeaveTeam(on=parse_when("2021-07-01"), member_id="m1"),
    ]
    carry_out(portfolio, "Alder", kim, commands)
    assert missing(portfolio, date(2021, 6, 30))["Alder"][2] == ("operations", "commercial")
    assert missing(portfolio, date(2021, 7, 1))["Alder"][2] == ("IT", "operations", "commercial")


def test_people_of_another_account_do_not_count(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Alder", kim, [name("2021-01-01", "IT", "c1", confirmed=True)])
    found = missing(portfolio, date(2021, 1, 1))
    assert found["Alder"][0] == ("operations", "commercial", "executive")
    assert found["Birch"][0] == ("IT", "operations")


def test_a_closed_account_misses_nobody(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Birch", kim, [CloseRelationship(on=parse_when("2022-01-01"), reason="Sold")])
    assert set(missing(portfolio, date(2021, 12, 31))) == {"Alder", "Birch"}
    assert set(missing(portfolio, date(2022, 1, 1))) == {"Alder"}


def test_who_was_recorded_later_is_not_known_before(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(days=1))
    carry_out(portfolio, "Birch", kim, [name("2021-01-01", "IT", "c1", confirmed=True)])
    assert missing(portfolio, date(2021, 1, 1))["Birch"][0] == ("operations",)
    assert missing(portfolio, date(2021, 1, 1), known_then)["Birch"][0] == ("IT", "operations")


# IT terrain.


def survey(on: str, weeks: int | None = None) -> SurveyTerrain:
    return SurveyTerrain(on=parse_when(on), systems=("SAP R/3",), lead_time_weeks=weeks)


def test_strategic_and_integrated_accounts_without_a_survey_are_not_mapped(portfolio: Tieline) -> None:
    found = terrain(portfolio.database, date(2021, 1, 1), POLICY)
    assert list(zip(found["name"], found["surveyed"], found["due"], found["weeks"], found["seq"], strict=True)) == [
        ("Alder", 0, 0, UNKNOWN, 0),
        ("Birch", 0, 0, UNKNOWN, 0),
    ]


def test_a_survey_is_too_old_from_the_day_after_eighteen_months(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Alder", kim, [survey("2021-01-15", 12)])
    carry_out(portfolio, "Birch", kim, [survey("2021")])
    fresh = terrain(portfolio.database, date(2022, 7, 15), POLICY)
    assert list(fresh["name"]) == []
    stale = terrain(portfolio.database, date(2022, 7, 16), POLICY)
    assert stale[["name", "surveyed", "due", "weeks"]].to_numpy().tolist() == [
        ["Alder", date(2021, 1, 15).toordinal(), date(2022, 7, 16).toordinal(), 12]
    ]
    assert list(terrain(portfolio.database, date(2023, 6, 30), POLICY)["name"]) == ["Alder"]
    assert list(terrain(portfolio.database, date(2023, 7, 1), POLICY)["name"]) == ["Alder", "Birch"], "some day of 2021"


def test_the_latest_survey_counts_on_the_day(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Alder", kim, [survey("2021-01-15"), survey("2022-07-16", 0)])
    assert "Alder" not in list(terrain(portfolio.database, date(2022, 7, 16), POLICY)["name"])
    found = terrain(portfolio.database, date(2024, 7, 1), POLICY).set_index("name")
    assert found.at["Alder", "surveyed"] == date(2022, 7, 16).toordinal()
    assert found.at["Alder", "weeks"] == 0


# The CIO's time.


def met(on: str, hours: str | None, *, with_cio: bool = True) -> LogInteraction:
    return LogInteraction(
        on=parse_when(on),
        kind="visit",
        summary="Line review",
        hours=None if hours is None else Decimal(hours),
        with_cio=with_cio,
    )


def worked(period: str, hours: str, on: str = "2024-12-31") -> ReportCioHours:
    return ReportCioHours(on=parse_when(on), period=parse_when(period), hours=Decimal(hours))


def by_version_1(day: date) -> Rules:  # the same on every day
    return POLICY


def shares(tieline: Tieline, on: date = date(2024, 12, 31), *known_at: int) -> pd.DataFrame:
    found = cio_time(tieline.database, on, by_version_1, *known_at)
    found.index = pd.Index([date.fromordinal(each).isoformat()[:7] for each in found["starts"]])
    return found


def cells(frame: pd.DataFrame, row: str, columns: list[str]) -> list[object]:
    return [frame.at[row, each] for each in columns]


def test_the_share_is_of_the_hours_with_customers_in_the_period(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Alder", kim, [met("2024-01-01", "20.5"), met("2024-01-31", "11.5"), met("2024-02-01", "9")])
    carry_out(portfolio, "Birch", kim, [met("2024-01", "32"), met("2024-01-10", "50", with_cio=False)])
    carry_out(portfolio, "company", kim, [worked("2024-01", "160"), worked("2024-02", "100")])
    found = shares(portfolio)
    assert cells(found, "2024-01", ["hours", "with_customers", "share", "verdict"]) == [160, 64, 0.4, "within"]
    assert cells(found, "2024-02", ["hours", "with_customers", "share", "verdict"]) == [100, 9, 0.09, "below"]


@pytest.mark.parametrize(
    ("hours", "verdict"), [("29.99", "below"), ("30", "within"), ("50", "within"), ("50.01", "above")]
)
def test_both_bounds_are_within_the_policy(portfolio: Tieline, kim: Actor, hours: str, verdict: str) -> None:
    carry_out(portfolio, "Alder", kim, [met("2024-01-05", hours)])
    carry_out(portfolio, "company", kim, [worked("2024-01", "100")])
    assert shares(portfolio)["verdict"].tolist() == [verdict]


def test_time_with_others_than_customers_does_not_count(portfolio: Tieline, kim: Actor) -> None:
    for kind in ("channel partner", "internal"):
        command = OpenRelationship(on=parse_when("2020"), name=kind, kind=kind)
        carry_out(portfolio, kind, kim, [command, met("2024-01-05", "40")])
    carry_out(portfolio, "company", kim, [worked("2024-01", "100")])
    assert shares(portfolio)["with_customers"].tolist() == [0]


def test_what_cannot_be_placed_or_measured_is_told_apart(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "Alder", kim, [met("2024-Q1", "7"), met("2024-01-05", None), met("2024-03-05", None)])
    carry_out(portfolio, "company", kim, [worked("2024-01", "100"), worked("2024-Q1", "300")])
    found = shares(portfolio)
    assert found[["hours", "with_customers", "vague", "unmeasured"]].to_numpy().tolist() == [
        [100, 0, 7, 1],
        [300, 7, 0, 2],
    ]


def test_a_period_that_is_reported_again_counts_once_with_its_new_hours(portfolio: Tieline, kim: Actor) -> None:
    carry_out(
        portfolio, "company", kim, [worked("2024-01", "100", "2024-02-01"), worked("2024-01", "80", "2024-02-02")]
    )
    assert shares(portfolio)["hours"].tolist() == [80]
    assert shares(portfolio, date(2024, 2, 1))["hours"].tolist() == [100]


def test_a_period_in_which_the_cio_did_not_work_has_no_share(portfolio: Tieline, kim: Actor) -> None:
    carry_out(portfolio, "company", kim, [worked("2024-01", "0")])
    found = shares(portfolio)
    assert found["share"].isna().all()
    assert found["verdict"].tolist() == [""]


def test_hours_recorded_later_are_not_known_before(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    carry_out(portfolio, "company", kim, [worked("2024-01", "100")])
    known_then = clock()
    clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(days=1))
    carry_out(portfolio, "Alder", kim, [met("2024-01-05", "40")])
    assert shares(portfolio)["verdict"].tolist() == ["within"]
    assert shares(portfolio, date(2024, 12, 31), known_then)["verdict"].tolist() == ["below"]


def test_nothing_is_told_of_an_empty_portfolio(tieline: Tieline) -> None:
    assert people(tieline.database, date(2024, 1, 1), POLICY).empty
    assert terrain(tieline.database, date(2024, 1, 1), POLICY).empty
    assert shares(tieline).empty
