"""Building views anew from the first event on: beside the old ones, to be swapped for them, or only to be compared."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, MetaData
from sqlalchemy.schema import CreateTable

from domain.ledger.database import Database, Row
from domain.ledger.record import Record
from domain.ledger.recorder import LedgerRecorder
from projections.deriving import derive_all, tables_of
from projections.engine.tables import BUILDING, STATES, alone, insert_rows, make_indexes, strike_rows
from projections.engine.taking import Taker
from projections.projection import Projection
from projections.striking import strikes_on_record, struck_through

BATCH = 5000


class Build(msgspec.Struct):
    """A projection being built anew: whose build it is, how far it came, and why it goes no further."""

    projection: Projection
    token: str
    reached: int = 0
    error: str = ""
    strikes: list[Row] = []


class RebuildOvertaken(Exception):
    """Somebody else began to rebuild the same projection."""


class Rebuilding:
    """Builds projections anew, several with one reading of the log."""

    def __init__(self, database: Database, recorder: LedgerRecorder, taker: Taker) -> None:
        self.database = database
        self.recorder = recorder
        self.taker = taker

    def together(self, projections: Sequence[Projection], progress: Callable[[int], None]) -> None:
        """Build them beside the old ones, which answer meanwhile; each is swapped in one transaction.

        Raises RebuildOvertaken; the other rebuild goes on. An event that one cannot take stops its new build there.
        """
        builds = [self._begin(projection) for projection in projections]
        for records in self.recorder.batches(BATCH):
            if not (going := [build for build in builds if not build.error]):
                break
            self._add(going, records)
            progress(max(build.reached for build in builds))
        for build in builds:
            with self.database.write(durable=False) as connection:
                self._move(connection, build)
                for table in tables_of(build.projection):
                    make_indexes(connection, table, table.name + BUILDING)
                strike_rows(self.database, connection, build.projection, build.strikes, BUILDING)
                for derived in build.projection.derived:
                    derive_all(self.database, connection, derived, BUILDING)
            with self.database.write() as connection:
                alone(self.database, connection)
                self._move(connection, build)
                self._swap(connection, build)

    def compared(
        self, upto: Sequence[tuple[Projection, int]], progress: Callable[[int], None]
    ) -> Iterator[tuple[Build, Mapping[str, list[Row]]]]:
        """Batch by batch the rows that projections have when built anew, each up to a ``seq`` of its own.

        Nothing is written. A build that meets an event it cannot take says so and goes no further.
        """
        builds = [(Build(projection, ""), last) for projection, last in upto]
        strikes = strikes_on_record(self.recorder, self.taker.codec)
        for records in self.recorder.batches(BATCH, upto=max((last for _, last in upto), default=0)):
            decoded = self.taker.decoded(records)
            for build, last in builds:
                count = bisect_right(records, last, key=attrgetter("seq"))
                if count and not build.error:
                    some = None if decoded is None else struck_through(decoded[:count], strikes, last)
                    taken = self.taker.take(build.projection, build.reached, records[:count], some)
                    build.reached, build.error = taken.reached, taken.error
                    yield build, taken.rows
            progress(records[-1].seq)

    def _begin(self, projection: Projection) -> Build:
        """Make the empty tables, and a row for the build that says whose it is."""
        build = Build(projection, uuid4().hex)
        with self.database.write() as connection:
            alone(self.database, connection)
            for table in tables_of(projection):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}{BUILDING}")
                bare = table.to_metadata(MetaData(), name=table.name + BUILDING)
                connection.execute(CreateTable(bare))
            self.database.run(connection, "DELETE FROM projection WHERE name = ?", (projection.name + BUILDING,))
            self.database.insert(connection, STATES, [(projection.name + BUILDING, projection.version, 0, build.token)])
        return build

    def _add(self, builds: Sequence[Build], records: Sequence[Record]) -> None:
        """Add the rows of a batch to each build, in one transaction."""
        decoded = self.taker.decoded(records)
        taken = [self.taker.take(build.projection, build.reached, records, decoded) for build in builds]
        with self.database.write(durable=False) as connection:
            for build, each in zip(builds, taken, strict=True):
                build.reached, build.error = each.reached, each.error
                build.strikes += each.strikes
                self._move(connection, build)
                insert_rows(self.database, connection, build.projection, each, BUILDING)

    def _move(self, connection: Connection, build: Build) -> None:
        name = build.projection.name
        moved = self.database.run(
            connection,
            "UPDATE projection SET position = ? WHERE name = ? AND error = ?",
            (build.reached, name + BUILDING, build.token),
        )
        if not moved:
            raise RebuildOvertaken(f"Another rebuild of {name} began: leave it to finish.")

    def _swap(self, connection: Connection, build: Build) -> None:
        projection, position, error = build.projection, build.reached, build.error
        moved = self.database.run(
            connection,
            "UPDATE projection SET position = ?, version = ?, error = ? WHERE name = ?",
            (position, projection.version, error, projection.name),
        )
        if not moved:
            self.database.insert(connection, STATES, [(projection.name, projection.version, position, error)])
        self.database.run(connection, "DELETE FROM projection WHERE name = ?", (projection.name + BUILDING,))
        for table in tables_of(projection):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
            connection.exec_driver_sql(f"ALTER TABLE {table.name}{BUILDING} RENAME TO {table.name}")
