"""The portfolio between two points on the page: how many of what, who moved, and each account that is different."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.company.model import COMPANY
from domain.ledger.finding import counted
from domain.policy.model import POLICY_MODEL
from projections.difference import Row, Survey
from projections.difference.survey import Standing
from ui.comparing.flow import NOT_ON_RECORD, flow_chart
from ui.comparing.points import Between, said
from ui.difference_words import also_different, survey_summary
from ui.format import day, plain
from ui.parts.badges import badge, class_badge
from ui.parts.sharing import Drawn, share_table
from ui.parts.time_travel import onward
from ui.queries.compare import standing_at, survey_between
from ui.session import theme

PAGE = 20
TAB = {COMPANY.name: "The company", POLICY_MODEL.name: "Versions"}
"""Where on the page of the policy a history is told that is of no account."""
ONLY = {
    "Moved class": lambda row: row.moved,
    "Risk": lambda row: row.before.risk != row.after.risk,
    "Late": lambda row: row.late > 0,
    "Learned": lambda row: row.learned > 0,
    "No longer holds": lambda row: row.gone > 0,
}
"""What the rows can be narrowed to."""


def show_portfolio(between: Between, actions: DeltaGenerator) -> None:
    """Counts, classes and rows; sharing is offered in ``actions``."""
    with st.spinner("Comparing …"):
        found = survey_between(between.start, between.end)
    st.markdown(plain(survey_summary(found, between.start, between.end)))
    if not found.rows:
        with st.container(border=True):
            st.header("Nothing changed", anchor=False)
            st.markdown(
                "Between these two points nothing happened, nothing was learned, and nothing was struck through."
            )
        return
    show_counts(found)
    chart = flow_chart(found.classes, found.moves, (day(between.start.day), day(between.end.day)), theme())
    with actions:
        share_table(
            lambda: as_table(found.rows),
            "What changed in the portfolio",
            "compare",
            {"from": said(between.start)},
            says=survey_summary(found, between.start, between.end),
            picture=Drawn(chart.spec, chart.datasets) if found.moves else None,
        )
    with st.container(border=True):
        st.header("Classes", anchor=False)
        if found.moves:
            spec = {**chart.spec, "datasets": chart.datasets}
            st.vega_lite_chart(spec, width="stretch", key="classes-flow", alt=chart.alt)
        else:
            counts = ", ".join(f"{now:,} {each}" for each, _, now in found.classes if now)
            st.markdown(f"No account moved to another class. At both points: {counts}.")
    show_rows(found)


def show_counts(found: Survey) -> None:
    """How many of what, in a line of figures."""
    moved = sum(many for *_, many in found.moves)
    figures = {
        "Accounts different": len(found.rows),
        "Moved class": moved,
        "Happened": found.totals["happened"],
        "Learned since": found.totals["learned"],
        "No longer hold": found.totals["gone"],
        "Newly late": found.totals["late"],
    }
    with st.grid(6, min_column_width=120):
        for name, figure in figures.items():
            st.metric(name, f"{figure:,}", border=True)


def show_rows(found: Survey) -> None:
    """A page of the accounts that are different, those that moved farthest first."""
    chosen, named = st.columns([3, 1], vertical_alignment="bottom")
    only = chosen.pills("Only", list(ONLY), key="only", bind="query-params")
    wanted = named.text_input("Name contains", key="named", bind="query-params").strip().casefold()
    rows = [
        each for each in found.rows if (not only or ONLY[str(only)](each)) and (not wanted or wanted in each.name.casefold())
    ]  # fmt: skip
    st.header(counted(len(rows), "account"), anchor=False)
    if not rows:
        st.markdown("None of the accounts that are different is like this: choose another filter.")
        return
    pages = -(-len(rows) // PAGE)
    place = st.container(border=True, gap="xsmall")
    number = st.pagination(pages, key="rows", bind="query-params") if pages > 1 else 1
    shown = rows[(number - 1) * PAGE : number * PAGE]
    unmoved = standing_at([each.relationship for each in shown if each.before == each.after], found.end)
    with place:
        for each in shown:
            show_row(each, unmoved.get(each.relationship))


def show_row(row: Row, unmoved: Standing | None) -> None:
    """Its name, its class before and after, and what else is different."""
    name, classes, rest = st.columns([4, 5, 6], vertical_alignment="center", gap="xxsmall")
    if row.relationship in TAB:
        query = onward(tab=TAB[row.relationship])
        name.page_link("ui/pages/policy.py", label=f"**{plain(row.name)}**", query_params=query)
    else:
        name.button(
            f"**{plain(row.name)}**", type="tertiary", key=f"to-{row.relationship}", on_click=compare_only,
            args=(row.relationship,), help="All that changed there",
        )  # fmt: skip
    classes.markdown(class_words(row, unmoved))
    rest.markdown(plain(also_different(row)))


def compare_only(relationship: str) -> None:
    """Compare one account between the same points, or "" for the whole portfolio.

    The address changes under the widgets that are bound to it: a link to the same page would lose the account again.
    """
    if relationship:
        st.query_params["account"] = relationship
    else:
        st.query_params.pop("account", None)


def class_words(row: Row, unmoved: Standing | None) -> str:
    """The class before and after as badges; only one where it is the same."""
    if row.moved:
        return f"{class_mark(row.before.account_class)} → {class_mark(row.after.account_class)}"
    account_class = (unmoved or row.after).account_class
    return class_mark(account_class) if account_class else ""


def class_mark(account_class: str) -> str:
    """A class as a badge, also where an account is not on record or not in one."""
    return class_badge(account_class) if account_class else badge(NOT_ON_RECORD.capitalize(), "gray")


def as_table(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows for a spreadsheet."""
    return pd.DataFrame(
        [
            {
                "account": each.name,
                "id": each.relationship,
                "class before": each.before.account_class,
                "class after": each.after.account_class,
                "plan before": each.before.plan,
                "plan after": each.after.plan,
                "at risk before": bool(each.before.risk),
                "at risk after": bool(each.after.risk),
                "happened": each.happened,
                "learned": each.learned,
                "no longer hold": each.gone,
                "newly late": each.late,
            }
            for each in rows
        ]
    )
