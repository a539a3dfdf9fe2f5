"""The ledger without its tree and leaf hashes, to measure what those cost. What it writes is no ledger that verifies."""

from collections.abc import Callable, Iterable, Iterator
from uuid import uuid4

from sqlalchemy import Connection

from benchmarks.appending import AT_ONCE, TODAY
from benchmarks.databases import Place
from benchmarks.history import History, stream_name
from benchmarks.importing import KIM
from benchmarks.measure import Medians, medians
from domain.ledger.database import Row, Straight
from domain.ledger.merkle import Frontier
from domain.ledger.record import Append, Envelope, type_and_schema
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded
from domain.relationship.interaction import InteractionLogged
from ui.bootstrap import Tieline

NO_HASH = bytes(32)


class NoTree(Frontier):
    """A count, with bytes that change with it, as the guard of the head wants."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __bytes__(self) -> bytes:
        return self.size.to_bytes(32)


class Treeless(LedgerRecorder):
    """The recorder in all but its hashes."""

    def _take_head(self, connection: Connection | Straight) -> tuple[Frontier, int]:
        alone = "" if self.database.is_sqlite else " FOR NO KEY UPDATE"
        found = self.database.rows(
            connection, f"SELECT seq, recorded_at, frontier FROM ledger_head WHERE id = 1{alone}"
        )
        return NoTree(found[0][0]), max(found[0][1], self.clock())

    def _laid_out(
        self, appends: Iterable[Append], tree: Frontier, recorded_at: int, commands: list[Row]
    ) -> Iterator[Row]:
        for each in appends:
            envelope, first = each.envelope, tree.size + 1
            for stored in each.events:
                tree.size += 1
                type_, schema = type_and_schema(stored.topic)
                yield (
                    tree.size, str(stored.originator_id), stored.originator_version, type_, schema, recorded_at,
                    envelope.recorded_by, envelope.reported_by, each.command_id, envelope.batch,
                    envelope.policy_version, stored.state, NO_HASH,
                )  # fmt: skip
            commands.append((each.command_id, each.fingerprint, first, tree.size))


def append_with_and_without(place: Place, times: int) -> Medians:
    """The median seconds of one durable append with the tree, and of the same without it, on a database of its own."""
    history, envelope = History(6), Envelope(recorded_by=KIM.subject, policy_version=1)
    sides = [(place.tieline(), LedgerRecorder), (place.tieline(), Treeless)]

    def writer(tieline: Tieline, of: type[LedgerRecorder]) -> Callable[[tuple[int, str, str]], None]:
        recorder = of(tieline.database)

        def append(item: tuple[int, str, str]) -> None:
            version, stream, summary = item
            event = InteractionLogged(on=TODAY, kind="meeting", summary=summary)
            stored = tieline.tracker.codec.to_stored_event(Recorded(stream, version, event))
            recorder.append([Append(command_id=str(uuid4()), fingerprint=b"", events=[stored], envelope=envelope)])

        return append

    items = [
        (number // AT_ONCE + 1, stream_name(number % AT_ONCE), history.text(193)) for number in range(times + AT_ONCE)
    ]
    taken = medians(writer(*sides[0]), writer(*sides[1]), items, warm_up=AT_ONCE)
    for tieline, _ in sides:
        tieline.close()
    return taken
