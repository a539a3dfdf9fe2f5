"""The partnership as both sides see it over time: two lines for each of the six determinants and the gap between, never a total."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from domain.relationship.partnership.record import profile
from domain.relationship.partnership.scale import ASKS, DETERMINANTS, DIMENSION, SCALE_IS_OURS
from projections.question import rows_of
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.axes import Spec, labelled
from ui.charts.entries import milliseconds
from ui.charts.layers import ready
from ui.charts.palette import INK, LINE, PAGE, QUIET, TONES, Theme
from ui.charts.timeline import Chart
from ui.looking import Looking
from ui.parts.standing import in_words
from ui.queries.account import state_of
from ui.queries.relationship import course_of
from ui.questions.question import when
from ui.session import theme

ROW, STEPS, BELOW = 78, 4, 0.14
"""How tall a determinant is in pixels, how many steps the scale has above 0, and how much of a row is left free."""
SIDES = {"own": ("Own company", "integrated"), "theirs": ("The account", "showcases")}


def show_partnership(relationship: str, looked: Looking) -> None:
    """The course of both sides' ratings, and how they stand in words."""
    found = course_of(relationship, looked)
    if found.empty:
        nothing_yet(
            relationship,
            "Neither side has rated the partnership",
            "Log how a side rates the six determinants from 0 to 4, with its evidence; once both have, the gaps show.",
            partnership_assess="Log an assessment",
        )
        return
    st.markdown(SCALE_IS_OURS)
    show_chart(course_chart(found, looked.day, theme()), "partnership")
    rows = [
        {
            "Determinant": each.determinant.capitalize(),
            "Asks": ASKS[DIMENSION[each.determinant]],
            "Own company": in_words(each.determinant, each.own),
            "The account": in_words(each.determinant, each.theirs),
            "Gap": "–" if each.gap is None else f"{each.gap:+d}".replace("+0", "0"),
        }
        for each in profile(state_of(relationship, looked).partnership)
    ]
    show_table(rows, "Partnership profile of both sides")


def course_chart(found: pd.DataFrame, today: date, theme: Theme) -> Chart:
    """For each determinant each side's ratings as steps up to the day looked from, and the gap between them shaded.

    ``found`` has the rows of ``projections.partnership.course``, at least one.
    """
    now = today.toordinal() + 1
    first = int(found["first_day"].min())
    left = min(first, now - 365) - 20
    rated = [each for each in DETERMINANTS if each in set(found["determinant"])]
    tables: dict[str, list[dict[str, Any]]] = {"gaps": [], "lines": [], "dots": []}
    tables["guides"] = [
        {"start": milliseconds(left), "end": milliseconds(now), "y": height(place, rating), "rating": str(rating)}
        for place in range(len(rated))
        for rating in (0, STEPS)
    ]
    for place, determinant in enumerate(rated):
        stages = rows_of(found[found["determinant"] == determinant])
        ends = [*(int(each["first_day"]) for each in stages[1:]), now]
        for each, end in zip(stages, ends, strict=True):
            start = int(each["first_day"])
            if not pd.isna(each["gap"]) and end > start:
                tables["gaps"].append(
                    {
                        "start": milliseconds(start), "end": milliseconds(end), "top": height(place, each["own"]),
                        "bottom": height(place, each["theirs"]), "fill": TONES[theme]["at risk"].fill,
                    }
                )  # fmt: skip
        for column, (called, tone) in SIDES.items():
            side = "own company" if column == "own" else "the account"
            own = [each for each in stages if each["side"] == side]
            until = [*(int(each["first_day"]) for each in own[1:]), now][: len(own)]
            for number, (each, end) in enumerate(zip(own, until, strict=True)):
                y, start = height(place, each["rating"]), int(each["first_day"])
                looks = {"side": called, "fill": TONES[theme][tone].fill}
                tables["lines"].append(
                    {"start": milliseconds(start), "end": milliseconds(end), "y": y, "y2": y, **looks}
                )
                if number + 1 < len(own):
                    rises = height(place, own[number + 1]["rating"])
                    tables["lines"].append(
                        {"start": milliseconds(end), "end": milliseconds(end), "y": y, "y2": rises, **looks}
                    )
                said = f"{determinant.capitalize()}, {called.lower()}: {each['rating']} of {STEPS}, {when(each['first_day'], each['last_day'])}"
                tables["dots"].append({"at": milliseconds(start), "y": y, "said": said, **looks})
    columns = {"gaps": ["start", "end", "top", "bottom", "fill"], "lines": ["start", "end", "y", "y2", "side", "fill"],
               "dots": ["at", "y", "said", "side", "fill"], "guides": ["start", "end", "y", "rating"]}  # fmt: skip
    data = {name: pd.DataFrame(rows, columns=columns[name]) for name, rows in tables.items()}
    return Chart(spec(rated, data, left, now, theme), data, described(found, rated))


