"""Where everything stands in the picture of a timeline: the window of days, the lanes from the top down, the rows in them.

Heights are in pixels from the top; Vega only scales the days.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.history.lane import LANES
from ui.charts.bars import Bar, lasting, struck_bars
from ui.charts.crowds import Crowd
from ui.charts.entries import Entry
from ui.charts.marks import Mark, chained, mark_of
from ui.charts.standing import CLASSED, OPENED, bands, risks
from ui.charts.strip import Strip, Thread, Window
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
PADDING = 9
LEAST_DAYS = 300
"""The least that the window shows, so that a new account's first days do not fill it."""


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
    perhaps: Sequence[tuple[Mark, float]]
    """The marks of what may have happened on some of the days shown, also where the mark itself is not on one of them."""
    threads: Sequence[Thread]
    columns: Sequence[tuple[Crowd, float]]
    """Each with the height of its foot."""
    height: float


def window_of(first: int, last: int, today: int) -> Window:
    """From a little before the first day to a little after the last, today among them."""
    first, last = min(first, today), max(last, today)
    first = min(first, last - LEAST_DAYS)
    days = last - first
    return Window(first - days * 0.012, last + days * 0.04)


def reach(found: Sequence[Entry]) -> tuple[int, int]:
    """From the first day to the last of some events and of what they promise."""
    first = min([*(entry.first_day for entry in found), *(entry.starts for entry in found if entry.starts)])
    return first, max(max(entry.last_day + 1, entry.ends) for entry in found)


def picture(
    found: Sequence[Entry], today: int, whole: Window, shown: Window | None = None, crowds: Sequence[Crowd] = ()
) -> Picture:
    """Place everything that is in the window ``shown`` of the ``whole``; a lane with nothing in it is left out.

    A lane of ``crowds`` has columns in place of its marks. What was struck through stands apart from the rest.
    """
    window = shown or whole
    standing = [entry for entry in found if not entry.retracted_by]
    stood = bands(standing, whole.right, today) + risks(standing, whole.right, today)
    bars = stood + lasting(by_subject(standing), whole.right, today, window.days * 0.006)
    drawn = {bar.entry.seq for bar in bars if bar.entry.kind != ADOPTED}
    crowded = {crowd.lane for crowd in crowds}
    loose = [entry for entry in found if entry.lane not in crowded]
    marks = [
        mark_of(entry)
        for entry in loose
        if not entry.retracted_by and entry.seq not in drawn and entry.kind not in {OPENED, CLASSED}
    ]
    along = marks_along(bars, marks)
    struck = [entry for entry in found if entry.retracted_by]
    bars += struck_bars(struck)
    barred = {bar.entry.seq for bar in bars}
    marks += [mark_of(entry) for entry in loose if entry.retracted_by and entry.seq not in barred]
    on_bars = {mark.entry.seq for some in along.values() for mark in some}
    points: dict[str, list[Mark]] = defaultdict(list)
    for mark in chained(mark for mark in marks if mark.entry.seq not in on_bars):
        if window.shows(min(mark.start, mark.at), max(mark.end, mark.until)):
            points[mark.lane].append(mark)
    if shown:
        bars = [
            bar for bar in bars if any(window.shows(*each) for each in ((bar.start, bar.end), *reached(bar, along)))
        ]
    lanes: list[Lane] = []
    strips: list[Strip] = []
    top: float = HEADROOM
    for lane in LANES:
        columns = [crowd for crowd in crowds if crowd.lane == lane]
        strip = Strip(window, [bar for bar in bars if bar.lane == lane], along, points[lane], columns)
        if strip.place(top + PADDING):
            lanes.append(Lane(LANE_NAMES[lane], top, strip.bottom + PADDING))
            strips.append(strip)
            top = strip.bottom + PADDING
    return Picture(
        window,
        lanes,
        [placed for strip in strips for placed in strip.bars],
        [placed for strip in strips for placed in strip.marks if window.left <= placed[0].at <= window.right],
        [placed for strip in strips for placed in strip.marks if window.shows(placed[0].start, placed[0].end)],
        [thread for strip in strips for thread in strip.threads if window.shows(thread.start, thread.end)],
        [placed for strip in strips for placed in strip.columns],
        top,
    )


def marks_along(bars: Sequence[Bar], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks that belong to each bar, by the bar's event."""
    by_thing = {bar.entry.subject: bar for bar in bars if bar.entry.subject}
    by_end = {bar.ended_by: bar for bar in bars if bar.ended_by}
    along: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if bar := by_end.get(mark.entry.seq) or by_thing.get(mark.entry.subject):
            along[bar.entry.seq].append(mark)
    return along


def reached(bar: Bar, along: dict[int, list[Mark]]) -> list[tuple[float, float]]:
    """The days of the marks of a bar, which may stand beside it."""
    return [(mark.at, mark.at) for mark in along.get(bar.entry.seq, ())]
