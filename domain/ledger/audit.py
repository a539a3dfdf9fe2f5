"""Reads every row of the log and of the commands again, and says everything that is not as it was recorded."""

import struct
from collections.abc import Callable, Collection, Iterator, Sequence

from sqlalchemy import Connection

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.database import Database, Row
from domain.ledger.finding import Finding, counted
from domain.ledger.merkle import EMPTY, Frontier
from domain.ledger.schema import EVENTS

READ_AT_ONCE = 2000
COLUMNS = ", ".join(column.name for column in EVENTS.columns)
ROWS = f"SELECT {COLUMNS} FROM events ORDER BY seq"
HEAD = "SELECT seq, recorded_at, frontier FROM ledger_head WHERE id = 1"
LAST = "SELECT COALESCE(MAX(seq), 0) FROM events"
COMMANDS = (
    "SELECT command_id, first_seq, last_seq FROM commands WHERE first_seq <> 0 OR last_seq <> 0 "
    "ORDER BY first_seq, command_id"
)

Readable = Callable[[Row], str]
"""Why an event's row cannot be read; empty where it can."""
Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


class LedgerAudit:
    """One reading of the whole log, in one consistent look at the database.

    Afterwards it has the findings, the tree over the rows as they are, and the roots over the first so many of them.
    """

    def __init__(self, database: Database, sizes: Collection[int] = (), readable: Readable = lambda _: "") -> None:
        """``sizes`` are the numbers of first rows over which a root is wanted."""
        self.database = database
        self.readable = readable
        self.findings: list[Finding] = []
        self.tree = Frontier()
        self.roots: dict[int, bytes] = {0: EMPTY} if 0 in sizes else {}
        self._sizes = frozenset(sizes)
        self._head = 0
        self._frontier = b""
        """The frontier over as many rows as the head says there are."""
        self._due, self._latest = 1, 0
        self._versions: dict[str, int] = {}

    def run(self, progress: Progress = lambda _done, _total: None) -> None:
        """Read everything."""
        with self.database.read() as connection:
            self.over(connection, progress)

    def over(self, connection: Connection, progress: Progress = lambda _done, _total: None) -> None:
        """Read everything as a transaction sees it."""
        database = self.database
        heads = database.rows(connection, HEAD)
        last = database.rows(connection, LAST)[0][0]
        head, head_at, frontier = heads[0] if heads else (0, 0, b"")
        self._head = _number(head)
        receipts = Receipts(database.stream(connection, COMMANDS, READ_AT_ONCE), self._find)
        for rows in database.stream(connection, ROWS, READ_AT_ONCE):
            self._read(rows, receipts)
            progress(self.tree.size, last)
        receipts.end()
        if self._head != last:
            said = f"The head says {counted(self._head, 'event')}, but the last row is event {last}."
            self._find(said, min(self._head, last) + 1)
        elif head_at != self._latest:
            self._find("The head's time of recording is not that of the last event.")
        if frontier != self._frontier:
            self._find("The tree that the head keeps is not the tree over the rows.")

    def _find(self, sentence: str, seq: int = 0) -> None:
        self.findings.append(Finding(sentence=sentence, seq=seq))

    def _read(self, rows: Sequence[Row], receipts: "Receipts") -> None:
        tree, head, sizes, versions = self.tree, self._head, self._sizes, self._versions
        for row in rows:
            seq, stream, version, _, _, recorded_at, _, _, command_id, _, _, _, kept = row
            if seq != self._due:
                self._find(_gap(self._due, seq), min(seq, self._due))
            self._due = seq + 1
            leaf = _leaf(row)
            tree.add(leaf)
            if tree.size in sizes:
                self.roots[tree.size] = tree.root()
            if tree.size == head:
                self._frontier = bytes(tree)
            if leaf != kept:
                self._find(f"Event {seq} is not as it was recorded: its row does not have its leaf hash.", seq)
            if version.__class__ is not int or recorded_at.__class__ is not int:
                self._find(f"Event {seq} has a text where a number belongs.", seq)
                continue
            before = versions.get(stream, 0)
            if version != before + 1 and (version or stream in versions):
                self._find(f"Event {seq} is version {version} of {stream}, where {before + 1} is due.", seq)
            versions[stream] = version
            if recorded_at < self._latest:
                self._find(f"Event {seq} was recorded earlier than the event ahead of it.", seq)
            self._latest = recorded_at
            if not receipts.cover(seq, command_id):
                self._find(f"Event {seq} is on record without the command that led to it.", seq)
            if why := self.readable(row):
                self._find(why, seq)


class Receipts:
    """The commands in the order of their first event, held against the events as those come."""

    def __init__(self, chunks: Iterator[list[Row]], find: Callable[[str, int], None]) -> None:
        self._commands = (command for chunk in chunks for command in chunk)
        self._find = find
        self._id, self._first, self._last = "", 0, 0
        self._own = 1
        """How many events of the present command have come."""

    def cover(self, seq: int, command_id: str) -> bool:
        """Whether the next event is one that its command is on record as having led to."""
        while self._last < seq and self._next():
            pass
        if self._id != command_id or not self._first <= seq <= self._last:
            return False
        self._own += 1
        return True

    def end(self) -> None:
        """No event comes any more."""
        while self._next():
            pass

    def _next(self) -> bool:
        if self._own != self._last - self._first + 1:
            self._find(
                f"The command {self._id} is on record as having led to events {self._first} to {self._last}, "
                "which are not all there and its own.",
                max(1, self._first),
            )
        command = next(self._commands, None)
        self._id, first, last = command or ("", 0, -1)
        self._first, self._last = _number(first), _number(last)
        self._own = 0
        return command is not None


def _number(value: object) -> int:
    """The number that a column holds; less than any that is right where somebody put in something else."""
    return value if isinstance(value, int) else -1


def _leaf(row: Row) -> bytes:
    """The leaf hash of a row as it is; of nothing where a value is of another kind than the column's."""
    try:
        return leaf_hash(canonical_bytes(*row[:12]))
    except (struct.error, TypeError, AttributeError, UnicodeError):
        return leaf_hash(b"")


def _gap(due: int, found: int) -> str:
    if found < due:
        return f"Event {found} is where none can be."
    return f"Event {due} is missing." if found == due + 1 else f"Events {due} to {found - 1} are missing."
