"""Feeding projections what was appended, in any number of processes at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import msgspec
from sqlalchemy import Connection, inspect
from sqlalchemy.schema import CreateTable

from domain.codec import EventCodec
from domain.ledger.database import Database, Row
from domain.ledger.record import Record
from domain.ledger.recorder import LedgerRecorder
from projections.deriving import derive, tables_of, touched
from projections.engine.rebuilding import Build, Rebuilding
from projections.engine.tables import STATES, alone, insert_rows, make_indexes, strike_rows
from projections.engine.taking import Taken, Taker, stopped_at
from projections.projection import Projection

BATCH = 1000


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


class Engine:
    """Feeds projections from the log, in any number of processes at once."""

    def __init__(
        self, database: Database, recorder: LedgerRecorder, codec: EventCodec, projections: Sequence[Projection]
    ) -> None:
        self.database = database
        self.recorder = recorder
        self.codec = codec
        self.projections = {projection.name: projection for projection in projections}
        self._taker = Taker(codec)
        self._rebuilding = Rebuilding(database, recorder, self._taker)

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
            alone(self.database, connection)
            if projection.name in self._versions(connection):
                return
            connection.execute(CreateTable(STATES, if_not_exists=True))
            for table in tables_of(projection):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
                connection.execute(CreateTable(table))
                make_indexes(connection, table, table.name)
            self.database.insert(connection, STATES, [(projection.name, projection.version, 0, "")])

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
        decoded = self._taker.decoded(records)
        taken = [(each, self._taker.take(each, position, records, decoded)) for each in projections]
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
                    insert_rows(self.database, connection, projection, each)
                    strike_rows(self.database, connection, projection, each.strikes)
                    for derived in projection.derived:
                        those = touched(self.database, connection, derived, each.rows, each.strikes)
                        derive(self.database, connection, derived, those)
                    moved.append(projection.name)
        return moved

    def _write_one_by_one(self, projection: Projection, position: int, records: Sequence[Record]) -> bool:
        """Write event by event up to the first whose rows cannot be stored; False where another worker was there first."""
        for record in records:
            taken = self._taker.take(projection, position, [record], None)
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

    # Building anew.

    def rebuild(self, name: str, progress: Callable[[int], None] = lambda _: None) -> None:
        """Build a projection anew beside the old one, which answers meanwhile, and swap them in one transaction.

        Raises RebuildOvertaken; the other rebuild goes on. An event it cannot take stops the new build there.
        """
        self.rebuild_together([name], progress)

    def rebuild_together(self, names: Sequence[str], progress: Callable[[int], None] = lambda _: None) -> None:
        """``rebuild`` for several projections, which share one reading of the log; each is swapped by itself."""
        self._rebuilding.together([self.projections[name] for name in names], progress)

    def built_anew(
        self, upto: Mapping[str, int], progress: Callable[[int], None] = lambda _: None
    ) -> Iterator[tuple[Build, Mapping[str, list[Row]]]]:
        """Batch by batch the rows that projections have when built anew, each up to a ``seq`` of its own.

        Nothing is written. A build that meets an event it cannot take says so and goes no further.
        """
        return self._rebuilding.compared([(self.projections[name], last) for name, last in upto.items()], progress)


def is_trouble(error: Exception) -> bool:
    """Whether the database failed rather than the row: it is locked, full or gone, for which every driver raises what
    PEP 249 calls an OperationalError.
    """
    return any(each.__name__ == "OperationalError" for each in type(error).__mro__)
