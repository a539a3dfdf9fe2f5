"""One lane of the picture as it is placed: bars in rows, what happened while they ran below them, points, columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ui.charts.bars import Bar, stacked
from ui.charts.crowds import TALL, Crowd
from ui.charts.marks import PHASE_NAMES, Mark, spread

ROW_GAP = 5
UNDER = 13
"""The room below a row of bars for the marks of what happened while they ran."""
LEVEL, POINTS = 15, 22
ABOVE = 12
"""The room above the columns of a lane for how many events they stand for."""


@dataclass(frozen=True)
class Window:
    """The days shown, as day numbers."""

    left: float
    right: float

    @property
    def days(self) -> float:
        """How many."""
        return self.right - self.left

    def shows(self, start: float, end: float) -> bool:
        """Whether some of a span is in it."""
        return start <= self.right and end >= self.left

    def clipped(self, day: float) -> float:
        """The day, or the edge beyond which it is."""
        return min(max(day, self.left), self.right)


@dataclass(frozen=True)
class Thread:
    """A dotted line that leads from one thing to another, in the colour of a kind of mark."""

    start: float
    end: float
    y: float
    category: str


class Strip:
    """One lane as it is placed: bars in rows, what happened while they ran below them, points below those."""

    def __init__(
        self,
        window: Window,
        bars: Sequence[Bar],
        along: Mapping[int, Sequence[Mark]],
        points: Sequence[Mark],
        crowds: Sequence[Crowd] = (),
    ) -> None:
        self.window = window
        self.along = along
        self.rows = stacked(((bar, *self.reach(bar)) for bar in bars), 0 if is_standing(bars) else window.days * 0.004)
        self.levels = spread(points, window.days * 0.016)
        self.crowds = crowds
        self.bars: list[tuple[Bar, float]] = []
        self.marks: list[tuple[Mark, float]] = []
        self.threads: list[Thread] = []
        self.columns: list[tuple[Crowd, float]] = []
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
        if self.crowds:
            self.bottom += (ROW_GAP if self.rows or self.levels else 0) + ABOVE + TALL
            self.columns = [(each, self.bottom) for each in self.crowds]
        self.bars.sort(key=lambda placed: (placed[0].start, placed[0].entry.seq))
        return bool(self.rows or self.levels or self.crowds)

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
