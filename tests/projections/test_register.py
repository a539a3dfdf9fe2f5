"""The register: which records are there, by each thing that an auditor asks for, on both databases."""

from datetime import UTC, date, datetime

import pytest

from domain.access import Actor, local_actor
from domain.history.when import parse_when as when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.retracting import Correction
from projections.register import Listed, Wanted, count, first_day, listed, values
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case

ANN = local_actor("ann")


@pytest.fixture
def kept(tieline: Tieline, kim: Actor, clock: Clock) -> Tieline:
    """Seven records of two accounts over three days: 3 is struck through by 5, and 6 stands in its place; 7 is of a year."""
    clock.set(datetime(2025, 1, 1, 9, tzinfo=UTC))
    tieline.handle("harbour", OpenRelationship(on=when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle("bay", OpenRelationship(on=when("2021-06"), name="Bay Stores"), by=ANN)
    clock.set(datetime(2025, 2, 1, 9, tzinfo=UTC))
    tieline.handle("harbour", Reclassify(on=when("2023-05"), to="stable", reason="small"), by=kim)
    tieline.handle("bay", LogInteraction(on=when("2022-03-04"), kind="call", summary="Prices"), by=kim)
    clock.set(datetime(2025, 3, 1, 9, tzinfo=UTC))
    right = Reclassify(on=when("2023-05"), to="emerging", reason="quick")
    tieline.handle("harbour", right, by=ANN, correction=Correction(record=3, reason="The wrong class"))
    tieline.handle("bay", Reclassify(on=when("2024"), to="integrated", reason="large"), by=ANN)
    return tieline


def seqs(tieline: Tieline, **wanted: object) -> list[int]:
    """The numbers of the records wanted; counting gives as many."""
    asked = Wanted(**wanted)  # type: ignore[arg-type]  # whatever a test asks for
    found = [each.seq for each in listed(tieline.database, asked, 100)]
    assert count(tieline.database, asked) == len(found)
    assert [each.seq for each in listed(tieline.database, asked, 100, newest_first=True)] == found[::-1]
    return found


def test_each_filter_finds_its_records_alone(kept: Tieline) -> None:
    assert seqs(kept) == [1, 2, 3, 4, 5, 6, 7]
    assert seqs(kept, stream="harbour") == [1, 3, 5, 6]
    assert seqs(kept, author="local:ann") == [2, 5, 6, 7]
    assert seqs(kept, kind="reclassified") == [3, 6, 7]
    assert seqs(kept, author="local:ann", kind="reclassified", stream="bay") == [7]
    assert seqs(kept, author="nobody") == []


def test_a_period_of_happening_takes_in_what_may_have_happened_in_it(kept: Tieline) -> None:
    assert seqs(kept, first=date(2021, 6, 30), last=date(2022, 12, 31)) == [2, 4]
    assert seqs(kept, first=date(2024, 12, 31)) == [7], "some day of 2024"
    assert seqs(kept, last=date(2020, 1, 1)) == [1]
    assert seqs(kept, first=date(2025, 1, 1)) == []


def test_a_period_of_recording_has_both_its_ends_in_it(kept: Tieline) -> None:
    first, second, third = (
        round(datetime(2025, month, 1, 9, tzinfo=UTC).timestamp() * 1_000_000) for month in (1, 2, 3)
    )
    assert seqs(kept, recorded_from=second, recorded_to=second) == [3, 4]
    assert seqs(kept, recorded_from=second + 1) == [5, 6, 7]
    assert seqs(kept, recorded_to=first) == [1, 2]
    assert seqs(kept, recorded_from=third + 1) == []
    assert seqs(kept, recorded_to=first - 1) == []
    assert seqs(kept, known_at=second) == [1, 2, 3, 4]


def test_what_was_struck_through_is_so_from_when_that_was_known(kept: Tieline) -> None:
    assert seqs(kept, standing="struck through") == [3]
    assert seqs(kept, standing="standing") == [1, 2, 4, 5, 6, 7]
    before = round(datetime(2025, 2, 1, 9, tzinfo=UTC).timestamp() * 1_000_000)
    assert seqs(kept, standing="struck through", known_at=before) == []
    assert listed(kept.database, Wanted(), 1, after=2)[0].struck_by == 5
    assert listed(kept.database, Wanted(known_at=before), 1, after=2)[0].struck_by == 0


def test_records_are_read_page_by_page_and_from_a_number_on(kept: Tieline) -> None:
    asked = Wanted(author="local:ann")
    assert [each.seq for each in listed(kept.database, asked, 2, offset=1)] == [5, 6]
    assert [each.seq for each in listed(kept.database, asked, 2, after=5)] == [6, 7]
    assert [each.seq for each in listed(kept.database, asked, 2, before=7, newest_first=True)] == [6, 5]
    assert count(kept.database, asked, upto=5) == 2


def test_what_there_is_to_choose_from_is_told_once_each(kept: Tieline) -> None:
    assert values(kept.database, "recorded_by") == ["local:ann", "local:kim"]
    assert values(kept.database, "kind") == [
        "interaction-logged", "reclassified", "record-corrected", "relationship-opened",
    ]  # fmt: skip
    assert values(kept.database, "batch") == []
    assert first_day(kept.database) == date(2020, 1, 1).toordinal()
    assert first_day(kept.database, "bay") == date(2021, 6, 1).toordinal()
    assert first_day(kept.database, "nothing") == 0


def test_the_register_has_every_record_of_an_import_as_the_ledger_has_it(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    (batch,) = values(tieline.database, "batch")
    there = [
        Listed(
            each.seq,
            each.originator_id,
            tieline.tracker.codec.registry.of(each.event).name,
            each.event.on.first.toordinal(),
            each.event.on.last.toordinal(),
            each.recorded_at,
            "local:kim",
            batch,
            0,
        )
        for each in map(tieline.tracker.codec.recorded, tieline.tracker.recorder.select_records(0, 1000))
    ]
    assert there == listed(tieline.database, Wanted(batch=batch), 1000)


def test_many_records_of_a_period_are_found_like_few(
    tieline: Tieline, kim: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_case(tieline, SAMPLE, by=kim)
    asked = Wanted(first=date(1985, 1, 1), last=date(1995, 12, 31))
    few = listed(tieline.database, asked, 20)
    monkeypatch.setattr("projections.register.FEW", 3)
    assert listed(tieline.database, asked, 20) == few
    assert len(few) == 20
