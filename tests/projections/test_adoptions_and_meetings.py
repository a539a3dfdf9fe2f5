"""Where one account's showcases came from and went, and how often both sides met, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import AdoptShowcase, StartShowcase
from projections.adoptions import adoptions
from projections.meetings import by_quarter
from projections.projection import day_of
from projections.question import rows_of
from ui.bootstrap import Tieline

NAMES = ("first", "second", "third", "apart")


@pytest.fixture
def spread(tieline: Tieline, kim: Actor) -> Tieline:
    """A showcase tried at the first, taken over by the second and from there by the third; another one apart."""
    for name in NAMES:
        tieline.handle(name, OpenRelationship(on=parse_when("2020-01-01"), name=name.capitalize()), by=kim)
    started = StartShowcase(on=parse_when("2021-01-01"), showcase_id="a", title="RFID")
    tieline.handle("first", started, by=kim)
    tieline.handle("apart", StartShowcase(on=parse_when("2021-01-01"), showcase_id="z", title="Totes"), by=kim)
    for on, stream, showcase, source, of in (
        ("2022-02", "second", "b", "first", "a"), ("2023-05-01", "third", "c", "second", "b"),
    ):  # fmt: skip
        adopted = AdoptShowcase(on=parse_when(on), showcase_id=showcase, source=source, showcase=of)
        tieline.handle(stream, adopted, by=kim)
    return tieline


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_the_whole_way_of_a_showcase_is_seen_from_every_account_on_it(spread: Tieline, name: str) -> None:
    found = adoptions(spread.database, name, date(2026, 1, 1))
    assert list(zip(found["source_name"], found["name"], strict=True)) == [("First", "Second"), ("Second", "Third")]
    assert [day_of(each) for each in found["adopted"]] == [date(2022, 2, 1), date(2023, 5, 1)]
    assert set(found["title"]) == {"RFID"}


def test_what_did_not_spread_or_had_not_by_then_is_left_out(spread: Tieline) -> None:
    assert adoptions(spread.database, "apart", date(2026, 1, 1)).empty
    assert len(adoptions(spread.database, "first", date(2022, 12, 31))) == 1
    assert adoptions(spread.database, "first", date(2026, 1, 1), known_at=1).empty


def test_meetings_are_counted_by_quarter_with_those_that_the_cio_took_part_in(tieline: Tieline, kim: Actor) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Acme"), by=kim)
    for on, with_cio, hours in (
        ("2024-01-15", True, "2.5"), ("2024-03-31", False, "1"), ("2024-Q1", True, None), ("2024-04-01", False, None),
    ):  # fmt: skip
        said = None if hours is None else Decimal(hours)
        met = LogInteraction(on=parse_when(on), kind="meeting", summary=on, with_cio=with_cio, hours=said)
        tieline.handle("s", met, by=kim)
    found = by_quarter(tieline.database, "s", date(2026, 1, 1))
    figures = ("meetings", "with_cio", "cio_hours")
    rows = [
        (day_of(each["first_day"]), day_of(each["last_day"]), *(each[name] for name in figures))
        for each in rows_of(found)
    ]
    assert rows == [
        (date(2024, 1, 1), date(2024, 3, 31), 3, 2, 2.5),
        (date(2024, 4, 1), date(2024, 6, 30), 1, 0, 0.0),
    ]
    assert by_quarter(tieline.database, "s", date(2024, 3, 31))["meetings"].sum() == 3
    assert by_quarter(tieline.database, "nobody", date(2026, 1, 1)).empty
