"""Who struck a record through, when and why, and what stands in its place."""

from collections.abc import Iterable

import msgspec

from domain.codec import EventCodec
from domain.history.retraction import STRIKES, RecordCorrected, Strike
from domain.ledger.database import in_chunks
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded

AT_ONCE = 500


class Retracted(msgspec.Struct, frozen=True, kw_only=True):
    """How a record came to be struck through."""

    record: int
    """The number of the record that strikes it through."""
    at: int
    """When that was recorded, in UTC microseconds since 1970."""
    by: str
    why: str
    instead: tuple[int, ...] = ()
    """The records that stand in its place, where it was corrected."""


def retractions(
    recorder: LedgerRecorder, codec: EventCodec, strikes: Iterable[int], *, with_words: bool = True
) -> dict[int, Retracted]:
    """What became of the records that the records of these numbers strike through, by the number of the struck record.

    Without their words ``why`` is left empty.
    """
    recorded: list[tuple[Recorded, Strike]] = []
    for some in in_chunks(strikes, AT_ONCE):
        found = map(codec.recorded, recorder.select_by_seq(some))
        recorded += [(each, each.event) for each in found if isinstance(each.event, Strike)]
    words = codec.words(event for _, event in recorded) if with_words else [{}] * len(recorded)
    instead = _instead(recorder, {each.command_id for each, event in recorded if isinstance(event, RecordCorrected)})
    return {
        event.record: Retracted(
            record=each.seq,
            at=each.recorded_at,
            by=each.recorded_by,
            why=said.get("reason", ""),
            instead=instead.get(each.command_id, ()),
        )
        for (each, event), said in zip(recorded, words, strict=True)
    }


def in_place_of(recorder: LedgerRecorder, codec: EventCodec, seq: int) -> tuple[int, ...]:
    """The records in whose place this one stands; none where it corrects nothing."""
    record = recorder.select_by_seq([seq])
    receipts = recorder.receipts([each.command_id for each in record])
    seqs = [number for each in receipts.values() for number in range(each.first_seq, seq)]
    struck = [each.event for each in map(codec.recorded, recorder.select_by_seq(seqs[-AT_ONCE:]))]
    return tuple(each.record for each in struck if isinstance(each, RecordCorrected))


def _instead(recorder: LedgerRecorder, command_ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """What each of these corrections recorded besides striking something through."""
    receipts = recorder.receipts(list(command_ids))
    command_of = {
        seq: command_id
        for command_id, receipt in receipts.items()
        for seq in range(receipt.first_seq, receipt.last_seq + 1)
    }
    found: dict[str, tuple[int, ...]] = {}
    for some in in_chunks(sorted(command_of), AT_ONCE):
        for each in recorder.select_by_seq(some):
            if each.type not in STRIKES:
                found[command_of[each.seq]] = (*found.get(command_of[each.seq], ()), each.seq)
    return found
