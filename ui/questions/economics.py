"""Economics on the page: the map of peaks, drains and deserts, how accounts moved on it, and the IT investment."""

from decimal import Decimal
from typing import Any

import pandas as pd

from projections.economics import (
    NO_THRESHOLD,
    NO_WHOLE_YEAR,
    PLACES,
    SMALL_BUT_PROFITABLE,
    by_year,
    counts,
    investments,
    moves,
    standing,
)
from projections.projection import day_of
from ui.charts.palette import INK, LINE, QUIET, RULE, category_colour
from ui.format import day, span
from ui.questions.investment import money, spent, where
from ui.questions.question import Answer, Asked, Drawing, Question, counted, figures

LOOKS = {
    "peak": ("triangle-up", "Live or reached"),
    "drain": ("diamond", "Given up or broken"),
    "desert": ("circle", "Other event"),
    SMALL_BUT_PROFITABLE: ("triangle-right", "Started"),
    NO_THRESHOLD: ("cross", "Concluded or retired"),
}
"""The shape of each segment, and the kind of mark on the timeline whose colour it shares."""
NAMED_UP_TO = 25
"""With more accounts their names would cover each other; the table and the tips name them all."""


def answers(asked: Asked) -> list[Answer]:
    """A map for each currency, the segments year by year, the moves, and the investment by dimension and by account."""
    found = standing(asked.database, asked.as_of, asked.rules_on, asked.known_at)
    years = by_year(asked.database, asked.as_of, asked.rules_on, asked.known_at)
    invested = investments(asked.database, asked.since, asked.as_of, asked.known_at)
    currencies = sorted(found["currency"].unique())
    maps = [mapped(asked, found[found["currency"] == each], each) for each in currencies]
    return [
        *(maps or [nothing_reported()]),
        yearly(years),
        moved(asked, years),
        spent(asked, invested),
        where(invested),
    ]


def nothing_reported() -> Answer:
    """There is no map yet."""
    return Answer(
        title="Peaks, drains and deserts",
        says="No account's economics are reported by this day: report revenue and net profit of a year, or of its quarters.",
        table=pd.DataFrame(),
    )


def mapped(asked: Asked, found: pd.DataFrame, currency: str) -> Answer:
    """Where each account stands in one currency."""
    order = {each: number for number, each in enumerate(PLACES)}
    found = found.assign(order=found["segment"].map(order), size=[-(each or 0) for each in found["revenue"]])
    found = found.sort_values(["order", "size"], kind="stable", ignore_index=True)
    placed = found[found["segment"] != NO_WHOLE_YEAR]
    said = ", ".join(
        f"{(found['segment'] == each).sum()} {each}" for each in PLACES if (found["segment"] == each).any()
    )
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Segment": found["segment"],
            "Twelve months": [
                span(day_of(first), day_of(last)) if first else "–"
                for first, last in zip(found["starts"], found["ends"], strict=True)
            ],
            f"Revenue, {currency}": found["revenue"].map(money),
            f"Net profit, {currency}": found["net_profit"].map(money),
            f"Cost to serve, {currency}": found["cost_to_serve"].map(money),
            "Share of wallet": [
                f"{each:f}%" if isinstance(each, Decimal) else "–" for each in found["share_of_wallet"]
            ],
        }
    )
    return Answer(
        title=f"Peaks, drains and deserts, {currency}",
        key=f"segments-{currency}",
        figures=figures(found["segment"], PLACES),
        says=f"{counted(len(found), 'account')} by the last twelve months known on {day(asked.as_of)}: {said}. Peak is high "
        "revenue and high profit, drain high revenue and low profit or loss, desert low revenue and low profit.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        drawing=drawn(asked, placed, currency) if len(placed) else None,
    )


