"""Recording again what was taken back: under an id of its own, because an id stands for one command for good."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.history.retraction import STRIKES, RecordRetracted
from domain.ledger.database import in_chunks
from domain.models import REGISTRY
from domain.relationship.opening import RelationshipOpened
from domain.retracting.rows import reversal_id
from domain.streams import derived_id

if TYPE_CHECKING:
    from domain.tracker import Tracker

OPENED = REGISTRY.by_event[RelationshipOpened].name


def ids_to_record(tracker: "Tracker", command_ids: Sequence[str]) -> dict[str, str]:
    """The id to record each of these under: its own, or one made from it where its whole import was retracted since.

    What somebody struck through by itself stays so, but for an opening: that is recorded anew unless it was corrected.
    """
    now = {each: each for each in command_ids}
    retracted_by: dict[int, str] | None = None
    while found := tracker.recorder.receipts(list(now.values())):
        retracted_by = _retracted_by(tracker) if retracted_by is None else retracted_by
        first = {each: found[now[each]].first_seq for each in now if now[each] in found}
        gone = sorted({seq for seq in first.values() if seq in retracted_by})
        records = {each.seq: each for some in in_chunks(gone, 500) for each in tracker.recorder.select_by_seq(some)}
        again = [
            each
            for each, seq in first.items()
            if (record := records.get(seq))
            and (record.type == OPENED or retracted_by[seq] == reversal_id(record.batch or "", now[each]))
        ]
        if not again:
            break
        now |= {each: str(derived_id("again", now[each])) for each in again}
    return now


def _retracted_by(tracker: "Tracker") -> dict[int, str]:
    """The id of the command that retracted each record that was."""
    strikes = (tracker.codec.recorded(each) for each in tracker.recorder.select_of_types(STRIKES))
    return {each.event.record: each.command_id for each in strikes if isinstance(each.event, RecordRetracted)}
