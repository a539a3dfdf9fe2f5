"""The census counts, lists and orders as the portfolio says that each relationship stood, on both databases."""

from collections import Counter
from datetime import UTC, date, datetime
from itertools import product

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.opening import OpenRelationship, RenameRelationship
from domain.relationship.risk import PutAtRisk
from projections.census import (
    LISTED,
    Census,
    Sought,
    anything,
    counts,
    first_known,
    flow,
    how_many,
    listed,
)
from projections.migration import matrix
from projections.portfolio import portfolio
from projections.projection import FOREVER, day_number
from tests.conftest import Clock
from ui.bootstrap import Tieline

ON = parse_when
STORY: dict[str, list[Command]] = {
    "Ächt & Söhne": [
        Reclassify(on=ON("2021-01-01"), to="strategic", reason="able"),
        AgreePlan(on=ON("2021-02-01"), plan_id="p", title="Depot", starts=date(2021, 3, 1), ends=date(2025, 3, 1)),
    ],
    "birch": [
        Reclassify(on=ON("2021-01-01"), to="emerging", reason="quick"),
        Reclassify(on=ON("2023-01-01"), to="integrated", reason="large"),
    ],
    "Cedar 100%": [Reclassify(on=ON("2022-05"), to="stable", reason="small"), PutAtRisk(on=ON("2023-06-01"), reason="Late")],
    "Dogwood": [
        Reclassify(on=ON("2021-01-01"), to="stable", reason="small"),
        CloseRelationship(on=ON("2023-03-01"), reason="Sold"),
    ],
    "elder": [],
    "Fir_1": [RenameRelationship(on=ON("2024-01-01"), name="Fir Group")],
}  # fmt: skip
DAYS = [date(2019, 12, 31), date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1), date(2024, 6, 1), date(2026, 11, 22)]


@pytest.fixture
def told(tieline: Tieline, kim: Actor) -> Tieline:
    for name, commands in STORY.items():
        tieline.handle(name, OpenRelationship(on=ON("2020-01-01"), name=name), by=kim)
        for command in commands:
            tieline.handle(name, command, by=kim)
    tieline.handle("group", OpenRelationship(on=ON("2020-01-01"), name="All of them", kind="segment"), by=kim)
    return tieline


def census(tieline: Tieline, day: date, known_at: int = FOREVER, own: frozenset[str] | None = None) -> Census:
    return Census(database=tieline.database, as_of=day, known_at=known_at, own=own)


def names(rows: list[tuple[object, ...]]) -> list[object]:
    return [row[1] for row in rows]


def test_what_is_counted_and_listed_is_what_the_portfolio_has(told: Tieline) -> None:
    for day in DAYS:
        agrees_with_the_portfolio(told, day)


def agrees_with_the_portfolio(told: Tieline, day: date) -> None:
    whole = portfolio(told.database, day)
    accounts = whole[whole["kind"] == "account"]
    open_ = accounts[accounts["closed_since"] == 0]
    found = counts(census(told, day))
    classes = Counter(each or "unclassified" for each in open_["account_class"])
    assert {name: many for name, many in found.classes.items() if many} == dict(classes)
    assert found.open == len(open_)
    assert found.closed == len(accounts) - len(open_)
    assert found.at_risk == int((open_["at_risk_since"] > 0).sum())
    assert found.planless == int((open_["plan"] == "").sum())
    assert sum(found.others.values()) == len(whole) - len(accounts)
    rows = listed(census(told, day), Sought(kind="", closed=None), "name")
    assert [dict(zip(LISTED, row, strict=True)) for row in rows] == whole[list(LISTED)].to_dict("records")


def test_the_flow_is_the_matrix_of_the_migration(told: Tieline) -> None:
    for start, day in product(DAYS[:3], DAYS):
        found = flow(census(told, day), start)
        cells = matrix(told.database, start, day).stack()
        assert found == {cell: int(many) for cell, many in cells.items() if many}


def test_what_was_not_known_yet_is_not_counted(told: Tieline, clock: Clock, kim: Actor) -> None:
    known = clock()
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    told.handle("elder", Reclassify(on=ON("2021-01-01"), to="strategic", reason="learned late"), by=kim)
    assert counts(census(told, date(2026, 1, 1))).classes["strategic"] == 2
    assert counts(census(told, date(2026, 1, 1), known)).classes["strategic"] == 1


