"""The vault's own backup, apart from the ledger's: keys and names, and the list of those that were destroyed.

Putting one back only adds what is missing. What was destroyed, by the vault, the backup or the ledger, stays destroyed.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import msgspec
from sqlalchemy import Connection

from domain.ledger.database import Database, question_marks, sqlite_url
from domain.ledger.destroying import Destroyed, destroy, destroyed
from domain.ledger.guards import unguarded
from domain.ledger.keeping.alone import alone
from domain.ledger.keeping.files import Noted, refuse_own, without_log, written_whole
from domain.ledger.keeping.sealing import HighestKey
from domain.ledger.keeping.whole import EVENTS_IN_ORDER, READ_AT_ONCE, CannotKeep, is_empty, vault_of
from domain.ledger.migrate import migrate
from domain.ledger.pairing import identity
from domain.ledger.schema import KEYS, PEOPLE, PEPPER, VAULT, vault
from domain.ledger.vault import Vault

AT_ONCE = 500
NEVER_BELOW = "UPDATE key_numbers SET last = ? WHERE id = 1 AND last < ?"


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What came into a vault, what was kept out because it was destroyed, and what was there under the same number, id
    or name with another content and was left as it was.
    """

    keys: int = 0
    people: int = 0
    kept_out: int = 0
    otherwise: int = 0


def identity_of(keys: Database) -> str:
    """What a ledger notes of this vault; empty where no ledger has used it yet."""
    return identity(Vault(keys)) if keys.look("SELECT id FROM pepper") else ""


def is_unused(keys: Database) -> bool:
    """Whether a vault holds and held no key and no name."""
    return not any(keys.look(f"SELECT id FROM {table} LIMIT 1") for table in ("keys", "people", "destroyed"))


def last_key(keys: Database) -> int:
    """The highest number that was given to a key."""
    return int(keys.look("SELECT last FROM key_numbers WHERE id = 1")[0][0])


def never_below(keys: Database, number: int) -> None:
    """Give no number to a key from now on that is not above this one, because a ledger has used it."""
    with keys.write() as connection:
        keys.run(connection, NEVER_BELOW, (number, number))


class LedgerFound(msgspec.Struct, frozen=True, kw_only=True):
    """What matters of a ledger when its vault is put back. ``vault`` is empty where none was noted."""

    empty: bool
    vault: str
    highest_key: int


def ledger_found(database: Database) -> LedgerFound:
    """Look at a ledger, reading every payload for the keys that it has used."""
    key = HighestKey()
    with database.read() as connection:
        for rows in database.stream(connection, EVENTS_IN_ORDER, READ_AT_ONCE):
            for row in rows:
                key(row)
        return LedgerFound(
            empty=is_empty(database, connection), vault=vault_of(database, connection), highest_key=key.highest
        )


def pair_anew(database: Database, keys: Database) -> None:
    """Note the vault in an empty ledger that had noted another."""
    with database.write() as connection:
        if is_empty(database, connection):
            with unguarded(database, connection):
                database.run(connection, "DELETE FROM ledger_vault")
            database.insert(connection, VAULT, [(1, identity_of(keys))])


def back_up_vault(keys: Database, path: Path, *, force: bool = False, noted: Noted = lambda _: None) -> Merged:
    """Copy keys, names and the list of what was destroyed into a file that only its owner may read. Raises CannotKeep."""
    refuse_own(path, keys.url.database if keys.is_sqlite else None)
    with written_whole(path, force=force, noted=noted) as beside:
        with closing(Database(sqlite_url(beside), erase_deleted=True)) as copy:
            migrate(copy, "vault")
            with keys.read() as reading, copy.write() as writing:
                merged = _merge(keys, reading, copy, writing, Destroyed())
            destroy(copy, destroyed(keys))
            if identity_of(copy) != identity_of(keys) or copy.look("PRAGMA integrity_check(1)") != [("ok",)]:
                raise CannotKeep(f"The copy at {beside} is not what was copied: look whether its disk is sound.")
        without_log(beside)
    return merged


def restore_vault(backup: Database, keys: Database, gone: Destroyed) -> Merged:
    """Add what a backup has and the vault lacks, with nobody else there. Raises CannotKeep.

    ``gone`` is what the ledger says was destroyed. What the backup lists as destroyed is destroyed here, too. The vault
    must be the backup's, or unused: then it becomes that one.
    """
    if identity_of(keys) not in ("", identity_of(backup)) and not is_unused(keys):
        raise CannotKeep(
            "The backup is of another vault than the one at hand, which holds keys of its own: set "
            "TIELINE_KEYS_DATABASE_URL, or TIELINE_DATA_DIR, to where the backup’s belongs, or to an empty place."
        )
    if listed := destroyed(backup):
        destroy(keys, listed)
    gone |= destroyed(keys)
    with backup.read() as reading, alone(keys, list(vault.tables)) as writing:
        if keys.rows(writing, "SELECT secret FROM pepper") != backup.rows(reading, "SELECT secret FROM pepper"):
            keys.run(writing, "DELETE FROM pepper")
        return _merge(backup, reading, keys, writing, gone)


def _merge(source: Database, reading: Connection, target: Database, writing: Connection, gone: Destroyed) -> Merged:
    """Add the rows that are missing. A number, id or name that is taken stays as it is."""
    if not target.rows(writing, "SELECT id FROM pepper"):
        target.insert(writing, PEPPER, source.rows(reading, "SELECT id, secret FROM pepper"))
    last = source.rows(reading, "SELECT last FROM key_numbers WHERE id = 1")[0][0]
    target.run(writing, NEVER_BELOW, (last, last))
    keys = people = kept_out = otherwise = 0
    for rows in source.stream(reading, "SELECT id, secret FROM keys ORDER BY id", AT_ONCE):
        there = _there(target, writing, "SELECT id, secret FROM keys WHERE id IN", [row[0] for row in rows])
        fresh = [row for row in rows if row[0] not in there and row[0] not in gone.keys]
        target.insert(writing, KEYS, fresh)
        keys += len(fresh)
        kept_out += sum(row[0] in gone.keys for row in rows)
        otherwise += sum(row[0] in there and there[row[0]] != row[1] for row in rows)
    for rows in source.stream(reading, "SELECT id, name FROM people ORDER BY id", AT_ONCE):
        there = _there(target, writing, "SELECT id, name FROM people WHERE id IN", [row[0] for row in rows])
        taken = _there(target, writing, "SELECT name, id FROM people WHERE name IN", [row[1] for row in rows])
        named = [row for row in rows if row[0] not in there and row[0] not in gone.people]
        fresh = [row for row in named if row[1] not in taken]
        target.insert(writing, PEOPLE, fresh)
        people += len(fresh)
        kept_out += sum(row[0] in gone.people for row in rows)
        otherwise += len(named) - len(fresh) + sum(row[0] in there and there[row[0]] != row[1] for row in rows)
    return Merged(keys=keys, people=people, kept_out=kept_out, otherwise=otherwise)


def _there(database: Database, connection: Connection, query: str, wanted: Sequence[Any]) -> dict[Any, Any]:
    """The rows of a query that ends in IN, by their first column."""
    marks = question_marks(wanted)
    return dict(cast("list[tuple[Any, Any]]", database.rows(connection, f"{query} ({marks})", wanted)))
