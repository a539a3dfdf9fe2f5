"""Who was handed what out of the ledger, and when: kept apart from the log of events, each row chained to the one before.

Reading evidence and taking tables or the whole ledger away leave a row each. Nobody's words and no names are in it: what
was handed out is called by ids and filters, and known again by its digest.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from struct import Struct
from typing import Any

import msgspec

from domain.ledger.database import Database, Row
from domain.ledger.finding import Finding
from domain.ledger.schema import ACCESS_LOG

FORMAT = b"tieline-access-v1"
BEFORE_THE_FIRST = bytes(32)
"""What the first row is chained to."""
READ_AT_ONCE = 2000
COLUMNS = "number, at, subject, what, about, digest, hash"

_NUMBERS = Struct(">Qq").pack
_LENGTH = Struct(">I").pack


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One row: ``subject`` was handed ``what`` at a time (UTC microseconds since 1970).

    ``about`` are the ids and filters that it was chosen by, ``digest`` is SHA-256 over what was handed out.
    """

    number: int
    at: int
    subject: str
    what: str
    about: Mapping[str, Any]
    digest: str


class AccessLog:
    """The access log of one database. Its numbers are contiguous from 1 and its times never go back."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        """``clock`` gives UTC microseconds since 1970."""
        self.database = database
        self.clock = clock

    def note(self, subject: str, what: str, about: Mapping[str, Any], digest: bytes) -> int:
        """Keep for good that somebody is handed something, before they are; the number of the row.

        ``what`` is a kind in plain words ("evidence", "ledger export", "table export"). ``about`` holds the ids and
        filters that it was chosen by, never a person's words. ``digest`` is SHA-256 over the bytes handed out.
        """
        chosen_by = msgspec.json.encode(about, order="sorted").decode()
        with self.database.write() as connection:
            if not self.database.is_sqlite:
                self.database.run(connection, "LOCK TABLE access_log IN EXCLUSIVE MODE")
            newest = "SELECT number, at, hash FROM access_log ORDER BY number DESC LIMIT 1"
            found = self.database.rows(connection, newest)
            number, latest, before = found[0] if found else (0, 0, BEFORE_THE_FIRST)
            row = (number + 1, max(latest, self.clock()), subject, what, chosen_by, digest)
            self.database.insert(connection, ACCESS_LOG, [(*row, chained(bytes(before), *row))])
        return int(number) + 1

    def entries(
        self,
        *,
        first_at: int = 0,
        last_at: int | None = None,
        subject: str = "",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Access]:
        """The rows of a span of time, both ends within it, and of one subject or of all: the newest first.

        At most ``limit`` of them, after the ``offset`` newest.
        """
        where, parameters = _where(first_at, last_at, subject)
        query = f"SELECT {COLUMNS} FROM access_log {where} ORDER BY number DESC"
        if limit is not None:
            query, parameters = f"{query} LIMIT ? OFFSET ?", [*parameters, limit, offset]
        return [_as_entry(row) for row in self.database.look(query, parameters)]

    def count(self, *, first_at: int = 0, last_at: int | None = None, subject: str = "") -> int:
        """How many rows there are of a span of time and of one subject or of all."""
        where, parameters = _where(first_at, last_at, subject)
        return int(self.database.look(f"SELECT COUNT(*) FROM access_log {where}", parameters)[0][0])

    def subjects(self) -> list[str]:
        """Everybody who was handed something, once each."""
        return [row[0] for row in self.database.look("SELECT DISTINCT subject FROM access_log ORDER BY subject")]


def _where(first_at: int, last_at: int | None, subject: str) -> tuple[str, list[Any]]:
    asked = (("at >= ?", first_at or None), ("at <= ?", last_at), ("subject = ?", subject or None))
    given = [(condition, value) for condition, value in asked if value is not None]
    where = f"WHERE {' AND '.join(condition for condition, _ in given)}" if given else ""
    return where, [value for _, value in given]


def access_findings(database: Database) -> list[Finding]:
    """What of the access log is not as it was written: read again row by row, in one consistent look."""
    with database.read() as connection:
        chunks = database.stream(connection, f"SELECT {COLUMNS} FROM access_log ORDER BY number", READ_AT_ONCE)
        return [Finding(sentence=each) for each in _wrong(row for rows in chunks for row in rows)]


def _wrong(rows: Iterable[Row]) -> Iterator[str]:
    due, latest, before = 1, 0, BEFORE_THE_FIRST
    for row in rows:
        number, at, *_, kept = row
        if number != due:
            yield f"Of the access log row {due} is not there, but row {number}."
        elif _chained(before, row) != kept:
            yield f"Row {number} of the access log is not as it was written, or not the one that followed row {due - 1}."
        if isinstance(at, int):
            if at < latest:
                yield f"Row {number} of the access log was written earlier than the one ahead of it."
            latest = at
        due, before = number + 1, kept


def chained(before: bytes, number: int, at: int, subject: str, what: str, about: str, digest: bytes) -> bytes:
    """The hash of a row: SHA-256 over the hash of the row before it (32 zero bytes ahead of the first) and its own bytes.

    These are the format's name; number (8 bytes) and time (8, two's complement), big-endian; then subject, what and
    about in UTF-8 and the digest, each behind its length in 4 bytes.
    """
    parts = (*(each.encode() for each in (subject, what, about)), digest)
    texts = b"".join(_LENGTH(len(each)) + each for each in parts)
    return sha256(before + FORMAT + _NUMBERS(number, at) + texts).digest()


def _chained(before: Any, row: Row) -> bytes:
    """The hash of a row as it is; of nothing where a value is of another kind than the column's."""
    try:
        return chained(before, *row[:6])
    except (struct.error, TypeError, AttributeError, UnicodeError):
        return b""


def _as_entry(row: Row) -> Access:
    number, at, subject, what, about, digest, _ = row
    try:
        chosen_by = msgspec.json.decode(about, type=dict[str, Any])
    except msgspec.MsgspecError:  # other hands changed it, which verifying names
        chosen_by = {"unreadable": about}
    return Access(number=number, at=at, subject=subject, what=what, about=chosen_by, digest=bytes(digest).hex())
