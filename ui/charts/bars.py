"""What lasts: joint plans, showcases, system links and people in their roles, each from its start to its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ui.charts.entries import Entry
from ui.charts.things import (
    LASTING,
    MOVES,
    PLAN,
    PROPOSED_PLAN,
    RESUMED,
    SUSPENDED,
    WITHDRAWN,
    first_of,
)

BAND, ROW, THIN = 26, 22, 18
"""How tall a class, any other bar, and what goes with a class is drawn, in pixels."""
MOST_ROWS = 14
"""Beyond so many rows in a lane, bars share a row rather than make the picture ever taller."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar from ``start`` up to ``end``, in day numbers.

    It certainly ran from ``sure_from`` to ``sure_until``; outside of these it may have, and fades. Without a known
    end it is ``open`` and fades towards the right edge.
    """

    entry: Entry
    lane: str
    tone: str
    title: str
    start: float
    sure_from: float
    sure_until: float
    end: float
    open: bool = False
    row: int = 0
    tall: int = ROW
    ended_by: int = 0
    """The event that it ended by, 0 where there is none: its mark stands on the bar."""
    promised: float = 0
    """The end that was first agreed, where it ends on another day."""
    pauses: tuple[tuple[float, float], ...] = ()
    """From when to when it rested."""


def lasting(things: Mapping[str, Sequence[Entry]], right: float, today: int, least: float) -> list[Bar]:
    """A bar for each thing that lasts; none is drawn narrower than ``least`` days, so that it can be seen and chosen."""
    bars = [bar for entries in things.values() if (bar := bar_of(entries, right, today))]
    bars.sort(key=lambda bar: bar.entry.seq)
    return [replace(bar, end=max(bar.end, min(bar.start + least, right))) for bar in bars]


def bar_of(entries: Sequence[Entry], right: float, today: int) -> Bar | None:
    """The bar of one thing; None where it is drawn as points."""
    begun = first_of(entries, LASTING)
    if begun is None:
        proposed = first_of(entries, {PROPOSED_PLAN})
        return proposed_bar(proposed) if proposed and not first_of(entries, {WITHDRAWN}) else None
    ended = first_of(entries, LASTING[begun.kind].ends)
    if LASTING[begun.kind] is PLAN:
        moved = next((entry for entry in reversed(entries) if entry.kind in MOVES), begun)
        return plan_bar(begun, moved, ended, today)
    bar = running_bar(begun, ended, right)
    return replace(bar, pauses=tuple(pauses(entries, bar.end)))


def proposed_bar(proposed: Entry) -> Bar:
    """A plan that is not yet agreed, over the term that was proposed."""
    return Bar(
        entry=proposed,
        lane=PLAN.lane,
        tone="proposed",
        title=f"{proposed.title} (proposed)",
        start=proposed.starts,
        sure_from=proposed.starts,
        sure_until=proposed.ends,
        end=proposed.ends,
    )


def struck_bars(struck: Iterable[Entry]) -> list[Bar]:
    """Plans that were struck through, over the term that was recorded; what else was is drawn as points."""
    return [
        replace(proposed_bar(entry), tone="struck", title=f"{entry.title} (struck through)")
        for entry in struck
        if entry.kind == PROPOSED_PLAN or LASTING.get(entry.kind) is PLAN
    ]


def plan_bar(agreed: Entry, moved: Entry, ended: Entry | None, today: int) -> Bar:
    """A plan over its present term, or until it ended before that."""
    starts, ends = min(agreed.starts, moved.starts), moved.ends
    end = min(ends, max(starts, ended.last_day + 1)) if ended else ends
    return Bar(
        entry=agreed,
        lane=PLAN.lane,
        tone="past" if end <= today else PLAN.lane,
        title=agreed.title,
        start=starts,
        sure_from=starts,
        sure_until=min(end, max(starts, ended.first_day)) if ended else end,
        end=end,
        ended_by=ended.seq if ended else 0,
        promised=agreed.ends if ends != agreed.ends else 0,
    )


def running_bar(begun: Entry, ended: Entry | None, right: float) -> Bar:
    """A showcase, link or person from the beginning to the end; open where no end is known."""
    lane = LASTING[begun.kind].lane
    start, sure_from = begun.first_day, certainly_from(begun)
    promised = begun.ends + 1 if begun.ends else 0
    if ended is None:
        open_from = sure_from + (right - sure_from) * 0.7
        return Bar(
            entry=begun,
            lane=lane,
            tone=lane,
            title=begun.title,
            start=start,
            sure_from=min(sure_from, right),
            sure_until=min(open_from, right),
            end=right,
            open=True,
            promised=promised,
        )
    end = max(ended.last_day + 1, sure_from)
    return Bar(
        entry=begun,
        lane=lane,
        tone="past",
        title=begun.title,
        start=start,
        sure_from=min(sure_from, end),
        sure_until=max(ended.first_day if ended.uncertain else end, start),
        end=end,
        ended_by=ended.seq,
        promised=0 if promised == end else promised,
    )


def pauses(entries: Sequence[Entry], end: float) -> Iterable[tuple[float, float]]:
    """From each suspension to the resumption after it, or to the end."""
    since: float | None = None
    for entry in entries:
        if entry.kind == SUSPENDED and since is None:
            since = entry.first_day
        elif entry.kind == RESUMED and since is not None:
            yield since, min(entry.first_day, end)
            since = None
    if since is not None and since < end:
        yield since, end


def certainly_from(entry: Entry) -> int:
    """The day from which it had certainly happened: the day itself, or the one after an uncertain span."""
    return entry.last_day + 1 if entry.uncertain else entry.first_day


def stacked(bars: Iterable[tuple[Bar, float, float]], gap: float) -> list[Bar]:
    """The bars of one lane in rows, so that no two in a row overlap or touch, each with all that it reaches over."""
    free_from: list[float] = []
    result = []
    for bar, left, right in sorted(bars, key=lambda each: (each[1], each[0].entry.seq)):
        row = next((row for row, free in enumerate(free_from) if free <= left), len(free_from))
        if row == MOST_ROWS:
            row = free_from.index(min(free_from))
        elif row == len(free_from):
            free_from.append(0.0)
        free_from[row] = right + gap
        result.append(replace(bar, row=row))
    return result
