"""Which records are there: of whom, of what kind, from which import, recorded or happened when? One row for each record.

A record of the ledger has all of this but whether it was struck through; it is kept here once more, with an index for
each question, so that an auditor may page through a million records. Numbers follow the order of recording, which
is what a period of recording is an index range of.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Column, Index, MetaData, String, Table

from domain.ledger.database import Database, Row
from domain.ledger.schema import NUMBER
from domain.models import REGISTRY
from domain.recorded import Recorded
from projections.projection import FOREVER, LONGEST_SPAN, Derived, day_number

ENTRY = Table(
    "register_entry",
    MetaData(),
    Column("seq", NUMBER, nullable=False),
    Column("relationship", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("first_day", NUMBER, nullable=False),
    Column("last_day", NUMBER, nullable=False),
    Column("recorded_at", NUMBER, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("batch", String, nullable=False),
    Column("retracted_at", NUMBER, nullable=False),
    Column("retracted_by", NUMBER, nullable=False),
)
"""``batch`` is "" where a record came in alone; ``retracted_by`` the record that strikes it through, 0 where none does."""
Index("register_by_seq", ENTRY.c.seq)
Index("register_by_relationship", ENTRY.c.relationship, ENTRY.c.seq)
Index("register_by_kind", ENTRY.c.kind, ENTRY.c.seq)
Index("register_by_author", ENTRY.c.recorded_by, ENTRY.c.seq)
Index("register_by_batch", ENTRY.c.batch, ENTRY.c.seq)
Index("register_by_day", ENTRY.c.first_day, ENTRY.c.last_day, ENTRY.c.seq)
Index("register_by_time", ENTRY.c.recorded_at, ENTRY.c.seq)
Index("register_by_strike", ENTRY.c.retracted_at, ENTRY.c.seq)

FEW = 5000
"""So many records are sorted in no time."""

Standing = Literal["", "standing", "struck through"]

FROM_TIME = "(SELECT seq FROM register_entry WHERE recorded_at >= ? ORDER BY recorded_at, seq LIMIT 1)"
TO_TIME = "(SELECT seq FROM register_entry WHERE recorded_at <= ? ORDER BY recorded_at DESC, seq DESC LIMIT 1)"


class Wanted(NamedTuple):
    """Which records are asked for; what is left empty is any.

    Days bound when something happened, for all that is known; instants, in UTC microseconds since 1970, when it was
    recorded. All ends are within. ``known_at`` is the instant whose knowledge counts.
    """

    stream: str = ""
    author: str = ""
    kind: str = ""
    batch: str = ""
    first: date | None = None
    last: date | None = None
    recorded_from: int | None = None
    recorded_to: int | None = None
    standing: Standing = ""
    known_at: int = FOREVER

    @property
    def everything(self) -> bool:
        """Whether every record of the ledger is asked for that was known: their numbers are then their places."""
        return self == Wanted(known_at=self.known_at)


class Listed(NamedTuple):
    """A record as the register has it. ``struck_by`` is 0 where it stood at the instant asked about."""

    seq: int
    relationship: str
    kind: str
    first_day: int
    last_day: int
    recorded_at: int
    recorded_by: str
    batch: str
    struck_by: int


class Register:
    """A row for each record, also for those that strike others through."""

    name = "register"
    version = 1
    tables: Sequence[Table] = (ENTRY,)
    derived: Sequence[Derived] = ()

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        return {ENTRY.name: [entry(each) for each in batch]}


def entry(recorded: Recorded) -> Row:
    """The row of one record."""
    on = recorded.event.on
    first = day_number(on.first)
    return (
        recorded.seq,
        recorded.originator_id,
        REGISTRY.of(recorded.event).name,
        first,
        first if on.precision == "day" else day_number(on.last),
        recorded.recorded_at,
        recorded.recorded_by,
        recorded.batch or "",
        recorded.retracted_at,
        recorded.retracted_by,
    )


def listed(
    database: Database,
    wanted: Wanted,
    limit: int,
    *,
    offset: int = 0,
    after: int | None = None,
    before: int | None = None,
    newest_first: bool = False,
) -> list[Listed]:
    """At most so many of the records wanted, in the order recorded or the other way round.

    ``after`` and ``before`` are numbers of records that are not themselves among them.
    """
    where, parameters = _where(wanted, after, before)
    columns = ", ".join(ENTRY.columns.keys()[:-2])
    by = "+seq" if _are_few(database, wanted, where, parameters) else "seq"
    query = (
        f"SELECT {columns}, CASE WHEN retracted_at <= ? THEN retracted_by ELSE 0 END FROM register_entry "
        f"{where} ORDER BY {by}{' DESC' if newest_first else ''} LIMIT ? OFFSET ?"
    )
    rows = database.look(query, [wanted.known_at, *parameters, limit, offset])
    return [Listed(*row) for row in rows]


def count(database: Database, wanted: Wanted, upto: int | None = None) -> int:
    """How many records are wanted; with ``upto`` of those up to this number."""
    where, parameters = _where(wanted, None, None if upto is None else upto + 1)
    return int(database.look(f"SELECT COUNT(*) FROM register_entry {where}", parameters)[0][0])


def values(database: Database, column: Literal["recorded_by", "kind", "batch"]) -> list[str]:
    """What there is in a column, each once; an index seek for each."""
    query = (
        f"WITH RECURSIVE each_one(value) AS (SELECT MIN({column}) FROM register_entry UNION ALL "
        f"SELECT (SELECT MIN({column}) FROM register_entry WHERE {column} > each_one.value) FROM each_one "
        "WHERE each_one.value IS NOT NULL) SELECT value FROM each_one WHERE value <> ''"
    )
    return [str(value) for (value,) in database.look(query)]


def first_day(database: Database, stream: str = "") -> int:
    """The day number of the first thing that happened, of one history or of all; 0 where nothing is on record."""
    where, parameters = ("WHERE relationship = ?", [stream]) if stream else ("", [])
    found = database.look(f"SELECT MIN(first_day) FROM register_entry {where}", parameters)
    return int(found[0][0] or 0)


def _are_few(database: Database, wanted: Wanted, where: str, parameters: Sequence[object]) -> bool:
    """Whether it is faster to find all of them by their days or strikes and to sort them than to read on in order of recording.

    A plus before a column keeps both databases from reading in the order of its index.
    """
    if wanted.stream or wanted.author or wanted.kind or wanted.batch:
        return False
    if not (wanted.first or wanted.last or wanted.standing == "struck through"):
        return False
    query = f"SELECT COUNT(*) FROM (SELECT 1 FROM register_entry {where} LIMIT {FEW + 1}) AS few"
    return int(database.look(query, parameters)[0][0]) <= FEW


def _where(wanted: Wanted, after: int | None, before: int | None) -> tuple[str, list[object]]:
    """The conditions with their parameters."""
    asked: list[tuple[str, object]] = [
        ("relationship = ?", wanted.stream or None),
        ("recorded_by = ?", wanted.author or None),
        ("kind = ?", wanted.kind or None),
        ("batch = ?", wanted.batch or None),
        ("first_day <= ?", wanted.last and day_number(wanted.last)),
        ("last_day >= ?", wanted.first and day_number(wanted.first)),
        ("first_day > ?", wanted.first and day_number(wanted.first) - LONGEST_SPAN),
        (f"seq >= {FROM_TIME}", wanted.recorded_from),
        (f"seq <= {TO_TIME}", wanted.recorded_to),
        (f"seq <= {TO_TIME}", None if wanted.known_at == FOREVER else wanted.known_at),
        ("retracted_at > ?", wanted.known_at if wanted.standing == "standing" else None),
        ("retracted_at <= ?", wanted.known_at if wanted.standing == "struck through" else None),
        ("seq > ?", after),
        ("seq < ?", before),
    ]
    given = [(condition, value) for condition, value in asked if value is not None]
    where = f"WHERE {' AND '.join(condition for condition, _ in given)}" if given else ""
    return where, [value for _, value in given]
