"""The evolution of a relationship as one picture: a Vega-Lite specification and the data it draws.

The specification knows the theme and the lanes, never the page; the same rows and the same day give the same picture.
"""

from datetime import date
from typing import NamedTuple

import pandas as pd

from ui.charts.axes import Spec
from ui.charts.bars import Bar
from ui.charts.crowds import counted, crowds_of
from ui.charts.datasets import Datasets, datasets
from ui.charts.entries import entries
from ui.charts.layers import layers
from ui.charts.palette import CATEGORIES, INK, PAGE, Theme
from ui.charts.picture import Picture, picture, reach, window_of
from ui.charts.standing import AT_RISK
from ui.charts.strip import Window
from ui.format import day

DRAGGED = "Days chosen by dragging"
"""What the marks are called that Vega itself draws over dragged days; all others say what they are, or are silent."""


class Scene(NamedTuple):
    """What of a timeline is shown; days are day numbers."""

    first: int
    last: int
    """From which day to which the whole timeline reaches."""
    shown: tuple[int, int] | None = None
    """The first and last of the days that are shown; None for all."""
    events: int | None = None
    """How many events are in these days, where not every one is a row."""
    crowds: pd.DataFrame | None = None
    """How many there are in crowded lanes (``projections.timeline_window.crowds``)."""


class Chart(NamedTuple):
    """A picture ready to be shown."""

    spec: Spec
    datasets: Datasets
    alt: str


def timeline_chart(
    timeline: pd.DataFrame,
    today: date,
    theme: Theme,
    *,
    label: str = "Today",
    name: str = "",
    scene: Scene | None = None,
) -> Chart:
    """The picture of a timeline (``projections.timeline.timeline``), which has at least one row unless a scene is given.

    ``today`` is the day that is looked from and ``label`` what is written at its rule; ``name`` is the account's. A
    ``scene`` says which days of it are shown, and counts what is too much to be drawn event by event.
    """
    found = entries(timeline)
    scene = scene or Scene(*reach(found))
    whole = window_of(scene.first, scene.last, today.toordinal())
    part = Window(scene.shown[0], scene.shown[1] + 1) if scene.shown else None
    drawn = picture(found, today.toordinal(), whole, part, crowds_of(scene.crowds) if scene.crowds is not None else [])
    data = datasets(drawn, today.toordinal(), label, theme)
    struck = sum(
        bool(entry.retracted_by) and drawn.window.left <= entry.middle <= drawn.window.right for entry in found
    )
    events = len(found) if scene.events is None else scene.events
    return Chart(spec(drawn, theme, data), data, described(drawn, events, struck, name, part))


def used(data: Datasets) -> list[str]:
    """The kinds of marks in the picture, in the order of the legend."""
    present = set(data["marks"]["category"])
    return [category for category in CATEGORIES if category in present]


def spec(drawn: Picture, theme: Theme, data: Datasets) -> Spec:
    """The specification over the named datasets; of an empty one there is no layer, which would be read out without a name."""
    return {
        "height": round(drawn.height),
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [each for each in layers(drawn, theme, used(data)) if not data[each["data"]["name"]].empty],
        "config": {
            "background": PAGE[theme],
            "view": {"stroke": None, "cursor": "default"},
            "mark": {"description": DRAGGED},
            "legend": {"labelColor": INK[theme], "labelFontSize": 13, "symbolSize": 95, "symbolStrokeWidth": 1.6},
            "text": {"fontSize": 12.5},
        },
    }


def described(drawn: Picture, events: int, struck: int, name: str, shown: Window | None) -> str:
    """What the picture is of, for those who do not see it."""
    classes = [bar for bar, _ in drawn.bars if bar.lane == "class" and bar.tone != AT_RISK]
    standing = f" Classification: {', then '.join(_since(bar) for bar in classes)}." if classes else ""
    lanes = ", ".join(lane.name.lower() for lane in drawn.lanes)
    of = f" of {name}" if name else ""
    besides = f", {struck} struck through among them" if struck else ""
    days = (day(date.fromordinal(int(each))) for each in (shown.left, shown.right - 1)) if shown else ()
    when = f" from {' to '.join(days)}" if shown else ""
    many = " Columns stand for many events each." if drawn.columns else ""
    where = f"in the lanes {lanes}" if lanes else "in these days"
    return f"Timeline{of}{when}: {counted(events)} {where}{besides}.{standing}{many} The event log lists them all."


def _since(bar: Bar) -> str:
    return f"{bar.title.lower()} from {day(date.fromordinal(int(bar.start)))}"
