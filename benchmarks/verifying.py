"""Reading everything again: verify, beside a plain scan of the log that hashes each payload once."""

from hashlib import sha256

from benchmarks.databases import Place
from benchmarks.importing import observe
from benchmarks.measure import Medians, medians
from benchmarks.viewing import CHUNK, grown_history
from domain.ledger.audit import LedgerAudit
from domain.ledger.database import Database, in_chunks
from projections.audit import audit

SCANNED_AT_ONCE = 2000


def verified(place: Place, size: int, times: int) -> tuple[Medians, Medians]:
    """The median seconds of verifying the ledger of a log of this size, and of verifying its views with it.

    By hand is the least that anybody does who looks at every row: read them all, and hash every payload once.
    """
    tieline = place.tieline()
    for chunk in in_chunks(grown_history(size), CHUNK):
        observe(tieline, chunk)
    tieline.engine.rebuild_together(list(tieline.engine.projections))
    database = tieline.database

    def ledger() -> None:
        reading = LedgerAudit(database)
        reading.run()
        assert not reading.findings
        assert reading.tree.size == size

    def everything() -> None:
        assert not audit(tieline.engine, [], []).findings

    alone = medians(lambda _: ledger(), lambda _: by_hand(database), range(times))
    whole = medians(lambda _: everything(), lambda _: by_hand(database), range(times))
    tieline.close()
    return alone, whole


def by_hand(database: Database) -> None:
    """Every row of the log, each payload hashed."""
    with database.read() as connection:
        for rows in database.stream(connection, "SELECT * FROM events ORDER BY seq", SCANNED_AT_ONCE):
            for row in rows:
                sha256(row[11]).digest()
