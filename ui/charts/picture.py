"""Where everything stands in the picture of a timeline: the window of days, the lanes from the top down, the rows in them.

Heights are in pixels from the top; Vega only scales the days.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.history.lane import LANES
from ui.charts.bars import BEGINNINGS, Bar, bands, lasting, stacked
from ui.charts.entries import Entry
from ui.charts.marks import AT_ONCE, ON_BARS, Mark, by_month, marks, spread

LANE_NAMES = {
    "class": "Classification",
    "plans": "Joint plans",
    "showcases": "Showcases",
    "systems": "System links",
    "milestones": "Milestones",
    "interactions": "Interactions",
    "people": "People",
    "service terms": "Service terms",
    "economics": "Economics",
    "partnership": "Partnership",
    "other": "Other",
}
HEADROOM = 20
BAND, ROW, ROW_GAP = 26, 22, 5
LEVEL, POINTS = 15, 22
PADDING = 9
LEAST_DAYS = 300
"""The least that the window shows, so that a new account's first days do not fill it."""


@dataclass(frozen=True)
class Window:
    """The days shown, as day numbers."""

    left: float
    right: float

    @property
    def days(self) -> float:
        """How many."""
        return self.right - self.left


@dataclass(frozen=True)
class Lane:
    """A named strip across the picture."""

    name: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Picture:
    """All that is drawn, each bar and mark with the height of its middle."""

    window: Window
    lanes: Sequence[Lane]
    bars: Sequence[tuple[Bar, float]]
    marks: Sequence[tuple[Mark, float]]
    height: float


def window_of(found: Sequence[Entry], today: int) -> Window:
    """From a little before the first day to a little after the last, today among them."""
    first = min([today, *(entry.first_day for entry in found), *(entry.starts for entry in found if entry.starts)])
    last = max([today, *(max(entry.last_day + 1, entry.ends) for entry in found)])
    first = min(first, last - LEAST_DAYS)
    days = last - first
    return Window(first - days * 0.012, last + days * 0.04)


def picture(found: Sequence[Entry], today: int) -> Picture:
    """Place everything; a lane with nothing in it is left out."""
    window = window_of(found, today)
    gap = window.days * 0.016
    bars = bands(found, window.right, today) + lasting(found, window.right, today, window.days * 0.006)
    all_marks = marks(found)
    points: dict[str, list[Mark]] = defaultdict(list)
    on_bars: dict[str, list[Mark]] = defaultdict(list)
    with_bar = {bar.entry.subject for bar in bars if bar.entry.kind in BEGINNINGS}
    loose = [mark for mark in all_marks if mark.entry.kind not in ON_BARS or mark.entry.subject not in with_bar]
    for mark in by_month(loose) if len(loose) > AT_ONCE else loose:
        points[mark.lane].append(mark)
    for mark in all_marks:
        if mark.entry.kind in ON_BARS and mark.entry.subject in with_bar:
            on_bars[mark.entry.subject].append(mark)
    lanes: list[Lane] = []
    placed_bars: list[tuple[Bar, float]] = []
    placed_marks: list[tuple[Mark, float]] = []
    top: float = HEADROOM
    for lane in LANES:
        rows = stacked((bar for bar in bars if bar.lane == lane), 0 if lane == "class" else window.days * 0.004)
        levels = spread(points[lane], gap)
        if not rows and not levels:
            continue
        y = top + PADDING
        tall = BAND if lane == "class" else ROW
        for bar in rows:
            middle = y + tall / 2 + bar.row * (tall + ROW_GAP)
            placed_bars.append((bar, middle))
            placed_marks += [(mark, middle) for mark in on_bars[bar.entry.subject] if bar.entry.subject]
        if rows:
            y += (max(bar.row for bar in rows) + 1) * (tall + ROW_GAP) - ROW_GAP
        if levels:
            y += 4 if rows else 0
            deep = max(mark.level for mark in levels) + 1
            placed_marks += [(mark, y + POINTS / 2 + height_of(mark.level, deep)) for mark in levels]
            y += POINTS + (deep - 1) * LEVEL
        lanes.append(Lane(LANE_NAMES[lane], top, y + PADDING))
        top = y + PADDING
    return Picture(window, lanes, placed_bars, placed_marks, top)


def height_of(level: int, deep: int) -> float:
    """How far below the first line a level is drawn: the first in the middle, the others around it in turn."""
    middle = (deep - 1) // 2
    step = (level + 1) // 2
    line = middle - step if level % 2 == 0 else middle + step
    return line * LEVEL
