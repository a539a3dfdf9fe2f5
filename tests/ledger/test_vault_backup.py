"""The vault's own backups: what is missing comes back, what was destroyed never does."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.ledger.database import Database, sqlite_url
from domain.ledger.destroying import Destroyed, destroy, destroyed
from domain.ledger.keeping.backup import back_up, opened_backup
from domain.ledger.keeping.vaults import (
    Merged,
    back_up_vault,
    identity_of,
    is_unused,
    last_key,
    never_below,
    restore_vault,
)
from domain.ledger.keeping.whole import CannotKeep
from domain.ledger.migrate import migrate
from domain.ledger.pairing import identity
from domain.ledger.vault import Vault, seal

Opened = Callable[[str], Database]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open a vault by its address, or by a name for a file."""
    vaults: list[Database] = []

    def open_(name: str) -> Database:
        vaults.append(Database(name if ":" in name else sqlite_url(tmp_path / name), erase_deleted=True))
        migrate(vaults[-1], "vault")
        return vaults[-1]

    yield open_
    for each in vaults:
        each.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def keys(request: pytest.FixtureRequest, opened: Opened) -> Database:
    """A vault with a few keys and two people, once on each database."""
    name = "keys.db" if request.param == "sqlite" else request.getfixturevalue("postgresql_database")
    keys = opened(name)
    vault = Vault(keys)
    vault.reserve(1200)
    assert identity(vault)
    for name in ("Ann Lee", "Zoë"):
        vault.person(name)
    return keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault-backup.db"


def content(keys: Database) -> list[list[tuple[object, ...]]]:
    tables = ("keys", "key_numbers", "people", "pepper", "destroyed")
    return [sorted(keys.look(f"SELECT * FROM {table}")) for table in tables]


def restore(keys: Database, path: Path, gone: Destroyed | None = None) -> Merged:
    with opened_backup(path, "vault", path.parent) as backup:
        return restore_vault(backup, keys, gone or Destroyed())


def lose(keys: Database, *statements: str) -> None:
    with keys.write() as connection:
        for each in statements:
            keys.run(connection, each)


def test_a_backup_holds_the_whole_vault_for_its_owner_alone(keys: Database, opened: Opened, path: Path) -> None:
    destroy(keys, Destroyed(keys=frozenset({5}), people=frozenset({"person-x"})))
    assert back_up_vault(keys, path) == Merged(keys=1199, people=2)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir() if each.name.startswith((".", path.name))] == [path.name]
    assert content(opened(path.name)) == content(keys)


def test_a_vault_that_was_lost_is_restored_into_an_empty_one_of_either_database(
    keys: Database, opened: Opened, path: Path, request: pytest.FixtureRequest
) -> None:
    back_up_vault(keys, path)
    here = opened("here.db" if not keys.is_sqlite else request.getfixturevalue("postgresql_database"))
    assert restore(here, path) == Merged(keys=1200, people=2)
    assert content(here) == content(keys)
    sealed = seal(bytes(keys.look("SELECT secret FROM keys WHERE id = 7")[0][0]), "Said so")
    assert Vault(here).open_all([(7, sealed)]) == ["Said so"]


def test_only_what_is_missing_is_added(keys: Database, path: Path) -> None:
    before = content(keys)
    back_up_vault(keys, path)
    assert restore(keys, path) == Merged()
    lose(keys, "DELETE FROM keys WHERE id IN (3, 900)", "DELETE FROM people WHERE name = 'Zoë'")
    assert restore(keys, path) == Merged(keys=2, people=1)
    assert content(keys) == before
    assert restore(keys, path) == Merged()


def test_what_was_destroyed_since_the_backup_is_not_revived(keys: Database, path: Path) -> None:
    back_up_vault(keys, path)
    ann = keys.look("SELECT id FROM people WHERE name = 'Ann Lee'")[0][0]
    destroy(keys, Destroyed(keys=frozenset({3, 900}), people=frozenset({ann})))
    before = content(keys)
    assert restore(keys, path) == Merged(kept_out=3)
    assert content(keys) == before


