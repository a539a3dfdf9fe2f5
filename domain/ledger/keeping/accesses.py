"""The access log of a ledger that is copied or replaced: rows are added to it, and none is ever taken away."""

from sqlalchemy import Connection

from domain.ledger.access_log import COLUMNS, READ_AT_ONCE, access_findings
from domain.ledger.database import Database
from domain.ledger.finding import in_short
from domain.ledger.keeping.whole import CannotKeep
from domain.ledger.schema import ACCESS_LOG

NEWEST = "SELECT COALESCE(MAX(number), 0) FROM access_log"
HASH = "SELECT hash FROM access_log WHERE number = ?"


def continue_access_log(source: Database, reading: Connection, target: Database, writing: Connection) -> bool:
    """Add the rows that the source has behind those of the target; False where the two went on differently.

    Then the target's stay as they are.
    """
    both = min(database.rows(each, NEWEST)[0][0] for database, each in ((source, reading), (target, writing)))
    if both and _hash(source, reading, both) != _hash(target, writing, both):
        return False
    rest = f"SELECT {COLUMNS} FROM access_log WHERE number > {both:d} ORDER BY number"
    for rows in source.stream(reading, rest, READ_AT_ONCE):
        target.insert(writing, ACCESS_LOG, rows)
    return True


def refuse_changed_access_log(database: Database) -> None:
    """Raises CannotKeep where a row of the access log is not as it was written."""
    if findings := access_findings(database):
        raise CannotKeep(f"Nothing was written, because not all is as it was written: {in_short(findings)}.")


def _hash(database: Database, connection: Connection, number: int) -> bytes:
    return b"".join(bytes(row[0]) for row in database.rows(connection, HASH, (number,)))
