"""Showcases: what was tried, within which limits, what came of it, and to which accounts it spread."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from projections.question import rows_of
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.palette import Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart
from ui.looking import Looking
from ui.queries.relationship import adoptions_of, trials_of
from ui.questions.question import when
from ui.session import theme

LOOKS = {
    "Proposed": "Proposed or planned",
    "Started": "Started",
    "Passed on": "Started",
    "Adopted": "Scaled or adopted",
    "Concluded: scale": "Live or reached",
    "Concluded: extend": "Met or reviewed",
    "Concluded: stop": "Given up or broken",
    "Limit of time": "Other event",
}


def show_showcases(relationship: str, looked: Looking) -> None:
    """The showcases and where they spread."""
    tried = trials_of(relationship, looked)
    if tried.empty:
        nothing_yet(
            relationship,
            "No showcase is on record",
            "A showcase is a limited experiment whose success is fixed before it starts; what works spreads to other "
            "accounts. Log one that is proposed, started, or taken over from another account.",
            showcase_start="Log a showcase that started",
            showcase_adopt="Log one adopted from another account",
        )
        return
    st.header("What was tried", anchor=False)
    show_chart(trials_chart(tried, looked.day, theme()), "trials")
    show_table([row(each) for each in rows_of(tried)], "Showcases")
    st.header("Where they spread", anchor=False)
    spread = adoptions_of(relationship, looked)
    if spread.empty:
        st.markdown(
            "None of them came from another account or spread to one yet. Log the adoption at the account that took it over."
        )
        return
    show_chart(spread_chart(spread, looked.day, theme()), "spread")
    show_table(
        [
            {
                "When": when(each["adopted"], each["adopted_last"]),
                "Showcase": each["title"],
                "From": each["source_name"] or "an account not on record",
                "To": each["name"],
            }
            for each in rows_of(spread)
        ],
        "Adoptions, in their order",
    )


def row(each: dict[str, Any]) -> dict[str, str]:
    """A showcase in words."""
    budget = each["budget"]
    limits = [
        *(
            [f"{each['spent']:,f} of {budget:,f} {each['currency']}"]
            if budget is not None and not pd.isna(budget)
            else []
        ),
        *([f"{each['sites']} site{'s' * (each['sites'] != 1)}"] if each["sites"] else []),
        *([f"until {when(each['ends'])}"] if each["ends"] else []),
    ]
    return {
        "Showcase": each["title"],
        "Stands": each["status"] + (f": {each['outcome']}" if each["outcome"] else ""),
        "Since": when(each["since"], each["since_last"]),
        "Limits": ", ".join(limits) or "none recorded",
        "Success fixed before": "yes" if each["success"] else "no",
        "Latest result": each["result"] or "–",
    }


def trials_chart(tried: pd.DataFrame, today: date, theme: Theme) -> Chart:
    """Each showcase from its start to its conclusion, or to the day looked from."""
    tracks = [track(each, today.toordinal()) for each in rows_of(tried)]
    return tracks_chart(tracks, LOOKS, today, theme, of="Showcases")


def track(each: dict[str, Any], today: int) -> Track:
    """One showcase."""
    marks, bars = [], []
    over = each["since"] if each["status"] == "concluded" else 0
    if each["started"]:
        adopted = bool(each["origin"])
        marks.append(
            Mark(
                each["started"] + 0.5, "Adopted" if adopted else "Started",
                f"{'adopted' if adopted else 'started'} {when(each['started'], each['started_last'])}",
            )
        )  # fmt: skip
        end = (over or today) + 1
        bars.append(
            Bar(each["started"], max(end, each["started"] + 1), "past" if over else "showcases", each["status"])
        )
    elif each["status"] == "proposed":
        marks.append(Mark(each["since"] + 0.5, "Proposed", f"proposed {when(each['since'], each['since_last'])}"))
    if over:
        said = f"concluded {when(over, each['since_last'])}: {each['outcome']}"
        marks.append(Mark(over + 0.5, f"Concluded: {each['outcome']}", said))
    if each["ends"]:
        marks.append(Mark(each["ends"] + 0.5, "Limit of time", f"limited until {when(each['ends'])}"))
    return Track(each["title"], bars, marks)


def spread_chart(spread: pd.DataFrame, today: date, theme: Theme) -> Chart:
    """When each account took a showcase over, and from whom."""
    by_account: dict[str, list[Mark]] = {}
    for each in rows_of(spread):
        at, on = each["adopted"] + 0.5, when(each["adopted"], each["adopted_last"])
        passed = Mark(at, "Passed on", f"“{each['title']}” passed on to {each['name']}, {on}")
        by_account.setdefault(each["source_name"] or "Not on record", []).append(passed)
        said = f"adopted “{each['title']}” from {each['source_name'] or 'elsewhere'}, {on}"
        by_account.setdefault(each["name"], []).append(Mark(at, "Adopted", said))
    tracks = [Track(name, (), marks) for name, marks in by_account.items()]
    return tracks_chart(tracks, LOOKS, today, theme, of="Where the showcases spread")
