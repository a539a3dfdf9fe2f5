"""The one place that opens a database, and speaks to SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Integer, LargeBinary, Table, create_engine, event
from sqlalchemy.engine import URL, make_url

Row = tuple[Any, ...]

SAFE_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a database when a WAL reset races a checkpoint."""

BUSY_SECONDS = 60.0
COPY_FROM = 20
"""From so many rows on, PostgreSQL takes COPY rather than single inserts."""


class DatabaseUnusable(Exception):
    """The database cannot be opened; the message says what would be accepted."""


def sqlite_driver() -> ModuleType:
    """The interpreter's SQLite, or the bundled one where the interpreter's is in the corruption range."""
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return sqlite3
    try:
        import pysqlite3  # noqa: PLC0415  # here, because it is installed only where a wheel exists
    except ImportError:
        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]  # the package ships no types


def sqlite_url(path: Path) -> URL:
    """The address of an embedded database file."""
    return URL.create("sqlite+pysqlite", database=str(path))


class Database:
    """A pool of connections to one database; ``write()`` and ``read()`` are its only doors."""

    def __init__(self, url: str | URL, *, erase_deleted: bool = False) -> None:
        """``erase_deleted`` overwrites what is deleted, on SQLite: for a database of keys."""
        try:
            parsed = make_url(url)
        except Exception as error:
            raise DatabaseUnusable(f"“{url}” is not the address of a database: {ACCEPTED}.") from error
        self.url = parsed
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = self._open_sqlite(parsed, erase_deleted)
        elif parsed.drivername == "postgresql+psycopg":
            self.engine = create_engine(parsed, pool_size=10, max_overflow=20, pool_reset_on_return=None)
        else:
            raise DatabaseUnusable(f"Tieline does not speak “{parsed.drivername}”: {ACCEPTED}.")
        self._writing = RLock()

    @staticmethod
    def _open_sqlite(url: URL, erase_deleted: bool) -> Engine:
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, module=sqlite_driver(), connect_args={"timeout": BUSY_SECONDS})

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # BEGIN is ours to say, below
            erase = f"secure_delete={'ON' if erase_deleted else 'OFF'}"
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", erase):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the database."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """One transaction, committed at the end or not at all.

        With ``durable=False`` a power cut may take back the newest such transactions, never part of one: right for
        read models, which are rebuilt from the log.
        """
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                if not durable:
                    connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
                yield connection
            return
        with self._writing, self.engine.connect() as connection:  # waiting threads queue here, not on the file
            connection.execution_options(begin="BEGIN IMMEDIATE")
            raw = connection.connection.driver_connection
            if not durable:
                raw.execute("PRAGMA synchronous=NORMAL")  # type: ignore[union-attr]  # a live connection has one
            try:
                with connection.begin():
                    yield connection
            finally:
                if not durable:
                    raw.execute("PRAGMA synchronous=FULL")  # type: ignore[union-attr]  # as above

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def sql(self, statement: str) -> str:
        """A statement written with ``?``, as this database's driver wants it."""
        return statement if self.is_sqlite else statement.replace("?", "%s")

    def rows(self, connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query written with ``?``, as plain tuples."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.sql(statement), parameters)
            return cursor.fetchall()  # type: ignore[return-value]  # DB-API rows are tuples here
        finally:
            cursor.close()

    def run(self, connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement written with ``?`` and say how many rows it changed."""
        return connection.exec_driver_sql(self.sql(statement), tuple(parameters)).rowcount

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row], *, into: str = "") -> None:
        """Insert rows whose values stand in the order of the table's columns, the fastest way the driver has.

        ``into`` names another table of the same columns.
        """
        if not rows:
            return
        name, names = into or table.name, [column.name for column in table.columns]
        if not self.is_sqlite and len(rows) >= COPY_FROM:
            cursor = connection.connection.cursor()
            with cursor.copy(f"COPY {name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([_copy_type(column.type) for column in table.columns])
                write_row = copy.write_row
                for row in rows:
                    write_row(row)
            return
        marks = ", ".join("?" * len(names))
        statement = self.sql(f"INSERT INTO {name} ({', '.join(names)}) VALUES ({marks})")
        connection.exec_driver_sql(statement, rows[0] if len(rows) == 1 else list(rows))


ACCEPTED = "set TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name, or leave it out for the embedded database"


def _copy_type(column_type: Any) -> str:
    """The PostgreSQL type that binary COPY sends for a column."""
    if isinstance(column_type, LargeBinary):
        return "bytea"
    if isinstance(column_type, BigInteger):
        return "int8"
    return "int4" if isinstance(column_type, Integer) else "text"


def in_chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The items in lists of at most ``size``."""
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
