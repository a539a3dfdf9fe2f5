"""Profiles and gaps of partnerships, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.opening import OpenRelationship
from domain.relationship.partnership.commands import AssessPartnership, StateBenefit
from domain.relationship.partnership.scale import DETERMINANTS
from domain.relationship.vocabulary import Rating, Side
from projections.partnership import benefits, course, moved, over_time, profiles, ratings, spread
from tests.conftest import Clock
from ui.bootstrap import Tieline

STORY: list[tuple[str, str, Side, Rating | None, Rating | None]] = [
    ("Alder", "2022-01-10", "own company", 3, 0),
    ("Alder", "2022-03", "the account", 1, None),
    ("Alder", "2023-01-10", "own company", 2, None),
    ("birch", "2022-06-01", "own company", 4, 2),
    ("birch", "2022-06-01", "the account", 4, 4),
    ("Cedar", "2022-07-01", "the account", None, 1),
]
"""Who rated commitment and dependency; Dogwood is never assessed."""


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name in ("Alder", "birch", "Cedar", "Dogwood"):
        tieline.handle(name, OpenRelationship(on=parse_when("2019-01-01"), name=name), by=kim)
    for name, on, side, commitment, dependency in STORY:
        tieline.handle(name, assess(on, side, commitment, dependency), by=kim)
    return tieline


def assess(on: str, side: Side, commitment: Rating | None, dependency: Rating | None = None) -> AssessPartnership:
    return AssessPartnership(
        on=parse_when(on), side=side, evidence="Interviews", commitment=commitment, dependency=dependency
    )


def cells(frame: pd.DataFrame, row: str, columns: list[str]) -> list[object]:
    return [frame.at[row, each] for each in columns]


def by_determinant(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[frame["name"] == name].set_index("determinant")


def test_every_rating_is_told_in_the_order_that_they_happened(portfolio: Tieline) -> None:
    found = ratings(portfolio.database, date(2022, 12, 31))
    assert list(zip(found["name"], found["side"], found["determinant"], found["rating"], strict=True)) == [
        ("Alder", "own company", "commitment", 3),
        ("Alder", "own company", "dependency", 0),
        ("Alder", "the account", "commitment", 1),
        ("birch", "own company", "commitment", 4),
        ("birch", "own company", "dependency", 2),
        ("birch", "the account", "commitment", 4),
        ("birch", "the account", "dependency", 4),
        ("Cedar", "the account", "dependency", 1),
    ]


def test_a_profile_has_all_six_determinants_of_every_assessed_partnership(portfolio: Tieline) -> None:
    found = profiles(portfolio.database, date(2022, 12, 31))
    assert list(found["name"].drop_duplicates()) == ["Alder", "birch", "Cedar"]
    assert list(found["determinant"]) == list(DETERMINANTS) * 3
    assert found["own"].notna().sum() == 4
    assert found["theirs"].notna().sum() == 4


def test_a_gap_is_ours_less_theirs_and_missing_where_a_side_has_not_rated(portfolio: Tieline) -> None:
    found = profiles(portfolio.database, date(2022, 12, 31))
    alder, birch, cedar = (by_determinant(found, name) for name in ("Alder", "birch", "Cedar"))
    assert cells(alder, "commitment", ["own", "theirs", "gap"]) == [3, 1, 2]
    assert birch.loc[["commitment", "dependency"], "gap"].tolist() == [0, -2]
    assert alder["gap"].notna().sum() == 1
    assert cedar["gap"].notna().sum() == 0
    assert alder.at["dependency", "own"] == 0
    assert alder.at["dependency", "theirs_seq"] == 0
    assert alder.at["commitment", "theirs_day"] == date(2022, 3, 1).toordinal()
    assert alder.at["commitment", "theirs_last"] == date(2022, 3, 31).toordinal()


def test_a_later_rating_takes_the_place_of_an_earlier_one_and_leaves_the_others(portfolio: Tieline) -> None:
    alder = by_determinant(profiles(portfolio.database, date(2023, 1, 10), relationship="Alder"), "Alder")
    assert cells(alder, "commitment", ["own", "theirs", "gap"]) == [2, 1, 1]
    assert alder.at["dependency", "own"] == 0
    day_before = by_determinant(profiles(portfolio.database, date(2023, 1, 9), relationship="Alder"), "Alder")
    assert day_before.at["commitment", "own"] == 3


def test_the_course_tells_the_gap_before_and_after_each_rating(portfolio: Tieline) -> None:
    found = course(portfolio.database, date(2022, 1, 10), date(2023, 12, 31), relationship="Alder")
    assert found["determinant"].tolist() == ["commitment", "commitment"]
    assert found["gap"].tolist() == [2, 1]
    assert found["before"].isna().tolist() == [True, False]
    assert found.at[1, "before"] == 2
    assert found[["own", "theirs"]].iloc[1].tolist() == [2, 1]


def test_a_rating_logged_late_stands_where_it_happened(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Alder", assess("2022-09-01", "the account", 3), by=kim)
    found = course(portfolio.database, date(2022, 1, 10), date(2023, 12, 31), relationship="Alder")
    assert found["gap"].tolist() == [2, 0, -1]


def test_a_gap_has_moved_where_it_is_not_what_it_was_at_the_beginning(portfolio: Tieline) -> None:
    found = moved(portfolio.database, date(2022, 6, 1), date(2023, 1, 10))
    assert list(zip(found["name"], found["determinant"], found["then"], found["now"], strict=True)) == [
        ("Alder", "commitment", 2, 1)
    ]
    assert moved(portfolio.database, date(2022, 6, 1), date(2023, 1, 9)).empty
    assert moved(portfolio.database, date(2022, 1, 10), date(2023, 1, 9)).empty, "there was no gap yet"


def test_the_greatest_change_of_a_gap_comes_first(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("birch", assess("2023-06-01", "the account", 3, 0), by=kim)
    found = moved(portfolio.database, date(2022, 6, 1), date(2023, 12, 31))
    assert list(zip(found["name"], found["determinant"], found["then"], found["now"], strict=True)) == [
        ("birch", "dependency", -2, 2),
        ("Alder", "commitment", 2, 1),
        ("birch", "commitment", 0, 1),
    ]


def test_over_time_each_determinant_stands_as_last_rated_on_each_day(portfolio: Tieline) -> None:
    found = over_time(portfolio.database, date(2022, 2, 28), date(2022, 6, 1), steps=1)
    assert found["day"].drop_duplicates().tolist() == [date(2022, 2, 28).toordinal(), date(2022, 6, 1).toordinal()]
    found.index = pd.Index([f"{day} {each}" for day, each in zip(found["day"], found["determinant"], strict=True)])
    sides = ["own_higher", "alike", "theirs_higher"]
    before, after = date(2022, 2, 28).toordinal(), date(2022, 6, 1).toordinal()
    assert cells(found, f"{before} commitment", sides) == [0, 0, 0]
    assert cells(found, f"{after} commitment", sides) == [1, 1, 0]
    assert cells(found, f"{after} dependency", sides) == [0, 0, 1]
    assert len(over_time(portfolio.database, date(2022, 1, 1), date(2022, 12, 31))) == 13 * 6
    assert len(over_time(portfolio.database, date(2022, 1, 1), date(2022, 1, 1))) == 6, "one day, not thirteen times"


def test_the_spread_counts_partnerships_and_adds_nothing_up(portfolio: Tieline) -> None:
    found = spread(portfolio.database, date(2022, 12, 31)).set_index("determinant")
    counts = ["both", "own_higher", "alike", "theirs_higher", "one_side"]
    assert cells(found, "commitment", counts) == [2, 1, 1, 0, 0]
    assert cells(found, "dependency", counts) == [1, 0, 0, 1, 2]
    assert cells(found, "predisposition", counts) == [0, 0, 0, 0, 0]


def test_what_was_recorded_later_is_not_known_before(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(days=1))
    portfolio.handle("Dogwood", assess("2022-05-01", "own company", 1), by=kim)
    portfolio.handle("Alder", assess("2022-05-01", "own company", 0), by=kim)
    on = date(2022, 12, 31)
    now, then = profiles(portfolio.database, on), profiles(portfolio.database, on, known_then)
    assert set(now["name"]) - set(then["name"]) == {"Dogwood"}
    assert by_determinant(now, "Alder").at["commitment", "gap"] == -1
    assert by_determinant(then, "Alder").at["commitment", "gap"] == 2


def test_benefits_are_told_for_each_side_as_of_a_day(portfolio: Tieline, kim: Actor) -> None:
    stated: list[tuple[str, str, Side]] = [("2022-02", "birch", "the account"), ("2022-04-01", "Alder", "own company")]
    for on, name, side in stated:
        command = StateBenefit(
            on=parse_when(on), benefit_id=f"b-{name}", title=f"Fewer gaps at {name}", side=side, kind="efficiency"
        )
        portfolio.handle(name, command, by=kim)
    found = benefits(portfolio.database, date(2022, 12, 31))
    assert list(zip(found["name"], found["side"], found["benefit"], found["title"], strict=True)) == [
        ("Alder", "own company", "efficiency", "Fewer gaps at Alder"),
        ("birch", "the account", "efficiency", "Fewer gaps at birch"),
    ]
    assert list(benefits(portfolio.database, date(2022, 3, 31))["name"]) == ["birch"]
    assert len(ratings(portfolio.database, date(2022, 12, 31))) == 8


def test_nothing_is_told_where_nothing_was_assessed(tieline: Tieline) -> None:
    assert profiles(tieline.database, date(2022, 12, 31)).empty
    assert course(tieline.database, date(2020, 1, 1), date(2022, 12, 31)).empty
    assert moved(tieline.database, date(2020, 1, 1), date(2022, 12, 31)).empty
    assert spread(tieline.database, date(2022, 12, 31))["both"].sum() == 0
