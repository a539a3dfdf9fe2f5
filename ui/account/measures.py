"""The scorecard as a picture: a row for each measure, a mark for each period, by whether the target was reached."""

from decimal import Decimal
from typing import Any

import pandas as pd

from projections.question import rows_of
from ui.charts.axes import Spec
from ui.charts.layers import ready
from ui.charts.palette import CATEGORIES, INK, LINE, PAGE, QUIET, Theme, category_colour
from ui.charts.timeline import Chart
from ui.charts.tracks import legend
from ui.questions.question import when

LOOKS = {
    "on target": "Live or reached",
    "off target": "Given up or broken",
    "no target": "Met or reviewed",
    "running": "Proposed or planned",
    "outstanding": "Concluded or retired",
}
ROW = 54
MOST_PERIODS = 16
"""Only the latest periods are drawn; the table has all."""


def measures_chart(card: pd.DataFrame, theme: Theme) -> Chart:
    """The latest periods of every measure of ``projections.plans.scorecard``, which has at least one row."""
    periods = sorted({(each["period_first"], each["period_last"]) for each in rows_of(card)})[-MOST_PERIODS:]
    rows = [row(each, theme) for each in rows_of(card) if (each["period_first"], each["period_last"]) in set(periods)]
    data = pd.DataFrame(rows)
    present = [each for each in LOOKS if each in set(data["status"])]
    axis: Spec = {"title": None, "domain": False, "ticks": False, "grid": False, "labelFontSize": 12}
    x: Spec = {
        "field": "period", "type": "ordinal", "scale": {"domain": [when(*each) for each in periods]},
        "axis": {**axis, "labelColor": QUIET[theme], "labelAngle": 0, "labelOverlap": True},
    }  # fmt: skip
    y: Spec = {
        "field": "measure", "type": "nominal", "sort": None,
        "axis": {**axis, "labelColor": INK[theme], "grid": True, "gridColor": LINE[theme], "labelLimit": {"expr": "width < 420 ? 110 : 220"}},
    }  # fmt: skip
    told: Spec = {"field": "said", "type": "nominal"}
    spec: dict[str, Any] = {
        "height": max(2, data["measure"].nunique()) * ROW,
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"name": "readings"},
        "layer": [
            {
                "mark": {"type": "point", "size": 130, "opacity": 1, "strokeWidth": 1.4, "stroke": PAGE[theme], "yOffset": -7},
                "encoding": {
                    "x": x, "y": y, "fill": ready("fill"), "description": told, "tooltip": [{**told, "title": "What"}],
                    "shape": {
                        "field": "status", "type": "nominal",
                        "scale": {"domain": present, "range": [CATEGORIES[LOOKS[each]].shape for each in present]},
                        "legend": legend(present, LOOKS, theme),
                    },
                },
            },
            {
                "mark": {
                    "type": "text", "yOffset": 12, "fontSize": 11.5, "color": INK[theme], "aria": False,
                    "limit": {"expr": f"max(20, width / {len(periods)} - 4)"},
                },
                "encoding": {"x": x, "y": y, "text": {"field": "shown", "type": "nominal"}},
            },
        ],
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }  # fmt: skip
    return Chart(spec, {"readings": data}, f"Scorecard. {'; '.join(data['said'].tail(20))}.")


def row(each: dict[str, Any], theme: Theme) -> dict[str, str]:
    """A period of a measure as it is drawn."""
    actual, target = number(each["actual"]), number(each["target"])
    period = when(each["period_first"], each["period_last"])
    reached = f"{actual} {each['unit']}" if actual else "nothing recorded"
    against = f", target {target}" if target else ""
    return {
        "measure": each["title"],
        "period": period,
        "status": each["status"],
        "fill": category_colour(LOOKS[each["status"]], theme),
        "shown": actual or "–",
        "said": f"{each['title']}, {period}: {reached}{against}, {each['status']}",
    }


def number(amount: Decimal | None) -> str:
    """A number as it was said, "" for none."""
    return "" if amount is None else f"{amount:f}"