def height(place: int, rating: Any) -> float:
    """Where a rating stands, in rows from the top: 4 at the top of its determinant's row, 0 at its foot."""
    return round(place + 1 - BELOW - float(rating) / STEPS * (1 - 2 * BELOW), 4)


def described(found: pd.DataFrame, rated: list[Any]) -> str:
    """How it stands, for those who do not see it."""
    told = []
    for each in rated:
        last = rows_of(found[found["determinant"] == each])[-1]
        own, theirs = (("not rated" if pd.isna(last[side]) else int(last[side])) for side in SIDES)
        told.append(f"{each}: own company {own}, the account {theirs}")
    return f"Partnership profile of both sides over time. As last rated, from 0 to 4: {'; '.join(told)}."


def spec(rated: list[Any], data: dict[str, pd.DataFrame], left: int, right: int, theme: Theme) -> dict[str, Any]:
    """The specification over these datasets."""
    domain = {"expr": f"[{milliseconds(left)}, {milliseconds(right + (right - left) * 0.02)}]"}
    x: Spec = {
        "type": "temporal", "scale": {"type": "utc", "domain": domain, "nice": False},
        "axis": {
            "title": None, "grid": False, "domain": False, "tickColor": LINE[theme], "labelColor": QUIET[theme],
            **labelled(right - left),
        },
    }  # fmt: skip
    names = ", ".join(f"'{place + 0.5}': '{each.capitalize()}'" for place, each in enumerate(rated))
    y: Spec = {
        "type": "quantitative", "scale": {"domain": [0, len(rated)], "reverse": True, "nice": False, "zero": False},
        "axis": {
            "title": None, "values": [place + 0.5 for place in range(len(rated))], "labelExpr": f"({{{names}}})['' + datum.value]",
            "grid": False, "ticks": False, "domain": False, "labelColor": INK[theme], "labelFontWeight": "bold",
            "labelFontSize": 12.5, "labelPadding": 10, "labelLimit": 190,
        },
    }  # fmt: skip
    names_of_sides = [called for called, _ in SIDES.values()]
    tones = ", ".join(f"'{called}': '{TONES[theme][tone].fill}'" for called, tone in SIDES.values())
    dashed = {"condition": {"test": f"datum.side == '{names_of_sides[1]}'", "value": [5, 3]}, "value": [1, 0]}
    told: Spec = {"field": "said", "type": "nominal"}
    layers = [
        {
            "data": {"name": "guides"},
            "mark": {"type": "rule", "stroke": LINE[theme], "aria": False},
            "encoding": {"x": {"field": "start", **x}, "x2": {"field": "end"}, "y": {"field": "y", **y}},
        },
        {
            "data": {"name": "guides"},
            "mark": {
                "type": "text", "align": "left", "dx": 4, "baseline": "middle", "fontSize": 11, "color": QUIET[theme], "aria": False,
            },
            "encoding": {"x": {"field": "end", **x}, "y": {"field": "y", **y}, "text": {"field": "rating", "type": "nominal"}},
        },
        {
            "data": {"name": "gaps"},
            "mark": {"type": "rect", "opacity": 0.18, "aria": False},
            "encoding": {
                "x": {"field": "start", **x}, "x2": {"field": "end"}, "y": {"field": "top", **y}, "y2": {"field": "bottom"},
                "fill": ready("fill"),
            },
        },
        {
            "data": {"name": "lines"},
            "mark": {"type": "rule", "strokeWidth": 2, "aria": False},
            "encoding": {
                "x": {"field": "start", **x}, "x2": {"field": "end"}, "y": {"field": "y", **y}, "y2": {"field": "y2"},
                "stroke": ready("fill"), "strokeDash": dashed,
            },
        },
        {
            "data": {"name": "dots"},
            "mark": {"type": "point", "size": 80, "opacity": 1, "stroke": PAGE[theme], "strokeWidth": 1.2},
            "encoding": {
                "x": {"field": "at", **x}, "y": {"field": "y", **y}, "fill": ready("fill"),
                "tooltip": [{**told, "title": "Rated"}], "description": told,
                "shape": {
                    "field": "side", "type": "nominal", "scale": {"domain": names_of_sides, "range": ["circle", "square"]},
                    "legend": {
                        "title": None, "orient": "bottom", "symbolFillColor": {"expr": f"({{{tones}}})[datum.value]"},
                        "symbolStrokeWidth": 0, "labelColor": INK[theme], "labelFontSize": 13,
                    },
                },
            },
        },
    ]  # fmt: skip
    return {
        "height": len(rated) * ROW,
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [each for each in layers if not data[str(each["data"]["name"])].empty],  # type: ignore[index]  # a layer
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }
