"""An import retracted as a whole: every row that nothing later rests on is struck through, and each row is answered for.

Rows are tried together first and then by halves, the later before the earlier, so that what a few records rest on costs
a few more looks at the history and not one for each row.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Literal

import msgspec
from eventsourcing.persistence import IntegrityError

from domain.access import Actor, require
from domain.asked import in_writing
from domain.codec import UnreadableEvent
from domain.history.deciding import entered
from domain.history.refusal import NoSuchRecord, Refusal
from domain.history.retraction import RecordRetracted
from domain.ledger.record import Append, Envelope
from domain.meanwhile import Patience
from domain.models import model_of
from domain.relationship.model import RELATIONSHIP
from domain.retracting.deciding import refuse_for_good
from domain.retracting.rows import Row, Standing, reversal_id

if TYPE_CHECKING:
    from domain.tracker import Tracker

ROWS_AT_ONCE = 500
"""The rows of so many histories are retracted in one transaction that they are at least this many."""

Fate = Literal["reversed", "kept", "retracted before", "failed"]


class RowFate(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one row, and why, where it was not reversed."""

    row: Row
    fate: Fate
    why: str = ""


def rows_of(tracker: "Tracker", batch: str) -> list[Row]:
    """The rows of an import, in the order recorded. Raises NoSuchRecord."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record in tracker.recorder.select_of_batch(batch):
        found[record.stream, record.command_id].append(record.seq)
    if not found:
        raise NoSuchRecord(f"There is no import “{batch}” on record: see “tieline imports list”.", field="batch")
    return [Row(stream=stream, command_id=command_id, seqs=seqs) for (stream, command_id), seqs in found.items()]


def retract_batch(
    tracker: "Tracker",
    batch: str,
    reason: str,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[RowFate]:
    """Retract what an import recorded; with ``dry_run`` say what would become of each row and write nothing.

    Interrupted, it goes on where it stopped when asked again. ``progress`` is told how many rows of how many were looked
    at, each time that some were written; views are to be fed then. Raises NoSuchRecord, NothingEntered, DecidedForGood.
    """
    require(by, "record")
    reason = entered(reason, "because", "why the import is retracted")
    rows = rows_of(tracker, batch)
    by_stream: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_stream[row.stream].append(row)
    for stream in by_stream:
        refuse_for_good(stream)
    reversal = Reversal(tracker, batch, reason, by, dry_run=dry_run)
    fates: list[RowFate] = []
    for some in _together(by_stream):
        fates += reversal.of(some)
        progress(len(fates), len(rows))
    while waiting := reversal.waiting():  # for what rested on them in another history, and went meanwhile
        again = reversal.of({stream: by_stream[stream] for stream in waiting})
        went = {each.row.command_id: each for each in again if each.fate == "reversed"}
        fates = [went.get(each.row.command_id, each) for each in fates]
        progress(len(fates), len(rows))
    place = {row.command_id: number for number, row in enumerate(rows)}
    return sorted(fates, key=lambda each: place[each.row.command_id])


def _together(by_stream: Mapping[str, list[Row]]) -> Iterator[dict[str, list[Row]]]:
    """Histories with their rows, as many as are retracted in one transaction."""
    some: dict[str, list[Row]] = {}
    for stream, rows in by_stream.items():
        some[stream] = rows
        if sum(map(len, some.values())) >= ROWS_AT_ONCE:
            yield some
            some = {}
    if some:
        yield some


class Reversal:
    """Retracts the rows of some histories in one transaction, decided again where others record meanwhile."""

    def __init__(self, tracker: "Tracker", batch: str, reason: str, by: Actor, *, dry_run: bool) -> None:
        self._tracker = tracker
        self._batch = batch
        self._reason = reason
        self._permit = tracker.permit(by)
        self._dry_run = dry_run
        self._gone: set[int] = set()
        """The records that this reversal took back, or would."""
        self._held: dict[str, set[int]] = {}
        """The records of other histories that rows of a history were kept for."""

    def waiting(self) -> list[str]:
        """The histories with rows that were kept for records which went since."""
        return [stream for stream, records in self._held.items() if not records.isdisjoint(self._gone)]

    def of(self, by_stream: Mapping[str, list[Row]]) -> list[RowFate]:
        """What becomes of each row."""
        patience = Patience()
        for stream in by_stream:
            self._held.pop(stream, None)
        while True:
            fates: list[RowFate] = []
            appends: list[Append] = []
            gone: set[int] = set()
            for stream, rows in by_stream.items():
                try:
                    told, to_append = self._of_one(stream, rows)
                except (Refusal, UnreadableEvent) as error:
                    told, to_append = [RowFate(row=row, fate="failed", why=str(error)) for row in rows], []
                fates += told
                appends += to_append
                gone.update(*(each.row.seqs for each in told if each.fate == "reversed"))
            try:
                if not self._dry_run:
                    self._tracker.recorder.append(appends)
            except IntegrityError:
                try:
                    patience.wait()
                except Refusal as refusal:
                    return [RowFate(row=row, fate="failed", why=str(refusal)) for row in chain(*by_stream.values())]
                continue
            self._gone |= gone
            return fates

    def _of_one(self, stream: str, rows: Sequence[Row]) -> tuple[list[RowFate], list[Append]]:
        self._permit.refuse(stream)
        history = Standing(self._tracker, self._permit, stream, self._gone)
        self._permit.refuse_striking(stream, [record for row in rows for record in history.of(row)])
        going = history.without([row for row in rows if history.of(row)])
        gone = {row.command_id for row in going}
        kept = [row for row in rows if row.command_id not in gone and history.of(row)]
        why = history.why_kept(kept, going)
        self._held[stream] = history.held
        fates = [
            RowFate(row=row, fate="reversed")
            if row.command_id in gone
            else RowFate(row=row, fate="kept", why=why[row.command_id])
            if row.command_id in why
            else RowFate(row=row, fate="retracted before")
            for row in rows
        ]
        return fates, [] if self._dry_run else list(self._appends(history, going))

    def _appends(self, history: "Standing", going: Sequence[Row]) -> Iterator[Append]:
        """A retraction of each row, under an id made from the row's, so that it happens once."""
        tracker, version = self._tracker, history.version
        tracker.vault.reserve(sum(len(row.seqs) for row in going))
        for row in going:
            struck = history.of(row)
            events = [RecordRetracted(on=each.event.on, reason=self._reason, record=each.seq) for each in struck]
            judged = model_of(row.stream) is RELATIONSHIP
            yield Append(
                command_id=reversal_id(self._batch, row.command_id),
                fingerprint=tracker.vault.fingerprint(in_writing("retract", self._batch, row.command_id)),
                events=tracker.codec.stored(row.stream, version, events),
                envelope=Envelope(
                    recorded_by=self._permit.by.subject,
                    policy_version=history.around.rules_on(struck[0].event.on.first).version if judged else 0,
                ),
            )
            version += len(events)