def test_what_the_ledger_says_was_destroyed_is_not_revived_in_a_new_vault(
    keys: Database, opened: Opened, path: Path
) -> None:
    back_up_vault(keys, path)
    ann = keys.look("SELECT id FROM people WHERE name = 'Ann Lee'")[0][0]
    here = opened("here.db")
    gone = Destroyed(keys=frozenset({3}), people=frozenset({ann}))
    assert restore(here, path, gone) == Merged(keys=1199, people=1, kept_out=2)
    assert here.look("SELECT id FROM keys WHERE id = 3") == []
    assert Vault(here).names([ann]) == {}


def test_what_the_backup_knows_as_destroyed_is_destroyed_in_an_older_vault_too(
    keys: Database, opened: Opened, path: Path
) -> None:
    back_up_vault(keys, path)
    gone = Destroyed(keys=frozenset({3}))
    destroy(keys, gone)
    back_up_vault(keys, newer := path.with_name("newer.db"))
    here = opened("here.db")
    restore(here, path)
    assert here.look("SELECT id FROM keys WHERE id = 3") == [(3,)]
    assert restore(here, newer) == Merged()
    assert here.look("SELECT id FROM keys WHERE id = 3") == []
    assert destroyed(here) == gone


def test_a_number_is_never_given_twice_after_a_restore(keys: Database, opened: Opened, path: Path) -> None:
    back_up_vault(keys, path)
    here = opened("here.db")
    restore(here, path)
    assert last_key(here) == 1200
    never_below(here, 5000)
    never_below(here, 10)
    restore(here, path)
    assert Vault(here).key()[0] == 5001


def test_what_is_there_under_the_same_number_id_or_name_is_left_and_counted(keys: Database, path: Path) -> None:
    back_up_vault(keys, path)
    lose(
        keys,
        "DELETE FROM keys WHERE id = 3",
        "DELETE FROM people WHERE name = 'Zoë'",
        "INSERT INTO people (id, name) VALUES ('person-new', 'Zoë')",
        "UPDATE people SET name = 'Ann Lee-Park' WHERE name = 'Ann Lee'",
    )
    with keys.write() as connection:
        keys.run(connection, "INSERT INTO keys (id, secret) VALUES (3, ?)", (bytes(32),))
    before = content(keys)
    assert restore(keys, path) == Merged(otherwise=3)
    assert content(keys) == before


def test_the_backup_of_another_vault_is_refused_unless_the_one_at_hand_is_unused(
    keys: Database, opened: Opened, path: Path
) -> None:
    back_up_vault(keys, path)
    other = opened("other.db")
    assert identity(Vault(other)) != identity_of(keys)
    assert is_unused(other)
    Vault(other).person("Bo")
    before = content(other)
    with pytest.raises(CannotKeep, match="another vault than the one at hand"):
        restore(other, path)
    assert content(other) == before
    lose(other, "DELETE FROM people")
    restore(other, path)
    assert identity_of(other) == identity_of(keys)


def test_nothing_is_restored_while_somebody_else_has_the_vault_open(keys: Database, opened: Opened, path: Path) -> None:
    back_up_vault(keys, path)
    lose(keys, "DELETE FROM keys WHERE id = 3")
    other = Database(keys.url)
    other.look("SELECT 1")
    with pytest.raises(CannotKeep, match="Others have the database open"):
        restore(keys, path)
    other.close()
    assert restore(keys, path) == Merged(keys=1)


def test_a_backup_of_something_else_is_refused(keys: Database, path: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotKeep, match="cannot be read"):
        restore(keys, path)
    path.write_bytes(b"nothing")
    with pytest.raises(CannotKeep, match="no backup of a vault"):
        restore(keys, path)
    ledger = Database(sqlite_url(tmp_path / "ledger.db"))
    migrate(ledger, "ledger")
    back_up(ledger, path, force=True)
    ledger.close()
    with pytest.raises(CannotKeep, match="which “tieline restore” takes"):
        restore(keys, path)
    with pytest.raises(CannotKeep, match="say --force"):
        back_up_vault(keys, path)
    if keys.is_sqlite:
        with pytest.raises(CannotKeep, match="that Tieline itself uses"):
            back_up_vault(keys, Path(keys.url.database or ""), force=True)
