"""The engine that feeds the projections: exactly once, rebuildable, stopping visibly at an event it cannot take."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import cast
from uuid import uuid4

import msgspec
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, inspect
from sqlalchemy.schema import CreateTable

from domain.codec import EventCodec
from domain.ledger.database import Database, Row
from domain.ledger.migrate import ADVISORY_LOCK
from domain.ledger.record import Record
from domain.ledger.recorder import LedgerRecorder
from domain.ledger.schema import NUMBER
from domain.recorded import Recorded
from projections.deriving import derive, derive_all, tables_of, touched
from projections.projection import Projection
from projections.striking import strike, strikes_among, strikes_on_record, struck_through

BATCH = 1000
REBUILD_BATCH = 5000
BUILDING = "__new"

STATES = Table(
    "projection",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", NUMBER, nullable=False),
    Column("error", String, nullable=False),
)
"""The position of each projection: the ``seq`` up to which its rows are complete."""


class ProjectionState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a projection stands. ``error`` says at which event it stopped and why; empty while it runs."""

    name: str
    version: int
    position: int
    lag: int
    error: str

    @property
    def status(self) -> str:
        """Whether it is up to date, behind, or stopped at an event that it cannot take."""
        return "stopped" if self.error else "behind" if self.lag else "up to date"


class Taken(msgspec.Struct, frozen=True):
    """The rows of a batch, the ``seq`` up to which they are complete, and why they go no further."""

    rows: Mapping[str, list[Row]]
    reached: int
    error: str = ""
    strikes: Sequence[Row] = ()
    """Of the records that the batch strikes through: when, by which event, and which they are."""


class Build(msgspec.Struct):
    """A projection being built anew: whose build it is, how far it came, and why it goes no further."""

    projection: Projection
    token: str
    reached: int = 0
    error: str = ""
    strikes: list[Row] = []


class RebuildOvertaken(Exception):
    """Somebody else began to rebuild the same projection."""


