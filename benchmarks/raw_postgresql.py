"""The five jobs by hand on PostgreSQL."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import psycopg

from benchmarks.raw import (
    INDEXES,
    LOGGED,
    READ_ACCOUNT,
    READ_ALL,
    READ_TIMELINE,
    SPANS,
    VIEWS,
    Fact,
    decide,
    in_batches,
    microseconds,
    row_of,
)
from benchmarks.raw_views import Row, timeline_and_change
from projections.timeline import COLUMNS

SCHEMA = """
CREATE TABLE events (
    seq BIGINT PRIMARY KEY, stream TEXT NOT NULL, version BIGINT NOT NULL, type TEXT NOT NULL,
    schema INTEGER NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, reported_by TEXT,
    command_id TEXT NOT NULL, batch TEXT, policy_version INTEGER NOT NULL, payload BYTEA NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE head (id INTEGER PRIMARY KEY, seq BIGINT NOT NULL, recorded_at BIGINT NOT NULL);
INSERT INTO head VALUES (1, 0, 0);
"""
TAKE = "UPDATE head SET seq = seq + %s, recorded_at = GREATEST(recorded_at, %s) RETURNING seq"
INSERT = f"INSERT INTO events (seq, {LOGGED}) VALUES ({', '.join(['%s'] * 12)})"
AT_ONCE = (
    f"WITH taken AS ({TAKE}) INSERT INTO events (seq, {LOGGED}) "
    "SELECT seq, %s, %s::bigint, %s, %s::int, %s::bigint, %s, %s, %s, %s, %s::int, %s FROM taken"
)
EVENT_TYPES = ["int8", "text", "int8", "text", "int4", "int8", "text", "text", "text", "text", "int4", "bytea"]
ENTRY_TYPES = [
    "text",
    *["int8"] * 6,
    *["text"] * 6,
    "int8",
    "int8",
    "int4",
    "int4",
    "text",
]
CHANGE_TYPES = ["text", "text", "int8", "int8", "int8", "int8", "int8", "text", "text", "int8", "int8"]


class RawPostgreSQL:
    """One connection with the server's default durability; psycopg prepares what is repeated."""

    def __init__(self, address: str, *, schema: str = SCHEMA) -> None:
        self.connection = psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
        self.execute: Any = self.connection.execute
        if schema:
            self.execute(schema)
        self.read_account, self.read_all, self.read_timeline = (
            query.replace("?", "%s") for query in (READ_ACCOUNT, READ_ALL, READ_TIMELINE)
        )

    def close(self) -> None:
        self.connection.close()

    def rows(self, query: str) -> list[Any]:
        return self.execute(query).fetchall()  # type: ignore[no-any-return]  # rows of any query

    def append(self, version: int, fact: Fact) -> None:
        row = row_of(version, fact, microseconds())
        with self.connection.transaction():
            self._write(row)

    def append_at_once(self, version: int, fact: Fact) -> None:
        """The same append as one statement, which is a transaction by itself."""
        row = row_of(version, fact, microseconds())
        self.execute(AT_ONCE, (1, row[4], *row))

    def command(self, fact: Fact) -> None:
        with self.connection.transaction():
            version = decide(self.execute(self.read_account, (fact[0],)).fetchall())
            self._write(row_of(version, fact, microseconds()))

    def _write(self, row: Row) -> None:
        seq = self.execute(TAKE, (1, row[4])).fetchone()[0]
        self.execute(INSERT, (seq, *row))

    def load(self, facts: Iterable[Fact]) -> None:
        for rows in in_batches(facts):
            with self.connection.transaction():
                last = self.execute(TAKE, (len(rows), rows[0][4])).fetchone()[0]
                numbered = ((seq, *row) for seq, row in enumerate(rows, last - len(rows) + 1))
                self._copy(f"events (seq, {LOGGED})", EVENT_TYPES, numbered)

    def _copy(self, into: str, types: list[str], rows: Iterable[Row]) -> None:
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def rebuild(self) -> None:
        for name, columns in VIEWS.items():
            self.execute(f"DROP TABLE IF EXISTS {name}")
            self.execute(f"CREATE TABLE {name} ({columns})")
        position = 0
        while events := self.execute(self.read_all, (position,)).fetchall():
            pairs = [timeline_and_change(*event) for event in events]
            with self.connection.transaction():
                self.execute("SET LOCAL synchronous_commit = off")
                self._copy("raw_entry", ENTRY_TYPES, (row for row, _ in pairs))
                self._copy("raw_change", CHANGE_TYPES, (row for _, row in pairs if row))
            position = events[-1][0]
        with self.connection.transaction():
            for statement in (SPANS, *INDEXES):
                self.execute(statement)

    def timeline(self, stream: str, day: int, known_at: int) -> pd.DataFrame:
        rows = self.execute(self.read_timeline, (stream, day, known_at, known_at)).fetchall()
        return pd.DataFrame.from_records(rows, columns=COLUMNS)
