"""The one place that opens a database, and speaks to SQLite and PostgreSQL alike."""

import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from domain.ledger.statements import copied_columns, insert_each_statement, insert_statement

Row = tuple[Any, ...]

SAFE_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a database when a WAL reset races a checkpoint."""

BUSY_SECONDS = 60.0
CACHE = "cache_size=-16384"
"""16 MiB for each connection to SQLite, so that a transaction of some thousands of events fits."""
KEPT = 4
"""So many connections are kept at hand for single queries and short appends."""
STREAMS = "streams"
"""Under this name a connection keeps what closes the streams of its transaction."""
COPY_FROM = 20
"""From so many rows on, PostgreSQL takes COPY rather than single inserts."""


class Straight(NamedTuple):
    """A transaction on the driver alone, all of it through one cursor."""

    cursor: Any


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
        except (ArgumentError, ValueError):
            raise DatabaseUnusable(
                f"The address of the database cannot be read: {ACCEPTED}."
            ) from None  # may hold a password
        self.url = parsed
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = self._open_sqlite(parsed, erase_deleted)
        elif parsed.drivername == "postgresql+psycopg":
            self.engine = self._open_postgresql(parsed)
        else:
            raise DatabaseUnusable(f"Tieline does not speak “{parsed.drivername}”: {ACCEPTED}.")
        self._writing = RLock()
        self._kept: deque[Any] = deque()
        self._closed = False
        event.listen(self.engine, "checkin", self._come_back)

    @staticmethod
    def _open_postgresql(url: URL) -> Engine:
        connected = {
            "autocommit": True,  # BEGIN is ours to say here too, and one query needs none
            "application_name": f"tieline-{uuid4().hex[:8]}",  # tells the connections of one pool from all others
        }
        engine = create_engine(
            url, pool_size=10, max_overflow=20, pool_reset_on_return=None, connect_args=connected
        )  # fmt: skip
        event.listen(engine, "begin", _begin)
        return engine

    @staticmethod
    def _open_sqlite(url: URL, erase_deleted: bool) -> Engine:
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            if erase_deleted:
                Path(url.database).touch(mode=0o600)  # nobody else reads keys
        engine = create_engine(url, module=sqlite_driver(), connect_args={"timeout": BUSY_SECONDS})

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # BEGIN is ours to say, below
            erase = f"secure_delete={'ON' if erase_deleted else 'OFF'}"
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", CACHE, erase):
                connection.execute(f"PRAGMA {pragma}")

        event.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the database."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(begin="BEGIN ISOLATION LEVEL REPEATABLE READ")
            with connection.begin(), streams_end(connection):
                yield connection

    def look(self, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query written with ``?``. By itself it is consistent, so it needs no transaction around it."""
        with self._at_hand() as cursor:
            return self.rows(Straight(cursor), statement, parameters)

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
                with connection.begin(), streams_end(connection):
                    yield connection
            return
        with self._writing, self.engine.connect() as connection:  # waiting threads queue here, not on the file
            connection.execution_options(begin="BEGIN IMMEDIATE")
            raw = connection.connection.driver_connection
            if not durable:
                raw.execute("PRAGMA synchronous=NORMAL")  # type: ignore[union-attr]  # a live connection has one
            try:
                with connection.begin(), streams_end(connection):
                    yield connection
            finally:
                if not durable:
                    raw.execute("PRAGMA synchronous=FULL")  # type: ignore[union-attr]  # as above

    @contextmanager
    def straight(self) -> Iterator[Straight]:
        """A durable transaction like ``write()`` for a few short statements, without SQLAlchemy's share of the time."""
        alone = self._writing if self.is_sqlite else nullcontext()
        with alone, self._at_hand() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
            yield Straight(cursor)
            cursor.connection.commit()

    @contextmanager
    def _at_hand(self) -> Iterator[Any]:
        """A cursor of a connection kept outside the pool: to go through the pool costs as much as a short query.

        The cursor is closed before the connection is kept for others: SQLite's, left to the garbage collector, would
        reset a statement that another thread is by then running.
        """
        try:
            connection = self._kept.pop()
        except IndexError:
            connection = self._opened()
        cursor = connection.cursor()
        try:
            yield cursor
        except BaseException:
            cursor.close()
            try:
                connection.rollback()
            except Exception:  # noqa: BLE001  # the server went away: no other connection to it is of use either
                connection.close()
                self._let_go()
            else:
                self._keep(connection)
            raise
        cursor.close()
        self._keep(connection)

    def _opened(self) -> Any:
        pooled = self.engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        return connection

    def _keep(self, connection: Any) -> None:
        if len(self._kept) < KEPT:
            self._kept.append(connection)
            if self._closed:  # asked after it was kept: whoever closes meanwhile lets go of it, or this does
                self._let_go()
        else:
            connection.close()

    def _come_back(self, _: Any, record: Any) -> None:
        """Close a connection of the pool that another thread still used when the rest of them were closed."""
        if self._closed:
            record.invalidate()

    def close(self) -> None:
        """Let go of every connection."""
        self._closed = True
        self._let_go()

    def _let_go(self) -> None:
        while self._kept:
            self._kept.pop().close()
        self.engine.dispose()

    def sql(self, statement: str) -> str:
        """A statement written with ``?``, as this database's driver wants it."""
        return statement if self.is_sqlite else statement.replace("?", "%s")

    def rows(self, connection: Connection | Straight, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query written with ``?``, as plain tuples."""
        with _cursor(connection) as cursor:
            cursor.execute(self.sql(statement), parameters)
            return cursor.fetchall()  # type: ignore[no-any-return]  # DB-API rows are tuples here

    def stream(self, connection: Connection, statement: str, size: int) -> Iterator[list[Row]]:
        """All rows of a query without parameters, so many at a time: for more rows than fit into memory.

        Whoever stops before the last of them, for an error or because they know enough, need not say so: the
        transaction closes what is open at its end.
        """
        named = {} if self.is_sqlite else {"name": f"s{uuid4().hex}"}  # one that PostgreSQL does not send whole
        cursor = connection.info[STREAMS].enter_context(closing(connection.connection.cursor(**named)))
        cursor.execute(statement)
        while rows := cursor.fetchmany(size):
            yield list(rows)
        cursor.close()

    def run(self, connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement written with ``?`` and say how many rows it changed."""
        return connection.exec_driver_sql(self.sql(statement), tuple(parameters)).rowcount

    def run_each(self, connection: Connection, statement: str, parameters: Sequence[Row]) -> None:
        """Run one statement written with ``?`` for each of these parameters."""
        if parameters:
            connection.exec_driver_sql(self.sql(statement), list(parameters))

    def rewrite(self, tables: Sequence[str]) -> bool:
        """Write tables anew without what was deleted from them; False where readers kept SQLite's log from being cut.

        On SQLite it is the whole file. It takes time in proportion to what is left, and writers wait for it.
        """
        alone = self._writing if self.is_sqlite else nullcontext()
        with alone, self._at_hand() as cursor:
            if not self.is_sqlite:
                for table in tables:
                    cursor.execute(f"VACUUM (FULL) {table}")
                return True
            cursor.execute("PRAGMA temp_store=MEMORY")  # so that no secret is written to yet another file
            cursor.execute("VACUUM")
            return bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def insert(
        self,
        connection: Connection | Straight,
        table: Table,
        rows: Iterable[Row],
        *,
        into: str = "",
        count: int | None = None,
    ) -> None:
        """Insert rows whose values stand in the order of the table's columns, the fastest way the driver has.

        ``into`` names another table of the same columns; ``count`` says how many rows there are where they are made
        one by one, while the database takes those before.
        """
        if count is None:
            rows = list(rows)
            count = len(rows)
        if not count:
            return
        name = into or table.name
        with _cursor(connection) as cursor:
            if count == 1:
                cursor.execute(self.sql(insert_statement(table, name)), *rows)
            elif self.is_sqlite or count < COPY_FROM:
                cursor.executemany(self.sql(insert_statement(table, name)), rows)
            else:
                names, types = copied_columns(table)
                with cursor.copy(f"COPY {name} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(types)
                    write_row = copy.write_row
                    for row in rows:
                        write_row(row)

    def insert_each(
        self, connection: Connection | Straight, rows: Sequence[tuple[Table, Row]], last: str, parameters: Row
    ) -> None:
        """Insert one row into each of some tables, and run a last statement written with ``?``.

        On PostgreSQL they are one statement, to wait for the server but once.
        """
        if self.is_sqlite:
            for table, row in rows:
                self.insert(connection, table, [row])
            with _cursor(connection) as cursor:
                cursor.execute(last, parameters)
            return
        statement = insert_each_statement(tuple(table for table, _ in rows), last)
        with _cursor(connection) as cursor:
            cursor.execute(statement, [*(value for _, row in rows for value in row), *parameters])


ACCEPTED = "set TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name, or leave it out for the embedded database"


def _cursor(connection: Connection | Straight) -> AbstractContextManager[Any]:
    """The cursor to use: a new one that is closed at the end, or the transaction's own."""
    if isinstance(connection, Straight):
        return nullcontext(connection.cursor)
    return closing(connection.connection.cursor())


@contextmanager
def streams_end(connection: Connection) -> Iterator[None]:
    """Close at the end of a transaction the cursors of its streams."""
    with ExitStack() as connection.info[STREAMS]:
        yield


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


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


def question_marks(items: Collection[object]) -> str:
    """A question mark for each, for IN; NULL for none, which nothing is equal to."""
    return ", ".join("?" * len(items)) or "NULL"
