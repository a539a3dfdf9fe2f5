"""Records struck through, in every view: their rows end being known when the retraction is recorded.

A row of a view is known from when its event was recorded up to when that was retracted (``retracted_at``). In a
table, retractions end the rows that stand once they are reached (``strike``). Rows that are only held against those of
a table are never written, so there the retractions are read first and the rows come out ended (``struck_through``).
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec.structs import replace
from sqlalchemy import Connection, Table

from domain.codec import EventCodec, UnreadableEvent
from domain.history.retraction import RETRACTION, STRIKES, Strike
from domain.ledger.database import Database, Row
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded
from projections.projection import day_number

KINDS = frozenset(kind.event for kind in RETRACTION.kinds)
"""The classes of what strikes, which are told in no time from those of all other events."""

Strikes = Mapping[int, Recorded]
"""The retraction of each struck record, by the record's ``seq``."""


def strikes_among(batch: Iterable[Recorded]) -> list[Row]:
    """What the retractions in a batch end: (when, by which event, of which relationship, its first day, its ``seq``)."""
    return [
        (each.recorded_at, each.seq, each.originator_id, day_number(each.event.on.first), each.event.record)
        for each in batch
        if type(each.event) in KINDS and isinstance(each.event, Strike)
    ]


def strike(database: Database, connection: Connection, table: Table, strikes: Sequence[Row], suffix: str = "") -> None:
    """End the rows of a table that these retractions are of; an index leads to each by relationship and first day."""
    if not strikes or "retracted_at" not in table.columns:
        return
    by = "retracted_by" in table.columns
    query = (
        f"UPDATE {table.name}{suffix} SET retracted_at = ?{', retracted_by = ?' if by else ''} "
        "WHERE relationship = ? AND first_day = ? AND seq = ?"
    )
    database.run_each(connection, query, strikes if by else [(row[0], *row[2:]) for row in strikes])


def strikes_on_record(recorder: LedgerRecorder, codec: EventCodec) -> dict[int, Recorded]:
    """Every retraction in the ledger that can be read, by the record that it strikes; an index leads to them."""
    found: dict[int, Recorded] = {}
    for record in recorder.select_of_types(STRIKES):
        with suppress(UnreadableEvent):  # no view goes beyond it
            recorded = codec.recorded(record)
            if isinstance(recorded.event, Strike):
                found[recorded.event.record] = recorded
    return found


def struck_through(batch: Sequence[Recorded], strikes: Strikes, upto: int) -> Sequence[Recorded]:
    """A batch in which each record says when it was retracted, if an event up to ``upto`` did so."""
    if not strikes:
        return batch
    return [
        replace(each, retracted_at=by.recorded_at, retracted_by=by.seq)
        if (by := strikes.get(each.seq)) and by.seq <= upto
        else each
        for each in batch
    ]