def drawn(asked: Asked, placed: pd.DataFrame, currency: str) -> Drawing:
    """Revenue to the right, net profit upwards, with a line where each begins to count as high."""
    values = [
        {"account": name, "revenue": float(revenue), "profit": float(profit), "segment": segment}
        for name, revenue, profit, segment in zip(
            placed["name"], placed["revenue"], placed["net_profit"], placed["segment"], strict=True
        )
    ]
    used = [each for each in LOOKS if (placed["segment"] == each).any()]
    scale = {
        "color": [category_colour(LOOKS[each][1], asked.theme) for each in used],
        "shape": [LOOKS[each][0] for each in used],
    }
    axis = {
        "labelColor": QUIET[asked.theme],
        "titleColor": QUIET[asked.theme],
        "gridColor": LINE[asked.theme],
        "format": "~s",
    }
    legend = {"title": None, "orient": "top", "labelColor": INK[asked.theme]}
    marks: dict[str, Any] = {
        channel: {
            "field": "segment",
            "type": "nominal",
            "scale": {"domain": used, "range": scale[channel]},
            "legend": legend,
        }
        for channel in scale
    }
    position = {
        "x": {"field": "revenue", "type": "quantitative", "axis": {**axis, "title": f"Revenue, {currency}"}},
        "y": {"field": "profit", "type": "quantitative", "axis": {**axis, "title": f"Net profit, {currency}"}},
    }
    tip = [
        {"field": "account", "title": "Account"},
        {"field": "segment", "title": "Segment"},
        {"field": "revenue", "title": "Revenue", "format": ",.0f"},
        {"field": "profit", "title": "Net profit", "format": ",.0f"},
    ]
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 0.85},
            "encoding": {**position, **marks, "tooltip": tip},
        }
    ]
    if len(values) <= NAMED_UP_TO:
        name = {"type": "text", "aria": False, "align": "left", "dx": 9, "color": INK[asked.theme], "limit": 160}
        layers.append({"mark": name, "encoding": {**position, "text": {"field": "account"}}})
    if threshold := asked.rules.segments.get(currency):
        rule = {"type": "rule", "aria": False, "strokeDash": [5, 4], "color": RULE[asked.theme]}
        layers += [
            {"mark": rule, "encoding": {"x": {"datum": float(threshold.revenue)}}},
            {"mark": rule, "encoding": {"y": {"datum": float(threshold.profit)}}},
        ]
    said = ", ".join(f"{(placed['segment'] == each).sum()} {each}" for each in used)
    spec = {"background": "transparent", "height": 340, "data": {"values": values}, "layer": layers}
    return Drawing(
        spec=spec,
        alt=f"Accounts by yearly revenue and net profit in {currency}: {said}. The table has each.",
    )


def yearly(years: pd.DataFrame) -> Answer:
    """How many accounts were in each segment, year by year."""
    found = counts(years)
    of = {
        cell: list(zip(those["relationship"], those["seq"], strict=True))
        for cell, those in years.groupby(["currency", "year", "segment"])
    }
    behind = {
        each.capitalize(): [of.get((row["currency"], row["year"], each), []) for row in found.to_dict("records")]
        for each in PLACES[:-1]
    }
    table = found.rename(columns=str.capitalize)
    return Answer(
        title="Year by year",
        says="How many accounts were in each segment, judged by the policy in force at the end of each calendar year."
        if len(table)
        else "No calendar year of an account is known as a whole: report revenue and net profit of one.",
        table=table,
        key="years",
        behind=behind,
        rows=[f"{each} {year}" for each, year in zip(found["currency"], found["year"], strict=True)],
    )


def moved(asked: Asked, years: pd.DataFrame) -> Answer:
    """Every account that changed its segment in the span, the latest year first."""
    found = moves(years, asked.since)[::-1]
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Year": found["year"],
            "From": found["before"],
            "To": found["segment"],
            "Currency": found["currency"],
            "Revenue": found["revenue"].map(money),
            "Net profit": found["net_profit"].map(money),
        }
    )
    return Answer(
        title="How accounts moved",
        key="moves",
        figures=figures(found["segment"].map("to {}".format), [f"to {each}" for each in PLACES]),
        says=f"{counted(len(found), 'move')} from segment to segment in the years that ended after {day(asked.since)}."
        if len(found)
        else f"No account moved from segment to segment in a year that ended after {day(asked.since)}: "
        "a move shows once two calendar years are known.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


QUESTION = Question(
    key="economics",
    title="Economics",
    asks="Which accounts carry the profit, which drain it, and where does the IT investment go?",
    answers=answers,
)
