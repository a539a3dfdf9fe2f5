"""How did it come to this, step by step? A relationship's events in the order recorded, up to a point, and the state then."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

import msgspec
from msgspec.structs import replace

from domain.codec import EventCodec
from domain.history.event import Event
from domain.history.model import State
from domain.history.order import in_order
from domain.models import model_of
from domain.recorded import Recorded
from domain.retracting import folded, standing
from domain.tracker import Tracker
from projections.projection import FOREVER
from projections.records import RecordShown, shown, titles_in, titles_of

KEPT_EVERY = 500
"""After so many events a state is kept, from which a fold goes on."""


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


class Stepping:
    """One history, to be stepped through: its state after any of its records, as of any day. Safe for several threads.

    The same state as ``replay(to_seq)`` gives. A state is folded on from the last kept one up to which things happened in
    the same order, so that a step costs a sort of the history rather than a fold of it.
    """

    def __init__(self, stream: str, history: Sequence[Recorded]) -> None:
        """``history`` is every event of it, in the order recorded."""
        self.stream = stream
        self.history = history
        self._model = model_of(stream)
        self._seqs = [each.seq for each in history]
        self._alone = Lock()
        self._order: list[Event] = []
        self._kept: list[State] = [self._model.empty(stream)]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of everything in it, by id; also of what was struck through."""
        return titles_of(self.history) | titles_in(folded(self.stream, self.history))

    def upto(self, seq: int) -> Sequence[Recorded]:
        """What was recorded up to a number."""
        return self.history[: bisect_right(self._seqs, seq)]

    def state(self, seq: int, as_of: date = date.max) -> Any:
        """The state that the records up to a number come to, of what had happened by a day."""
        taken = [each for each in standing(self.upto(seq)) if each.event.on.first <= as_of]
        ordered = in_order(each.event for each in taken)
        with self._alone:
            state = self._folded(ordered)
        return replace(
            state,
            version=taken[-1].originator_version if taken else 0,
            frontier=max((each.event.on.first for each in taken), default=date.min),
        )

    def _folded(self, ordered: list[Event]) -> State:
        pairs = enumerate(zip(self._order, ordered, strict=False))
        same = next((place for place, (was, now) in pairs if was is not now), min(len(self._order), len(ordered)))
        place = same // KEPT_EVERY
        del self._kept[place + 1 :]
        state = self._kept[place]
        for number in range(place * KEPT_EVERY, len(ordered), KEPT_EVERY):
            some = ordered[number : number + KEPT_EVERY]
            state = self._model.fold(state, some)
            if len(some) == KEPT_EVERY:
                self._kept.append(state)
        self._order = ordered
        return state
