"""The pictures of Partnership: how wide the gaps are, and how they went from day to day."""

from datetime import date
from typing import Any

import pandas as pd

from domain.relationship.partnership.scale import DETERMINANTS
from projections.projection import day_of
from ui.charts.palette import LINE, QUIET, TONES
from ui.format import day
from ui.questions.question import Asked, Drawing, counted

SEEN = {"own_higher": "we rate it higher", "alike": "alike", "theirs_higher": "they rate it higher"}
"""Who rates a determinant higher, by the columns of the views."""

ROW = 0.85
"""How much of its row a determinant's tallest bar takes."""

BAR = 0.8
"""How much of the time from one day to the next its bar takes."""

SIGNED = "datum.value > 0 ? '+' + datum.value : datum.value"

LEGEND = {"title": None, "orient": "bottom"}


def gaps_drawn(both: pd.DataFrame, asked: Asked) -> Drawing:
    """A dot for each size of gap of each determinant, as large as there are partnerships with it."""
    counts = both.groupby(["determinant", "gap"], sort=False).size().reset_index(name="partnerships")
    values: list[dict[str, Any]] = [
        {"determinant": each["determinant"].capitalize(), "gap": int(each["gap"]), "count": int(each["partnerships"])}
        for each in counts.to_dict("records")
    ]
    axis = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}
    dot = {"type": "circle", "color": TONES[asked.theme]["systems"].fill, "opacity": 1}
    place = {
        "x": {
            "field": "gap",
            "type": "quantitative",
            "scale": {"domain": [-4, 4]},
            "axis": {
                **axis,
                "title": "Our rating less theirs",
                "tickCount": 9,
                "labelExpr": SIGNED,
            },
        },
        "y": {
            "field": "determinant",
            "type": "nominal",
            "sort": [each.capitalize() for each in DETERMINANTS],
            "axis": {**axis, "title": None, "labelLimit": 200},
        },
    }
    counted_as: dict[str, Any] = {"field": "count", "type": "quantitative", "title": "Partnerships"}
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": 260,
        "data": {"values": values},
        "encoding": place,
        "layer": [
            {
                "mark": dot,
                "encoding": {"size": {**counted_as, "scale": {"range": [220, 450]}, "legend": None}},
            },
            {"mark": {"type": "text", "color": TONES[asked.theme]["systems"].ink}, "encoding": {"text": counted_as}},
        ],
    }
    said = "; ".join(
        f"{each['determinant']}: {counted(each['count'], 'partnership')} at {each['gap']:+d}" for each in values
    )
    return Drawing(spec=spec, alt=f"Gaps between the two sides' ratings, ours less theirs. {said}.")


def course_drawn(steps: pd.DataFrame, asked: Asked) -> Drawing:
    """For each determinant in how many partnerships who rated it higher, from day to day of the span."""
    most = int(steps[list(SEEN)].sum(axis="columns").max())
    days = sorted(set(steps["day"]))
    reach = BAR * (days[-1] - days[0]) / max(len(days) - 1, 1) / 2 or 0.5
    values: list[dict[str, Any]] = []
    for each in steps.to_dict("records"):
        reached = DETERMINANTS.index(each["determinant"]) + ROW
        for column, seen in SEEN.items():
            top = reached - ROW * each[column] / most
            values.append(
                {
                    "day": day_of(each["day"]).isoformat(),
                    "from": milliseconds(each["day"] - reach),
                    "until": milliseconds(each["day"] + reach),
                    "determinant": each["determinant"].capitalize(),
                    "seen": seen,
                    "partnerships": each[column],
                    "bottom": reached,
                    "top": top,
                }
            )
            reached = top
    quiet = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "domain": False, "ticks": False}
    names = [each.capitalize() for each in DETERMINANTS]
    tones = [TONES[asked.theme][each].fill for each in ("plans", "stable", "showcases")]
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": 400,
        "data": {"values": values},
        "mark": "rect",
        "encoding": {
            "x": {"field": "from", "type": "temporal", "axis": {**quiet, "title": None, "tickCount": 4, "grid": False}},
            "y": {
                "field": "bottom",
                "type": "quantitative",
                "scale": {"domain": [0, len(names)], "reverse": True, "nice": False},
                "axis": {
                    **quiet,
                    "title": None,
                    "grid": False,
                    "values": [row + ROW / 2 for row in range(len(names))],
                    "labelExpr": f"{names}[floor(datum.value)]",
                    "labelLimit": 200,
                },
            },
            "x2": {"field": "until"},
            "y2": {"field": "top"},
            "color": {
                "field": "seen",
                "type": "nominal",
                "scale": {"domain": list(SEEN.values()), "range": tones},
                "legend": {**LEGEND, "labelColor": QUIET[asked.theme]},
            },
            "tooltip": [
                {"field": "determinant", "title": "Determinant"},
                {"field": "day", "type": "temporal", "title": "On"},
                {"field": "seen", "title": "Seen"},
                {"field": "partnerships", "title": "Partnerships"},
            ],
        },
    }
    last = steps[steps["day"] == steps["day"].max()].to_dict("records")
    said = "; ".join(
        f"{each['determinant']}: {', '.join(f'{each[column]} {seen}' for column, seen in SEEN.items())}"
        for each in last
    )
    return Drawing(
        spec=spec,
        alt=f"Partnerships by who rates each determinant higher, from {day(asked.since)} to {day(asked.as_of)}. "
        f"At the end: {said}.",
    )


def milliseconds(day_number: float) -> float:
    """A day number, or a part of a day, as a chart counts time."""
    return (day_number - date(1970, 1, 1).toordinal()) * 86_400_000
