"""How did it come to this, step by step? A relationship's events in the order recorded, up to a point, and the state then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from domain.codec import EventCodec
from domain.recorded import Recorded
from domain.retracting import folded, standing
from domain.tracker import Tracker
from projections.projection import FOREVER
from projections.records import RecordShown, shown, titles_in, titles_of


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """The events taken, as sentences, and the state that they add up to."""

    events: Sequence[RecordShown]
    state: Any


def replay(
    tracker: Tracker, stream: str, *, to_seq: int = FOREVER, known_at: int = FOREVER, as_of: date = date.max
) -> Replay:
    """The events of a relationship up to a ``seq`` and a time of recording (UTC microseconds), replayed.

    Knowledge cuts by ``seq`` first; what is left then folds in the order that things happened, into the state
    ``as_of`` a day. Raises NoSuchRecord.
    """
    history = tracker.history(stream)
    if not history:
        tracker.load(stream)  # says that there is none
    taken = [each for each in history if each.seq <= to_seq and each.recorded_at <= known_at]
    return replayed(tracker.codec, stream, taken, as_of)


def replayed(codec: EventCodec, stream: str, taken: Sequence[Recorded], as_of: date = date.max) -> Replay:
    """These events of a relationship, shown, and those that had happened by ``as_of`` folded."""
    titles = titles_of(taken) | titles_in(folded(stream, taken))
    state = folded(stream, [each for each in standing(taken) if each.event.on.first <= as_of])
    return Replay(events=shown(codec, taken, titles), state=state)
