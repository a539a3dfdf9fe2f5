"""The recorder: appends to the log in one transaction and reads it back, on both databases."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast
from uuid import UUID, uuid4

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, StoredEvent, Subscription
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import IntegrityError as IntegrityViolation

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.database import COPY_FROM, Database, DatabaseUnusable, Row, Straight, in_chunks, question_marks
from domain.ledger.merkle import Frontier
from domain.ledger.record import Append, Envelope, Receipt, Record, type_and_schema
from domain.ledger.schema import COMMANDS, EVENTS

COLUMNS = ", ".join(column.name for column in EVENTS.columns if column.name != "leaf_hash")
TREE = "SELECT seq, recorded_at, frontier FROM ledger_head WHERE id = 1"
MOVE_HEAD = "UPDATE ledger_head SET seq = ?, recorded_at = ?, frontier = ? WHERE id = 1"
POLL_SECONDS = 0.1

Microseconds = Callable[[], int]
"""A clock: UTC microseconds since 1970."""


def system_clock() -> int:
    """The machine's clock."""
    return time.time_ns() // 1000


class LedgerRecorder(ApplicationRecorder):
    """Appends events under a contiguous ``seq`` and a ``recorded_at`` that never goes back.

    Within one transaction: take the head, give numbers and time, hash each leaf and put it into the tree, write events
    and commands, move the head. A version that exists already, or a command id that does, makes the whole append an IntegrityError.
    """

    def __init__(self, database: Database, clock: Microseconds = system_clock) -> None:
        self.database = database
        self.clock = clock

    def append(self, appends: Iterable[Append], count: int | None = None) -> list[Receipt]:
        """Write the events of one or more commands, all or none. Raises IntegrityError on a conflict.

        ``count`` is the number of their events, for appends that are made one by one as they are written.
        """
        if count is None:
            appends = list(appends)
            count = sum(len(append.events) for append in appends)
        if not count:
            return []
        opened = self.database.straight if count < COPY_FROM else self.database.write
        with as_integrity_errors(), opened() as connection:
            tree, recorded_at = self._take_head(connection)
            commands: list[Row] = []
            rows = self._laid_out(appends, tree, recorded_at, commands)
            if count == 1:
                (row,) = rows
                inserts = [(EVENTS, row), (COMMANDS, commands[0])]
                self.database.insert_each(connection, inserts, MOVE_HEAD, (tree.size, recorded_at, bytes(tree)))
            else:
                self.database.insert(connection, EVENTS, rows, count=count)
                self.database.insert(connection, COMMANDS, commands)
                self.database.rows(connection, MOVE_HEAD + " RETURNING seq", (tree.size, recorded_at, bytes(tree)))
        return [
            Receipt(command_id=command_id, first_seq=first, last_seq=last, fingerprint=fingerprint)
            for command_id, fingerprint, first, last in commands
        ]

    def _laid_out(
        self, appends: Iterable[Append], tree: Frontier, recorded_at: int, commands: list[Row]
    ) -> Iterator[Row]:
        """The rows of the log, numbered on from the tree's, which each is put into.

        Those of the commands are added to ``commands`` on the way.
        """
        seq = tree.size
        for append in appends:
            envelope, command_id, first = append.envelope, append.command_id, seq + 1
            by, reported_by = envelope.recorded_by, envelope.reported_by
            batch, policy = envelope.batch, envelope.policy_version
            for stored in append.events:
                seq += 1
                type_, schema = type_and_schema(stored.topic)
                stream, version, payload = str(stored.originator_id), stored.originator_version, stored.state
                canonical = canonical_bytes(
                    seq,
                    stream,
                    version,
                    type_,
                    schema,
                    recorded_at,
                    by,
                    reported_by,
                    command_id,
                    batch,
                    policy,
                    payload,
                )
                leaf = leaf_hash(canonical)
                tree.add(leaf)
                yield (
                    seq, stream, version, type_, schema, recorded_at, by, reported_by, command_id, batch, policy, payload,
                    leaf,
                )  # fmt: skip
            commands.append((command_id, append.fingerprint, first, seq))

    def remember(self, command_id: str, fingerprint: bytes) -> Receipt:
        """Keep that a command had nothing to write, so that a repeat has nothing to write either."""
        row = (command_id, fingerprint, 0, 0)
        with suppress(IntegrityError), as_integrity_errors(), self.database.write() as connection:
            self.database.insert(connection, COMMANDS, [row])
        return Receipt(command_id=command_id, fingerprint=fingerprint)

    def _take_head(self, connection: Connection | Straight) -> tuple[Frontier, int]:
        """The tree as it stands, which nobody else then moves before the end, and the time of recording."""
        alone = "" if self.database.is_sqlite else " FOR NO KEY UPDATE"
        found = self.database.rows(connection, TREE + alone)
        return _frontier(found), max(found[0][1], self.clock())

    def receipts(self, command_ids: Sequence[str]) -> dict[str, Receipt]:
        """The first answers to those of these commands that were carried out before."""
        found: dict[str, Receipt] = {}
        for ids in in_chunks(command_ids, 500):
            marks = question_marks(ids)
            query = f"SELECT command_id, fingerprint, first_seq, last_seq FROM commands WHERE command_id IN ({marks})"
            for command_id, fingerprint, first, last in self.database.look(query, ids):
                found[command_id] = Receipt(
                    command_id=command_id,
                    first_seq=first,
                    last_seq=last,
                    repeated=True,
                    fingerprint=bytes(fingerprint),
                )
        return found

    def head(self) -> tuple[int, int]:
        """The last ``seq`` and its ``recorded_at``; both 0 on an empty log."""
        row = self.database.look("SELECT seq, recorded_at FROM ledger_head WHERE id = 1")[0]
        return row[0], row[1]

    def tree(self) -> Frontier:
        """The Merkle tree over the whole log, as the head keeps it."""
        return _frontier(self.database.look(TREE))

    def versions(self, streams: Sequence[str]) -> dict[str, int]:
        """The last version of each of these streams that has events."""
        found: dict[str, int] = {}
        for some in in_chunks(streams, 500):
            marks = ", ".join(["(?)"] * len(some))
            query = (
                "SELECT column1, (SELECT MAX(version) FROM events WHERE stream = column1) AS version "
                f"FROM (VALUES {marks}) AS streams"
            )
            found.update(
                (stream, version) for stream, version in self.database.look(query, some) if version is not None
            )
        return found

    def select_records(self, after: int, limit: int, upto: int | None = None) -> list[Record]:
        """At most ``limit`` records behind ``after`` in ``seq`` order."""
        bound, parameters = ("", (after, limit)) if upto is None else ("AND seq <= ? ", (after, upto, limit))
        return self._select(f"WHERE seq > ? {bound}ORDER BY seq LIMIT ?", parameters)

    def batches(self, size: int, after: int = 0, upto: int = 2**62) -> Iterator[list[Record]]:
        """All records behind ``after`` up to ``upto``, in ``seq`` order, at most ``size`` at a time."""
        while records := self.select_records(after, size, upto):
            yield records
            after = records[-1].seq

    def select_by_seq(self, seqs: Sequence[int]) -> list[Record]:
        """The records of these numbers, at most some hundreds at a time."""
        marks = question_marks(seqs)
        return self._select(f"WHERE seq IN ({marks}) ORDER BY seq", list(seqs)) if seqs else []

    def select_of_types(self, types: Sequence[str], after: int = 0, upto: int = 2**62) -> list[Record]:
        """All records of these types behind ``after``, in ``seq`` order; an index leads to those that strike others through."""
        named = ", ".join(f"'{type_}'" for type_ in types)
        return self._select(f"WHERE type IN ({named}) AND seq > ? AND seq <= ? ORDER BY seq", (after, upto))

    def select_of_batch(self, batch: str) -> list[Record]:
        """All records that came in with an import, in ``seq`` order."""
        return self._select("WHERE batch = ? ORDER BY seq", (batch,))

    def _select(self, where: str, parameters: Sequence[Any]) -> list[Record]:
        return [Record(*row) for row in self.database.look(f"SELECT {COLUMNS} FROM events {where}", parameters)]

    # The library's interface, below, speaks of notifications where the ledger speaks of records.

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Write events as one command; ``append`` is the whole of it."""
        envelope = kwargs.get("envelope") or Envelope(recorded_by="")
        append = Append(command_id=str(uuid4()), fingerprint=b"", events=stored_events, envelope=envelope)
        receipts = self.append([append])
        return list(range(receipts[0].first_seq, receipts[0].last_seq + 1)) if receipts else []

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        where, parameters = stream_query(str(originator_id), gt, lte, desc, limit)
        return cast("Sequence[StoredEvent]", self._select(where, parameters))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = (start or 0) - (1 if start and inclusive_of_start else 0)
        if not topics:
            return cast("Sequence[Notification]", self.select_records(after, limit, stop))
        either = " OR ".join(["(type = ? AND schema = ?)"] * len(topics))
        parameters: list[Any] = [after, *(part for topic in topics for part in type_and_schema(topic))]
        bound = "" if stop is None else "AND seq <= ? "
        parameters += [limit] if stop is None else [stop, limit]
        where = f"WHERE seq > ? AND ({either}) {bound}ORDER BY seq LIMIT ?"
        return cast("Sequence[Notification]", self._select(where, parameters))

    def max_notification_id(self) -> int | None:
        return self.head()[0] or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> "PollingSubscription":
        return PollingSubscription(self, gt, topics)


class PollingSubscription(Subscription[LedgerRecorder]):
    """Yields records as they are appended, by looking again: the same on both databases."""

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            found = self._recorder.select_notifications(
                self._last_notification_id, 1, topics=self._topics, inclusive_of_start=False
            )
            if found:
                self._last_notification_id = found[0].id
                return found[0]
            time.sleep(POLL_SECONDS)
        raise StopIteration


def stream_query(
    stream: str, gt: int | None, lte: int | None, desc: bool, limit: int | None
) -> tuple[str, Sequence[Any]]:
    """The WHERE, ORDER and LIMIT, with their parameters, that read one stream."""
    where, parameters = "WHERE stream = ?", [stream, *(bound for bound in (gt, lte, limit) if bound is not None)]
    where += "" if gt is None else " AND version > ?"
    where += "" if lte is None else " AND version <= ?"
    where += f" ORDER BY version {'DESC' if desc else 'ASC'}"
    return where + ("" if limit is None else " LIMIT ?"), parameters


def _frontier(found: Sequence[Row]) -> Frontier:
    """The tree in a row of the head. Raises DatabaseUnusable."""
    size, _, kept = found[0]
    try:
        return Frontier(size, bytes(kept))
    except (TypeError, ValueError) as error:
        raise DatabaseUnusable(
            f"The head of the ledger was changed by other hands ({error}): run “tieline verify” to see what else was."
        ) from error


@contextmanager
def as_integrity_errors() -> Iterator[None]:
    """Turn the drivers' word for "this exists already" or "a trigger refused it" into the library's."""
    try:
        yield
    except IntegrityViolation as error:
        raise IntegrityError(str(error.orig)) from error
    except DBAPIError:
        raise
    except Exception as error:
        if type(error).__name__ in ("UniqueViolation", "IntegrityError", "IntegrityConstraintViolation"):
            raise IntegrityError(str(error)) from error  # COPY speaks to the driver, past SQLAlchemy
        raise
