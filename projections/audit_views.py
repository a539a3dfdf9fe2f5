"""Is every view what the ledger comes to? Each is built anew, batch by batch, and held against its rows in the same order.

A view may have its rows in any order on disk, so they are read by their number; what is equal costs no more than to
compare it, and memory stays small however long the ledger is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, inspect

from domain.ledger.audit import LAST, Progress
from domain.ledger.database import Database, Row
from domain.ledger.finding import Finding, counted
from projections.deriving import made, tables_of
from projections.engine import Engine
from projections.projection import Projection

READ_AT_ONCE = 5000
BEYOND = 2**64
"""A number after that of every event."""


class State(NamedTuple):
    """How far a view says that it came, and why it stopped there, if it did."""

    name: str
    position: int
    error: str


class Stored:
    """The rows of one table as they are, by their ``seq``, and how they differ from what they should be."""

    def __init__(self, database: Database, connection: Connection, table: Table, *, there: bool) -> None:
        columns = [column.name for column in table.columns]
        self.table = table
        self._place = columns.index("seq")
        query = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY seq"
        self._chunks: Iterator[list[Row]] = database.stream(connection, query, READ_AT_ONCE) if there else iter(())
        self._ahead: list[Row] = []
        self.missing = self.surplus = 0
        self.first = BEYOND
        """The number of the first event whose row is not as it should be."""

    def compare(self, upto: int, anew: Sequence[Row]) -> None:
        """Hold the rows up to a number, from where the last comparison ended, against what they should be."""
        stored = self._rows(upto)
        if stored != anew:
            there, should = Counter(stored), Counter(anew)
            self._differ(should - there, there - should)

    def _rows(self, upto: int) -> list[Row]:
        taken: list[Row] = []
        while True:
            chunk = self._ahead or next(self._chunks, [])
            cut = bisect_right(chunk, upto, key=self._seq)
            taken += chunk[:cut]
            self._ahead = chunk[cut:]
            if self._ahead or not chunk:
                return taken

    def _seq(self, row: Row) -> int:
        number = row[self._place]
        return number if isinstance(number, int) else BEYOND

    def _differ(self, missing: Counter[Row], surplus: Counter[Row]) -> None:
        self.missing += missing.total()
        self.surplus += surplus.total()
        self.first = min([self.first, *map(self._seq, missing), *map(self._seq, surplus)])


class ViewAudit:
    """Compares each view with what the ledger comes to, up to where the view says that it is complete."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.findings: list[Finding] = []

    def run(self, progress: Progress = lambda _done, _total: None) -> None:
        """Compare all views, in one consistent look at them."""
        database = self.engine.database
        with database.read() as connection:
            known = self.engine.projections
            rows = database.rows(connection, "SELECT name, position, error FROM projection")
            states = [State(*row) for row in rows if row[0] in known]
            events = database.rows(connection, LAST)[0][0]
            self._tell_of_states(states, events)
            self._compare(
                {state.name: state.position for state in states if state.position <= events}, connection, progress
            )

    def _compare(self, upto: Mapping[str, int], connection: Connection, progress: Progress) -> None:
        there, end = set(inspect(connection).get_table_names()), max(upto.values(), default=0)
        views = {name: self.engine.projections[name] for name in upto}
        stored = {
            table.name: Stored(self.engine.database, connection, table, there=table.name in there)
            for view in views.values()
            for table in tables_of(view)
        }
        sources: dict[str, list[Row]] = {each.source.name: [] for view in views.values() for each in view.derived}
        stopped: set[str] = set()
        for build, anew in self.engine.built_anew(upto, lambda done: progress(done, end)):
            for table in build.projection.tables:
                rows = anew.get(table.name, [])
                stored[table.name].compare(build.reached, rows)
                if table.name in sources:
                    sources[table.name] += rows
            if build.error:
                stopped.add(build.projection.name)
                self._find(f"The view {build.projection.name} cannot be built anew: it {build.error}.")
        for name, view in views.items():
            if name not in stopped:
                self._end(view, stored, sources)

    def _end(self, view: Projection, stored: Mapping[str, Stored], sources: Mapping[str, list[Row]]) -> None:
        """Nothing more is built: what a table has beyond it should not be there."""
        for table in view.tables:
            stored[table.name].compare(BEYOND, [])
        for derived in view.derived:
            stored[derived.table.name].compare(BEYOND, made(derived, sources[derived.source.name]))
        for each in (stored[table.name] for table in tables_of(view)):
            if each.missing or each.surplus:
                self._find(
                    f"The view {view.name} is not what the ledger comes to: its table {each.table.name} lacks "
                    f"{counted(each.missing, 'row')} and has {each.surplus:,} that should not be there "
                    f"(“tieline projections rebuild {view.name}” mends it).",
                    0 if each.first == BEYOND else each.first,
                )

    def _tell_of_states(self, states: Sequence[State], events: int) -> None:
        for state in states:
            if state.error:
                self._find(f"The view {state.name} {state.error}.")
            if state.position > events:
                said = f"The view {state.name} has taken in {counted(state.position, 'event')} where the ledger has {events:,}."
                self._find(said, events + 1)

    def _find(self, sentence: str, seq: int = 0) -> None:
        self.findings.append(Finding(sentence=sentence, seq=seq))
