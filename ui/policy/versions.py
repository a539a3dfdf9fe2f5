"""The versions of the policy along time, why each was drawn up, and what differs between any two."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from domain.policy.keys import difference
from domain.policy.state import Policy, Version
from ui.charts.palette import INK, LINE, PAGE, QUIET, TONES, Theme
from ui.charts.timeline import Chart
from ui.format import day, plain
from ui.looking import Looking
from ui.parts.sharing import share_table
from ui.policy.editing import differences_table
from ui.policy_words import since
from ui.queries.policy import policy_known, reasons
from ui.session import theme

EARLIER = timedelta(days=540)
"""So much of the first version is drawn, which always was."""


def show_versions(looked: Looking) -> None:
    """The picture, the list, and the difference of two versions."""
    policy = policy_known(looked)
    if policy.latest == 1:
        with st.container(border=True):
            st.header("There is one version so far", anchor=False)
            st.markdown(
                "It has been in force from the beginning. Each change makes a further version, with its reason."
            )
        return
    versions = policy.every_version
    chart = versions_chart(policy, looked.day, theme())
    with st.container(border=True):
        st.header("Versions", anchor=False)
        spec = {**chart.spec, "datasets": chart.datasets}
        st.vega_lite_chart(spec, width="stretch", key="policy-versions", alt=chart.alt)
        said = reasons(looked)
        table = pd.DataFrame(
            {
                "Version": [str(each.rules.version) for each in versions],
                "In force": [since(each).removeprefix("in force ") for each in versions],
                "Why": [plain(said.get(each.rules.version, "–")) for each in versions],
            }
        )
        st.table(table[::-1], hide_index=True, border="horizontal", alt="Every version of the policy, the latest first")
    show_difference(versions)


def show_difference(versions: Sequence[Version]) -> None:
    """What differs between two versions, the last two unless others are chosen."""
    numbered = {f"Version {each.rules.version}": each for each in versions}
    names = list(numbered)
    with st.container(border=True):
        line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
        line.header("What differs", width="content", anchor=False)
        with st.container(horizontal=True):
            before = st.selectbox("Between", names, len(names) - 2, key="between", bind="query-params", width=180)
            after = st.selectbox("and", names, len(names) - 1, key="and", bind="query-params", width=180)
        changes = difference(numbered[str(before)].rules, numbered[str(after)].rules)
        if not changes:
            st.markdown("Nothing differs.")
            return
        table = pd.DataFrame(differences_table(changes), columns=["Value", str(before), str(after)])
        with line:
            title = f"What differs between {before} and {after} of the policy"
            share_table(table, title, "policy-difference", {"between": before, "and": after}, key="difference")
        st.table(table.map(plain), hide_index=True, border="horizontal", alt="What differs between the two versions")


def versions_chart(policy: Policy, today: date, theme: Theme) -> Chart:
    """A bar for each time that a version is in force, up to the day looked at and beyond."""
    turns = sorted({each.first for each in policy.every_version} - {date.min})
    last = max(today, *turns) + timedelta(days=120)
    begins = [(turns[0] if turns else today) - EARLIER, *turns]
    rows = [
        {
            "start": pd.Timestamp(start),
            "end": pd.Timestamp(end),
            "label": f"Version {(version := policy.in_force(start)).rules.version}",
            "said": f"Version {version.rules.version}, {since(version)}",
            "now": start <= today < end,
        }
        for start, end in zip(begins, [*turns, last], strict=True)
    ]
    bars = pd.DataFrame(rows)
    bars["middle"] = bars["start"] + (bars["end"] - bars["start"]) / 2
    tone, pale = TONES[theme]["plans"], TONES[theme]["past"]
    x = {"type": "temporal", "scale": {"type": "utc"}}
    axis = {
        "title": None,
        "format": "%b %Y",
        "tickCount": {"expr": "max(2, floor(width / 90))"},
        "grid": False,
        "domain": False,
        "tickColor": LINE[theme],
        "labelColor": QUIET[theme],
    }
    spec = {
        "height": 34,
        "padding": {"left": 4, "right": 8, "top": 18, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "data": {"name": "bars"},
                "mark": {"type": "bar", "cornerRadius": 3, "height": 26, "stroke": PAGE[theme]},
                "encoding": {
                    "x": {"field": "start", **x, "axis": axis},
                    "x2": {"field": "end"},
                    "color": {"condition": {"test": "datum.now", "value": tone.fill}, "value": pale.fill},
                    "description": {"field": "said", "type": "nominal"},
                    "tooltip": {"field": "said", "type": "nominal"},
                },
            },
            {
                "data": {"name": "bars"},
                "mark": {"type": "text", "fontSize": 12.5, "aria": False},
                "encoding": {
                    "x": {"field": "middle", **x},
                    "text": {"field": "label", "type": "nominal"},
                    "color": {"condition": {"test": "datum.now", "value": tone.ink}, "value": pale.ink},
                },
            },
            {
                "data": {"name": "today"},
                "mark": {"type": "text", "dy": -24, "fontSize": 12, "color": INK[theme], "aria": False},
                "encoding": {"x": {"field": "day", **x}, "text": {"field": "label", "type": "nominal"}},
            },
            {
                "data": {"name": "today"},
                "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK[theme], "aria": False},
                "encoding": {"x": {"field": "day", **x}},
            },
        ],
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }
    told = "; ".join(str(each) for each in bars["said"])
    marked = pd.DataFrame([{"day": pd.Timestamp(today), "label": day(today)}])
    return Chart(spec, {"bars": bars, "today": marked}, f"The versions of the policy along time: {told}.")
