"""The one place that opens a database, and speaks to SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BigInteger, Connection, Engine, Integer, LargeBinary, Table, create_engine, event
from sqlalchemy.engine import URL, make_url

Row = tuple[Any, ...]

SAFE_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a database when a WAL reset races a checkpoint."""

BUSY_SECONDS = 60.0
COPY_FROM = 20
"""From so many rows on, PostgreSQL takes COPY rather than single inserts."""


class OnDriver(Protocol):
    """A connection of SQLAlchemy's, or a ``Straight`` one: what a driver's cursor can be had from."""

    @property
    def connection(self) -> Any: ...


class Straight(NamedTuple):
    """A transaction on the driver alone."""

    connection: Any


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
            self.engine = self._open_postgresql(parsed)
        else:
            raise DatabaseUnusable(f"Tieline does not speak “{parsed.drivername}”: {ACCEPTED}.")
        self._writing = RLock()

    @staticmethod
    def _open_postgresql(url: URL) -> Engine:
        connected = {"autocommit": True}  # BEGIN is ours to say here too, and one query needs none
        engine = create_engine(
            url, pool_size=10, max_overflow=20, pool_reset_on_return=None, connect_args=connected
        )  # fmt: skip
        event.listen(engine, "begin", _begin)
        return engine

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

        event.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the database."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(begin="BEGIN ISOLATION LEVEL REPEATABLE READ")
            with connection.begin():
                yield connection

    def look(self, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query written with ``?``. By itself it is consistent, so it needs no transaction around it."""
        with self._checked_out() as pooled:
            return self.rows(Straight(pooled), statement, parameters)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """One transaction, committed at the end or not at all.

        With ``durable=False`` a power cut may take back the newest such transactions, never part of one: right for
        read models, which are rebuilt from the log.
        """
        if not self.is_sqlite:
            with self.engine.connect() as connection:
                if not durable:
                    connection.execution_options(begin="BEGIN; SET LOCAL synchronous_commit = off")
                with connection.begin():
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

    @contextmanager
    def straight(self) -> Iterator[Straight]:
        """A durable transaction like ``write()`` for a few short statements, without SQLAlchemy's share of the time.

        PostgreSQL gets them in a pipeline, where only reading a result waits for the server; an error may therefore
        show no earlier than at the end.
        """
        with self._checked_out() as pooled:
            cursor = pooled.cursor()
            if not self.is_sqlite:
                with pooled.driver_connection.pipeline():
                    cursor.execute("BEGIN")
                    yield Straight(pooled)
                    cursor.execute("COMMIT")
                return
            with self._writing:
                cursor.execute("BEGIN IMMEDIATE")
                yield Straight(pooled)
                cursor.execute("COMMIT")

    @contextmanager
    def _checked_out(self) -> Iterator[Any]:
        """A connection of the pool, given back without a transaction, or thrown away where it broke."""
        pooled = self.engine.raw_connection()
        try:
            yield pooled
        except BaseException as error:
            if not self.is_sqlite and pooled.driver_connection.closed:  # type: ignore[union-attr]  # it is checked out
                pooled.invalidate(error)
            else:
                pooled.rollback()
            raise
        finally:
            pooled.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def sql(self, statement: str) -> str:
        """A statement written with ``?``, as this database's driver wants it."""
        return statement if self.is_sqlite else statement.replace("?", "%s")

    def rows(self, connection: OnDriver, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
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

    def insert(self, connection: OnDriver, table: Table, rows: Sequence[Row], *, into: str = "") -> None:
        """Insert rows whose values stand in the order of the table's columns, the fastest way the driver has.

        ``into`` names another table of the same columns.
        """
        if not rows:
            return
        cursor = connection.connection.cursor()
        name = into or table.name
        if not self.is_sqlite and len(rows) >= COPY_FROM:
            names, types = _copied(table)
            with cursor.copy(f"COPY {name} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(types)
                write_row = copy.write_row
                for row in rows:
                    write_row(row)
            return
        statement = self.sql(_insert(table, name))
        if len(rows) == 1:
            cursor.execute(statement, rows[0])
        else:
            cursor.executemany(statement, rows)


ACCEPTED = "set TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name, or leave it out for the embedded database"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@lru_cache
def _insert(table: Table, name: str) -> str:
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"


@lru_cache
def _copied(table: Table) -> tuple[str, list[str]]:
    """The names of a table's columns and the types that binary COPY sends for them."""
    return ", ".join(column.name for column in table.columns), [_copy_type(column.type) for column in table.columns]


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
