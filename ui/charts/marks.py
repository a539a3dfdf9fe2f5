"""What happened at a moment: milestones, interactions, observed facts and what follows something up, as points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.history.lane import Phase
from domain.models import REGISTRY
from ui.charts.entries import Entry
from ui.charts.palette import STRUCK
from ui.charts.things import DUE, SETTLED

SIZE = 95
"""The area of a mark, in square pixels."""
SMALL = 0.6
"""How large a mark under a bar is beside others."""
MOST_LEVELS, MOST_CHAINS = 5, 12
"""So many levels in a lane for what stands alone, and for what leads from one mark to others."""

PHASE_NAMES: Mapping[Phase, str] = {
    "proposed": "Proposed or planned",
    "started": "Started",
    "reached": "Live or reached",
    "scaled": "Scaled or adopted",
    "concluded": "Concluded or retired",
    "abandoned": "Given up or broken",
    "met": "Met or reviewed",
    "noted": "Other event",
}
"""What the legend calls the phases of ``domain.history.lane``."""

STATED: Mapping[str, Phase] = {
    "proposed": "proposed",
    "planned": "proposed",
    "agreed": "started",
    "started": "started",
    "live": "reached",
    "reached": "reached",
    "scaled": "scaled",
    "concluded": "concluded",
    "retired": "concluded",
    "abandoned": "abandoned",
}
"""The phases that a source states of an observed fact."""
OUTCOMES: Mapping[str, Phase] = {"scale": "scaled", "extend": "started", "stop": "abandoned"}
"""What a showcase came to."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point at ``at``, with a whisker from ``start`` to ``end`` where the day is not known; days are numbers."""

    entry: Entry
    lane: str
    category: str
    at: float
    start: float
    end: float
    level: int = 0
    small: bool = False
    until: float = 0
    """Where the line from the first mark of something leads: to its last, or to when it is due."""
    due_from: float = 0
    """The first day on which what is not yet settled is due."""

    @property
    def size(self) -> float:
        """Its area."""
        return SIZE * (SMALL if self.small else 1)


def phase_of(entry: Entry) -> Phase:
    """What sort of thing happened."""
    if entry.kind == "showcase-concluded":
        return OUTCOMES.get(entry.value, "concluded")
    if entry.kind == "fact-observed":
        return "met" if entry.lane == "interactions" else STATED.get(entry.value, "noted")
    return REGISTRY.by_name[entry.kind].phase


def mark_of(entry: Entry) -> Mark:
    """The mark of one entry."""
    return Mark(
        entry=entry,
        lane=entry.lane,
        category=STRUCK if entry.retracted_by else PHASE_NAMES[phase_of(entry)],
        at=entry.middle,
        start=entry.first_day,
        end=entry.last_day + 1,
    )


def chained(found: Iterable[Mark]) -> list[Mark]:
    """The marks, the first of each thing with where the line from it leads."""
    things: dict[str, list[Mark]] = defaultdict(list)
    result: list[Mark] = []
    for mark in found:
        if mark.entry.subject and not mark.entry.retracted_by:
            things[mark.entry.subject].append(mark)
        else:
            result.append(mark)
    for first, *others in things.values():
        result += [chain(first, others), *others]
    return result


def chain(first: Mark, others: Sequence[Mark]) -> Mark:
    """The first mark of a thing, leading to its last one, or to when it is due while that is open."""
    last = max((mark.at for mark in others), default=0.0)
    due = [mark.entry for mark in (first, *others) if mark.entry.kind in DUE and mark.entry.ends]
    if due and not any(mark.entry.kind in SETTLED for mark in others):
        return replace(first, until=max(first.at, last, due[-1].ends + 1), due_from=due[-1].starts)
    return replace(first, until=last if last > first.at else 0)


def spread(found: Iterable[Mark], gap: float) -> list[Mark]:
    """The marks of one lane on levels, the same every time, so that none hides another where there is room.

    A mark takes ``gap`` days, or all the days on which it may have happened, or those that the line from it takes; all
    marks of one thing are on one level, but for those that were struck through.
    """
    free_from: list[float] = []
    levels: dict[str, int] = {}
    result = []
    for mark in sorted(found, key=lambda mark: (min(mark.start, mark.at - gap / 2), mark.entry.seq)):
        start, end = min(mark.start, mark.at - gap / 2), max(mark.end, mark.at + gap / 2, mark.until + gap / 2)
        level = next((level for level, free in enumerate(free_from) if free <= start), len(free_from))
        if mark.entry.subject in levels and not mark.entry.retracted_by:
            level = levels[mark.entry.subject]
        elif level == len(free_from) < (MOST_CHAINS if mark.until else MOST_LEVELS):
            free_from.append(0.0)
        elif level == len(free_from):
            level = free_from.index(min(free_from))
        free_from[level] = max(end, free_from[level])
        if mark.until:
            levels[mark.entry.subject] = level
        result.append(replace(mark, level=level))
    return result
