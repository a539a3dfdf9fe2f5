"""One event of a timeline as the charts take it, and the words that a pointer shows for it."""

from datetime import date
from typing import Any, cast

import msgspec
import pandas as pd

from domain.history.when import PRECISIONS, widen
from ui.format import instant, span

NOT_STATED = "read from the facts, not stated"
MILLISECONDS = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ``projections.timeline``; days are day numbers."""

    seq: int
    first_day: int
    last_day: int
    recorded_at: int
    recorded_by: str
    kind: str
    lane: str
    subject: str
    title: str
    value: str
    starts: int
    ends: int
    observed: int
    inferred: int
    headline: str
    retracted_by: int = 0
    """The event that struck it through, 0 where it stands."""

    @property
    def middle(self) -> float:
        """The middle of the days on which it may have happened."""
        return (self.first_day + self.last_day + 1) / 2

    @property
    def uncertain(self) -> bool:
        """Known to a month, a quarter or a year rather than to the day."""
        return self.last_day > self.first_day


def entries(timeline: pd.DataFrame) -> list[Entry]:
    """The rows of a timeline, in its order."""
    return [Entry(**cast("dict[str, Any]", row)) for row in timeline.to_dict("records")]


def milliseconds(day: float) -> int:
    """A day number as the milliseconds since 1970 that Vega counts in."""
    return round((day - EPOCH) * MILLISECONDS)


def day_of_milliseconds(at: float) -> float:
    """The reverse of it."""
    return at / MILLISECONDS + EPOCH


def pointed_at(entry: Entry, today: int) -> dict[str, str]:
    """What is said when a mark or bar of this entry is pointed at."""
    first, last = date.fromordinal(entry.first_day), date.fromordinal(entry.last_day)
    when = span(first, last)
    known = [f"to the {precision_of(first, last)}"]
    if entry.first_day <= today < entry.last_day:
        known.append("perhaps not yet")
    if entry.inferred:
        known.append(NOT_STATED)
    headline = f"{entry.headline}{' (struck through)' if entry.retracted_by else ''}"
    return {
        "headline": headline,
        "when": when,
        "known": "; ".join(known),
        "recorded": f"{entry.recorded_by}, {instant(entry.recorded_at)}",
        "said": f"{headline}, {when}",
    }


def precision_of(first: date, last: date) -> str:
    """How precisely a day is known that is one from ``first`` to ``last``."""
    return next((each for each in PRECISIONS if widen(first, each).last >= last), "year")
