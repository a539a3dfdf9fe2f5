"""Whoever has every right to the database: takes the guards off, changes what is written, and puts them back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.database import Database
from domain.ledger.merkle import Frontier
from domain.ledger.recorder import COLUMNS


class Attacker:
    """Full rights to one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """A transaction that no guard of the ledger sees; afterwards the guards are as they were."""
        with self.database.write() as connection:
            if not self.database.is_sqlite:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                yield connection
                return
            guards = self.database.rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, made in guards:
                connection.exec_driver_sql(made)

    def run(self, *statements: str) -> None:
        """Run statements past the guards."""
        with self.unguarded() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def change(self, seq: int, column: str, value: Any) -> None:
        """Put another value into a column of an event."""
        with self.unguarded() as connection:
            self.database.run(connection, f"UPDATE events SET {column} = ? WHERE seq = ?", (value, seq))

    def flip(self, seq: int) -> None:
        """Change one byte of an event's payload such that it still is JSON of the same kind: a day becomes another."""
        (payload,) = self.database.look("SELECT payload FROM events WHERE seq = ?", (seq,))[0]
        assert b'"first":"20' in payload
        self.change(seq, "payload", bytes(payload).replace(b'"first":"20', b'"first":"19', 1))

    def cut(self, keep: int, *, with_head: bool) -> None:
        """Take away every event after ``keep``; with the head, the commands and the views as they were then."""
        self.run(f"DELETE FROM events WHERE seq > {keep}")
        if with_head:
            self.run(f"DELETE FROM commands WHERE last_seq > {keep}")
            self.hash_anew()

    def renumber(self, after: int, by: int) -> None:
        """Move every event after one, and the command that led to it, by so many places."""
        far = 1_000_000
        self.run(
            f"UPDATE events SET seq = seq + {far} WHERE seq > {after}",
            f"UPDATE events SET seq = seq - {far - by} WHERE seq > {far}",
            f"UPDATE commands SET first_seq = first_seq + {by}, last_seq = last_seq + {by} WHERE first_seq > {after}",
        )

    def hash_anew(self) -> None:
        """Make every leaf hash and the head's tree fit the rows as they now are."""
        tree = Frontier()
        with self.unguarded() as connection:
            for row in self.database.rows(connection, f"SELECT {COLUMNS} FROM events ORDER BY seq"):
                leaf = leaf_hash(canonical_bytes(*row))
                tree.add(leaf)
                self.database.run(connection, "UPDATE events SET leaf_hash = ? WHERE seq = ?", (leaf, row[0]))
            self.database.run(
                connection,
                "UPDATE ledger_head SET seq = ?, frontier = ?, "
                "recorded_at = (SELECT COALESCE(MAX(recorded_at), 0) FROM events)",
                (tree.size, bytes(tree)),
            )
