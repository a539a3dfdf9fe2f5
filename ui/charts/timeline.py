"""The evolution of a relationship as one picture: a Vega-Lite specification and the data it draws.

The specification knows the theme and the lanes, never the page; the same rows and the same day give the same picture.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from ui.charts.axes import Spec
from ui.charts.bars import Bar
from ui.charts.datasets import Datasets, datasets
from ui.charts.entries import Entry, entries
from ui.charts.layers import layers
from ui.charts.palette import CATEGORIES, INK, PAGE, Theme
from ui.charts.picture import Picture, picture
from ui.charts.standing import AT_RISK
from ui.format import day


class Chart(NamedTuple):
    """A picture ready to be shown."""

    spec: Spec
    datasets: Datasets
    alt: str


def timeline_chart(timeline: pd.DataFrame, today: date, theme: Theme, *, label: str = "Today", name: str = "") -> Chart:
    """The picture of a timeline (``projections.timeline.timeline``), which has at least one row.

    ``today`` is the day that is looked from and ``label`` what is written at its rule; ``name`` is the account's.
    """
    found = entries(timeline)
    drawn = picture(found, today.toordinal())
    data = datasets(drawn, today.toordinal(), label, theme)
    return Chart(spec(drawn, theme, data), data, described(drawn, found, name))


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
            "legend": {"labelColor": INK[theme], "labelFontSize": 13, "symbolSize": 95, "symbolStrokeWidth": 1.6},
            "text": {"fontSize": 12.5},
        },
    }


def described(drawn: Picture, found: Sequence[Entry], name: str) -> str:
    """What the picture is of, for those who do not see it."""
    classes = [bar for bar, _ in drawn.bars if bar.lane == "class" and bar.tone != AT_RISK]
    standing = f" Classification: {', then '.join(_since(bar) for bar in classes)}." if classes else ""
    lanes = ", ".join(lane.name.lower() for lane in drawn.lanes)
    of = f" of {name}" if name else ""
    struck = sum(bool(entry.retracted_by) for entry in found)
    besides = f", and {struck} struck through" if struck else ""
    return (
        f"Timeline{of}: {len(found) - struck} events in the lanes {lanes}{besides}.{standing} "
        "The event log below lists them all."
    )


def _since(bar: Bar) -> str:
    return f"{bar.title.lower()} from {day(date.fromordinal(int(bar.start)))}"
