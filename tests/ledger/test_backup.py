"""Backups of a ledger in use, and putting them back: nothing newer is lost unasked, nothing bad is taken."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Connection

from domain.ledger.access_log import AccessLog, access_findings
from domain.ledger.checkpoints import sign_head
from domain.ledger.database import Database, sqlite_driver, sqlite_url
from domain.ledger.guards import guard_findings
from domain.ledger.keeping.backup import back_up, opened_backup
from domain.ledger.keeping.files import written_whole
from domain.ledger.keeping.restoring import Compared, compare, replace
from domain.ledger.keeping.vaults import back_up_vault
from domain.ledger.keeping.whole import CannotKeep
from domain.ledger.note import new_key
from domain.ledger.proofs import ProofFolder
from domain.ledger.schema import ledger as tables
from tests.conftest import Clock
from tests.ledger.kept import Ledger
from tests.ledger.tampering import Attacker
from ui.settings import Settings


@pytest.fixture
def ledger(settings: Settings, tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """A ledger with everything in it, once on each database."""
    settings.data_dir.mkdir(exist_ok=True)
    ledger = Ledger(settings.ledger_address, settings.data_dir / "keys.db", clock)
    ledger.log_everything()
    yield ledger
    ledger.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


@pytest.fixture
def folder(tmp_path: Path) -> ProofFolder:
    return ProofFolder(tmp_path / "proof")


@contextmanager
def compared(ledger: Ledger, path: Path, folder: ProofFolder | None = None) -> Iterator[tuple[Database, Compared]]:
    keys, notes = (folder.keys(), folder.notes()) if folder else ([], [])
    with opened_backup(path, "ledger", path.parent) as backup:
        yield backup, compare(backup, ledger.database, keys, notes)


def restore(ledger: Ledger, path: Path, drop_views: Callable[[Connection], None] = lambda _: None) -> bool:
    with compared(ledger, path) as (backup, found):
        return replace(ledger.database, backup, found, drop_views=drop_views)


def leftovers(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name.startswith((".", path.name)))


def test_a_backup_is_one_file_with_the_ledger_itself_and_its_root(ledger: Ledger, path: Path) -> None:
    with ledger.database.write() as connection:
        ledger.database.run(connection, "CREATE TABLE some_view (x TEXT)")
        ledger.database.run(
            connection, "INSERT INTO snapshots (stream, version, topic, state) VALUES ('a', 1, 't', '')"
        )
    kept = back_up(ledger.database, path)
    assert (kept.path, kept.events, kept.root) == (path, 37, ledger.recorder.tree().root())
    assert leftovers(path) == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as plain:
        found = {name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert found == {*tables.tables, "ledger_version"}
        assert plain.execute("SELECT COUNT(*) FROM snapshots").fetchone() == (0,)
        assert plain.execute("SELECT * FROM events ORDER BY seq").fetchall() == ledger.rows()[0]
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert b"some_view" not in path.read_bytes()


def test_a_backup_made_while_somebody_records_is_the_ledger_at_one_moment(ledger: Ledger, path: Path) -> None:
    stop, begun = Event(), Event()

    def record() -> None:
        while not stop.is_set():
            ledger.log("c", [b"x" * 2000] * 3)
            begun.set()

    recording = Thread(target=record)
    recording.start()
    try:
        assert begun.wait(30)
        sizes = [back_up(ledger.database, path, force=True).events for _ in range(5)]
    finally:
        stop.set()
        recording.join()
    assert sizes == sorted(sizes)
    assert all((size - 37) % 3 == 0 for size in sizes)
    assert 37 < sizes[0] < sizes[-1] <= ledger.recorder.head()[0]
    with compared(ledger, path) as (_, found):
        assert found.differs_from == sizes[-1] + 1
    assert ledger.findings() == []


def test_what_is_recorded_while_pages_are_copied_is_not_half_in_the_backup(ledger: Ledger, path: Path) -> None:
    told = []

    def meanwhile(done: int, total: int) -> None:
        told.append((done, total))
        ledger.log("c", [b"x" * 5000] * 200)

    assert back_up(ledger.database, path, progress=meanwhile).events == 37
    assert told
    assert ledger.recorder.head()[0] == 37 + 200 * len(told)


def test_a_file_that_is_there_is_replaced_only_when_told_and_a_database_in_use_never(
    ledger: Ledger, path: Path
) -> None:
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotKeep, match="say --force"):
        back_up(ledger.database, path)
    assert path.read_text(encoding="utf-8") == "mine"
    assert back_up(ledger.database, path, force=True).events == 37
    if ledger.database.is_sqlite:
        with pytest.raises(CannotKeep, match="that Tieline itself uses"):
            back_up(ledger.database, Path(ledger.database.url.database or ""), force=True)
    assert ledger.findings() == []


def test_a_backup_that_fails_or_is_interrupted_leaves_nothing_and_the_old_one_as_it_was(
    ledger: Ledger, path: Path
) -> None:
    def interrupted(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(ledger.database, path, progress=interrupted)
    assert leftovers(path) == []
    back_up(ledger.database, path)
    before = path.read_bytes()
    ledger.log("c")
    with pytest.raises(KeyboardInterrupt):
        back_up(ledger.database, path, force=True, progress=interrupted)
    with pytest.raises(CannotKeep, match="cannot be written"):
        back_up(ledger.database, path.parent / "nowhere" / "b.db")
    assert leftovers(path) == [path.name]
    assert path.read_bytes() == before


def test_a_file_for_which_there_is_no_room_is_refused_by_its_own_name(path: Path) -> None:
    def written() -> None:
        with written_whole(path, force=False) as beside, closing(sqlite_driver().connect(beside)) as copy:
            copy.execute("PRAGMA max_page_count=2")
            copy.execute("CREATE TABLE events (payload BLOB)")
            copy.execute("INSERT INTO events VALUES (zeroblob(100000))")

    with pytest.raises(CannotKeep, match=r"backup\.db cannot be written \(no room is left there\)"):
        written()
    assert leftovers(path) == []


def test_a_ledger_that_was_tampered_with_is_not_backed_up(ledger: Ledger, path: Path) -> None:
    Attacker(ledger.database).change(2, "payload", b"{}")
    with pytest.raises(CannotKeep, match="event 2 is not as it was recorded"):
        back_up(ledger.database, path)
    assert leftovers(path) == []


def test_a_ledger_whose_access_log_was_changed_is_not_backed_up(ledger: Ledger, path: Path, clock: Clock) -> None:
    AccessLog(ledger.database, clock).note("local:kim", "evidence", {}, bytes(32))
    Attacker(ledger.database).run("UPDATE access_log SET subject = 'local:lee'")
    with pytest.raises(CannotKeep, match="row 1 of the access log is not as it was written"):
        back_up(ledger.database, path)
    assert leftovers(path) == []


def test_what_was_lost_is_restored_byte_for_byte(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    before = ledger.rows()
    attacker = Attacker(ledger.database)
    attacker.cut(2, with_head=True)
    attacker.run("DELETE FROM ledger_vault")
    with compared(ledger, path) as (backup, found):
        assert (found.present, found.differs_from, found.loses) == (2, 0, [])
        assert found.highest_key == 7
        assert replace(ledger.database, backup, found, drop_views=lambda _: None)
    assert ledger.rows() == before
    assert ledger.findings() == []
    assert guard_findings(ledger.database) == []
    assert ledger.recorder.receipts(["a-1"])["a-1"].last_seq == 6
    ledger.log("b")
    assert ledger.recorder.head()[0] == 38


def test_a_backup_made_on_one_database_is_restored_into_the_other(
    ledger: Ledger, path: Path, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest
) -> None:
    other = (
        request.getfixturevalue("postgresql_database")
        if ledger.database.is_sqlite
        else f"sqlite+pysqlite:///{tmp_path}/other.db"
    )
    here = Ledger(other, Path(ledger.keys.url.database or ""), clock)
    back_up(ledger.database, path)
    restore(here, path)
    assert here.rows() == ledger.rows()
    assert here.stated == ledger.stated
    assert (here.findings(), guard_findings(here.database)) == ([], [])
    here.close()


def test_events_that_the_backup_does_not_have_are_told_from_the_first(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    ledger.log("c", [b"1", b"2"])
    with compared(ledger, path) as (_, found):
        assert found.differs_from == 38
        assert found.loses == [
            "The ledger holds events 38 to 39, which the backup of 37 events does not hold, or holds otherwise."
        ]
    restore(ledger, path)
    assert ledger.recorder.head()[0] == 37
    ledger.log("c", [b"another"])
    assert ledger.findings() == []


def test_a_history_that_went_on_differently_is_told_from_where(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    restore(ledger, path)
    ledger.log("c", [b"one"] * 3)
    newer = path.with_name("newer.db")
    back_up(ledger.database, newer)
    restore(ledger, path)
    ledger.log("c", [b"other"] * 2)
    with compared(ledger, newer) as (_, found):
        assert (found.events, found.present, found.differs_from) == (40, 39, 38)


def test_a_restore_below_or_against_a_signed_checkpoint_is_told(
    ledger: Ledger, path: Path, folder: ProofFolder
) -> None:
    folder.create("example.org/ledger", 0)
    back_up(ledger.database, path)
    with compared(ledger, path, folder) as (_, found):
        assert found.loses == []
    ledger.log("c", [b"one"])
    file = sign_head(ledger.database, folder).path.name
    folder.keep(new_key("mallory").sign(99, bytes(32)))  # counts for nothing
    with compared(ledger, path, folder) as (_, found):
        assert found.above == [file]
        assert f"ends below the signed checkpoint {file}" in found.loses[1]
    restore(ledger, path)
    ledger.log("c", [b"other"])
    other = path.with_name("other.db")
    back_up(ledger.database, other)
    with compared(ledger, other, folder) as (_, found):
        assert (found.differs_from, found.against) == (0, [file])
        assert found.loses == [f"The backup holds other events than those under the signed checkpoint {file}."]


TAMPERED = {
    "UPDATE events SET payload = 'x' WHERE seq = 3": "event 3 is not as it was recorded",
    "DELETE FROM events WHERE seq = 3": "the command a-1 is on record as having led to events 1 to 6, which are not all there",
    "DELETE FROM commands WHERE command_id = 'b-1'": "event 7 is on record without the command",
    "UPDATE ledger_head SET frontier = x'00'": "the tree that the head keeps is not the tree over the rows",
    "DELETE FROM ledger_head": "the head says 0 events",
    "UPDATE access_log SET subject = 'me' WHERE number = 1": "row 1 of the access log is not as it was written",
    "DROP TABLE commands": "is no backup of a ledger",
    "ALTER TABLE events RENAME TO e; CREATE VIEW events AS SELECT * FROM e": "is no backup of a ledger",
    "UPDATE ledger_version SET version_num = '9999'": "upgrade Tieline",
    "DELETE FROM ledger_version": "is no backup of a ledger",
}


@pytest.mark.parametrize(("statements", "why"), TAMPERED.items())
def test_a_backup_that_was_tampered_with_is_refused_by_the_first_finding(
    ledger: Ledger, path: Path, clock: Clock, statements: str, why: str
) -> None:
    AccessLog(ledger.database, clock).note("local:kim", "evidence", {}, bytes(32))
    back_up(ledger.database, path)
    with closing(sqlite_driver().connect(path)) as plain:
        for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            plain.execute(f"DROP TRIGGER {name}")
        plain.executescript(statements)
        plain.commit()
    before = ledger.rows()
    with pytest.raises(CannotKeep, match=why):
        restore(ledger, path)
    assert ledger.rows() == before


def test_a_backup_that_is_damaged_or_none_is_refused(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    back_up(ledger.database, path)
    whole = path.read_bytes()
    for content in (
        b"",
        b"nothing",
        whole[:5000],
        whole[: len(whole) // 2],
        whole[:4096] + b"\xff" * 4096 + whole[8192:],
    ):
        path.write_bytes(content)
        with pytest.raises(CannotKeep, match=r"backup"):
            restore(ledger, path)
    path.unlink()
    for missing in (path, tmp_path):
        with pytest.raises(CannotKeep, match="cannot be read"):
            restore(ledger, missing)
    back_up_vault(ledger.keys, path)
    with pytest.raises(CannotKeep, match="which “tieline vault restore” takes"):
        restore(ledger, path)
    assert ledger.findings() == []


def test_a_backup_is_only_read(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    before = path.read_bytes()
    path.chmod(0o400)
    restore(ledger, path)
    assert path.read_bytes() == before
    assert leftovers(path) == [path.name]


def test_nothing_is_restored_while_somebody_else_has_the_database_open(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    ledger.log("c")
    other = Database(ledger.database.url)
    other.look("SELECT 1")
    with pytest.raises(CannotKeep, match="Others have the database open"):
        restore(ledger, path)
    assert ledger.recorder.head()[0] == 38
    other.close()
    restore(ledger, path)
    assert ledger.recorder.head()[0] == 37
    if ledger.database.is_sqlite:
        assert ledger.database.look("PRAGMA journal_mode") == [("wal",)]


def test_what_was_recorded_after_looking_stops_the_restore(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    with compared(ledger, path) as (backup, found):
        ledger.log("c")
        with pytest.raises(CannotKeep, match="recorded something meanwhile"):
            replace(ledger.database, backup, found, drop_views=lambda _: None)
    assert ledger.recorder.head()[0] == 38


def test_a_restore_that_is_interrupted_leaves_everything_as_it_was(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    ledger.log("c")
    before, told = ledger.rows(), []

    def interrupted(done: int, total: int) -> None:
        told.append(done)
        if done == total:
            raise KeyboardInterrupt

    with compared(ledger, path) as (backup, found), pytest.raises(KeyboardInterrupt):
        replace(ledger.database, backup, found, drop_views=lambda _: None, progress=interrupted)
    assert told
    assert ledger.rows() == before
    assert (ledger.findings(), guard_findings(ledger.database)) == ([], [])


def test_guards_that_were_taken_off_or_changed_are_back_after_a_restore(ledger: Ledger, path: Path) -> None:
    back_up(ledger.database, path)
    with ledger.database.write() as connection:
        if ledger.database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER events_no_delete")
            connection.exec_driver_sql("CREATE TRIGGER mine AFTER INSERT ON events BEGIN SELECT 1; END")
        else:
            connection.exec_driver_sql("DROP TRIGGER events_no_change ON events")
            connection.exec_driver_sql("ALTER TABLE commands DISABLE TRIGGER USER")
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION tieline_in_order() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
            )
    assert guard_findings(ledger.database)
    restore(ledger, path)
    assert guard_findings(ledger.database) == []


def test_what_was_made_from_the_ledger_goes_in_the_same_transaction(ledger: Ledger, path: Path) -> None:
    database = ledger.database
    with database.write() as connection:
        database.run(connection, "CREATE TABLE some_view (x TEXT)")
        database.run(connection, "INSERT INTO snapshots (stream, version, topic, state) VALUES ('a', 1, 't', '')")
    back_up(database, path)

    def drop(connection: Connection) -> None:
        database.run(connection, "DROP TABLE some_view")

    restore(ledger, path, drop)
    assert database.look("SELECT * FROM snapshots") == []
    with pytest.raises(Exception, match="some_view"):
        database.look("SELECT * FROM some_view")


def test_the_access_log_only_grows(ledger: Ledger, path: Path, tmp_path: Path, clock: Clock) -> None:
    log = AccessLog(ledger.database, clock)
    for each in ("one", "two"):
        log.note("local:kim", each, {}, bytes(32))
    back_up(ledger.database, path)
    log.note("local:kim", "three", {}, bytes(32))
    assert restore(ledger, path)
    assert [each.what for each in log.entries()] == ["three", "two", "one"]

    fresh = Ledger(f"sqlite+pysqlite:///{tmp_path}/fresh.db", Path(ledger.keys.url.database or ""), clock)
    assert restore(fresh, path)
    assert [each.what for each in AccessLog(fresh.database, clock).entries()] == ["two", "one"]
    assert access_findings(fresh.database) == []
    AccessLog(fresh.database, clock).note("local:kim", "other", {}, bytes(32))
    back_up(fresh.database, path, force=True)
    assert not restore(ledger, path)
    assert [each.what for each in log.entries()] == ["three", "two", "one"]
    fresh.close()


def test_a_backup_that_an_older_version_made_is_brought_up_to_date_on_the_way(
    sqlite_settings: Settings, path: Path, tmp_path: Path, clock: Clock
) -> None:
    from alembic import command
    from alembic.config import Config

    from domain.ledger.migrate import MIGRATIONS

    with closing(Database(sqlite_url(path))) as old:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", str(MIGRATIONS / "ledger"))
        config.attributes["version_table"] = "ledger_version"
        with old.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
    before = path.read_bytes()
    ledger = Ledger(sqlite_settings.ledger_address, tmp_path / "keys.db", clock)
    restore(ledger, path)
    assert ledger.stated.events == 0
    assert ledger.findings() == []
    assert path.read_bytes() == before
    ledger.close()
