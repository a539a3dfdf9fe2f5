"""Destroying keys and names in the vault for good, and keeping a list of what was, so that no old copy revives it."""

from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from domain.ledger.database import Database, in_chunks, question_marks

Kind = Literal["key", "person"]
"""The secret of a key, by its number; or a person's name, by the person's id."""

TABLE_OF: dict[Kind, str] = {"key": "keys", "person": "people"}
AT_ONCE = 500


class Destroyed(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of keys and ids of people."""

    keys: frozenset[int] = frozenset()
    people: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.keys or self.people)

    def __or__(self, other: "Destroyed") -> "Destroyed":
        return Destroyed(keys=self.keys | other.keys, people=self.people | other.people)

    def __sub__(self, other: "Destroyed") -> "Destroyed":
        return Destroyed(keys=self.keys - other.keys, people=self.people - other.people)


def destroy(vault: Database, what: Destroyed) -> None:
    """Delete these keys and names and list them as destroyed, all in one transaction; repeating it changes nothing.

    The vault's files may hold them until ``erase``, of which a note is kept.
    """
    with vault.write() as connection:
        vault.run(connection, "INSERT INTO erasure_due (id) VALUES (1) ON CONFLICT DO NOTHING")
        for kind, some in _in_chunks(what):
            marks = ", ".join("(?, ?)" for _ in some)
            listed = [part for each in some for part in (kind, str(each))]
            vault.run(connection, f"INSERT INTO destroyed (kind, id) VALUES {marks} ON CONFLICT DO NOTHING", listed)
            marks = question_marks(some)
            vault.run(connection, f"DELETE FROM {TABLE_OF[kind]} WHERE id IN ({marks})", some)


def destroyed(vault: Database) -> Destroyed:
    """Everything that the vault lists as destroyed."""
    rows = vault.look("SELECT kind, id FROM destroyed")
    return Destroyed(
        keys=frozenset(int(each) for kind, each in rows if kind == "key"),
        people=frozenset(each for kind, each in rows if kind == "person"),
    )


def how_many(vault: Database) -> int:
    """How many keys and names were ever destroyed: it grows whenever words that were readable no longer are."""
    return int(vault.look("SELECT COUNT(*) FROM destroyed")[0][0])


def still_there(vault: Database, what: Destroyed) -> Destroyed:
    """Those of these that the vault has, or does not list as destroyed."""
    found = what - destroyed(vault)
    with vault.read() as connection:
        for kind, some in _in_chunks(what):
            marks = question_marks(some)
            query = f"SELECT id FROM {TABLE_OF[kind]} WHERE id IN ({marks})"
            there = frozenset(row[0] for row in vault.rows(connection, query, some))
            found |= Destroyed(keys=there) if kind == "key" else Destroyed(people=there)
    return found


def erase(vault: Database) -> bool:
    """Write the vault's files anew where something was deleted since; False where others kept their log from being cut.

    Afterwards neither the tables' files nor SQLite's write-ahead log hold what was deleted. PostgreSQL's own log does,
    until the server has recycled it.
    """
    if not erasure_due(vault):
        return True
    if not vault.rewrite((*TABLE_OF.values(), "drafts")):
        return False
    with vault.write() as connection:
        vault.run(connection, "DELETE FROM erasure_due")
    return True


def erasure_due(vault: Database) -> bool:
    """Whether the vault's files may still hold what was deleted."""
    return bool(vault.look("SELECT id FROM erasure_due"))


def _in_chunks(what: Destroyed) -> Iterable[tuple[Kind, list[int] | list[str]]]:
    of_kind: dict[Kind, Iterable[int | str]] = {"key": what.keys, "person": what.people}
    return [(kind, some) for kind in get_args(Kind) for some in in_chunks(sorted(of_kind[kind]), AT_ONCE)]
