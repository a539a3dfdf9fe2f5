"""All that stands of every history by an instant, read from the ledger in large batches; the one place where that is done."""

from collections.abc import Iterator

from domain.codec import EventCodec
from domain.ledger.recorder import LedgerRecorder
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy
from domain.recorded import Recorded
from domain.retracting import folded, standing
from domain.supposing import Remembered
from projections.projection import FOREVER

READ_AT_ONCE = 5000


def remembered(recorder: LedgerRecorder, codec: EventCodec, known_at: int = FOREVER) -> Remembered:
    """What was on record by an instant and not retracted by then. Raises UnreadableEvent."""
    histories: dict[str, list[Recorded]] = {}
    for each in read(recorder, codec):
        if each.recorded_at <= known_at:
            histories.setdefault(each.originator_id, []).append(each)
    return Remembered({stream: standing(history) for stream, history in histories.items()})


def read(recorder: LedgerRecorder, codec: EventCodec) -> Iterator[Recorded]:
    """Every event up to the last that there is when it begins, in the order recorded."""
    after, last = 0, recorder.head()[0]
    while records := recorder.select_records(after, READ_AT_ONCE, last):
        yield from map(codec.recorded, records)
        after = records[-1].seq


def policy_known(recorder: LedgerRecorder, codec: EventCodec, known_at: int = FOREVER) -> Policy:
    """The policy with the versions that were on record by an instant."""
    history = [codec.recorded(record) for record in recorder.select_events(POLICY_MODEL.name)]  # type: ignore[arg-type]  # the library's type for our records
    policy: Policy = folded(POLICY_MODEL.name, [each for each in history if each.recorded_at <= known_at])
    return policy
