"""The accounts behind a change in a number of them, on both databases."""

from datetime import date
from itertools import pairwise, product

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from projections.came_and_left import ANY, AT_RISK, Moved, came_and_left
from projections.census import Census, Sought, counts, flow, listed
from ui.bootstrap import Tieline

ON = parse_when
STORY: dict[str, list[Command]] = {
    "Alder": [Reclassify(on=ON("2021-01-01"), to="strategic", reason="able")],
    "Birch": [
        Reclassify(on=ON("2021-01-01"), to="emerging", reason="quick"),
        Reclassify(on=ON("2023-01-01"), to="strategic", reason="large"),
    ],
    "Cedar": [
        Reclassify(on=ON("2022-05-01"), to="stable", reason="small"),
        PutAtRisk(on=ON("2023-06-01"), reason="Late"),
        RecoverRelationship(on=ON("2024-02-01"), reason="On time"),
    ],
    "Dogwood": [
        Reclassify(on=ON("2021-01-01"), to="stable", reason="small"),
        PutAtRisk(on=ON("2022-01-01"), reason="Late"),
        CloseRelationship(on=ON("2023-03-01"), reason="Sold"),
    ],
    "Elder": [],
}
DAYS = [date(2019, 12, 31), date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1), date(2023, 9, 1), date(2026, 11, 22)]


@pytest.fixture
def told(tieline: Tieline, kim: Actor) -> Tieline:
    for name, commands in STORY.items():
        tieline.handle(name, OpenRelationship(on=ON("2020-01-01"), name=name), by=kim)
        for command in commands:
            tieline.handle(name, command, by=kim)
    tieline.handle("all", OpenRelationship(on=ON("2020-01-01"), name="All", kind="segment"), by=kim)
    return tieline


def test_who_came_and_left_is_told_with_where_they_stood(told: Tieline) -> None:
    census = Census(database=told.database, as_of=date(2026, 11, 22))
    since = date(2022, 6, 1)
    assert came_and_left(census, since, "strategic") == [Moved("Birch", "Birch", "emerging", "strategic", True)]
    assert came_and_left(census, since, "stable") == [Moved("Dogwood", "Dogwood", "stable", "closed", False)]
    assert came_and_left(census, since, AT_RISK) == [Moved("Dogwood", "Dogwood", "stable", "closed", False)]
    assert [each.name for each in came_and_left(census, since, ANY)] == ["Birch", "Dogwood"]
    assert came_and_left(census, date(2019, 1, 1), "unclassified") == [
        Moved("Elder", "Elder", "not on record", "unclassified", True)
    ]


def test_as_many_more_came_than_left_as_the_number_grew_and_they_are_those_listed(told: Tieline) -> None:
    for since, day in product(DAYS, DAYS):
        if since > day:
            continue
        then, now = (Census(database=told.database, as_of=each) for each in (since, day))
        before, after = counts(then), counts(now)
        for each in (*before.classes, AT_RISK):
            moved = came_and_left(now, since, each)
            sought = Sought(at_risk=True) if each == AT_RISK else Sought(classes=(each,))
            at_first, at_last = ({row[0] for row in listed(census, sought)} for census in (then, now))
            assert {one.relationship for one in moved if one.came} == at_last - at_first, (each, since, day)
            assert {one.relationship for one in moved if not one.came} == at_first - at_last, (each, since, day)
            grew = after.at_risk - before.at_risk if each == AT_RISK else after.classes[each] - before.classes[each]
            assert sum(1 if one.came else -1 for one in moved) == grew


def test_all_who_moved_are_those_off_the_diagonal_of_the_flow(told: Tieline) -> None:
    for since, day in pairwise(DAYS):
        census = Census(database=told.database, as_of=day)
        off = sum(many for (one, other), many in flow(census, since).items() if one != other)
        assert len(came_and_left(census, since, ANY)) == off


def test_whoever_is_confined_is_told_of_their_own_alone(told: Tieline) -> None:
    census = Census(database=told.database, as_of=date(2026, 11, 22), own=frozenset({"Alder", "Birch"}))
    assert [each.name for each in came_and_left(census, date(2020, 6, 1), ANY)] == ["Alder", "Birch"]
    nobody = Census(database=told.database, as_of=date(2026, 11, 22), own=frozenset())
    assert not came_and_left(nobody, date(2020, 6, 1), ANY)
