"""All that stands of every history by an instant, read from the ledger in large batches; the one place where that is done."""

from domain.codec import EventCodec
from domain.ledger.recorder import LedgerRecorder
from domain.recorded import Recorded
from domain.retracting import standing
from domain.supposing import Remembered
from projections.projection import FOREVER

READ_AT_ONCE = 5000


def remembered(recorder: LedgerRecorder, codec: EventCodec, known_at: int = FOREVER) -> Remembered:
    """What was on record by an instant and not retracted by then. Raises UnreadableEvent."""
    histories: dict[str, list[Recorded]] = {}
    for records in recorder.batches(READ_AT_ONCE, upto=recorder.head()[0]):
        for each in map(codec.recorded, records):
            if each.recorded_at <= known_at:
                histories.setdefault(each.originator_id, []).append(each)
    return Remembered({stream: standing(history) for stream, history in histories.items()})
