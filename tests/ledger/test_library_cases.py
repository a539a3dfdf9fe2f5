"""The library's own test cases for recorders, on both databases."""

import shutil
import tempfile
import time
import unittest
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from domain.ledger.database import Database, sqlite_url
from domain.ledger.migrate import migrate
from domain.ledger.recorder import LedgerRecorder
from domain.ledger.snapshots import SnapshotRecorder


class OnSQLite(unittest.TestCase):
    """Gives each test a fresh embedded database."""

    def setUp(self) -> None:
        self.folder = tempfile.mkdtemp()
        self.database = Database(sqlite_url(Path(self.folder) / "ledger.db"))
        migrate(self.database, "ledger")

    def tearDown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)


@pytest.mark.usefixtures("use_postgresql")
class OnPostgreSQL(unittest.TestCase):
    """Gives each test a fresh database on a real server."""

    address: str

    @pytest.fixture
    def use_postgresql(self, postgresql_database: str) -> None:
        self.address = postgresql_database

    def setUp(self) -> None:
        self.database = Database(self.address)
        migrate(self.database, "ledger")

    def tearDown(self) -> None:
        deadline = time.monotonic() + 10
        while self.database.engine.pool.checkedout() and time.monotonic() < deadline:  # type: ignore[attr-defined]  # a QueuePool
            time.sleep(0.01)  # the library's reader threads are told to stop but not waited for
        self.database.close()


class StreamIds:
    """Streams are named by texts."""

    def new_originator_id(self) -> UUID | str:
        return f"stream-{uuid4()}"


class Ledger(StreamIds):
    database: Database

    def create_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.database)


class Snapshots(StreamIds):
    database: Database

    def create_recorder(self) -> SnapshotRecorder:
        return SnapshotRecorder(self.database)


class TestLedgerOnSQLite(Ledger, OnSQLite, ApplicationRecorderTestCase[LedgerRecorder]):
    pass


class TestLedgerOnPostgreSQL(Ledger, OnPostgreSQL, ApplicationRecorderTestCase[LedgerRecorder]):
    pass


class TestNonInterleavingOnSQLite(Ledger, OnSQLite, NonInterleavingNotificationIDsBaseCase):
    pass


class TestNonInterleavingOnPostgreSQL(Ledger, OnPostgreSQL, NonInterleavingNotificationIDsBaseCase):
    pass


class TestSnapshotsOnSQLite(Snapshots, OnSQLite, AggregateRecorderTestCase):
    pass


class TestSnapshotsOnPostgreSQL(Snapshots, OnPostgreSQL, AggregateRecorderTestCase):
    pass


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase, AggregateRecorderTestCase
