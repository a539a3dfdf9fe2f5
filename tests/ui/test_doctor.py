"""``tieline doctor``: each thing as it is and as it should not be, and what is said where nothing can be opened."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.checkpoints import sign_head
from domain.ledger.database import Database
from domain.ledger.destroying import Destroyed, destroy
from domain.ledger.keeping.backup import back_up
from domain.ledger.keeping.remembered import remember
from domain.ledger.keeping.vaults import back_up_vault, last_key
from domain.ledger.proofs import ProofFolder
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from projections.catalogue import ALL
from tests.conftest import Clock
from tests.ledger.tampering import Attacker
from tests.ui.command_line import CommandLine
from tests.ui.filling import STREAM
from tests.ui.test_cli_program import free_port
from ui.bootstrap import Tieline
from ui.doctor import examine
from ui.doctor.check import Check, ago, size_of
from ui.doctor.machine import LITTLE, TOO_LITTLE, room, sqlite_check
from ui.settings import Settings

DAY = 86_400_000_000
Looked = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def used(tieline: Tieline, kim: Actor, settings: Settings, tmp_path: Path) -> Tieline:
    """A Tieline with everything as it should be."""
    tieline.handle(STREAM, OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    log(tieline, kim)
    folder = ProofFolder(settings.proof_folder)
    folder.create("example.org/ledger", tieline.clock())
    note = sign_head(tieline.database, folder)
    os.utime(note.path, times=(tieline.clock() / 1_000_000,) * 2)
    kept = back_up(tieline.database, tmp_path / "ledger.db")
    back_up_vault(tieline.keys, tmp_path / "vault.db")
    remember(settings.data_dir, "ledger", tmp_path / "ledger.db", at=tieline.clock(), upto=kept.events)
    remember(settings.data_dir, "vault", tmp_path / "vault.db", at=tieline.clock(), upto=last_key(tieline.keys))
    return tieline


def log(tieline: Tieline, by: Actor) -> None:
    spoken = LogInteraction(on=parse_when("2021-05-05"), kind="call", summary="Agreed what to try")
    tieline.handle(STREAM, spoken, by=by, reported_by="Ann Lee")


@pytest.fixture
def look(settings: Settings, clock: Clock) -> Looked:
    """What is found of a thing, or of all that is not well: what, how, and found and to do in one text."""
    return looking(settings, clock)


def looking(settings: Settings, clock: Clock) -> Looked:
    """The same of any settings."""

    def look_(what: str = "") -> list[tuple[str, str, str]]:
        checks = examine(settings, clock)
        assert all(each.do for each in checks if each.how != "ok")
        return [
            (each.what, each.how, f"{each.found} {each.do}")
            for each in checks
            if (each.what == what if what else each.how != "ok")
        ]

    return look_


def only(found: list[tuple[str, str, str]]) -> tuple[str, str]:
    (one,) = found
    return one[1:]


def test_where_everything_is_as_it_should_be_every_line_is_ok(
    used: Tieline, settings: Settings, clock: Clock, look: Looked
) -> None:
    assert [each for each in look() if each[0] != "clock" or not settings.database_url] == []
    assert {each.what for each in examine(settings, clock)} == {
        "versions", "SQLite", "data folder", "database", "database schema", "clock", "guards", "vault", "vault schema",
        "forgetting", "views", "signing key", "checkpoint", "backup", "vault backup",
    }  # fmt: skip


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_looking_writes_nothing_and_makes_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, database: str
) -> None:
    url = request.getfixturevalue("postgresql_database") if database == "postgresql" else ""
    settings = Settings(data_dir=tmp_path / "none", database_url=url, keys_database_url="")
    look = looking(settings, clock)
    found = {what: how for what, how, _ in look()}
    assert "bad" not in found.values()
    assert found["vault"] == found["signing key"] == "look"
    assert not settings.data_dir.exists()
    if settings.database_url:
        assert only(look("database schema"))[0] == "look"
        untouched = Database(settings.database_url)
        assert untouched.look("SELECT 1 FROM pg_class WHERE relname = 'events'") == []
        untouched.close()
    else:
        assert "There is none yet" in only(look("database"))[1]


def test_a_fresh_tieline_has_only_what_is_still_to_be_set_up(tieline: Tieline, look: Looked) -> None:
    assert [(what, how) for what, how, _ in look() if what != "clock"] == [
        ("signing key", "look"),
        ("checkpoint", "look"),
    ]


@pytest.mark.parametrize("version", ["0001", "9999"])
@pytest.mark.parametrize("which", ["database", "vault"])
def test_a_schema_of_another_version_is_told(tieline: Tieline, look: Looked, which: str, version: str) -> None:
    database, name = (tieline.database, "ledger") if which == "database" else (tieline.keys, "vault")
    with database.write() as connection:
        database.run(connection, f"UPDATE {name}_version SET version_num = ?", (version,))
    how, said = only(look(f"{which} schema"))
    assert how == ("look" if version == "0001" else "bad")
    assert ("Upgrade Tieline" in said) == (version == "9999")


def test_guards_that_were_taken_off_are_told(used: Tieline, look: Looked) -> None:
    gone = "events_no_delete" if used.database.is_sqlite else "events_no_change ON events"
    with used.database.write() as connection:
        used.database.run(connection, f"DROP TRIGGER {gone}")
    how, said = only(look("guards"))
    assert how == "bad"
    assert f"The guard {gone.split(maxsplit=1)[0]} is missing. Find out who changed it" in said


def test_a_clock_behind_the_last_record_or_never_set_is_told(used: Tieline, clock: Clock, look: Looked) -> None:
    clock.microseconds -= 30_000_000
    assert only(look("clock"))[0] == "bad"
    assert "It is 30 seconds behind the last record" in only(look("clock"))[1]
    clock.set(datetime(1970, 1, 2, tzinfo=UTC))
    assert "It says 2 Jan 1970, 00:00 UTC. Set the clock" in only(look("clock"))[1]


def test_a_clock_that_differs_from_the_servers_is_told(
    postgresql_database: str, tmp_path: Path, open_it: Callable[[Settings], Tieline], clock: Clock
) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgresql_database, keys_database_url="")
    open_it(settings)
    now = datetime.now(UTC)
    clock.set(now)
    how, far = "look", clock() + 3600 * 1_000_000
    assert [each.how for each in examine(settings, clock) if each.what == "clock"] == ["ok"]
    (check,) = (each for each in examine(settings, lambda: far) if each.what == "clock")
    assert check.how == how
    assert "differs from the database server's by 3" in check.found


def test_a_vault_that_is_not_the_ledgers_is_told(
    used: Tieline, settings: Settings, look: Looked, tmp_path: Path
) -> None:
    other = Tieline(Settings(data_dir=tmp_path / "other", database_url="", keys_database_url=""))
    other.close()
    used.keys.close()
    (tmp_path / "other" / "keys.db").replace(settings.data_dir / "keys.db")
    for each in settings.data_dir.glob("keys.db-*"):
        each.unlink()
    assert [how for what, how, said in look("vault") if "not the vault of this ledger" in said] == ["bad"]


def test_keys_that_others_may_read_are_told(used: Tieline, settings: Settings, look: Looked) -> None:
    assert all(how == "ok" for _, how, _ in look("vault"))
    (settings.data_dir / "keys.db").chmod(0o644)
    (signing,) = settings.proof_folder.glob("signing-*.key")
    signing.chmod(0o640)
    assert [how for _, how, said in look("vault") if "chmod 600" in said] == ["look"]
    assert only(look("signing key"))[0] == "bad"


def test_a_signing_key_that_cannot_be_read_is_told(used: Tieline, settings: Settings, look: Looked) -> None:
    (signing,) = settings.proof_folder.glob("signing-*.key")
    signing.unlink()
    assert only(look("signing key"))[0] == "bad"
    (settings.proof_folder / "keys.json").write_text("[", encoding="utf-8")
    assert "cannot be read" in only(look("signing key"))[1]
    assert only(look("checkpoint"))[0] == "bad"


def test_views_that_stopped_or_are_behind_are_told(used: Tieline, kim: Actor, look: Looked) -> None:
    used.database.look("SELECT 1")
    with used.database.write() as connection:
        used.database.run(connection, "UPDATE projection SET position = 1 WHERE name = 'portfolio'")
        used.database.run(connection, "UPDATE projection SET error = 'stopped at event 2 (x): y' WHERE name = 'fit'")
    assert [(how, said.split(".")[0]) for _, how, said in look("views")] == [
        ("bad", "The view fit stopped at event 2 (x): y"),
        ("look", f"1 view of {len(ALL)} not up to date, by 1 event at most"),
    ]
    with used.database.write() as connection:
        used.database.run(connection, "DROP TABLE projection")
    assert only(look("views"))[0] == "look"


def test_a_checkpoint_is_old_once_something_was_recorded_since(
    used: Tieline, kim: Actor, clock: Clock, look: Looked
) -> None:
    clock.microseconds += 30 * DAY
    assert only(look("checkpoint")) == (
        "ok",
        "The last is over 2 events, of 22 Nov 2026, 09:00 UTC, 30 days ago; 0 events since. ",
    )
    log(used, kim)
    assert only(look("checkpoint"))[0] == "look"
    assert "; 1 event since. “tieline checkpoint”" in only(look("checkpoint"))[1]


def test_a_ledger_shorter_than_its_last_checkpoint_is_told(used: Tieline, look: Looked) -> None:
    Attacker(used.database).cut(1, with_head=True)
    how, said = only(look("checkpoint"))
    assert how == "bad"
    assert "The ledger has 1 event, and 2 were signed" in said


def test_a_backup_is_told_that_is_old_gone_ahead_or_was_never_made(
    used: Tieline, kim: Actor, clock: Clock, look: Looked, settings: Settings, tmp_path: Path
) -> None:
    clock.microseconds += 30 * DAY
    assert only(look("backup"))[0] == only(look("vault backup"))[0] == "ok"
    log(used, kim)
    used.tracker.vault.reserve(200)
    assert only(look("backup"))[0] == only(look("vault backup"))[0] == "look"
    assert "1 event since. “tieline backup FILE”" in only(look("backup"))[1]
    (tmp_path / "ledger.db").unlink()
    assert "It is not there any more" in only(look("backup"))[1]
    remember(settings.data_dir, "ledger", tmp_path / "vault.db", at=clock(), upto=9)
    assert "holds more than there is now" in only(look("backup"))[1]
    (settings.data_dir / "last-backup.json").write_text("[]", encoding="utf-8")
    assert only(look("backup")) == ("look", "None was made from here yet. “tieline backup FILE”")


def test_a_vault_backup_from_before_somebody_was_forgotten_is_told(used: Tieline, look: Looked) -> None:
    destroy(used.keys, Destroyed(keys=frozenset({1})))
    assert "still holds the keys" in only(look("vault backup"))[1]
    assert only(look("forgetting"))[0] == "look"


def test_what_a_killed_backup_or_restore_left_is_told(
    used: Tieline, settings: Settings, look: Looked, tmp_path: Path
) -> None:
    assert look("left over") == []
    (settings.data_dir / ".restoring-abc").mkdir()
    (tmp_path / ".vault.db.4711.part").touch()
    (tmp_path / ".vault.db.4711.part-journal").touch()
    (tmp_path / ".another.part").touch()
    assert [(how, said.split()[0].rpartition("/")[2]) for _, how, said in look("left over")] == [
        ("look", ".restoring-abc"),
        ("look", ".vault.db.4711.part"),
        ("look", ".vault.db.4711.part-journal"),
    ]


def test_an_old_sqlite_is_told_where_it_is_used() -> None:
    assert sqlite_check((3, 51, 3), used=True).how == "ok"
    assert sqlite_check((3, 40, 1), used=True).how == "look"
    assert "Install the package pysqlite3" in sqlite_check((3, 51, 2), used=True).do


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path) -> None:
    assert room(tmp_path, LITTLE, 0).how == "ok"
    assert room(tmp_path, LITTLE - 1, 0).how == "look"
    assert room(tmp_path, 2 * LITTLE, LITTLE).how == "look"
    assert room(tmp_path, TOO_LITTLE - 1, 0).how == "bad"


def test_a_data_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "file" / "data", database_url="", keys_database_url="")
    result = CommandLine(settings).run("doctor")
    assert result.exit_code == 1
    assert "cannot be written to" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("address", ["mysql://kim:secret@127.0.0.1/tieline", "nonsense", "postgresql+psycopg://"])
def test_an_address_that_cannot_be_used_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=address, keys_database_url="")
    result = CommandLine(settings).run("doctor")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "postgresql+psycopg://user@host/name" in result.stdout
    assert "secret" not in result.stdout


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://kim:secret@127.0.0.1:{free_port()}/tieline"
    settings = Settings(data_dir=tmp_path, database_url=address, keys_database_url=address)
    result = CommandLine(settings).run("doctor", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    found = msgspec.json.decode(result.stdout)
    checks = [msgspec.convert(each, Check) for each in found["checks"]]
    assert [each.what for each in checks if each.how == "bad"] == ["database", "vault"]
    assert found["bad"] == 2
    assert "does not answer" in result.stdout
    assert "secret" not in result.stdout


def test_a_database_file_that_is_none_is_told(sqlite_settings: Settings) -> None:
    sqlite_settings.data_dir.mkdir(exist_ok=True)
    for name in ("tieline.db", "keys.db"):
        (sqlite_settings.data_dir / name).write_bytes(b"This is not a database, whatever its name says." * 100)
    result = CommandLine(sqlite_settings).run("doctor")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "file is not a database" in result.stdout


def test_a_ledger_whose_tables_were_changed_by_other_hands_is_told(used: Tieline, settings: Settings) -> None:
    with used.database.write() as connection:
        used.database.run(connection, "ALTER TABLE ledger_head RENAME TO away")
    result = CommandLine(settings).run("doctor")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "It could not be looked at" in result.stdout


def test_the_command_says_how_many_are_bad_by_its_status(tieline: Tieline, settings: Settings) -> None:
    result = CommandLine(settings).run("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert " worth a look, 0 bad" in result.stdout


@pytest.mark.parametrize(
    ("since", "said"),
    [(0, "just now"), (3 * DAY, "3 days ago"), (DAY // 12, "2 hours ago"), (-1, "ahead of the clock")],
)
def test_how_long_ago_is_said_in_words(since: int, said: str) -> None:
    assert ago(1_795_338_000_000_000, 1_795_338_000_000_000 + since).endswith(said)


@pytest.mark.parametrize(
    ("count", "said"), [(12, "12 bytes"), (1500, "1.5 kB"), (2 * 10**9, "2.0 GB"), (10**13, "10.0 TB")]
)
def test_sizes_are_said_in_their_unit(count: int, said: str) -> None:
    assert size_of(count) == said
