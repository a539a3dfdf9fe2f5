"""The five jobs by hand on SQLite."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

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
from domain.ledger.database import CACHE, sqlite_driver
from projections.timeline import COLUMNS

SCHEMA = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
    schema INTEGER NOT NULL, recorded_at INTEGER NOT NULL, recorded_by TEXT NOT NULL, reported_by TEXT,
    command_id TEXT NOT NULL, batch TEXT, policy_version INTEGER NOT NULL, payload BLOB NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE head (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, recorded_at INTEGER NOT NULL);
INSERT INTO head VALUES (1, 0, 0);
"""
TAKE = "UPDATE head SET seq = seq + ?, recorded_at = MAX(recorded_at, ?) RETURNING seq"
INSERT = f"INSERT INTO events (seq, {LOGGED}) VALUES ({', '.join('?' * 12)})"


class RawSQLite:
    """Write-ahead log and full synchronisation, as the product has them; prepared statements by the driver's cache."""

    def __init__(self, path: Path, *, schema: str = SCHEMA) -> None:
        self.connection = sqlite_driver().connect(path, isolation_level=None)
        self.execute = self.connection.execute
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", CACHE):
            self.execute(f"PRAGMA {pragma}")
        self.connection.executescript(schema)

    def close(self) -> None:
        self.connection.close()

    def rows(self, query: str) -> list[Any]:
        return self.execute(query).fetchall()  # type: ignore[no-any-return]  # the driver ships no types

    def append(self, version: int, fact: Fact) -> None:
        row = row_of(version, fact, microseconds())
        self.execute("BEGIN IMMEDIATE")
        self._write([row])
        self.execute("COMMIT")

    def command(self, fact: Fact) -> None:
        self.execute("BEGIN IMMEDIATE")
        version = decide(self.execute(READ_ACCOUNT, (fact[0],)).fetchall())
        self._write([row_of(version, fact, microseconds())])
        self.execute("COMMIT")

    def load(self, facts: Iterable[Fact]) -> None:
        for rows in in_batches(facts):
            self.execute("BEGIN IMMEDIATE")
            self._write(rows)
            self.execute("COMMIT")

    def _write(self, rows: Sequence[Row]) -> None:
        last = self.execute(TAKE, (len(rows), rows[0][4])).fetchone()[0]
        numbered = [(seq, *row) for seq, row in enumerate(rows, last - len(rows) + 1)]
        self.connection.executemany(INSERT, numbered)

    def rebuild(self) -> None:
        for name, columns in VIEWS.items():
            self.execute(f"DROP TABLE IF EXISTS {name}")
            self.execute(f"CREATE TABLE {name} ({columns})")
        entry = f"INSERT INTO raw_entry VALUES ({', '.join('?' * 18)})"
        change = f"INSERT INTO raw_change VALUES ({', '.join('?' * 11)})"
        self.execute("PRAGMA synchronous=NORMAL")
        position = 0
        while events := self.execute(READ_ALL, (position,)).fetchall():
            pairs = [timeline_and_change(*event) for event in events]
            self.execute("BEGIN IMMEDIATE")
            self.connection.executemany(entry, [row for row, _ in pairs])
            self.connection.executemany(change, [row for _, row in pairs if row])
            self.execute("COMMIT")
            position = events[-1][0]
        self.execute("PRAGMA synchronous=FULL")
        self.execute("BEGIN IMMEDIATE")
        for statement in (SPANS, *INDEXES):
            self.execute(statement)
        self.execute("COMMIT")

    def timeline(self, stream: str, day: int, known_at: int) -> pd.DataFrame:
        rows = self.execute(READ_TIMELINE, (stream, day, known_at, known_at)).fetchall()
        return pd.DataFrame.from_records(rows, columns=COLUMNS)
