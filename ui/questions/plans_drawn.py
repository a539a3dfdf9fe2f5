"""The pictures of the question about plans: a bar for each class, and a line for each drift."""

from datetime import date
from typing import Any

import pandas as pd

from domain.history.when import duration
from projections.plans import STANDINGS
from projections.projection import day_of
from ui.charts.palette import INK, LINE, QUIET, category_colour
from ui.questions.question import Asked, Drawing

LOOKS = {
    "in force": "Live or reached",
    "off policy": "Given up or broken",
    "agreed": "Started",
    "proposed": "Proposed or planned",
    "none": "Other event",
}
"""The colour of each standing is that of a kind of mark of the timeline."""
SAID = {
    "in force": "in force",
    "off policy": "in force, but the class does not allow it",
    "agreed": "agreed, yet to begin",
    "proposed": "only proposed",
    "none": "without a plan",
}


def coverage_drawn(found: pd.DataFrame, asked: Asked) -> Drawing:
    """A bar for each class, divided by how its accounts stand."""
    values = [
        {"class": (row["account_class"] or "not yet classified").capitalize(), "standing": SAID[each], "place": place,
         "accounts": int(row[each])}
        for row in found.to_dict("records")
        for place, each in enumerate(STANDINGS)
        if row[each]
    ]  # fmt: skip
    colours = [category_colour(LOOKS[each], asked.theme) for each in STANDINGS]
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": {"step": 44},
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "y": {
                "field": "class",
                "type": "nominal",
                "sort": None,
                "axis": {**axis(asked), "title": None, "labelLimit": 200},
            },
            "x": {
                "field": "accounts",
                "type": "quantitative",
                "axis": {**axis(asked), "title": "Accounts", "tickMinStep": 1, "format": "d"},
            },
            "color": {
                "field": "standing",
                "type": "nominal",
                "scale": {"domain": [SAID[each] for each in STANDINGS], "range": colours},
                "legend": {"orient": "bottom", "title": None, "columns": {"expr": "width < 400 ? 1 : 3"}, "labelLimit": 320,
                           "labelColor": INK[asked.theme]},
            },
            "order": {"field": "place", "type": "quantitative"},
            "tooltip": [
                {"field": "class", "title": "Class"},
                {"field": "standing", "title": "Stands"},
                {"field": "accounts", "title": "Accounts"},
            ],
        },
    }  # fmt: skip
    said = "; ".join(f"{each['class']}: {each['accounts']} {each['standing']}" for each in values)
    return Drawing(spec=spec, alt=f"Accounts by class and by how they stand for a joint plan. {said}.")


def axis(asked: Asked) -> dict[str, str]:
    """The colours of an axis."""
    return {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}


def drifted(days: int) -> str:
    """How far something moved, and which way."""
    return f"{duration(abs(days))} {'later' if days > 0 else 'earlier'}" if days else "only its start"


def drift_drawn(found: pd.DataFrame, asked: Asked) -> Drawing:
    """A line for each thing from the first promise to where it stands now."""
    values = [
        {
            "called": f"{row['title']} · {row['name']}",
            "first": shown(row),
            "now": shown(row, "now"),
            "by": drifted(int(row["days"])),
        }
        for row in found.to_dict("records")
    ]
    y = {
        "field": "called",
        "type": "nominal",
        "sort": None,
        "axis": {**axis(asked), "title": None, "labelLimit": 260},
    }
    tips = [
        {"field": "called", "title": "What"},
        {"field": "first", "type": "temporal", "title": "First promised", "format": "%-d %b %Y"},
        {"field": "now", "type": "temporal", "title": "Now", "format": "%-d %b %Y"},
        {"field": "by", "title": "Moved by"},
    ]
    dates = {
        "type": "temporal",
        "axis": {**axis(asked), "title": "First promised ○ → now ●", "format": "%b %Y", "tickCount": 8},
    }
    colour = category_colour("Proposed or planned", asked.theme)
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": {"step": 28},
        "data": {"values": values},
        "encoding": {"y": y, "tooltip": tips},
        "layer": [
            {
                "mark": {"type": "rule", "color": colour, "strokeWidth": 2},
                "encoding": {"x": {"field": "first", **dates}, "x2": {"field": "now"}},
            },
            {
                "mark": {"type": "point", "size": 90, "filled": False, "color": colour, "strokeWidth": 2},
                "encoding": {"x": {"field": "first", **dates}},
            },
            {
                "mark": {"type": "point", "size": 90, "filled": True, "color": colour, "opacity": 1},
                "encoding": {"x": {"field": "now", **dates}},
            },
        ],
    }
    said = "; ".join(f"{each['called']}: {each['by']}" for each in values)
    return Drawing(spec=spec, alt=f"From the first promise to where it stands now. {said}.")


def shown(row: dict[Any, Any], column: str = "first") -> str:
    """The last day of a plan, or the last due day of an objective, for an axis of days."""
    number = int(row[column]) - (row["what"] == "plan")
    return date.isoformat(day_of(number))
