"""How showcases went from account to account through time, drawn."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from projections.projection import day_of
from ui.charts.palette import INK, LINE, QUIET, category_colour
from ui.questions.question import Asked, Drawing


def edges(found: pd.DataFrame, asked: Asked) -> Drawing:
    """A line for each adoption, from when and where it was under way to when and where it was adopted."""
    rows: Iterable[Any] = found.itertuples(index=False)
    values = [
        {
            "showcase": each.title,
            "from": each.source_name,
            "since": day_of(each.source_started or each.adopted).isoformat(),
            "to": each.name,
            "adopted": day_of(each.adopted).isoformat(),
        }
        for each in rows
    ]
    axis = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}
    names = list(dict.fromkeys(name for each in values for name in (each["from"], each["to"])))
    account = {"type": "nominal", "sort": names, "axis": {**axis, "title": None, "labelLimit": 200}}
    time = {"type": "temporal", "axis": {**axis, "title": None}}
    told = [{"field": name, "type": "nominal"} for name in ("showcase", "from", "since", "to", "adopted")]
    started, spread_to = category_colour("Started", asked.theme), category_colour("Scaled or adopted", asked.theme)
    line = {"type": "rule", "color": spread_to, "strokeWidth": 2}
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": max(160, 44 * len(names)),
        "data": {"values": values},
        "layer": [
            {
                "mark": line,
                "encoding": {
                    "x": {**time, "field": "since"}, "x2": {"field": "adopted"},
                    "y": {**account, "field": "from"}, "y2": {"field": "to"}, "tooltip": told,
                },
            },
            {
                "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 90, "color": started},
                "encoding": {"x": {**time, "field": "since"}, "y": {**account, "field": "from"}, "tooltip": told},
            },
            {
                "mark": {"type": "point", "shape": "cross", "filled": True, "size": 110, "color": spread_to},
                "encoding": {"x": {**time, "field": "adopted"}, "y": {**account, "field": "to"}, "tooltip": told},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 8, "dy": -12, "color": INK[asked.theme], "limit": 220},
                "encoding": {
                    "x": {**time, "field": "adopted"}, "y": {**account, "field": "to"},
                    "text": {"field": "showcase", "type": "nominal"},
                },
            },
        ],
    }  # fmt: skip
    said = "; ".join(f"{each['showcase']} from {each['from']} to {each['to']}, {each['adopted']}" for each in values)
    return Drawing(spec=spec, alt=f"Showcases from account to account through time. {said}.")
