"""The tree grows in the append itself, so its root is known without reading a row."""

from collections.abc import Iterator

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy.exc import DatabaseError

from domain.ledger.database import Database, DatabaseUnusable
from domain.ledger.merkle import EMPTY, Tree
from domain.ledger.migrate import NEWEST, migrate, version_of
from domain.ledger.record import Append, Envelope
from domain.ledger.recorder import LedgerRecorder
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


def append(command_id: str, count: int, stream: str = "a", start: int = 1) -> Append:
    stored = [StoredEvent(stream, start + i, "happened@1", b"{}") for i in range(count)]
    return Append(command_id=command_id, fingerprint=b"f", events=stored, envelope=Envelope(recorded_by="local:kim"))


def over_rows(database: Database) -> Tree:
    return Tree(bytes(leaf) for (leaf,) in database.look("SELECT leaf_hash FROM events ORDER BY seq"))


def run(database: Database, *statements: str) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_ledger_has_the_empty_tree(recorder: LedgerRecorder) -> None:
    assert (recorder.tree().size, recorder.tree().root()) == (0, EMPTY)


@pytest.mark.parametrize("counts", [[1], [1, 1, 1], [3, 1, 7], [40, 1, 25, 2]])
def test_after_every_append_the_head_has_the_tree_over_all_rows(
    database: Database, recorder: LedgerRecorder, counts: list[int]
) -> None:
    for number, count in enumerate(counts):
        recorder.append([append(f"c{number}", count, stream=f"s{number}")])
        assert recorder.tree().size == recorder.head()[0] == sum(counts[: number + 1])
        assert recorder.tree().root() == over_rows(database).root()


def test_a_refused_append_leaves_the_tree_as_it_was(recorder: LedgerRecorder) -> None:
    recorder.append([append("c1", 3)])
    before = recorder.tree().root()
    for refused in ([append("c2", 1)], [append("c3", 2, start=4), append("c1", 1, stream="b")]):
        with pytest.raises(IntegrityError):
            recorder.append(refused)
        assert (recorder.tree().size, recorder.tree().root()) == (3, before)


def test_a_ledger_from_before_the_tree_gets_the_tree_over_its_rows(
    database: Database, recorder: LedgerRecorder
) -> None:
    recorder.append([append("c1", 300)])
    on = "" if database.is_sqlite else " ON ledger_head"
    run(
        database,
        f"DROP TRIGGER ledger_head_with_tree{on}",
        "DROP TABLE access_log",
        "DROP TABLE visits",
        "DROP INDEX events_striking",
        "DROP INDEX events_by_batch",
        *([] if database.is_sqlite else ["DROP FUNCTION tieline_head_with_tree, tieline_access_in_order"]),
        "ALTER TABLE ledger_head DROP COLUMN frontier",
        "UPDATE ledger_version SET version_num = '0001'",
    )
    migrate(database, "ledger")
    assert version_of(database, "ledger") == NEWEST["ledger"]
    assert recorder.tree().root() == over_rows(database).root()
    recorder.append([append("c2", 5, start=301)])
    assert recorder.tree().root() == over_rows(database).root()


def test_a_program_that_knows_no_tree_cannot_move_the_head(database: Database, recorder: LedgerRecorder) -> None:
    recorder.append([append("c1", 2)])
    with pytest.raises(DatabaseError, match="its head moves together with its tree"):
        run(database, "UPDATE ledger_head SET seq = seq + 1, recorded_at = recorded_at + 1")


def test_nothing_is_appended_to_a_head_that_has_no_tree_of_its_size(
    database: Database, recorder: LedgerRecorder
) -> None:
    recorder.append([append("c1", 2)])
    run(database, "UPDATE ledger_head SET seq = 9, frontier = ''")
    with pytest.raises(DatabaseUnusable, match="run “tieline verify”"):
        recorder.append([append("c2", 1, start=3)])
    assert len(recorder.select_records(0, 10)) == 2
