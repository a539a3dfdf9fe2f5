"""Plan and scorecard: the joint plans, what they set out to reach and by when, and what was measured against what was to be."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from domain.history.when import duration
from projections.question import rows_of
from ui.account.measures import measures_chart
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.palette import Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart
from ui.looking import Looking
from ui.queries.relationship import objectives_of, plans_of, scorecard_of
from ui.questions.plans import amount
from ui.questions.question import when
from ui.session import theme

LOOKS = {
    "First promised": "Other event",
    "Due": "Proposed or planned",
    "Late": "Given up or broken",
    "Met": "Live or reached",
    "Missed": "Given up or broken",
    "Dropped": "Concluded or retired",
    "Left open": "Concluded or retired",
}
"""How an objective looks, by what came of it."""


def show_plans(relationship: str, looked: Looking) -> None:
    """The plans, their objectives and their scorecards."""
    plans, objectives = plans_of(relationship, looked), objectives_of(relationship, looked)
    card = scorecard_of(relationship, looked)
    if plans.empty and objectives.empty and card.empty:
        nothing_yet(
            relationship,
            "No joint plan is on record",
            "A strategic account shares a plan of three to five years, an integrated one a business plan of about a year "
            "with a scorecard. Log the proposal, or what both sides agreed.",
            plan_propose="Log a proposed plan",
            plan_agree="Log an agreed plan",
        )
        return
    if len(plans):
        st.header("Joint plans", anchor=False)
        show_table([plan_row(each) for each in rows_of(plans)[::-1]], "Joint plans, the latest first")
    st.header("Objectives", anchor=False)
    if len(objectives):
        show_chart(objectives_chart(objectives, looked.day, theme()), "objectives")
        show_table([objective_row(each) for each in rows_of(objectives)], "Objectives, by when they are due")
    else:
        nothing_yet(
            relationship, "No objective is set", "Log what the plan is to reach, with an owner on each side and a due date.",
            objective_set="Log an objective",
        )  # fmt: skip
    st.header("Scorecard", anchor=False)
    if len(card):
        show_chart(measures_chart(card, theme()), "scorecard")
        show_table([reading_row(each) for each in rows_of(card)[::-1]], "Scorecard, period by period")
    else:
        nothing_yet(
            relationship, "Nothing is measured", "Log a measure with its unit, then targets and what was reached.",
            measure_set="Log a measure",
        )  # fmt: skip


def plan_row(each: dict[str, Any]) -> dict[str, str]:
    """A plan in words."""
    moved = each["first_ends"] and each["first_ends"] != each["ends"]
    return {
        "Plan": each["title"],
        "Stands": each["status"] + (f": {each['result']}" if each["result"] else ""),
        "From": when(each["starts"]),
        "Up to": when(each["ends"]) + (f" (first {when(each['first_ends'])})" if moved else ""),
        "Shared risk": "yes" if each["shares_risk"] else "no",
        "Last review": when(each["reviewed"]) or "none",
    }


def objective_row(each: dict[str, Any]) -> dict[str, str]:
    """An objective in words."""
    late = f", {duration(each['days_late'])}" if each["days_late"] else ""
    moved = f" (first {when(each['first_due'], each['first_due_last'])})" if each["moves"] else ""
    return {
        "Objective": each["title"],
        "Plan": each["plan_title"],
        "Due": when(each["due"], each["due_last"]) + moved,
        "Stands": f"{each['status']}{late}",
    }


def reading_row(each: dict[str, Any]) -> dict[str, str]:
    """A period of a measure in words."""
    return {
        "Measure": each["title"],
        "Period": when(each["period_first"], each["period_last"]),
        "Target": amount(each["target"], each["unit"]),
        "Actual": amount(each["actual"], each["unit"]),
        "Stands": each["status"],
    }


def objectives_chart(objectives: pd.DataFrame, today: date, theme: Theme) -> Chart:
    """When each objective was first promised, when it is due now, and what came of it."""
    return tracks_chart([track(each) for each in rows_of(objectives)], LOOKS, today, theme, of="Objectives")


def track(each: dict[str, Any]) -> Track:
    """One objective; a bar from what was first promised to what is promised now."""
    first, due = each["first_due_last"], each["due_last"]
    called = {"open": "Due", "due soon": "Due"}.get(each["status"], each["status"].capitalize())
    settled = each["settled"] or due
    marks = (
        [Mark(first + 0.5, "First promised", f"first promised for {when(each['first_due'], first)}")]
        if each["moves"]
        else []
    )
    bars = (
        [Bar(min(first, due), max(first, due) + 1, "past", f"moved to {when(each['due'], due)}")]
        if first != due
        else []
    )
    said = f"due {when(each['due'], due)}, {each['status']}"
    return Track(each["title"], bars, [*marks, Mark(settled + 0.5, called, said)])
