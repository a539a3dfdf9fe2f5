"""All that stands of every history by an instant, read from the ledger in large batches; the one place where that is done."""

from domain.codec import EventCodec
from domain.ledger.audit import Progress
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded
from domain.retracting import standing
from domain.supposing import Remembered
from projections.projection import FOREVER

READ_AT_ONCE = 5000


def remembered(
    recorder: LedgerRecorder,
    codec: EventCodec,
    known_at: int = FOREVER,
    progress: Progress = lambda _done, _all: None,
) -> Remembered:
    """What was on record by an instant and not retracted by then; ``progress`` is told how much is read. Raises UnreadableEvent."""
    histories: dict[str, list[Recorded]] = {}
    last, done = recorder.head()[0], 0
    for records in recorder.batches(READ_AT_ONCE, upto=last):
        progress(done := done + len(records), last)
        for each in map(codec.recorded, records):
            if each.recorded_at <= known_at:
                histories.setdefault(each.originator_id, []).append(each)
    return Remembered({stream: standing(history) for stream, history in histories.items()})
