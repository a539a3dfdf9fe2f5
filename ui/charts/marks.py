"""What happened at a moment: milestones, interactions, observed facts and the ends of bars, as points."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from ui.charts.entries import Entry, first_by_subject

SIZE, LARGEST = 95, 420
"""The area of a mark, and of one that stands for many, in square pixels."""
MOST_LEVELS = 5
AT_ONCE = 2000
"""Above so many events a point stands for a month."""

PHASES = {
    "proposed": "Proposed or planned",
    "planned": "Proposed or planned",
    "agreed": "Started",
    "started": "Started",
    "live": "Live or reached",
    "reached": "Live or reached",
    "scaled": "Scaled",
    "concluded": "Concluded or retired",
    "retired": "Concluded or retired",
    "abandoned": "Abandoned or stopped",
}
KINDS = {
    "milestone-planned": "Proposed or planned",
    "milestone-reached": "Live or reached",
    "joint-plan-carried-to-end": "Live or reached",
    "joint-plan-closed-early": "Concluded or retired",
    "system-link-retired": "Concluded or retired",
    "interaction-logged": "Interaction",
}
OUTCOMES = {"scale": "Scaled", "extend": "Started", "stop": "Abandoned or stopped"}
ON_BARS = frozenset(
    {"joint-plan-carried-to-end", "joint-plan-closed-early", "showcase-concluded", "system-link-retired"}
)
DRAWN_AS_BARS = frozenset(
    {"relationship-opened", "reclassified", "joint-plan-agreed", "showcase-started", "system-link-went-live"}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point at ``at``, with a whisker from ``start`` to ``end`` where the day is not known; days are numbers."""

    entry: Entry
    lane: str
    category: str
    at: float
    start: float
    end: float
    count: int = 1
    level: int = 0
    until: float = 0
    """Where the line from a planned milestone leads: to when it was reached, else to when it is due."""
    due_from: float = 0
    """The first day on which a milestone not yet reached is due."""

    @property
    def size(self) -> float:
        """Its area grows with the number of events that it stands for."""
        return min(LARGEST, SIZE * sqrt(self.count))


def category_of(entry: Entry) -> str:
    """How an entry is drawn: by what happened, not by the lane it is in."""
    if entry.lane == "interactions":
        return "Interaction"
    if entry.kind == "showcase-concluded":
        return OUTCOMES.get(entry.value, "Concluded or retired")
    return KINDS.get(entry.kind) or PHASES.get(entry.value, "Other fact")


def marks(found: Sequence[Entry]) -> list[Mark]:
    """A mark for each entry that is not drawn as a bar."""
    reached = first_by_subject(found, "milestone-reached")
    return [mark_of(entry, reached.get(entry.subject)) for entry in found if entry.kind not in DRAWN_AS_BARS]


def mark_of(entry: Entry, reached: Entry | None) -> Mark:
    """The mark of one entry; ``reached`` is the entry that its milestone was reached by."""
    mark = Mark(
        entry=entry,
        lane=entry.lane,
        category=category_of(entry),
        at=entry.middle,
        start=entry.first_day,
        end=entry.last_day + 1,
    )
    if entry.kind != "milestone-planned" or not entry.ends:
        return mark
    if reached:
        return replace(mark, until=max(mark.at, reached.middle))
    return replace(mark, until=max(mark.at, entry.ends + 1), due_from=entry.starts)


def by_month(found: Sequence[Mark]) -> list[Mark]:
    """One mark for the events of a lane and category in a month; it leads to the latest of them."""
    months: dict[tuple[str, str, int, int], list[Mark]] = defaultdict(list)
    for mark in found:
        middle = date.fromordinal(int(mark.at))
        months[mark.lane, mark.category, middle.year, middle.month].append(mark)
    result = []
    for (_, _, year, month), some in months.items():
        if len(some) == 1:
            result += some
            continue
        start = date(year, month, 1).toordinal()
        end = date(year + month // 12, month % 12 + 1, 1).toordinal()
        latest = max(some, key=lambda mark: (mark.at, mark.entry.seq))
        result.append(replace(latest, at=(start + end) / 2, start=start, end=end, count=len(some)))
    return result


def spread(found: Iterable[Mark], gap: float) -> list[Mark]:
    """The marks of one lane on levels, the same every time, so that none hides another where there is room.

    A mark takes ``gap`` days, or all the days on which it may have happened, or those that its milestone takes; a
    milestone is reached on the level on which it was planned.
    """
    free_from: list[float] = []
    planned: dict[str, int] = {}
    result = []
    for mark in sorted(found, key=lambda mark: (min(mark.start, mark.at - gap / 2), mark.entry.seq)):
        start, end = min(mark.start, mark.at - gap / 2), max(mark.end, mark.at + gap / 2, mark.until + gap / 2)
        level = next((level for level, free in enumerate(free_from) if free <= start), len(free_from))
        if mark.entry.kind == "milestone-reached" and mark.entry.subject in planned:
            level = planned[mark.entry.subject]
        elif level == MOST_LEVELS:
            level = free_from.index(min(free_from))
        elif level == len(free_from):
            free_from.append(0.0)
        free_from[level] = max(end, free_from[level])
        if mark.until:
            planned[mark.entry.subject] = level
        result.append(replace(mark, level=level))
    return result
