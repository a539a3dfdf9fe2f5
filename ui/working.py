"""Long work beside the pages: one job of a name at a time, in a thread of its own, that tells how far it came and can be cancelled.

A job belongs to the process and not to a session, so that whoever reloads the page, or looks at it as well, finds it.
"""

import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any, Generic, Literal, TypeVar

from domain.ledger.audit import Progress
from ui.said import sentence_of

T = TypeVar("T")

State = Literal["running", "done", "failed", "cancelled"]
TICKS = 0.5
"""Seconds between two looks at a job."""


class Cancelled(Exception):
    """Somebody wants the job no more."""


class Job(Generic[T]):
    """One piece of long work.

    ``done`` of ``total`` is how far it came; ``result`` is there once it is done, ``said`` why it failed. ``began_at`` is in UTC
    microseconds since 1970.
    """

    def __init__(self, what: str, by: str, began_at: int, work: Callable[[Progress], T], destroyed: int = 0) -> None:
        """``what`` is what is done, in words: "Verifying"; ``destroyed`` how much was forgotten by then."""
        self.what = what
        self.by = by
        self.began_at = began_at
        self.destroyed = destroyed
        self.state: State = "running"
        self.done = self.total = 0
        self.result: T | None = None
        self.said = ""
        self.seconds = 0.0
        self._work = work
        self._unwanted = Event()
        self._thread = Thread(target=self._run, name=f"tieline {what}", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.state == "running"

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def cancel(self) -> None:
        """Have it stop where it next tells how far it came. Views half built anew are not looked at, and go with the next rebuild."""
        self._unwanted.set()

    def wait(self, seconds: float | None = None) -> None:
        """Until it is over."""
        self._thread.join(seconds)

    def _run(self) -> None:
        began = time.perf_counter()
        state: State = "done"
        try:
            self.result = self._work(self._report)
        except Cancelled:
            state = "cancelled"
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told where the job is looked at
            state, self.said = "failed", sentence_of(error)
        self.seconds = time.perf_counter() - began
        self.state = state

    def _report(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._unwanted.is_set():
            raise Cancelled


class Jobs:
    """The last job of each name."""

    def __init__(self) -> None:
        self._last: dict[str, Job[Any]] = {}
        self._alone = Lock()

    def start(
        self, name: str, what: str, by: str, began_at: int, work: Callable[[Progress], Any], *, destroyed: int = 0
    ) -> Job[Any]:
        """Begin a job; where one of this name is at work, that one goes on and is returned."""
        with self._alone:
            last = self._last.get(name)
            if last is None or not last.running:
                last = self._last[name] = Job(what, by, began_at, work, destroyed)
            return last

    def last(self, name: str) -> Job[Any] | None:
        """The job of this name that was begun last."""
        return self._last.get(name)

    def forget(self, name: str) -> None:
        """Let go of a job that is over, and of its result."""
        with self._alone:
            if (last := self._last.get(name)) and not last.running:
                del self._last[name]
