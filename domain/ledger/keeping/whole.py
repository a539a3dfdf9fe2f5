"""A whole ledger, wherever it is kept: what it says of itself, and its rows in order."""

from collections.abc import Iterator
from typing import Protocol

import msgspec
from sqlalchemy import Connection

from domain.ledger.database import Database, Row
from domain.ledger.merkle import EMPTY, HASH_BYTES, Frontier
from domain.ledger.schema import COMMANDS, EVENTS

READ_AT_ONCE = 5000
EVENT_COLUMNS = tuple(column.name for column in EVENTS.columns)
COMMAND_COLUMNS = tuple(column.name for column in COMMANDS.columns)

EVENTS_IN_ORDER = f"SELECT {', '.join(EVENT_COLUMNS)} FROM events ORDER BY seq"
COMMANDS_IN_ORDER = f"SELECT {', '.join(COMMAND_COLUMNS)} FROM commands ORDER BY first_seq, command_id"
BY_BYTES = ' COLLATE "C"'
"""The same order of texts on PostgreSQL as on SQLite, so that the same ledger is the same file."""
COMMANDS_THERE = "SELECT COUNT(*) FROM commands"


class CannotKeep(Exception):
    """A ledger or vault cannot be backed up, restored or moved; the message says what would be accepted."""


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger says of itself: how much is in it, the root over its events, and the vault that it belongs to.

    ``root`` is 32 bytes; ``vault`` is empty where none was noted.
    """

    events: int
    commands: int
    root: bytes
    vault: str


class Whole(Protocol):
    """A whole ledger. Rows hold values in the order of the columns of ``events`` and of ``commands``."""

    @property
    def stated(self) -> Stated: ...

    def events(self) -> Iterator[list[Row]]:
        """Every event in the order of seq, some thousands at a time."""

    def commands(self) -> Iterator[list[Row]]:
        """Every command in the order of its first event, some thousands at a time. To be asked for after the events."""


class InDatabase:
    """A ledger in a database, in the one consistent look that a transaction gives."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self.stated = _stated(database, connection)

    def events(self) -> Iterator[list[Row]]:
        return self._database.stream(self._connection, EVENTS_IN_ORDER, READ_AT_ONCE)

    def commands(self) -> Iterator[list[Row]]:
        order = COMMANDS_IN_ORDER + ("" if self._database.is_sqlite else BY_BYTES)
        return self._database.stream(self._connection, order, READ_AT_ONCE)


def _stated(database: Database, connection: Connection) -> Stated:
    heads = database.rows(connection, "SELECT seq, frontier FROM ledger_head WHERE id = 1")
    size, kept = heads[0] if heads else (0, b"")
    fits = isinstance(size, int) and size >= 0 and len(bytes(kept)) == HASH_BYTES * size.bit_count()
    return Stated(
        events=size if fits else 0,
        commands=database.rows(connection, COMMANDS_THERE)[0][0],
        root=Frontier(size, bytes(kept)).root() if fits else EMPTY,
        vault=vault_of(database, connection),
    )


def vault_of(database: Database, connection: Connection) -> str:
    """The vault that a ledger belongs to; empty where none was noted."""
    found = database.rows(connection, "SELECT vault FROM ledger_vault WHERE id = 1")
    return str(found[0][0]) if found else ""


def is_empty(database: Database, connection: Connection) -> bool:
    """Whether a ledger has neither an event nor a command."""
    return not any(database.rows(connection, f"SELECT 1 FROM {table} LIMIT 1") for table in ("events", "commands"))
