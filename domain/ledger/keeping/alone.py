"""Having a database for oneself: whoever else has it open would go on with what they remember of it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from domain.ledger.database import BUSY_SECONDS, Database, streams_end
from domain.ledger.keeping.whole import CannotKeep

PATIENCE_SECONDS = 3.0
POLL_SECONDS = 0.1

OTHERS = (
    "SELECT pid, usename, application_name FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND application_name <> current_setting('application_name') ORDER BY pid"
)
"""Whoever is called otherwise: on a busy machine the server takes its time to let go of connections that were closed here."""
STOP_THEM = "stop whatever uses it (“tieline serve”, another “tieline”, a database client), then try again"


@contextmanager
def alone(database: Database, tables: Sequence[str]) -> Iterator[Connection]:
    """A durable transaction while nobody else has the database open. Raises CannotKeep where somebody has.

    On PostgreSQL nobody gets at ``tables`` until it ends, on SQLite at anything. What this process itself has open
    through ``database`` is closed; it opens again by itself.
    """
    database.close()
    with database.engine.connect() as connection:
        opened = (
            _alone_on_sqlite(connection) if database.is_sqlite else _alone_on_postgresql(database, connection, tables)
        )
        with opened, streams_end(connection):
            yield connection


@contextmanager
def _alone_on_sqlite(connection: Connection) -> Iterator[None]:
    """Only the last who has a database open can leave its write-ahead log, and who has left it can keep others out."""
    raw: Any = connection.connection.driver_connection
    connection.execution_options(begin="BEGIN EXCLUSIVE")
    raw.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000:.0f}")
    try:
        try:
            raw.execute("PRAGMA journal_mode=DELETE")
            transaction = connection.begin()
        except Exception as error:
            if "locked" in str(error):
                raise CannotKeep(f"Others have the database open: {STOP_THEM}.") from error
            raise
        with transaction:
            if raw.execute("PRAGMA journal_mode").fetchone() != ("delete",):
                raise CannotKeep(f"Others have just opened the database: {STOP_THEM}.")
            yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
        raw.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _alone_on_postgresql(database: Database, connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    with connection.begin():
        database.run(connection, f"SET LOCAL lock_timeout = {PATIENCE_SECONDS * 1000:.0f}")
        try:
            database.run(connection, f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as error:
            raise CannotKeep(f"Others are at work in the database: {STOP_THEM}.") from error
        give_up = time.monotonic() + PATIENCE_SECONDS
        while others := database.rows(connection, OTHERS):
            if time.monotonic() > give_up:  # those who have just closed theirs take a moment to be gone
                named = ", ".join(
                    f"{user or 'somebody'} ({program or 'process'} {pid})" for pid, user, program in others
                )
                raise CannotKeep(f"Others have the database open, {named}: {STOP_THEM}.")
            time.sleep(POLL_SECONDS)
        yield
