"""Who is ready to move up, what is missing, and which links went live before earlier moves: worked out by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.policy.version_1 import POLICY
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.counterpart.commands import ConfirmCounterpart, LeaveCounterpart, NameCounterpart
from domain.relationship.opening import OpenRelationship
from domain.relationship.rating import RateCriteria
from domain.relationship.system_link import (
    ChangeLinkDepth,
    ProposeLink,
    ResumeLink,
    RetireLink,
    SuspendLink,
    TakeLinkLive,
)
from domain.relationship.terrain import SurveyTerrain
from domain.relationship.vocabulary import FUNCTIONS, Function
from projections.growth import UNSAID, before_moves_up, readiness
from projections.projection import FOREVER, day_number
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case

TODAY = date(2024, 6, 1)


def classed(on: str, to: AccountClass) -> Reclassify:
    return Reclassify(on=parse_when(on), to=to, reason=f"now {to}")


def named(function: Function, *, confirmed: bool = True, on: str = "2023") -> NameCounterpart:
    return NameCounterpart(
        on=parse_when(on),
        counterpart_id=f"c-{function}",
        title=f"Head of {function}",
        function=function,
        person=f"Person of {function}",
        confirmed=confirmed,
    )


ABLE = RateCriteria(on=parse_when("2023"), size=4, willingness=3, ability=3, evidence="shares its forecasts")
EVERYBODY = [named(function) for function in FUNCTIONS]
MAPPED = SurveyTerrain(on=parse_when("2023-06"), systems=("SAP",), lead_time_weeks=26)
LINKED = TakeLinkLive(on=parse_when("2023-02-01"), link_id="l1", title="Orders by EDI", depth="coordinated")
READY = [ABLE, *EVERYBODY, MAPPED, LINKED]


def portfolio(tieline: Tieline, by: Actor, **told: Sequence[Command]) -> Tieline:
    """Accounts by name, each opened in 2020 and then told."""
    for name, commands in told.items():
        tieline.handle(name, OpenRelationship(on=parse_when("2020-01-01"), name=name), by=by)
        for command in commands:
            tieline.handle(name, command, by=by)
    return tieline


def standing(tieline: Tieline, day: date = TODAY, known_at: int = FOREVER) -> dict[str, dict[str, Any]]:
    """The readiness of each account, by name."""
    found = readiness(tieline.database, day, POLICY, known_at)
    return {str(row["name"]): {str(key): value for key, value in row.items()} for row in found.to_dict("records")}


def test_an_integrated_account_with_everything_in_place_is_ready_for_strategic(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    found = standing(portfolio(sqlite_tieline, kim, Alder=[classed("2022-03", "integrated"), *READY]))["Alder"]
    assert (found["account_class"], found["next"], found["suggested"], found["missing"]) == (
        "integrated", "strategic", "strategic", 0,
    )  # fmt: skip
    assert (found["since"], found["since_last"]) == (day_number(date(2022, 3, 1)), day_number(date(2022, 3, 31)))
    assert (found["expected"], found["unknown"], found["assumed"]) == (FUNCTIONS, (), ())
    assert (found["surveyed"], found["surveyed_last"], found["weeks"]) == (
        day_number(date(2023, 6, 1)), day_number(date(2023, 6, 30)), 26,
    )  # fmt: skip
    assert (found["link"], found["title"], found["depth"], found["needed"]) == (
        "l1", "Orders by EDI", "coordinated", "coordinated",
    )  # fmt: skip


def test_an_account_of_which_nothing_else_is_known_misses_all_four(sqlite_tieline: Tieline, kim: Actor) -> None:
    found = standing(portfolio(sqlite_tieline, kim, Birch=[classed("2022", "integrated")]))["Birch"]
    assert (found["missing"], found["next"], found["suggested"]) == (4, "strategic", "")
    assert found["why"] == "undetermined: size, willingness, ability, innovativeness and growth are not rated"
    assert (found["unknown"], found["surveyed"], found["weeks"], found["link"]) == (FUNCTIONS, 0, UNSAID, "")
    assert found["criteria_due"]
    assert found["terrain_due"]
    assert found["link_due"]


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (RateCriteria(on=parse_when("2024-01"), willingness=2, evidence="holds back"), "criteria_due"),
        (LeaveCounterpart(on=parse_when("2024-06-01"), counterpart_id="c-IT"), "unknown"),
        (SuspendLink(on=parse_when("2024-06-01"), link_id="l1", reason="new release"), "link_due"),
        (RetireLink(on=parse_when("2024-06-01"), link_id="l1"), "link_due"),
        (ChangeLinkDepth(on=parse_when("2024-06-01"), link_id="l1", depth="arm's length"), "link_due"),
    ],
)
def test_one_thing_that_falls_away_is_what_is_missing(
    sqlite_tieline: Tieline, kim: Actor, told: Command, due: str
) -> None:
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), *READY, told])
    found = standing(tieline)["Alder"]
    assert (found["missing"], bool(found[due])) == (1, True)
    day_before = date(2024, 5, 31) if told.on.precision == "day" else date(2023, 12, 31)
    assert standing(tieline, day_before)["Alder"]["missing"] == 0


def test_a_link_that_is_resumed_works_again(sqlite_tieline: Tieline, kim: Actor) -> None:
    pause = [
        SuspendLink(on=parse_when("2024-01"), link_id="l1", reason="new release"),
        ResumeLink(on=parse_when("2024-03"), link_id="l1"),
    ]
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), *READY, *pause])
    assert not standing(tieline)["Alder"]["link_due"]
    assert standing(tieline, date(2024, 2, 1))["Alder"]["link_due"]


def test_a_link_is_as_deep_as_it_was_proposed_where_nobody_said_otherwise(sqlite_tieline: Tieline, kim: Actor) -> None:
    link = [
        ProposeLink(on=parse_when("2023-01"), link_id="l2", title="Stock", kind="VMI", depth="coordinated"),
        TakeLinkLive(on=parse_when("2023-02-01"), link_id="l1", title="Orders", depth="arm's length"),
        TakeLinkLive(on=parse_when("2024-02"), link_id="l2", title="Stock"),
    ]
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), *link])
    found = standing(tieline)["Alder"]
    assert (found["title"], found["depth"], found["link_due"]) == ("Stock", "coordinated", False)
    before = standing(tieline, date(2024, 1, 31))["Alder"]
    assert (before["title"], before["depth"], before["link_due"]) == ("Orders", "arm's length", True)


def test_what_followed_a_link_in_the_year_that_it_began_counts_from_its_beginning(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    deeper = ChangeLinkDepth(on=parse_when("2023"), link_id="l1", depth="integrated")
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), LINKED, deeper])
    assert standing(tieline)["Alder"]["depth"] == "integrated"
    assert sqlite_tieline.tracker.load("Alder").links["l1"].depth == "integrated"


def test_a_counterpart_who_is_only_assumed_is_missing_until_confirmed(sqlite_tieline: Tieline, kim: Actor) -> None:
    people = [
        named("IT", confirmed=False),
        *EVERYBODY[1:],
        ConfirmCounterpart(on=parse_when("2024-05-01"), counterpart_id="c-IT"),
    ]
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), ABLE, MAPPED, LINKED, *people])
    before, after = standing(tieline, date(2024, 4, 30))["Alder"], standing(tieline, date(2024, 5, 1))["Alder"]
    assert (before["unknown"], before["assumed"], before["missing"]) == ((), ("IT",), 1)
    assert (after["assumed"], after["missing"]) == ((), 0)


def test_a_survey_is_as_old_as_the_policy_allows_and_not_a_day_older(sqlite_tieline: Tieline, kim: Actor) -> None:
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), *READY])
    assert not standing(tieline, date(2024, 12, 30))["Alder"]["terrain_due"]
    assert standing(tieline, date(2024, 12, 31))["Alder"]["terrain_due"], "18 months after 30 June 2023"


@pytest.mark.parametrize(
    ("rated", "to", "due"),
    [
        ({"size": 3, "willingness": 1}, "integrated", False),
        ({"size": 3, "willingness": 3, "ability": 3}, "strategic", False),
        ({"size": 2, "innovativeness": 4, "growth": 4}, "integrated", True),
        ({"size": 2, "innovativeness": 0}, "integrated", True),
        ({"size": 3}, "integrated", True),
    ],
)
def test_an_emerging_account_grows_into_the_class_that_its_criteria_suggest(
    sqlite_tieline: Tieline, kim: Actor, rated: dict[str, Any], to: AccountClass, due: bool
) -> None:
    command = RateCriteria(on=parse_when("2023"), evidence="seen", **rated)
    found = standing(portfolio(sqlite_tieline, kim, Cedar=[classed("2022", "emerging"), command]))["Cedar"]
    assert (found["next"], found["criteria_due"]) == (to, due)
    assert found["expected"] == POLICY.service(to).counterparts


def test_only_open_emerging_and_integrated_accounts_are_asked_after_those_with_the_least_missing_first(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    tieline = portfolio(
        sqlite_tieline,
        kim,
        Dogwood=[classed("2022", "strategic")],
        Elm=[classed("2022", "stable")],
        Fir=[],
        Gone=[classed("2022", "integrated"), CloseRelationship(on=parse_when("2024-06-01"), reason="bought")],
        birch=[classed("2022", "emerging")],
        Alder=[classed("2022", "integrated")],
        Maple=[classed("2022", "integrated"), LINKED],
    )
    tieline.handle("all", OpenRelationship(on=parse_when("2020"), name="All", kind="segment"), by=kim)
    tieline.handle("all", classed("2022", "integrated"), by=kim)
    assert list(standing(tieline)) == ["Maple", "Alder", "birch"]
    assert "Gone" in standing(tieline, date(2024, 5, 31))


MOVES: dict[str, Sequence[Command]] = {
    "Alder": [
        classed("2021-01-01", "emerging"),
        TakeLinkLive(on=parse_when("2021-03-01"), link_id="l1", title="Orders", depth="arm's length"),
        TakeLinkLive(on=parse_when("2021-06"), link_id="l2", title="Stock", depth="coordinated"),
        TakeLinkLive(on=parse_when("2021-07-01"), link_id="l3", title="Trial"),
        RetireLink(on=parse_when("2021-12-01"), link_id="l3"),
        classed("2022-01-01", "integrated"),
        ChangeLinkDepth(on=parse_when("2022-02-01"), link_id="l1", depth="integrated"),
        TakeLinkLive(on=parse_when("2022-03-01"), link_id="l4", title="Late", depth="integrated"),
    ],
    "Birch": [classed("2021-01-01", "integrated"), classed("2023-01-01", "strategic")],
    "Cedar": [
        classed("2021-01-01", "strategic"),
        TakeLinkLive(on=parse_when("2021-02-01"), link_id="l1", title="Orders"),
        classed("2022-01-01", "integrated"),
    ],
}
"""Alder moves up with two links working, Birch without any; Cedar moves down; first classes are no moves."""


def told(tieline: Tieline, start: date = date(2020, 1, 1), known_at: int = FOREVER) -> list[tuple[Any, ...]]:
    found = before_moves_up(tieline.database, start, TODAY, known_at)
    return list(found[["name", "before", "after", "title", "depth", "days"]].itertuples(index=False, name=None))


def test_each_move_up_has_the_links_that_worked_on_its_day_as_they_were_then(tieline: Tieline, kim: Actor) -> None:
    portfolio(tieline, kim, **MOVES)
    assert told(tieline) == [
        ("Alder", "emerging", "integrated", "Orders", "arm's length", 306),
        ("Alder", "emerging", "integrated", "Stock", "coordinated", 214),
        ("Birch", "integrated", "strategic", "", "", 0),
    ]
    assert told(tieline, start=date(2022, 1, 1)) == [("Birch", "integrated", "strategic", "", "", 0)]


def test_a_link_that_went_live_on_the_day_of_the_move_came_with_it(sqlite_tieline: Tieline, kim: Actor) -> None:
    same = TakeLinkLive(on=parse_when("2023-01-01"), link_id="l1", title="Orders", depth="coordinated")
    after = TakeLinkLive(on=parse_when("2023-01-02"), link_id="l2", title="Stock", depth="coordinated")
    portfolio(sqlite_tieline, kim, Birch=[*MOVES["Birch"], same, after])
    assert told(sqlite_tieline) == [("Birch", "integrated", "strategic", "Orders", "coordinated", 0)]


def test_nothing_is_known_before_it_was_recorded(sqlite_tieline: Tieline, kim: Actor, clock: Clock) -> None:
    tieline = portfolio(sqlite_tieline, kim, Alder=[classed("2022", "integrated"), *READY[:-1]], Birch=MOVES["Birch"])
    known_then = clock()
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    late = TakeLinkLive(on=parse_when("2022-02-01"), link_id="l1", title="Orders", depth="coordinated")
    for name in ("Alder", "Birch"):
        tieline.handle(name, late, by=kim)
    assert standing(tieline)["Alder"]["missing"] == 0
    assert standing(tieline, known_at=known_then)["Alder"]["missing"] == 1
    assert [row[3] for row in told(tieline)] == ["Orders"]
    assert [row[3] for row in told(tieline, known_at=known_then)] == [""]


def test_the_published_history_has_accounts_that_could_grow_and_links_that_tell_of_their_source(
    tieline: Tieline, kim: Actor
) -> None:
    import_case(tieline, SAMPLE, by=kim)
    found = standing(tieline, date(2014, 12, 31))
    assert {row["account_class"] for row in found.values()} == {"emerging", "integrated"}
    assert all(row["missing"] >= 3 for row in found.values()), "nobody published ratings, counterparts or terrain"
    assert any(row["link"] and row["observed"] for row in found.values())
