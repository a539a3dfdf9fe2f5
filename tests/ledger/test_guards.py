"""What is written stays written: the guards of the log, each tried on both databases."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy.exc import DatabaseError

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.database import Database, DatabaseUnusable, sqlite_driver, sqlite_url
from domain.ledger.migrate import MIGRATIONS, NEWEST, migrate
from domain.ledger.record import Append, Envelope
from domain.ledger.recorder import COLUMNS, LedgerRecorder
from domain.ledger.schema import ledger, vault
from tests.conftest import Clock
from ui.settings import Settings


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.ledger_address)
    migrate(database, "ledger")
    yield database
    database.close()


@pytest.fixture
def recorder(database: Database, clock: Clock) -> LedgerRecorder:
    return LedgerRecorder(database, clock)


def events(stream: str = "stream-a", count: int = 1, start: int = 1) -> list[StoredEvent]:
    return [StoredEvent(stream, start + i, "happened@1", b'{"what":"it"}') for i in range(count)]


def append(stored: list[StoredEvent], command_id: str = "") -> Append:
    envelope = Envelope(recorded_by="local:kim", reported_by="person-1", batch="b1", policy_version=1)
    return Append(command_id=command_id or str(uuid4()), fingerprint=b"f", events=stored, envelope=envelope)


def run(database: Database, statement: str) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(statement)


EVENT = "(3, 'stream-a', 3, 'x', 1, 1, 'me', NULL, 'c', NULL, 1, '', '')"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET recorded_by = 'me' WHERE seq = 1",
        "UPDATE events SET seq = 9 WHERE seq = 2",
        "DELETE FROM events WHERE seq = 2",
        "DELETE FROM events",
        "UPDATE commands SET first_seq = 9",
        "DELETE FROM commands",
        "UPDATE ledger_head SET seq = 1",
        "UPDATE ledger_head SET recorded_at = 0",
        "DELETE FROM ledger_head",
        "INSERT INTO ledger_head VALUES (2, 0, 0, '')",
        "UPDATE ledger_head SET seq = 9",
        "UPDATE ledger_head SET frontier = ''",
        f"INSERT INTO events VALUES {EVENT.replace('(3,', '(4,', 1)}",
        f"INSERT INTO events VALUES {EVENT.replace('(3,', '(2,', 1)}",
        f"INSERT INTO events VALUES {EVENT.replace(' 3,', ' 2,', 1)}",
        f"INSERT INTO events VALUES {EVENT.replace(' 3,', ' 5,', 1)}",
        f"INSERT INTO events VALUES {EVENT.replace(' 3,', ' 0,', 1)}",
        f"INSERT INTO events VALUES {EVENT.replace(' 3,', ' 4,', 1)}, {EVENT.replace('(3,', '(4,', 1)}",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_written(
    database: Database, recorder: LedgerRecorder, statement: str
) -> None:
    recorder.append([append(events(count=2))])
    before = recorder.select_records(0, 10)
    with pytest.raises(DatabaseError, match=r"append-only|duplicate key|UNIQUE"):
        run(database, statement)
    assert recorder.select_records(0, 10) == before


@pytest.mark.parametrize("key", ["seq", "stream and version"])
def test_insert_or_replace_does_not_slip_past_on_sqlite(sqlite_settings: Settings, clock: Clock, key: str) -> None:
    database = Database(sqlite_settings.ledger_address)
    migrate(database, "ledger")
    recorder = LedgerRecorder(database, clock)
    recorder.append([append(events(count=2))])
    row = EVENT.replace("(3,", "(2,", 1) if key == "seq" else EVENT.replace(" 3,", " 2,", 1)
    with pytest.raises(DatabaseError, match="append-only"):
        run(database, f"INSERT OR REPLACE INTO events VALUES {row}")
    assert len(recorder.select_records(0, 10)) == 2
    database.close()


@pytest.mark.parametrize("table", ["events", "commands", "ledger_head"])
def test_truncate_is_refused_on_postgresql(postgresql_database: str, clock: Clock, table: str) -> None:
    database = Database(postgresql_database)
    migrate(database, "ledger")
    LedgerRecorder(database, clock).append([append(events())])
    with pytest.raises(DatabaseError, match="append-only"):
        run(database, f"TRUNCATE {table}")
    database.close()


def test_seq_has_no_gap_after_a_refused_append(recorder: LedgerRecorder) -> None:
    recorder.append([append(events())])
    with pytest.raises(IntegrityError):
        recorder.append([append(events())])
    recorder.append([append(events(start=2))])
    assert [record.seq for record in recorder.select_records(0, 10)] == [1, 2]


def test_a_version_that_leaves_a_gap_is_refused(recorder: LedgerRecorder) -> None:
    recorder.append([append(events())])
    with pytest.raises(IntegrityError):
        recorder.append([append(events(start=3))])


def test_several_commands_are_written_all_or_none(recorder: LedgerRecorder) -> None:
    with pytest.raises(IntegrityError):
        recorder.append([append(events()), append(events())])
    assert recorder.head() == (0, 0)
    receipts = recorder.append([append(events(), "c1"), append(events(start=2, count=2), "c2")])
    assert [(each.command_id, each.first_seq, each.last_seq) for each in receipts] == [("c1", 1, 1), ("c2", 2, 3)]
    assert recorder.receipts(["c1", "c2", "c3"]).keys() == {"c1", "c2"}


def test_the_same_command_id_is_refused_a_second_time(recorder: LedgerRecorder) -> None:
    recorder.append([append(events(), "c1")])
    with pytest.raises(IntegrityError):
        recorder.append([append(events(start=2), "c1")])
    assert recorder.head()[0] == 1


def test_a_large_batch_goes_in_with_its_numbers_in_order(recorder: LedgerRecorder) -> None:
    recorder.append([append(events(count=300)), append(events("stream-b", 300))])
    found = recorder.select_records(0, 1000)
    assert [record.seq for record in found] == list(range(1, 601))
    assert [record.version for record in found if record.stream == "stream-b"] == list(range(1, 301))


def test_the_time_of_recording_never_goes_back(recorder: LedgerRecorder, clock: Clock) -> None:
    recorder.append([append(events())])
    clock.microseconds -= 3_600_000_000
    recorder.append([append(events(start=2))])
    first, second = recorder.select_records(0, 10)
    assert second.recorded_at == first.recorded_at


def test_every_row_holds_the_leaf_hash_of_its_whole_envelope(database: Database, recorder: LedgerRecorder) -> None:
    recorder.append([append(events(count=2))])
    with database.read() as connection:
        rows = database.rows(connection, f"SELECT {COLUMNS}, leaf_hash FROM events ORDER BY seq")
    for row in rows:
        assert bytes(row[-1]) == leaf_hash(canonical_bytes(*row[:-1]))


def test_a_failure_at_any_statement_of_an_append_leaves_nothing_behind(
    database: Database, recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.append([append(events())])
    statements = 0

    def failing_at(number: int, original: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal statements
            statements += 1
            if statements == number:
                raise RuntimeError("the power went")
            return original(*args, **kwargs)

        return call

    for number in range(1, 10):
        statements = 0
        with monkeypatch.context() as patch:
            for name in ("insert", "insert_each", "rows", "run"):
                patch.setattr(database, name, failing_at(number, getattr(database, name)))
            try:
                recorder.append([append(events(start=2), "c9")])
            except RuntimeError:
                failed = True
            else:
                failed = False
        if not failed:
            break
        assert recorder.head()[0] == 1
        assert recorder.receipts(["c9"]) == {}
    assert number > 2
    assert recorder.head()[0] == 2


def test_migrating_twice_changes_nothing_and_the_tables_are_those_of_the_schema(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrate(database, "ledger")
    migrate(database, "vault")
    with database.read() as connection:
        for metadata, names in ((ledger, set(ledger.tables)), (vault, set(vault.tables))):
            context = MigrationContext.configure(
                connection, opts={"include_name": lambda name, kind, _, names=names: kind != "table" or name in names}
            )
            assert compare_metadata(context, metadata) == []


def test_the_newest_migrations_are_those_in_the_folder() -> None:
    found = {name: max(path.name[:4] for path in (MIGRATIONS / name).glob("0*.py")) for name in NEWEST}
    assert found == NEWEST


def test_a_database_that_a_newer_version_made_is_refused(database: Database) -> None:
    run(database, "UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="upgrade Tieline"):
        migrate(database, "ledger")


def test_the_embedded_database_is_safe_from_the_wal_race_and_from_power_cuts(sqlite_settings: Settings) -> None:
    assert sqlite_driver().sqlite_version_info >= (3, 51, 3)
    database = Database(sqlite_settings.ledger_address)
    migrate(database, "ledger")
    with database.write(durable=False) as connection:
        assert database.rows(connection, "PRAGMA synchronous") == [(1,)]
    with database.write() as connection:
        assert database.rows(connection, "PRAGMA synchronous") == [(2,)]
        assert database.rows(connection, "PRAGMA journal_mode") == [("wal",)]
        assert database.rows(connection, "PRAGMA foreign_keys") == [(1,)]
    database.close()


@pytest.mark.parametrize("address", ["mysql://root@localhost/x", "nonsense", "postgresql://user@host/name"])
def test_an_address_that_tieline_does_not_speak_is_refused_with_one_it_does(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"postgresql\+psycopg://user@host/name"):
        Database(address)


def test_an_embedded_database_is_made_in_a_folder_that_does_not_exist_yet(sqlite_settings: Settings) -> None:
    path = sqlite_settings.data_dir / "deeper" / "tieline.db"
    database = Database(sqlite_url(path))
    migrate(database, "ledger")
    assert path.exists()
    database.close()


@pytest.mark.parametrize("door", ["read", "write", "straight"])
def test_a_connection_that_is_still_used_when_the_rest_are_closed_is_closed_after_that(
    database: Database, door: str
) -> None:
    with getattr(database, door)() as held:
        raw = held.cursor.connection if door == "straight" else held.connection.driver_connection
        database.close()
        assert database.rows(held, "SELECT 1") == [(1,)], "whoever is at work finishes it"
    with pytest.raises(Exception, match="closed"):
        raw.cursor()


def test_a_stream_that_nobody_reads_to_its_end_ends_with_the_transaction(
    database: Database, recorder: LedgerRecorder
) -> None:
    recorder.append([append(events(count=9))])
    with database.read() as connection:
        rows = database.stream(connection, "SELECT seq FROM events ORDER BY seq", 2)
        assert next(rows) == [(1,), (2,)]
    database.close()
    with pytest.raises(Exception, match=r"closed"):
        next(rows)
