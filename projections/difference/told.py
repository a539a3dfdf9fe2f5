"""The difference between two points, told: each record that came or went in the words of those who recorded it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import Database, in_chunks, question_marks
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded
from projections.difference.compared import Changed, Compared, PolicyAt, compare
from projections.difference.points import Point
from projections.difference.seen import AT_ONCE, Seen
from projections.difference.standings import Standing, Status
from projections.question import BEGINNINGS
from projections.records import RecordShown, shown
from projections.retracted import Retracted, retractions


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is seen at the second point only."""

    relationship: str
    name: str
    record: RecordShown
    instead_of: int = 0
    """The record that it stands in the place of, which was struck through since the first point; 0 for none."""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is seen at the first point only, and how it was struck through."""

    relationship: str
    name: str
    record: RecordShown
    retracted: Retracted


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that is different."""

    start: Point
    end: Point
    happened: Sequence[Event]
    """What happened after the first day."""
    learned: Sequence[Event]
    """What had happened by then, and was recorded since the first instant."""
    gone: Sequence[Gone]
    changed: Sequence[Changed]
    stood: Mapping[Status, Standing]
    stands: Mapping[Status, Standing]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is different."""
        return not (self.happened or self.learned or self.gone or self.changed)


def difference(
    database: Database,
    recorder: LedgerRecorder,
    codec: EventCodec,
    policy_at: PolicyAt,
    start: Point,
    end: Point,
    relationship: str | None = None,
) -> Told:
    """What is different at the second point, in all histories or in only one of them. Raises Backwards."""
    found = compare(database, recorder, codec, policy_at, start, end, relationship)
    return Told(
        start=found.start,
        end=found.end,
        happened=events(database, recorder, codec, found, found.happened),
        learned=events(database, recorder, codec, found, found.learned),
        gone=those_gone(database, recorder, codec, found, found.gone),
        changed=found.changed,
        stood=found.stood,
        stands=found.stands,
    )


def events(
    database: Database, recorder: LedgerRecorder, codec: EventCodec, found: Compared, some: Sequence[Seen]
) -> list[Event]:
    """Some of the records that came, with their words."""
    told = told_records(database, recorder, codec, some)
    return [
        Event(
            relationship=each.relationship,
            name=found.called.get(each.relationship, each.relationship),
            record=told[each.seq],
            instead_of=found.instead_of.get(each.seq, 0),
        )
        for each in some
    ]


def those_gone(
    database: Database, recorder: LedgerRecorder, codec: EventCodec, found: Compared, some: Sequence[Seen]
) -> list[Gone]:
    """Some of the records that went, with their words, and who struck them through and why."""
    told = told_records(database, recorder, codec, some)
    struck = retractions(recorder, codec, sorted({found.struck_by[each.seq] for each in some}))
    return [
        Gone(
            relationship=each.relationship,
            name=found.called.get(each.relationship, each.relationship),
            record=told[each.seq],
            retracted=struck[each.seq],
        )
        for each in some
    ]


def told_records(
    database: Database, recorder: LedgerRecorder, codec: EventCodec, seen: Sequence[Seen]
) -> dict[int, RecordShown]:
    """The records as a person reads them, by number."""
    by_stream: dict[str, list[Recorded]] = {}
    for some in in_chunks((each.seq for each in seen), AT_ONCE):
        for each in map(codec.recorded, recorder.select_by_seq(some)):
            by_stream.setdefault(each.originator_id, []).append(each)
    titles = _titles(database, by_stream)
    return {
        record.seq: record
        for stream, recorded in by_stream.items()
        for record in shown(codec, recorded, titles.get(stream, {}))
    }


def _titles(database: Database, streams: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the things of some histories are called, by id; where a beginning was struck through, as one that stands says."""
    found: dict[str, dict[str, str]] = {}
    kinds = question_marks(BEGINNINGS)
    for some in in_chunks(streams, AT_ONCE):
        query = (
            "SELECT relationship, subject, title FROM timeline_entry "
            f"WHERE kind IN ({kinds}) AND relationship IN ({question_marks(some)}) ORDER BY retracted_at, first_day, seq"
        )
        for stream, subject, title in database.look(query, (*BEGINNINGS, *some)):
            found.setdefault(stream, {})[subject] = title
    return found
