"""Answers that take longer than somebody waits for a page: made in the background, kept by the position of the views.

One thread makes them, one after the other, so that the pages of everybody else stay quick. An answer whose page has been
left is finished all the same and kept for the next who asks; one that was not begun yet is dropped once a newer one is
asked for. Meanwhile the newest earlier answer to the same question may be shown, cut down to what whoever looks may see by
now; of each question only that one is kept beside the newest. What was kept of before something was forgotten is let go of.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

import streamlit as st

from projections.once import between_lookups
from ui.aside import PAGES
from ui.queries.asking import Now

T = TypeVar("T")

MOST = 24
"""So many answers are kept."""


class Key(NamedTuple):
    """What an answer is kept by: whom it is asked of and at which position, and what was asked."""

    now: Now
    what: Hashable

    @property
    def position(self) -> int:
        """The number of the record up to which the answer rests on all of them."""
        return self.now[1][0]

    @property
    def kind(self) -> Hashable:
        """Whatever the days and the position: of which Tieline, and the question."""
        return self.now[0], self.what[0] if isinstance(self.what, tuple) else self.what

    @property
    def same(self) -> Hashable:
        """What stays the same when something is recorded: the Tieline, how much was forgotten, what was asked."""
        settings, (_, destroyed) = self.now
        return settings, destroyed, self.what

    def parted_by_forgetting(self, other: "Key") -> bool:
        """Whether something was forgotten of the same Tieline between this and another."""
        (settings, (_, destroyed)), (others, (_, theirs)) = self.now, other.now
        return settings == others and destroyed != theirs


class Answers:
    """The answers of one process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._lock = Lock()
        self._kept: OrderedDict[Key, Future[Any]] = OrderedDict()
        self._took: dict[Hashable, float] = {}

    def ask(self, key: Key, made: Callable[[], Any]) -> "Future[Any]":
        """The answer, which may be on its way; it is made again where making it failed."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None or found.cancelled() or (found.done() and found.exception()):
                self._let_go(key)
                found = self._thread.submit(self._make, key, made)
            self._kept[key] = found
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)[1].cancel()
            return found

    def _make(self, key: Key, made: Callable[[], Any]) -> Any:
        """Make an answer, letting pages that are drawn meanwhile go first."""
        turns = PAGES.turns()
        turns()
        began = time.perf_counter()
        with between_lookups(turns):
            found = made()
        self._took[key.kind] = time.perf_counter() - began
        return found

    def took(self, key: Key) -> float:
        """The seconds that the last answer of this kind was made in, 0 where none was."""
        return self._took.get(key.kind, 0)

    def before(self, key: Key) -> tuple[int, Any] | None:
        """The newest earlier answer to the same question, and its position; None where there is none."""
        with self._lock:
            earlier = {each.position: future.result() for each, future in self._earlier(key)}
            return max(earlier.items(), key=lambda found: found[0]) if earlier else None

    def _earlier(self, key: Key) -> "list[tuple[Key, Future[Any]]]":
        """The answers to the same question at earlier positions that are there."""
        return [
            (each, future)
            for each, future in self._kept.items()
            if each.same == key.same and each.position < key.position and _made(future)
        ]

    def _let_go(self, key: Key) -> None:
        """Drop what is out of date: what waits for an earlier position, all earlier answers to the same question but
        the newest, and all of before something was forgotten.
        """
        for each, future in list(self._kept.items()):
            if each.parted_by_forgetting(key) or (each.same == key.same and future.cancel()):
                del self._kept[each]
        for each, _ in sorted(self._earlier(key), key=lambda found: found[0].position)[:-1]:
            del self._kept[each]


def _made(future: "Future[Any]") -> bool:
    """Whether an answer was made, without failing."""
    return future.done() and not future.cancelled() and not future.exception()


class Before(NamedTuple, Generic[T]):
    """An earlier answer that is shown while a newer one is made."""

    answer: T
    position: int
    """The number of the record up to which it rests on all of them; newer ones may be missing."""
    without: int
    """How many records there were since."""


class Coming(NamedTuple, Generic[T]):
    """An answer that may be on its way, of which whoever asked gets what they may see."""

    key: Key
    future: "Future[Any]"
    theirs: Callable[[Any], T]

    def there(self, patience: float = 0) -> bool:
        """Whether it is there, after so many seconds at the most; after none where the last of its kind took longer."""
        if patience >= answers().took(self.key) and not self.future.done():
            with PAGES.waiting():
                wait([self.future], timeout=patience)
        return self.future.done() and not self.future.cancelled()

    def result(self) -> T:
        """The answer; waits for it."""
        with PAGES.waiting():
            found = self.future.result()
        return self.theirs(found)

    def before(self) -> Before[T] | None:
        """The newest earlier answer to the same question, as far as whoever asks may see it now; None where there is none."""
        found = answers().before(self.key)
        if found is None:
            return None
        position, answer = found
        return Before(self.theirs(answer), position, self.key.position - position)


def coming(key: Key, made: Callable[[], T]) -> Coming[T]:
    """An answer, asked for, of which everybody who may ask may see all."""
    return Coming(key, answers().ask(key, made), lambda found: found)


@st.cache_resource(show_spinner=False)
def answers() -> Answers:
    """Those of this process, shared by all sessions."""
    return Answers()