CALLED = [
    ("ÄCHT", ["Ächt & Söhne"]),
    ("söhne", ["Ächt & Söhne"]),
    ("  bir ", ["birch"]),
    ("100%", ["Cedar 100%"]),
    ("%", ["Cedar 100%"]),
    ("r_", []),
    ("_", []),
    ("!", []),
    ("group", ["Fir Group"]),
    ("fir_1", []),
]


def test_a_part_of_the_present_name_is_enough_whatever_its_case(told: Tieline) -> None:
    now = census(told, date(2026, 1, 1))
    for called, found in CALLED:
        assert names(listed(now, Sought(called=called), "name")) == found, called
        assert how_many(now, Sought(called=called)) == len(found)


def test_the_list_is_ordered_and_paged(told: Tieline) -> None:
    now = census(told, date(2024, 6, 1))
    by_name = ["birch", "Cedar 100%", "elder", "Fir Group", "Ächt & Söhne"]
    assert names(listed(now, Sought(), "name")) == by_name
    assert names(listed(now, Sought(), "name", 2, 2)) == by_name[2:4]
    assert names(listed(now, Sought(), "class")) == ["Ächt & Söhne", "birch", "Cedar 100%", "elder", "Fir Group"]
    assert names(listed(now, Sought(), "since"))[:3] == ["Ächt & Söhne", "Cedar 100%", "birch"]
    assert names(listed(now, Sought(), "last event"))[:3] == ["Fir Group", "Cedar 100%", "birch"]
    assert names(listed(now, Sought(), "plan ends"))[0] == "Ächt & Söhne"
    assert listed(now, Sought(), "name", 5) == []


NARROWED = [
    (Sought(classes=("integrated", "stable")), ["birch", "Cedar 100%"]),
    (Sought(classes=("unclassified",)), ["elder", "Fir Group"]),
    (Sought(at_risk=True), ["Cedar 100%"]),
    (Sought(planless=True, classes=("strategic",)), []),
    (Sought(closed=True), ["Dogwood"]),
    (Sought(kind="segment"), ["All of them"]),
    (Sought(kind="", closed=None, only=("Dogwood", "group", "nobody")), ["All of them", "Dogwood"]),
    (Sought(only=()), []),
]


def test_the_list_is_narrowed(told: Tieline) -> None:
    now = census(told, date(2024, 6, 1))
    for sought, found in NARROWED:
        assert names(listed(now, sought, "name")) == found, sought
        assert how_many(now, sought) == len(found)


def test_whoever_is_confined_is_told_of_their_own_alone(told: Tieline) -> None:
    own = census(told, date(2024, 6, 1), own=frozenset({"birch", "Dogwood"}))
    assert counts(own).open == 1
    assert counts(own).closed == 1
    assert names(listed(own, Sought(closed=None), "name")) == ["birch", "Dogwood"]
    assert names(listed(own, Sought(only=("birch", "elder")), "name")) == ["birch"]
    nothing = census(told, date(2024, 6, 1), own=frozenset())
    assert (counts(nothing).open, listed(nothing, Sought(), "name"), first_known(nothing)) == (0, [], (0, 0))


def test_what_is_told_of_before_an_opening_counts_from_then(told: Tieline, kim: Actor) -> None:
    told.handle("late", OpenRelationship(on=ON("2025-01-01"), name="Late"), by=kim)
    day = date(2020, 6, 1)
    assert "Late" not in names(listed(census(told, day), Sought(), "name"))
    assert counts(census(told, day)).open == len(STORY)


def test_the_first_day_and_the_first_record_are_known(told: Tieline, clock: Clock) -> None:
    day, recorded = first_known(census(told, date(2019, 1, 1)))
    assert day == day_number(date(2020, 1, 1))
    assert recorded <= clock()
    assert first_known(census(told, date(2019, 1, 1), recorded - 1)) == (0, recorded)
    assert anything(told.database)


def test_an_empty_ledger_counts_nothing(tieline: Tieline) -> None:
    now = census(tieline, date(2026, 1, 1))
    assert not anything(tieline.database)
    assert (counts(now).open, listed(now, Sought()), flow(now, date(2025, 1, 1)), first_known(now)) == (
        0,
        [],
        {},
        (0, 0),
    )