class Engine:
    """Feeds projections from the log, in any number of processes at once."""

    def __init__(
        self, database: Database, recorder: LedgerRecorder, codec: EventCodec, projections: Sequence[Projection]
    ) -> None:
        self.database = database
        self.recorder = recorder
        self.codec = codec
        self.projections = {projection.name: projection for projection in projections}

    # Setting up.

    def prepare(self) -> None:
        """Make the tables that are missing, and rebuild the projections whose version in the code is another."""
        with self.database.read() as connection:
            known = self._versions(connection)
        for projection in self.projections.values():
            if known.get(projection.name) is None:
                self._create(projection)
        changed = [
            each.name for each in self.projections.values() if known.get(each.name, each.version) != each.version
        ]
        if changed:
            self.rebuild_together(changed)

    def _versions(self, connection: Connection) -> dict[str, int]:
        if not inspect(connection).has_table(STATES.name):
            return {}
        return dict(
            cast("list[tuple[str, int]]", self.database.rows(connection, "SELECT name, version FROM projection"))
        )

    def _create(self, projection: Projection) -> None:
        with self.database.write() as connection:
            self._alone(connection)
            if projection.name in self._versions(connection):
                return
            connection.execute(CreateTable(STATES, if_not_exists=True))
            for table in tables_of(projection):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
                connection.execute(CreateTable(table))
                self._index(connection, table, table.name)
            self.database.insert(connection, STATES, [(projection.name, projection.version, 0, "")])

    def _alone(self, connection: Connection) -> None:
        """Let no other process make or swap tables until the transaction ends; SQLite writers are alone anyway."""
        if not self.database.is_sqlite:
            self.database.rows(connection, "SELECT pg_advisory_xact_lock(?)", (ADVISORY_LOCK + 1,))

    def _index(self, connection: Connection, table: Table, name: str) -> None:
        """Make the table's indexes under names that no earlier build used."""
        token = f"{time.time_ns():x}"
        for index in table.indexes:
            columns = ", ".join(column.name for column in index.columns)
            connection.exec_driver_sql(f"CREATE INDEX {index.name}_{token} ON {name} ({columns})")

    # Running.

    def states(self) -> list[ProjectionState]:
        """Where every projection stands, in the order they were given."""
        head = self.recorder.head()[0]
        found = self.database.look("SELECT name, version, position, error FROM projection")
        return [
            ProjectionState(name=name, version=version, position=position, lag=max(0, head - position), error=error)
            for name, version, position, error in sorted(found, key=lambda row: self._place(row[0]))
            if name in self.projections
        ]

    def _place(self, name: str) -> int:
        return list(self.projections).index(name) if name in self.projections else -1

    def position(self) -> int:
        """The ``seq`` up to which every projection is complete: what views may be cached by."""
        return min((state.position for state in self.states()), default=0)

    def catch_up(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Feed every running projection what was appended; returns the least position reached.

        Projections at the same position share one reading. Cheap when nothing is new.
        """
        while behind := [state for state in self.states() if state.lag and not state.error]:
            position = min(state.position for state in behind)
            records = self.recorder.select_records(position, BATCH)
            self.apply([self.projections[each.name] for each in behind if each.position == position], position, records)
            progress(records[-1].seq)
        return self.position()

    def apply(self, projections: Sequence[Projection], position: int, records: Sequence[Record]) -> list[str]:
        """Write the rows of a batch and the new position of each projection, all in one transaction.

        Returns the names of those that moved: one that is no longer at ``position`` stays as it is, because another
        worker was there first. An event that a projection cannot take stops it there, with everything before it applied.
        """
        decoded = self._decoded(records)
        taken = [(each, self._take(each, position, records, decoded)) for each in projections]
        try:
            return self._write(position, taken)
        except Exception as error:  # a row that one of them cannot store: the others go on
            if is_trouble(error):
                raise
        return [each.name for each in projections if self._write_one_by_one(each, position, records)]

    def _write(self, position: int, taken: Sequence[tuple[Projection, Taken]]) -> list[str]:
        """Write what each projection took of a batch; returns the names of those that were still at the position."""
        moved = []
        with self.database.write(durable=False) as connection:
            for projection, each in taken:
                if self.database.run(
                    connection,
                    "UPDATE projection SET position = ?, error = ? WHERE name = ? AND position = ? AND error = ''",
                    (each.reached, each.error, projection.name, position),
                ):
                    self._insert(connection, projection, each)
                    self._strike(connection, projection, each.strikes)
                    for derived in projection.derived:
                        those = touched(self.database, connection, derived, each.rows, each.strikes)
                        derive(self.database, connection, derived, those)
                    moved.append(projection.name)
        return moved

    def _write_one_by_one(self, projection: Projection, position: int, records: Sequence[Record]) -> bool:
        """Write event by event up to the first whose rows cannot be stored; False where another worker was there first."""
        for record in records:
            taken = self._take(projection, position, [record], None)
            try:
                moved = self._write(position, [(projection, taken)])
            except Exception as error:
                if is_trouble(error):
                    raise
                taken = Taken({}, position, stopped_at(record, error))
                moved = self._write(position, [(projection, taken)])
            if not moved:
                return False
            if taken.error:
                break
            position = taken.reached
        return True

    def _decoded(self, records: Sequence[Record]) -> list[Recorded] | None:
        """The events of a batch, or None where one of them cannot be read: each projection then stops before it."""
        try:
            return [self.codec.recorded(record) for record in records]
        except Exception:  # noqa: BLE001  # whatever it is, it is found event by event below
            return None

    def _take(
        self, projection: Projection, position: int, records: Sequence[Record], decoded: Sequence[Recorded] | None
    ) -> Taken:
        if decoded is None:
            return self._up_to_poison(projection, position, records)
        try:
            rows = projection.rows(decoded)
        except Exception:  # noqa: BLE001  # as above
            return self._up_to_poison(projection, position, records)
        return Taken(rows, records[-1].seq, strikes=strikes_among(decoded))

    def _up_to_poison(self, projection: Projection, position: int, records: Sequence[Record]) -> Taken:
        """What the projection takes up to the first event that it cannot, and why it cannot."""
        good: list[Recorded] = []
        for record in records:
            try:
                recorded = self.codec.recorded(record)
                projection.rows([recorded])
            except Exception as error:  # noqa: BLE001  # the projection stops here and says so, whatever the reason
                reached = good[-1].seq if good else position
                return Taken(projection.rows(good), reached, stopped_at(record, error), strikes_among(good))
            good.append(recorded)
        return Taken(projection.rows(good), records[-1].seq, strikes=strikes_among(good))

    def _insert(self, connection: Connection, projection: Projection, taken: Taken, suffix: str = "") -> None:
        for table in projection.tables:
            self.database.insert(connection, table, taken.rows.get(table.name, []), into=table.name + suffix)

    def _strike(self, connection: Connection, projection: Projection, strikes: Sequence[Row], suffix: str = "") -> None:
        for table in projection.tables:
            strike(self.database, connection, table, strikes, suffix)

    # Rebuilding.

    def rebuild(self, name: str, progress: Callable[[int], None] = lambda _: None) -> None:
        """Build a projection anew beside the old one, which answers meanwhile, and swap them in one transaction.

        Raises RebuildOvertaken; the other rebuild goes on. An event it cannot take stops the new build there.
        """
        self.rebuild_together([name], progress)

    def rebuild_together(self, names: Sequence[str], progress: Callable[[int], None] = lambda _: None) -> None:
        """``rebuild`` for several projections, which share one reading of the log; each is swapped by itself."""
        builds = [self._begin_building(self.projections[name]) for name in names]
        position = 0
        while (going := [build for build in builds if not build.error]) and (
            records := self.recorder.select_records(position, REBUILD_BATCH)
        ):
            self._build(going, records)
            position = records[-1].seq
            progress(max(build.reached for build in builds))
        for build in builds:
            with self.database.write(durable=False) as connection:
                self._move_building(connection, build)
                for table in tables_of(build.projection):
                    self._index(connection, table, table.name + BUILDING)
                self._strike(connection, build.projection, build.strikes, BUILDING)
                for derived in build.projection.derived:
                    derive_all(self.database, connection, derived, BUILDING)
            with self.database.write() as connection:
                self._alone(connection)
                self._move_building(connection, build)
                self._swap(connection, build)

    def built_anew(
        self, upto: Mapping[str, int], progress: Callable[[int], None] = lambda _: None
    ) -> Iterator[tuple[Build, Mapping[str, list[Row]]]]:
        """Batch by batch the rows that projections have when built anew, each up to a ``seq`` of its own.

        Nothing is written. A build that meets an event it cannot take says so and goes no further.
        """
        builds = [Build(self.projections[name], "") for name in upto]
        position, end = 0, max(upto.values(), default=0)
        strikes = strikes_on_record(self.recorder, self.codec)
        while position < end and (records := self.recorder.select_records(position, REBUILD_BATCH, end)):
            decoded = self._decoded(records)
            for build in builds:
                count = bisect_right(records, upto[build.projection.name], key=attrgetter("seq"))
                if count and not build.error:
                    last = upto[build.projection.name]
                    some = None if decoded is None else struck_through(decoded[:count], strikes, last)
                    taken = self._take(build.projection, build.reached, records[:count], some)
                    build.reached, build.error = taken.reached, taken.error
                    yield build, taken.rows
            position = records[-1].seq
            progress(position)

    def _begin_building(self, projection: Projection) -> Build:
        """Make the empty tables, and a row for the build that says whose it is."""
        build = Build(projection, uuid4().hex)
        with self.database.write() as connection:
            self._alone(connection)
            for table in tables_of(projection):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}{BUILDING}")
                bare = table.to_metadata(MetaData(), name=table.name + BUILDING)
                connection.execute(CreateTable(bare))
            self.database.run(connection, "DELETE FROM projection WHERE name = ?", (projection.name + BUILDING,))
            self.database.insert(connection, STATES, [(projection.name + BUILDING, projection.version, 0, build.token)])
        return build

    def _build(self, builds: Sequence[Build], records: Sequence[Record]) -> None:
        """Add the rows of a batch to each build, in one transaction."""
        decoded = self._decoded(records)
        taken = [self._take(build.projection, build.reached, records, decoded) for build in builds]
        with self.database.write(durable=False) as connection:
            for build, each in zip(builds, taken, strict=True):
                build.reached, build.error = each.reached, each.error
                build.strikes += each.strikes
                self._move_building(connection, build)
                self._insert(connection, build.projection, each, BUILDING)

    def _move_building(self, connection: Connection, build: Build) -> None:
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


def stopped_at(record: Record, error: Exception) -> str:
    """What is said of a projection that goes no further."""
    return f"stopped at event {record.seq} ({record.type}): {type(error).__name__}: {error}"


def is_trouble(error: Exception) -> bool:
    """Whether the database failed rather than the row: it is locked, full or gone, for which every driver raises what
    PEP 249 calls an OperationalError.
    """
    return any(each.__name__ == "OperationalError" for each in type(error).__mro__)
