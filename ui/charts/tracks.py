"""Things side by side over time: a row for each, with what lasts as a bar and what happened to it as marks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ui.charts.axes import Spec, labelled
from ui.charts.entries import milliseconds
from ui.charts.layers import ready
from ui.charts.palette import CATEGORIES, INK, LINE, PAGE, QUIET, RULE, TONES, Theme, category_colour
from ui.charts.timeline import Chart

ROW, LEAST_DAYS = 34, 120
NARROW = 420
"""On a plot narrower than this, in pixels, names are cut short and the legend has two columns."""


class Bar(NamedTuple):
    """What lasts from one day up to, not including, another (day numbers), in a tone of the palette."""

    start: int
    end: int
    tone: str
    said: str


class Mark(NamedTuple):
    """What happened: where it stands, and what it is called in the legend."""

    at: float
    called: str
    said: str


class Track(NamedTuple):
    """One thing with all that is drawn of it."""

    name: str
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()


def tracks_chart(
    tracks: Sequence[Track], looks: Mapping[str, str], today: date, theme: Theme, *, of: str, label: str = "Today"
) -> Chart:
    """The picture of some things, at least one of which has a bar or a mark.

    ``looks`` says of each kind of mark, in the order of the legend, as which of the palette's categories it looks; ``of``
    is what the picture is of.
    """
    now = today.toordinal()
    days = [now, *(day for each in tracks for bar in each.bars for day in bar[:2])]
    days += [int(mark.at) for each in tracks for mark in each.marks]
    first, last = min(days), max(days)
    first = min(first, last - LEAST_DAYS)
    room = (last - first) * 0.03
    data = {
        "bars": pd.DataFrame(
            [
                {"name": each.name, "start": milliseconds(bar.start), "end": milliseconds(bar.end),
                 "fill": TONES[theme][bar.tone].fill, "said": f"{each.name}: {bar.said}"}
                for each in tracks
                for bar in each.bars
            ],
            columns=["name", "start", "end", "fill", "said"],
        ),
        "marks": pd.DataFrame(
            [
                {"name": each.name, "at": milliseconds(mark.at), "called": mark.called,
                 "fill": category_colour(looks[mark.called], theme), "said": f"{each.name}: {mark.said}"}
                for each in tracks
                for mark in each.marks
            ],
            columns=["name", "at", "called", "fill", "said"],
        ),
        "today": pd.DataFrame([{"at": milliseconds(now), "label": label}]),
    }  # fmt: skip
    present = [called for called in looks if called in set(data["marks"]["called"])]
    domain = {"expr": f"[{milliseconds(first - room)}, {milliseconds(last + room)}]"}
    x: Spec = {
        "type": "temporal",
        "scale": {"type": "utc", "domain": domain, "nice": False},
        "axis": {
            "title": None, "grid": False, "domain": False, "tickColor": LINE[theme], "labelColor": QUIET[theme],
            "labelFlush": True, **labelled(last - first),
        },
    }  # fmt: skip
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": list(dict.fromkeys(each.name for each in tracks))},
        "axis": {
            "title": None, "grid": True, "gridColor": LINE[theme], "domain": False, "ticks": False,
            "labelColor": INK[theme], "labelFontSize": 12.5, "labelPadding": 8, "labelLimit": {"expr": f"width < {NARROW} ? 120 : 260"},
        },
    }  # fmt: skip
    said: Spec = {"field": "said", "type": "nominal"}
    pointed: Spec = {"tooltip": [{**said, "title": "What"}], "description": said}
    layers = [
        {
            "data": {"name": "bars"},
            "mark": {"type": "bar", "height": {"band": 0.5}, "cornerRadius": 3},
            "encoding": {
                "x": {"field": "start", **x}, "x2": {"field": "end"}, "y": y, "fill": ready("fill"), **pointed,
            },
        },
        {
            "data": {"name": "today"},
            "mark": {"type": "rule", "strokeDash": [4, 3], "stroke": RULE[theme], "aria": False},
            "encoding": {"x": {"field": "at", **x}},
        },
        {
            "data": {"name": "today"},
            "mark": {
                "type": "text", "y": -6, "baseline": "bottom", "fontSize": 12, "color": RULE[theme], "aria": False,
            },
            "encoding": {"x": {"field": "at", **x}, "text": {"field": "label", "type": "nominal"}},
        },
        {
            "data": {"name": "marks"},
            "mark": {"type": "point", "size": 110, "opacity": 1, "strokeWidth": 1.4, "stroke": PAGE[theme]},
            "encoding": {
                "x": {"field": "at", **x}, "y": y, "fill": ready("fill"), **pointed,
                "shape": {
                    "field": "called", "type": "nominal",
                    "scale": {"domain": present, "range": [CATEGORIES[looks[each]].shape for each in present]},
                    "legend": legend(present, looks, theme),
                },
            },
        },
    ]  # fmt: skip
    spec: dict[str, Any] = {
        "height": max(2, len({each.name for each in tracks})) * ROW,
        "padding": {"left": 4, "right": 8, "top": 18, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [each for each in layers if not data[str(each["data"]["name"])].empty],  # type: ignore[index]  # a layer
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }
    told = "; ".join(str(each) for name in ("bars", "marks") for each in data[name]["said"].head(12))
    rest = sum(len(data[name]) - min(12, len(data[name])) for name in ("bars", "marks"))
    return Chart(spec, data, f"{of}. {told}{f'; and {rest} more' if rest else ''}.")


def legend(present: Sequence[str], looks: Mapping[str, str], theme: Theme) -> Spec | None:
    """The kinds of marks, in their colours and shapes."""
    if not present:
        return None
    colours = ", ".join(f"'{each}': '{category_colour(looks[each], theme)}'" for each in present)
    return {
        "title": None,
        "orient": "bottom",
        "columns": {"expr": f"width < {NARROW} ? 2 : {max(1, len(present))}"},
        "symbolFillColor": {"expr": f"({{{colours}}})[datum.value]"},
        "symbolStrokeWidth": 0,
        "labelColor": INK[theme],
        "labelFontSize": 13,
    }
