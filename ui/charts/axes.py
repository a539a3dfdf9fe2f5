"""The two axes of the timeline: days from left to right, lanes from the top down."""

from typing import Any, NamedTuple

from ui.charts.entries import milliseconds
from ui.charts.palette import INK, LINE, QUIET, Theme
from ui.charts.picture import Picture

Spec = dict[str, Any]

FORMATS = ((120, "%-d %b %Y", 2), (4 * 366, "%b %Y", 31), (float("inf"), "%Y", 366))
"""How a day is written under the picture, by how many days are shown at most, and so many days apart that no two read alike."""


def labelled(days: float) -> Spec:
    """What the labels under so many days say, and how many there are: as many as fit, but none twice."""
    written, apart = next((said, apart) for most, said, apart in FORMATS if days <= most)
    return {
        "format": written,
        "labelOverlap": True,
        "tickCount": {"expr": "max(2, floor(width / 90))"},
        "tickMinStep": milliseconds(1 + apart) - milliseconds(1),
    }


class Axes(NamedTuple):
    """What every layer says alike of its places, so that all share one scale each way."""

    x: Spec
    y: Spec

    def at(self, field: str) -> Spec:
        """A moment, in milliseconds since 1970."""
        return {"field": field, **self.x}

    def down(self, field: str) -> Spec:
        """A height, in pixels from the top."""
        return {"field": field, **self.y}

    def box(self) -> Spec:
        """From start to end and from top to bottom."""
        return {"x": self.at("start"), "x2": {"field": "end"}, "y": self.down("top"), "y2": {"field": "bottom"}}

    def line(self) -> Spec:
        """From start to end at one height."""
        return {"x": self.at("start"), "x2": {"field": "end"}, "y": self.down("y")}


def across(drawn: Picture, theme: Theme) -> Spec:
    """Days from left to right."""
    axis: Spec = {
        "title": None,
        **labelled(drawn.window.days),
        "grid": False,
        "domain": False,
        "ticks": True,
        "tickColor": LINE[theme],
        "labelColor": QUIET[theme],
        "labelFontSize": 12,
        "labelPadding": 6,
        "labelFlush": True,
    }
    # As an expression, because Vega-Lite takes a number in a list for a year.
    domain = {"expr": f"[{milliseconds(drawn.window.left)}, {milliseconds(drawn.window.right)}]"}
    return {"type": "temporal", "scale": {"type": "utc", "domain": domain, "nice": False}, "axis": axis}


def down(drawn: Picture, theme: Theme) -> Spec:
    """Lanes from the top down, in pixels, each with its name."""
    names = ", ".join(f"'{lane.middle:g}': '{lane.name}'" for lane in drawn.lanes)
    axis: Spec = {
        "title": None,
        "values": [lane.middle for lane in drawn.lanes],
        "labelExpr": f"({{{names}}})['' + datum.value]",
        "labelFontWeight": "bold",
        "labelFontSize": 12.5,
        "labelColor": INK[theme],
        "labelPadding": 10,
        "labelOverlap": False,
        "grid": False,
        "ticks": False,
        "domain": False,
    }
    scale = {"domain": [0, drawn.height], "reverse": True, "nice": False, "zero": False}
    return {"type": "quantitative", "scale": scale, "axis": axis}
