"""Economics: what the account brings in and costs, period by period, its profit segment, and what IT was put into it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from domain.relationship.economics import FIGURES, Figures
from domain.relationship.state import Relationship
from projections.economics import NO_THRESHOLD, NO_WHOLE_YEAR, SMALL_BUT_PROFITABLE
from projections.projection import day_of
from projections.question import rows_of
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.axes import Spec
from ui.charts.layers import ready
from ui.charts.palette import INK, LINE, PAGE, QUIET, TONES, Theme
from ui.charts.timeline import Chart
from ui.format import day, happened, plain
from ui.looking import Looking
from ui.queries.account import state_of
from ui.queries.relationship import segments_of
from ui.questions.investment import money
from ui.session import theme

DRAWN = {
    "revenue": ("Revenue", "past", 0.8),
    "cost_to_serve": ("Cost to serve", "at risk", 0.5),
    "net_profit": ("Net profit", "emerging", 0.28),
}
"""What is drawn of a period, from the back to the front: what it is called, its tone, and how wide its bar is."""
COLUMNS = ["period", "what", "amount", "fill", "said"]
MOST_PERIODS = 16
SAID = {
    "peak": "a **peak**",
    "drain": "a **drain**",
    "desert": "a **desert**",
    SMALL_BUT_PROFITABLE: "**small but profitable**",
    NO_THRESHOLD: "in no profit segment, because the policy has no threshold in this currency",
}


def show_economics(relationship: str, looked: Looking) -> None:
    """The segment, the figures and the investments."""
    state = state_of(relationship, looked)
    reported = sorted(state.economics.figures.values(), key=lambda each: (each.period.first, each.period.last))
    if not reported and not state.economics.investments:
        nothing_yet(
            relationship,
            "No figures are on record",
            "Log revenue, net profit and cost to serve of a month, a quarter or a year: from twelve months follows whether "
            "the account is a peak, a drain or a desert.",
            economics_report="Log figures of a period",
            economics_invest="Log an IT investment",
        )
        return
    if reported:
        for each in rows_of(segments_of(relationship, looked)):
            st.markdown(segment_said(each))
        shown = currency_of(reported)
        show_chart(figures_chart([each for each in reported if each.currency == shown], theme()), "figures")
        show_table([figures_row(each) for each in reported[::-1]], "Figures, the latest period first")
    if state.economics.investments:
        st.header("IT investments", anchor=False)
        show_table(investment_rows(state), "IT investments for the account")


def currency_of(reported: Sequence[Figures]) -> str:
    """The currency that is drawn: nothing is added across currencies, so each has a picture of its own."""
    currencies = list(dict.fromkeys(each.currency for each in reversed(reported)))
    if len(currencies) == 1:
        return currencies[0]
    return str(st.segmented_control("Currency", currencies, default=currencies[0], required=True, key="currency"))


def segment_said(each: dict[str, Any]) -> str:
    """The profit segment in a sentence."""
    if each["segment"] == NO_WHOLE_YEAR:
        return f"In {plain(each['currency'])}, revenue and net profit are not both known of any twelve months, so it has no profit segment yet."
    ends = day(day_of(int(each["ends"])))
    figures = f"revenue {money(each['revenue'])}, net profit {money(each['net_profit'])} {plain(each['currency'])}"
    return f"By the twelve months to {ends} it is {SAID.get(each['segment'], each['segment'])} ({plain(figures)})."


def figures_row(each: Figures) -> dict[str, str]:
    """The figures of a period in words."""
    figures = {label.capitalize(): money(getattr(each, name)) for name, label in FIGURES.items()}
    share = each.share_of_wallet
    return {
        "Period": happened(each.period),
        "Currency": each.currency,
        **figures,
        "Share of wallet": "–" if share is None else f"{share:f} %",
    }


def investment_rows(state: Relationship) -> list[dict[str, str]]:
    """The investments in words, the latest first."""
    found = sorted(state.economics.investments.values(), key=lambda each: each.period.first, reverse=True)
    return [
        {
            "Period": happened(each.period),
            "Dimension": each.dimension,
            "Amount": f"{money(each.amount)} {each.currency}",
        }
        for each in found
    ]


def figures_chart(reported: Sequence[Figures], theme: Theme) -> Chart:
    """Revenue, cost to serve and net profit of the latest periods, one in front of the other, in one currency."""
    latest = reported[-MOST_PERIODS:]
    data = {name: pd.DataFrame(rows(latest, name, theme), columns=COLUMNS) for name in DRAWN}
    axis: Spec = {
        "domain": False,
        "ticks": False,
        "labelColor": QUIET[theme],
        "titleColor": QUIET[theme],
        "gridColor": LINE[theme],
    }
    names = [called for called, *_ in DRAWN.values()]
    tones = ", ".join(f"'{called}': '{TONES[theme][tone].fill}'" for called, tone, _ in DRAWN.values())
    told: Spec = {"field": "said", "type": "nominal"}
    currency = latest[-1].currency if latest else ""
    spec: dict[str, Any] = {
        "height": 260,
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "x": {
                "field": "period", "type": "ordinal", "scale": {"domain": [happened(each.period) for each in latest]},
                "axis": {**axis, "title": None, "labelAngle": 0, "labelOverlap": True},
            },
            "y": {"field": "amount", "type": "quantitative", "stack": None, "axis": {**axis, "title": currency, "format": "~s"}},
            "fill": ready("fill"),
            "opacity": {
                "field": "what", "type": "nominal", "scale": {"domain": names, "range": [1] * len(names)},
                "legend": {
                    "title": None, "orient": "bottom", "symbolType": "square", "symbolOpacity": 1,
                    "symbolStrokeWidth": 0,
                    "symbolFillColor": {"expr": f"({{{tones}}})[datum.value]"}, "labelColor": INK[theme], "labelFontSize": 13,
                },
            },
            "tooltip": [{**told, "title": "What"}],
            "description": told,
        },
        "layer": [
            {"data": {"name": name}, "mark": {"type": "bar", "width": {"band": wide}}}
            for name, (_, _, wide) in DRAWN.items()
            if len(data[name])
        ],
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }  # fmt: skip
    told_of = [str(each) for table in data.values() for each in table["said"].tail(6)]
    return Chart(spec, data, f"Figures by period in {currency}. {'; '.join(told_of)}.")


def rows(reported: Sequence[Figures], name: str, theme: Theme) -> list[dict[str, Any]]:
    """One figure of some periods as it is drawn."""
    called, tone, _ = DRAWN[name]
    return [
        {
            "period": happened(each.period),
            "what": called,
            "amount": float(amount),
            "fill": TONES[theme][tone].fill,
            "said": f"{happened(each.period)}, {called.lower()}: {money(amount)} {each.currency}",
        }
        for each in reported
        if (amount := getattr(each, name)) is not None
    ]
