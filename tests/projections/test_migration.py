"""Moves between the classes, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship, ReopenRelationship
from domain.relationship.opening import OpenRelationship
from projections.migration import dwell, flows, matrix, spells
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case

STORY = {
    "Alder": [("2020-01-01", "emerging"), ("2021-01-01", "integrated"), ("2022-01-01", "strategic")],
    "Birch": [("2020-01-01", "integrated"), ("2021-07-01", "integrated"), ("2022-07-01", "stable")],
    "Cedar": [("2021-06-01", "stable")],
    "Dogwood": [],
}
"""Birch is confirmed as integrated once; Dogwood is never classified."""


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name, classes in STORY.items():
        tieline.handle(name, OpenRelationship(on=parse_when("2019-01-01"), name=name), by=kim)
        for on, to in classes:
            tieline.handle(name, command(on, to), by=kim)
    tieline.handle("group", OpenRelationship(on=parse_when("2019"), name="All", kind="segment"), by=kim)
    tieline.handle("group", command("2020", "stable"), by=kim)
    return tieline


def command(on: str, to: str) -> Reclassify:
    return Reclassify(on=parse_when(on), to=to, reason=f"now {to}")  # type: ignore[arg-type]  # one of the four


def test_the_matrix_counts_every_account_once_by_its_class_at_both_ends(portfolio: Tieline) -> None:
    found = matrix(portfolio.database, date(2020, 6, 1), date(2022, 8, 1))
    assert found.to_numpy().sum() == 4
    assert found.at["emerging", "strategic"] == 1
    assert found.at["integrated", "stable"] == 1
    assert found.at["unclassified", "stable"] == 1
    assert found.at["unclassified", "unclassified"] == 1


def test_an_account_that_did_not_move_is_on_the_diagonal(portfolio: Tieline) -> None:
    found = matrix(portfolio.database, date(2022, 8, 1), date(2023, 1, 1))
    assert [found.at[each, each] for each in found.index] == [1, 0, 0, 2, 1, 0]


def test_a_flow_is_a_change_of_class_within_the_span_and_not_a_confirmation(portfolio: Tieline) -> None:
    found = flows(portfolio.database, date(2020, 1, 1), date(2022, 1, 1))
    assert list(zip(found["name"], found["before"], found["after"], strict=True)) == [
        ("Alder", "emerging", "integrated"),
        ("Cedar", "unclassified", "stable"),
        ("Alder", "integrated", "strategic"),
    ]


def test_a_confirmation_goes_on_with_the_same_stay(portfolio: Tieline) -> None:
    found = spells(portfolio.database, date(2022, 12, 31), relationship="Birch")
    assert list(zip(found["account_class"], found["days"], strict=True)) == [("integrated", 912), ("stable", 183)]


def test_dwell_times_are_of_the_stays_that_ended(portfolio: Tieline) -> None:
    found = dwell(portfolio.database, date(2022, 12, 31)).set_index("account_class")
    assert list(found.loc["integrated", ["now", "ended", "median", "longest"]]) == [0, 2, 638, 912]
    assert list(found.loc["emerging", ["now", "ended", "median"]]) == [0, 1, 366]
    assert list(found.loc["stable", ["now", "ended", "median", "median_now"]]) == [2, 0, 0, 380]


def test_a_closed_account_has_left_its_class(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Cedar", CloseRelationship(on=parse_when("2022-06-01"), reason="Sold"), by=kim)
    assert matrix(portfolio.database, date(2022, 1, 1), date(2022, 8, 1)).at["stable", "closed"] == 1
    found = dwell(portfolio.database, date(2022, 12, 31)).set_index("account_class")
    assert list(found.loc["stable", ["now", "ended", "longest", "median_now"]]) == [1, 1, 365, 183]
    again = ReopenRelationship(on=parse_when("2022-09-01"))
    portfolio.handle("Cedar", again, by=kim)
    assert matrix(portfolio.database, date(2022, 8, 1), date(2022, 12, 1)).at["closed", "stable"] == 1


def test_what_was_recorded_later_is_not_known_before(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC) + timedelta(days=1))
    portfolio.handle("Dogwood", command("2020-05-01", "emerging"), by=kim)
    on = date(2020, 1, 1), date(2021, 1, 1)
    assert matrix(portfolio.database, *on).at["unclassified", "emerging"] == 1
    assert matrix(portfolio.database, *on, known_then).at["unclassified", "emerging"] == 0


def test_a_class_logged_late_shortens_the_stay_before_it(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Birch", command("2020-07-01", "emerging"), by=kim)
    found = spells(portfolio.database, date(2022, 12, 31), relationship="Birch")
    assert list(zip(found["account_class"], found["days"], strict=True)) == [
        ("integrated", 182),
        ("emerging", 365),
        ("integrated", 365),
        ("stable", 183),
    ]


def test_the_published_history_tells_who_was_classed_when(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    found = matrix(tieline.database, date(1985, 1, 1), date(2014, 12, 31))
    assert list(found.loc["unclassified", ["strategic", "integrated", "emerging"]]) == [1, 4, 3]
    assert found.at["emerging", "emerging"] == 1, "Schnucks, since 1980"
    moved = flows(tieline.database, date(1985, 1, 1), date(1990, 1, 1))
    assert list(moved["name"]) == ["Kmart", "Wal-Mart", "Winn-Dixie"]
    assert dwell(tieline.database, date(2014, 12, 31))["ended"].sum() == 0
