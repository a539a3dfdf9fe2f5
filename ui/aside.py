"""Work behind the pages steps aside while a page is drawn: both take turns on one processor, and somebody waits for the page.

Whatever draws a page says so; work in the background asks, between one piece and the next, whether it may go on.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from threading import Condition

LULL = 0.5
"""Seconds after a page was drawn in which it is still sent, and may be followed by another: days are often tried one by one."""
AT_MOST = 5.0
"""Seconds that one answer is held up in all, so that it is made however many pages are drawn."""


class Pages:
    """How many pages are being drawn and wait for the work themselves, and when the last one was drawn."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._drawn = 0
        self._awaiting = 0
        self._quiet_from = 0.0

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Within it a page is drawn."""
        self._change(drawn=1)
        try:
            yield
        finally:
            self._change(drawn=-1, lull=LULL)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Within it somebody waits for the work itself, which therefore goes on at once."""
        self._change(awaiting=1)
        try:
            yield
        finally:
            self._change(awaiting=-1)

    def turns(self) -> Callable[[], None]:
        """What one answer calls between its pieces: waits until no page is drawn nor was a moment ago, ``AT_MOST`` in all."""
        left = AT_MOST

        def step_aside() -> None:
            nonlocal left
            began = time.monotonic()
            self._wait(began + left)
            left -= time.monotonic() - began

        return step_aside

    def _wait(self, until: float) -> None:
        with self._changed:
            while (now := time.monotonic()) < until and (free := self._free_from()) > now:
                self._changed.wait(min(until, free) - now)

    def _free_from(self) -> float:
        """From when on nobody is held up by the work, by the monotonic clock."""
        if self._awaiting:
            return 0
        return inf if self._drawn else self._quiet_from

    def _change(self, *, drawn: int = 0, awaiting: int = 0, lull: float = 0) -> None:
        with self._changed:
            self._drawn += drawn
            self._awaiting += awaiting
            if lull:
                self._quiet_from = time.monotonic() + lull
            self._changed.notify_all()


PAGES = Pages()
"""Those of this process."""
