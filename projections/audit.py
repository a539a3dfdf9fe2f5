"""Is everything still as it was recorded? Reads the ledger and every view again and says all that is not.

A view is compared with its rows built anew, in whatever order they stand. Either side is reduced to a sum of keyed
hashes for each of some hundreds of buckets, so that memory stays small; only where sums differ are rows looked at.
"""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec
from sqlalchemy import inspect

from domain.codec import EventCodec, UnreadableEvent
from domain.ledger.audit import LedgerAudit, Progress, Readable
from domain.ledger.checkpoints import note_findings, sizes_of
from domain.ledger.database import Row
from domain.ledger.finding import Finding, counted, in_order
from domain.ledger.guards import guard_findings
from domain.ledger.proofs import KeyKept, NoteKept
from domain.ledger.record import Record
from projections.engine import Engine

BUCKETS = 1024
LOOKED_AT = 64
"""So many buckets of a table at most are looked at row by row."""
READ_AT_ONCE = 5000


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """How much was read again, the root of the tree over all rows, and what was found, from the first bad event on."""

    events: int
    root: bytes
    views: int
    findings: list[Finding]


def audit(
    engine: Engine,
    keys: Sequence[KeyKept],
    notes: Sequence[NoteKept],
    progress: Progress = lambda _done, _total: None,
) -> Audited:
    """Verify the ledger, its guards, its checkpoints and its views. Writes nothing.

    Every event is read twice, and ``progress`` told so: once for the ledger and once for the views.
    """
    ledger = LedgerAudit(engine.database, sizes_of(notes), readable(engine.codec))
    ledger.run(lambda done, total: progress(done, 2 * total))
    views = ViewAudit(engine)
    views.run(lambda done, total: progress(total + done, 2 * total))
    findings = [
        *ledger.findings,
        *note_findings(keys, notes, ledger),
        *guard_findings(engine.database),
        *views.findings,
    ]
    return Audited(
        events=ledger.tree.size, root=ledger.tree.root(), views=len(engine.projections), findings=in_order(findings)
    )


def readable(codec: EventCodec) -> Readable:
    """Tells of a row of the log why its event cannot be read by this version of Tieline."""
    recorded = codec.recorded

    def why_not(row: Row) -> str:
        try:
            recorded(Record(*row[:12]))
        except UnreadableEvent as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  # whatever is in a row that somebody changed, it is a finding
            return f"Event {row[0]} ({row[3]}) cannot be read: {type(error).__name__}."
        return ""

    return why_not


