"""What came in together? The imports on record, with how much of each still stands."""

from collections import Counter

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import in_chunks
from domain.ledger.recorder import LedgerRecorder
from projections.striking import strikes_on_record


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One import: when it began, by whom, and its rows and records."""

    batch: str
    recorded_at: int
    """UTC microseconds since 1970."""
    recorded_by: str
    rows: int
    records: int
    retracted: int
    """How many of its records were struck through since."""


def imports(recorder: LedgerRecorder, codec: EventCodec) -> list[Import]:
    """Every import, the newest first; an index leads to its records."""
    database = recorder.database
    found = database.look(
        "SELECT b.batch, e.recorded_at, e.recorded_by, b.commands, b.records, b.first FROM "
        "(SELECT batch, COUNT(*) AS records, COUNT(DISTINCT command_id) AS commands, MIN(seq) AS first "
        "FROM events WHERE batch IS NOT NULL GROUP BY batch) b JOIN events e ON e.seq = b.first ORDER BY b.first DESC"
    )
    struck = retracted_by_batch(recorder, codec)
    return [
        Import(
            batch=batch,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            rows=rows,
            records=records,
            retracted=struck[batch],
        )
        for batch, recorded_at, recorded_by, rows, records, _ in found
    ]


def retracted_by_batch(recorder: LedgerRecorder, codec: EventCodec) -> Counter[str]:
    """How many records of each import were struck through."""
    struck = sorted(strikes_on_record(recorder, codec))
    found = (record for some in in_chunks(struck, 500) for record in recorder.select_by_seq(some))
    return Counter(record.batch for record in found if record.batch)
