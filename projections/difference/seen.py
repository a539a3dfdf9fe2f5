"""Which records are seen at one point and not at another; each question is a range of an index."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from domain.history.retraction import STRIKES
from domain.ledger.database import Database, in_chunks, question_marks
from domain.ledger.recorder import LedgerRecorder
from domain.models import MODELS
from domain.relationship.model import RELATIONSHIP
from projections.difference.points import Point
from projections.projection import KNOWN, day_number

AT_ONCE = 500

STREAMS = " UNION ".join(
    [
        "SELECT relationship FROM timeline_entry WHERE kind = 'relationship-opened'",
        *(f"SELECT '{model.name}'" for model in MODELS if model is not RELATIONSHIP),
    ]
)
"""Every history that there may be."""


class Seen(NamedTuple):
    """A record: whose it is, the first day of when it happened, and its number."""

    relationship: str
    first_day: int
    seq: int


FOUND = "e.relationship, e.first_day, e.seq"


def known_up_to(recorder: LedgerRecorder, instant: int) -> int:
    """The number of the last record by an instant, 0 where there is none.

    Numbers and times of recording rise together, so that it is found by halving, without an index on the time.
    """
    last, recorded_at = recorder.head()
    if recorded_at <= instant:
        return last
    return bisect_right(range(1, last + 1), instant, key=lambda seq: recorder.select_by_seq([seq])[0].recorded_at)


def happened(database: Database, start: Point, end: Point, relationship: str | None = None) -> list[Seen]:
    """What happened after the first day and by the second, as known at the second instant, in that order.

    Of every history the index by day gives these days alone.
    """
    days = f"e.first_day > ? AND e.first_day <= ? AND {KNOWN}"
    parameters = [day_number(start.day), day_number(end.day), end.known_at, end.known_at]
    if relationship is None:
        query = f"SELECT {FOUND} FROM ({STREAMS}) o CROSS JOIN timeline_entry e WHERE e.relationship = o.relationship AND {days}"
    else:
        query = f"SELECT {FOUND} FROM timeline_entry e WHERE e.relationship = ? AND {days}"
        parameters.insert(0, relationship)  # type: ignore[arg-type]  # a parameter among others
    return in_order(database.look(query, parameters))


def learned(
    database: Database, recorder: LedgerRecorder, start: Point, end: Point, relationship: str | None = None
) -> list[Seen]:
    """What had happened by the first day, and was recorded between the two instants."""
    one, parameters = ("e.relationship = ? AND ", [relationship]) if relationship is not None else ("", [])
    rows = database.look(
        f"SELECT {FOUND} FROM timeline_entry e WHERE {one}e.seq > ? AND e.seq <= ? AND e.first_day <= ? "
        "AND e.retracted_at > ?",
        (
            *parameters,
            known_up_to(recorder, start.known_at),
            known_up_to(recorder, end.known_at),
            day_number(start.day),
            end.known_at,
        ),
    )
    return in_order(rows)


def strikes(recorder: LedgerRecorder, start: Point, end: Point) -> list[int]:
    """The numbers of the records that struck others through between the two instants."""
    between = (known_up_to(recorder, start.known_at), known_up_to(recorder, end.known_at))
    return [each.seq for each in recorder.select_of_types(STRIKES, *between)]


def gone(
    database: Database, start: Point, end: Point, struck: Iterable[int], relationship: str | None = None
) -> list[Seen]:
    """What was seen at the first point and was struck through since, among records of these numbers."""
    rows = []
    for some in in_chunks(struck, AT_ONCE):
        rows += database.look(
            f"SELECT {FOUND} FROM timeline_entry e WHERE e.seq IN ({question_marks(some)}) AND e.first_day <= ? "
            f"AND {KNOWN} AND retracted_at <= ?",
            (*some, day_number(start.day), start.known_at, start.known_at, end.known_at),
        )
    return in_order(row for row in rows if relationship in {None, row[0]})


def in_order(rows: Iterable[tuple[str, int, int]]) -> list[Seen]:
    """In the order that things happened, then as recorded."""
    return sorted((Seen(*row) for row in rows), key=lambda each: (each.first_day, each.seq))
