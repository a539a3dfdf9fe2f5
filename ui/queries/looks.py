"""Looks at the whole portfolio that go on from the last one of the same days (``projections.going_on``).

What was found is kept in the process by the Tieline, how much was forgotten and the days (``Key.same``), of the few that
were looked at last. After another version of the policy, on which nearly everything rests, a look begins anew, and so it
does after more was recorded than is worth going on from.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from domain.ledger.recorder import LedgerRecorder
from domain.policy.model import POLICY_MODEL
from projections.going_on import Earlier, Found, changed, rests_by_itself
from projections.once import Memory
from ui.queries.answers import Key
from ui.questions.question import Asked, policy_of

T = TypeVar("T")

MOST = 3
"""The looks of so many days are kept."""


class Looks:
    """What was found in the looks of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Key, Mapping[object, Found]] = OrderedDict()

    def begin(self, key: Key, recorder: LedgerRecorder) -> Memory:
        """The memory for a look at a position, which goes on from what was found before."""
        with self._lock:
            found = next((found for each, found in self._kept.items() if each.same == key.same), None)
        if not found:
            return Memory()

        @cache
        def since(position: int) -> Sequence[str] | None:
            return changed(recorder, position, key.position)

        policy = {each: what for each, what in found.items() if _is_policy(each)}
        for what in policy.values():
            others = since(what.position)
            if others is None or POLICY_MODEL.name in others:
                return Memory()
        memory = Memory(Earlier(found, since))
        memory.update({each: (what.answer, what.bound) for each, what in policy.items()})
        return memory

    def keep(self, key: Key, memory: Memory) -> None:
        """Keep what was found for the next look; what was not asked for this time, as it was found before.

        What was found of before something was forgotten is let go of.
        """
        now = {
            each: Found(answer, bound, key.position)
            for each, (answer, bound) in memory.items()
            if _worth_keeping(each, bound)
        }
        before = memory.earlier.found if memory.earlier else {}
        with self._lock:
            for each in list(self._kept):
                if each.same == key.same or each.parted_by_forgetting(key):
                    del self._kept[each]
            self._kept[key] = {**before, **now}
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


def _is_policy(looked_up: Any) -> bool:
    """Whether it is the policy that was looked up."""
    return looked_up[0] is policy_of.__wrapped__  # type: ignore[attr-defined]  # of ``functools.wraps``


def _worth_keeping(looked_up: Any, bound: Any) -> bool:
    """Whether a later look can go on from it."""
    return _is_policy(looked_up) or (rests_by_itself(looked_up[0]) and bound.arguments["relationship"] is None)


class SharedLook:
    """A look that several answers share; it begins when the first of them is made, behind the page."""

    def __init__(self, key: Key, asked: Asked) -> None:
        self._key = key
        self._asked = asked
        self._looks = looks()

    @cached_property
    def _memory(self) -> Memory:
        return self._looks.begin(self._key, self._asked.tieline.tracker.recorder)

    def make(self, answer: Callable[[Asked, Memory], T]) -> T:
        """An answer, made within this look."""
        found = answer(self._asked, self._memory)
        self._looks.keep(self._key, self._memory)
        return found


@st.cache_resource(show_spinner=False)
def looks() -> Looks:
    """Those of this process, shared by all sessions."""
    return Looks()
