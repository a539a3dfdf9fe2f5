"""Where everything stands in the picture of a timeline: the window of days, the lanes from the top down, the rows in them.

Heights are in pixels from the top; Vega only scales the days.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.history.lane import LANES
from ui.charts.bars import Bar, lasting, stacked, struck_bars
from ui.charts.entries import Entry
from ui.charts.marks import AT_ONCE, PHASE_NAMES, Mark, by_month, chained, mark_of, spread
from ui.charts.standing import CLASSED, OPENED, bands, risks
from ui.charts.things import ADOPTED, by_subject

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
ROW_GAP = 5
UNDER = 13
"""The room below a row of bars for the marks of what happened while they ran."""
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
class Thread:
    """A dotted line that leads from one thing to another, in the colour of a kind of mark."""

    start: float
    end: float
    y: float
    category: str


@dataclass(frozen=True)
class Picture:
    """All that is drawn, each bar and mark with the height of its middle."""

    window: Window
    lanes: Sequence[Lane]
    bars: Sequence[tuple[Bar, float]]
    marks: Sequence[tuple[Mark, float]]
    threads: Sequence[Thread]
    height: float


def window_of(found: Sequence[Entry], today: int) -> Window:
    """From a little before the first day to a little after the last, today among them."""
    first = min([today, *(entry.first_day for entry in found), *(entry.starts for entry in found if entry.starts)])
    last = max([today, *(max(entry.last_day + 1, entry.ends) for entry in found)])
    first = min(first, last - LEAST_DAYS)
    days = last - first
    return Window(first - days * 0.012, last + days * 0.04)


def picture(found: Sequence[Entry], today: int) -> Picture:
    """Place everything; a lane with nothing in it is left out. What was struck through stands apart from the rest."""
    window = window_of(found, today)
    standing = [entry for entry in found if not entry.retracted_by]
    stood = bands(standing, window.right, today) + risks(standing, window.right, today)
    bars = stood + lasting(by_subject(standing), window.right, today, window.days * 0.006)
    drawn = {bar.entry.seq for bar in bars if bar.entry.kind != ADOPTED}
    marks = [mark_of(entry) for entry in standing if entry.seq not in drawn and entry.kind not in {OPENED, CLASSED}]
    along = marks_along(bars, marks)
    struck = [entry for entry in found if entry.retracted_by]
    bars += struck_bars(struck)
    marks += [mark_of(entry) for entry in struck if entry.seq not in {bar.entry.seq for bar in bars}]
    points: dict[str, list[Mark]] = defaultdict(list)
    on_bars = {mark.entry.seq for some in along.values() for mark in some}
    loose = [mark for mark in marks if mark.entry.seq not in on_bars]
    for mark in by_month(loose) if len(loose) > AT_ONCE else chained(loose):
        points[mark.lane].append(mark)
    lanes: list[Lane] = []
    strips: list[Strip] = []
    top: float = HEADROOM
    for lane in LANES:
        strip = Strip(window, [bar for bar in bars if bar.lane == lane], along, points[lane])
        if strip.place(top + PADDING):
            lanes.append(Lane(LANE_NAMES[lane], top, strip.bottom + PADDING))
            strips.append(strip)
            top = strip.bottom + PADDING
    return Picture(
        window,
        lanes,
        [placed for strip in strips for placed in strip.bars],
        [placed for strip in strips for placed in strip.marks],
        [thread for strip in strips for thread in strip.threads],
        top,
    )


def marks_along(bars: Sequence[Bar], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks that belong to each bar, by the bar's event; where there are too many, only the one that it ended by."""
    by_thing = {bar.entry.subject: bar for bar in bars if bar.entry.subject}
    by_end = {bar.ended_by: bar for bar in bars if bar.ended_by}
    crowded = len(marks) > AT_ONCE
    along: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        bar = by_end.get(mark.entry.seq) or (None if crowded else by_thing.get(mark.entry.subject))
        if bar:
            along[bar.entry.seq].append(mark)
    return along


class Strip:
    """One lane as it is placed: bars in rows, what happened while they ran below them, points below those."""

    def __init__(
        self, window: Window, bars: Sequence[Bar], along: Mapping[int, Sequence[Mark]], points: Sequence[Mark]
    ) -> None:
        self.window = window
        self.along = along
        self.rows = stacked(((bar, *self.reach(bar)) for bar in bars), 0 if is_standing(bars) else window.days * 0.004)
        self.levels = spread(points, window.days * 0.016)
        self.bars: list[tuple[Bar, float]] = []
        self.marks: list[tuple[Mark, float]] = []
        self.threads: list[Thread] = []
        self.bottom: float = 0

    def reach(self, bar: Bar) -> tuple[float, float]:
        """From the first to the last of a bar and its marks."""
        marks = self.along.get(bar.entry.seq, ())
        return min([bar.start, *(mark.start for mark in marks)]), max([bar.end, *(mark.at for mark in marks)])

    def place(self, top: float) -> bool:
        """Place everything from this height down; False where there is nothing."""
        self.bottom = top
        for number in range(max((bar.row for bar in self.rows), default=-1) + 1):
            row = [bar for bar in self.rows if bar.row == number]
            tall = max(bar.tall for bar in row)
            under = [self.place_bar(bar, self.bottom + (ROW_GAP if number else 0), tall) for bar in row]
            self.bottom += (ROW_GAP if number else 0) + tall + (UNDER if any(under) else 0)
        if self.levels:
            first = self.bottom + (4 if self.rows else 0) + POINTS / 2
            deep = max(mark.level for mark in self.levels) + 1
            for mark in self.levels:
                self.place_point(mark, first + height_of(mark.level, deep))
            self.bottom = first + POINTS / 2 + (deep - 1) * LEVEL
        self.bars.sort(key=lambda placed: (placed[0].start, placed[0].entry.seq))
        return bool(self.rows or self.levels)

    def place_bar(self, bar: Bar, top: float, tall: int) -> bool:
        """A bar with its marks; whether some of them are below it."""
        middle = top + tall / 2
        self.bars.append((bar, middle))
        under = False
        before: list[Mark] = []
        for mark in self.along.get(bar.entry.seq, ()):
            if mark.entry.seq == bar.ended_by or not bar.start <= mark.at <= bar.end:
                self.marks.append((mark, middle))
                before += [mark] if mark.at < bar.start else []
                if mark.at > bar.end:
                    self.threads.append(Thread(bar.end, mark.at, middle, mark.category))
            else:
                under = True
                self.marks.append((replace(mark, small=True), top + tall + UNDER / 2 + 1))
        if before:
            first = min(before, key=lambda mark: mark.at)
            self.threads.append(Thread(first.at, bar.start, middle, first.category))
        if bar.promised > bar.end:
            self.threads.append(Thread(bar.end, bar.promised, middle, PHASE_NAMES["noted"]))
        return under

    def place_point(self, mark: Mark, y: float) -> None:
        """A point, and the line that leads from it."""
        self.marks.append((mark, y))
        if mark.until:
            self.threads.append(Thread(mark.at, mark.until, y, mark.category))


def is_standing(bars: Sequence[Bar]) -> bool:
    """Whether these are the bands of the class, which touch each other."""
    return any(bar.lane == "class" for bar in bars)


def height_of(level: int, deep: int) -> float:
    """How far below the first line a level is drawn: the first in the middle, the others around it in turn."""
    middle = (deep - 1) // 2
    step = (level + 1) // 2
    line = middle - step if level % 2 == 0 else middle + step
    return line * LEVEL
