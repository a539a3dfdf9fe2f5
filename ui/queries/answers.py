"""Answers that take longer than somebody waits for a page: made in the background, kept by the position of the views.

One thread makes them, one after the other, so that the pages of everybody else stay quick. An answer whose page has been
left is finished all the same and kept for the next who asks; one that was not begun yet is dropped once a newer one is
asked for. Meanwhile the last answer to the same question may be shown. What was kept of before something was forgotten is
let go of.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

import streamlit as st

from ui.queries.asking import Now

T = TypeVar("T")

MOST = 24
"""So many answers are kept."""


class Key(NamedTuple):
    """What an answer is kept by: whom it is asked of and at which position, and what was asked."""

    now: Now
    what: Hashable

    @property
    def same(self) -> Hashable:
        """What stays the same when something is recorded: the Tieline, how much was forgotten, what was asked."""
        settings, (_, destroyed) = self.now
        return settings, destroyed, self.what


class Answers:
    """The answers of one process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._lock = Lock()
        self._kept: OrderedDict[Key, Future[Any]] = OrderedDict()

    def ask(self, key: Key, made: Callable[[], Any]) -> "Future[Any]":
        """The answer, which may be on its way; it is made again where making it failed."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None or found.cancelled() or (found.done() and found.exception()):
                self._let_go(key)
                found = self._thread.submit(made)
            self._kept[key] = found
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)[1].cancel()
            return found

    def before(self, key: Key) -> Any:
        """The last answer to the same question at an earlier position; None where there is none."""
        with self._lock:
            return next(
                (
                    future.result()
                    for each, future in reversed(self._kept.items())
                    if each.same == key.same and future.done() and not future.cancelled() and not future.exception()
                ),
                None,
            )

    def _let_go(self, key: Key) -> None:
        """Drop what is out of date: what waits for an earlier position, and all of before something was forgotten."""
        destroyed = key.now[1][1]
        for each, future in list(self._kept.items()):
            forgotten = each.now[0] == key.now[0] and each.now[1][1] != destroyed
            if forgotten or (each.same == key.same and future.cancel()):
                del self._kept[each]


class Coming(NamedTuple, Generic[T]):
    """An answer that may be on its way, of which whoever asked gets what they may see."""

    key: Key
    future: "Future[Any]"
    theirs: Callable[[Any], T]

    def there(self, patience: float = 0) -> bool:
        """Whether it is there, after so many seconds at the most."""
        wait([self.future], timeout=patience)
        return self.future.done() and not self.future.cancelled()

    def result(self) -> T:
        """The answer; waits for it."""
        return self.theirs(self.future.result())

    def before(self) -> T | None:
        """The last answer to the same question, from before something was recorded; None where there is none."""
        found = answers().before(self.key)
        return None if found is None else self.theirs(found)


def coming(key: Key, made: Callable[[], T]) -> Coming[T]:
    """An answer, asked for, of which everybody who may ask may see all."""
    return Coming(key, answers().ask(key, made), lambda found: found)


@st.cache_resource(show_spinner=False)
def answers() -> Answers:
    """Those of this process, shared by all sessions."""
    return Answers()