class Bags:
    """Rows of tables in any order, as sums of hashes; with ``wanted`` buckets also the rows that fall into those."""

    def __init__(self, secret: bytes, wanted: Mapping[str, frozenset[int]] | None = None) -> None:
        """``secret`` keys the hashes, so that nobody can choose rows whose sums agree."""
        self.secret = secret
        self.wanted = wanted or {}
        self.sums: dict[str, list[int]] = {}
        self.rows: dict[str, Counter[Row]] = {}

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into the bag of a table."""
        sums, wanted = self.sums.setdefault(table, [0] * BUCKETS), self.wanted.get(table)
        kept, secret = self.rows.setdefault(table, Counter()), self.secret
        for row in rows:
            number = int.from_bytes(blake2b(repr(row).encode(), digest_size=16, key=secret).digest())
            sums[number % BUCKETS] += number
            if wanted and number % BUCKETS in wanted:
                kept[row] += 1

    def differing(self, other: "Bags", table: str) -> frozenset[int]:
        """The buckets of a table in which two bags are not the same."""
        none = [0] * BUCKETS
        pairs = zip(self.sums.get(table, none), other.sums.get(table, none), strict=True)
        return frozenset(bucket for bucket, (mine, others) in enumerate(pairs) if mine != others)


class State(NamedTuple):
    """How far a view says that it came, and why it stopped there, if it did."""

    name: str
    position: int
    error: str


class ViewAudit:
    """Compares each view with what the ledger comes to, up to where the view says that it is complete."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.findings: list[Finding] = []

    def run(self, progress: Progress = lambda _done, _total: None) -> None:
        """Compare all views."""
        secret = os.urandom(16)
        found, states, events = self._found(Bags(secret))
        self._tell_of_states(states, events)
        upto = _comparable(states, events)
        anew, stopped = self._anew(Bags(secret), upto, progress)
        for name, error in stopped.items():
            self._find(f"The view {name} cannot be built anew: it {error}.")
        differing = {
            table.name: buckets
            for name in upto.keys() - stopped.keys()
            for table in self.engine.projections[name].tables
            if (buckets := anew.differing(found, table.name))
        }
        if differing:
            self._look_at(Bags(secret, _some_of(differing)), Bags(secret, _some_of(differing)), differing, progress)

    def _look_at(self, found: Bags, anew: Bags, differing: Mapping[str, frozenset[int]], progress: Progress) -> None:
        """Read and build again, this time keeping the rows in the buckets that differ, and say which they are."""
        _, states, events = self._found(found)
        self._anew(anew, _comparable(states, events), progress)
        for name, projection in self.engine.projections.items():
            for table in projection.tables:
                if buckets := differing.get(table.name):
                    there, should = found.rows.get(table.name, Counter()), anew.rows.get(table.name, Counter())
                    missing, surplus = should - there, there - should
                    columns = [column.name for column in table.columns]
                    place = columns.index("seq") if "seq" in columns else None
                    seqs = [] if place is None else [row[place] for row in (*missing, *surplus)]
                    self._find(
                        f"The view {name} is not what the ledger comes to: its table {table.name} lacks "
                        f"{'at least ' if len(buckets) > LOOKED_AT else ''}{counted(missing.total(), 'row')} and has "
                        f"{surplus.total():,} that should not be there (“tieline projections rebuild {name}” mends it).",
                        min((seq for seq in seqs if isinstance(seq, int)), default=0),
                    )

    def _find(self, sentence: str, seq: int = 0) -> None:
        self.findings.append(Finding(sentence=sentence, seq=seq))

    def _found(self, bags: Bags) -> tuple[Bags, Sequence[State], int]:
        """The rows of all views, how far the views say they came, and the last event: in one consistent look."""
        database = self.engine.database
        with database.read() as connection:
            known = self.engine.projections
            rows = database.rows(connection, "SELECT name, position, error FROM projection")
            states = [State(*row) for row in rows if row[0] in known]
            events = database.rows(connection, "SELECT COALESCE(MAX(seq), 0) FROM events")[0][0]
            there = set(inspect(connection).get_table_names())
            for projection in known.values():
                for table in (each for each in projection.tables if each.name in there):
                    columns = ", ".join(column.name for column in table.columns)
                    for rows in database.stream(connection, f"SELECT {columns} FROM {table.name}", READ_AT_ONCE):
                        bags.add(table.name, rows)
        return bags, states, events

    def _tell_of_states(self, states: Sequence[State], events: int) -> None:
        for state in states:
            if state.error:
                self._find(f"The view {state.name} {state.error}.")
            if state.position > events:
                said = f"The view {state.name} has taken in {counted(state.position, 'event')} where the ledger has {events:,}."
                self._find(said, events + 1)

    def _anew(self, bags: Bags, upto: Mapping[str, int], progress: Progress) -> tuple[Bags, Mapping[str, str]]:
        """The rows of these views built anew, and why some views could not be."""
        stopped: dict[str, str] = {}
        end = max(upto.values(), default=0)
        for build, rows in self.engine.built_anew(upto, lambda done: progress(done, end)):
            for table, some in rows.items():
                bags.add(table, some)
            if build.error:
                stopped[build.projection.name] = build.error
        return bags, stopped


def _comparable(states: Sequence[State], events: int) -> dict[str, int]:
    """How far each view has to be built anew; those that say they came further than the ledger goes are left out."""
    return {state.name: state.position for state in states if state.position <= events}


def _some_of(differing: Mapping[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    return {table: frozenset(sorted(buckets)[:LOOKED_AT]) for table, buckets in differing.items()}
