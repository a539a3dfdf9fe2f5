"""Where many events happened, a column for each month or week with how many: the taller, the more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import pandas as pd

from domain.models import REGISTRY
from ui.format import span

TALL, LEAST = 34, 5
"""How tall the column with the most events of a lane is, and how tall at least any is, in pixels."""
MOST_SINGLE = 180
"""A lane with more events than this in the window shows how many there were; eleven such lanes are some 2,000 marks."""
NAMED = 3
"""So many kinds of events are named in what is said of a column."""


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """So many events of a lane from one day up to, not including, another; day numbers."""

    lane: str
    start: int
    end: int
    events: int
    kinds: tuple[tuple[str, int], ...]
    """How many of each kind, the most first."""
    seq: int
    """The event, where it is only one; else 0."""

    @property
    def said(self) -> str:
        """What it is: "34 events in Mar 2024"."""
        return (
            f"{counted(self.events)} in {self.when}"
            if self.end - self.start > 1
            else f"{counted(self.events)} on {self.when}"
        )

    @property
    def when(self) -> str:
        """Its days in words."""
        return span(date.fromordinal(self.start), date.fromordinal(self.end - 1))

    @property
    def among(self) -> str:
        """The kinds, the most first: "20 interaction logged, 14 milestone reached"."""
        told = [f"{events} {REGISTRY.by_name[kind].label.lower()}" for kind, events in self.kinds[:NAMED]]
        rest = sum(events for _, events in self.kinds[NAMED:])
        return ", ".join([*told, *([f"{rest} of other kinds"] if rest else [])])


def counted(events: int) -> str:
    """A number of events."""
    return f"{events:,} event{'s' * (events != 1)}"


def crowds_of(found: pd.DataFrame) -> list[Crowd]:
    """The columns of ``projections.timeline_window.crowds``, its kinds of events put together."""
    columns: dict[tuple[str, int, int], list[tuple[str, int, int]]] = {}
    for each in cast("list[dict[str, Any]]", found.to_dict("records")):
        place = columns.setdefault((str(each["lane"]), int(each["first_day"]), int(each["last_day"])), [])
        place.append((str(each["kind"]), int(each["events"]), int(each["seq"])))
    return [
        Crowd(
            lane=lane,
            start=first,
            end=last + 1,
            events=(events := sum(count for _, count, _ in kinds)),
            kinds=tuple(sorted(((kind, count) for kind, count, _ in kinds), key=lambda each: (-each[1], each[0]))),
            seq=kinds[0][2] if events == 1 else 0,
        )
        for (lane, first, last), kinds in columns.items()
    ]


def heights(columns: Sequence[Crowd]) -> list[float]:
    """How tall each column of a lane is: in proportion to its events, none too low to be seen and chosen."""
    most = max((each.events for each in columns), default=1)
    return [max(LEAST, round(TALL * each.events / most, 1)) for each in columns]
