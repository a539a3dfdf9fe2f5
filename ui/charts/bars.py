"""What lasts: the class of an account, its joint plans, showcases and system links, each from its start to its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ui.charts.entries import Entry, first_by_subject

BEGINNINGS = {"joint-plan-agreed": "plans", "showcase-started": "showcases", "system-link-went-live": "systems"}
ENDINGS = {"showcase-started": "showcase-concluded", "system-link-went-live": "system-link-retired"}
UNCLASSIFIED = "unclassified"
MOST_ROWS = 8
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


def bands(found: Sequence[Entry], right: float, today: int) -> list[Bar]:
    """The class of the account over time, unclassified before the first; a confirmation begins no new band."""
    classed = [entry for entry in found if entry.kind == "reclassified"]
    steps = [*classed[:1], *(entry for before, entry in pairwise(classed) if entry.value != before.value)]
    opened = [entry for entry in found if entry.kind == "relationship-opened"]
    if opened and (not steps or opened[0].first_day < steps[0].first_day):
        steps = [opened[0], *steps]
    result = []
    for place, entry in enumerate(steps):
        last = place == len(steps) - 1
        end = right if last else steps[place + 1].first_day
        if end <= entry.first_day:
            continue
        name = entry.value or UNCLASSIFIED
        result.append(
            Bar(
                entry=entry,
                lane="class",
                tone=name,
                title=name.capitalize(),
                start=entry.first_day,
                sure_from=min(certainly_from(entry), end),
                sure_until=max(entry.first_day, min(today, end)) if last else end,
                end=end,
                open=last,
            )
        )
    return result


def lasting(found: Sequence[Entry], right: float, today: int, least: float) -> list[Bar]:
    """The plans, showcases and links; none is drawn narrower than ``least`` days, so that it can be seen and chosen."""
    endings = {
        kind: first_by_subject(found, kind) for kind in ("joint-plan-closed-early", *ENDINGS.values())
    }  # fmt: skip
    result = []
    for entry in found:
        if entry.kind == "joint-plan-agreed":
            bar = plan_bar(entry, endings["joint-plan-closed-early"].get(entry.subject), today)
        elif entry.kind in BEGINNINGS:
            bar = running_bar(entry, endings[ENDINGS[entry.kind]].get(entry.subject), right)
        else:
            continue
        result.append(replace(bar, end=max(bar.end, min(bar.start + least, right))))
    return result


def plan_bar(agreed: Entry, closed: Entry | None, today: int) -> Bar:
    """A plan over its term, or until it was closed."""
    end = min(agreed.ends, max(agreed.starts, closed.last_day + 1)) if closed else agreed.ends
    sure_until = min(end, max(agreed.starts, closed.first_day)) if closed else end
    return Bar(
        entry=agreed,
        lane="plans",
        tone="past" if end <= today else "plans",
        title=agreed.title,
        start=agreed.starts,
        sure_from=agreed.starts,
        sure_until=sure_until,
        end=end,
    )


def running_bar(begun: Entry, ended: Entry | None, right: float) -> Bar:
    """A showcase or link from its start to its end; open where no end is known."""
    lane = BEGINNINGS[begun.kind]
    start, sure_from = begun.first_day, certainly_from(begun)
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
    )


def certainly_from(entry: Entry) -> int:
    """The day from which it had certainly happened: the day itself, or the one after an uncertain span."""
    return entry.last_day + 1 if entry.uncertain else entry.first_day


def stacked(bars: Iterable[Bar], gap: float) -> list[Bar]:
    """The bars of one lane in rows, so that no two in a row overlap or touch."""
    free_from: list[float] = []
    result = []
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.entry.seq)):
        row = next((row for row, free in enumerate(free_from) if free <= bar.start), len(free_from))
        if row == MOST_ROWS:
            row = free_from.index(min(free_from))
        elif row == len(free_from):
            free_from.append(0.0)
        free_from[row] = bar.end + gap
        result.append(replace(bar, row=row))
    return result
