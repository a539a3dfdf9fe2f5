"""The overview: where accounts stand and what changed, how they flowed, what is most pressing, and each section in a number."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from domain.relationship.account_class import ACCOUNT_CLASSES
from projections.census import UNCLASSIFIED, Counts
from projections.migration import CLASSES
from ui.format import day, plain
from ui.parts.answers import show_drawing, taken
from ui.parts.sharing import share_table
from ui.parts.time_travel import onward
from ui.portfolio.changed import ANYWHERE
from ui.portfolio.going import ACCOUNTS, CHANGED, CLASS, STATE, leads_to
from ui.portfolio.summing_up import Summary
from ui.portfolio.waiting import show_when_there
from ui.queries import portfolio as ask
from ui.questions.flow import flow_drawn
from ui.questions.question import Answer, Figure, counted
from ui.session import looking, theme

PRESSING = 7
"""So many of the most pressing matters are named."""


def show_overview(now: Counts, since: date) -> None:
    """All of it; what takes longest comes last and may come later."""
    looked = looking()
    show_classes(now, ask.counts(looked, since), since)
    if not ask.may_review():
        pressing, below = st.container(border=True), st.container()
        st.caption("How accounts flowed between the classes, and the other sections, are of the whole portfolio.")
    else:
        left, right = st.columns([3, 2], gap="medium")
        pressing, below = right.container(border=True, height="stretch"), st.container()
        with left.container(border=True, height="stretch"):
            show_flow(since)
    matters, summaries = ask.overview(looked, since)
    with pressing:
        st.header("Most pressing", anchor=False)
        show_when_there(matters, show_matters, height=420)
    if summaries:
        with below:
            show_when_there(summaries, show_summaries, height=210)


def show_classes(now: Counts, before: Counts, since: date) -> None:
    """A number for each class, with its change since the beginning of the span; each opens its accounts."""
    with st.grid(6, min_column_width=150):
        for each in (*ACCOUNT_CLASSES, UNCLASSIFIED):
            number, change = now.classes[each], now.classes[each] - before.classes[each]
            show_number(each.capitalize(), number, change, since, {CLASS: [each.capitalize()]}, key=each)
        change = now.at_risk - before.at_risk
        show_number("At risk", now.at_risk, change, since, {STATE: ["At risk"]}, key="at-risk")


def show_number(label: str, number: int, change: int, since: date, leads: dict[str, list[str]], *, key: str) -> None:
    """One of the numbers."""
    with st.container(border=True, gap="xxsmall"):
        st.metric(
            label,
            number,
            change,
            delta_color="off",
            delta_arrow="off" if not change else "auto",
            delta_description=f"since {day(since)}",
            format="localized",
        )
        leads_to(f"Show {counted(number, 'account')}", ACCOUNTS, leads, key=key)
        leads_to("Who came, who left", ACCOUNTS, {CHANGED: label}, key=f"changed-{key}")


def show_flow(since: date) -> None:
    """The flow between the classes, and where to read on."""
    looked = looking()
    counts = ask.flow(looked, since)
    total = sum(counts.values())
    stayed = sum(many for (one, other), many in counts.items() if one == other)
    drawing = flow_drawn(counts, since, looked.day, theme())
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header("How accounts flowed", width="content", anchor=False)
        share_table(
            lambda: pd.DataFrame(
                [
                    {f"On {day(since)}": one, **{other: counts.get((one, other), 0) for other in CLASSES}}
                    for one in CLASSES
                ]
            ),
            "How accounts flowed between the classes",
            "flow",
            {"since": since.isoformat()},
            picture=taken(drawing),
            key="flow",
        )
    st.markdown(
        f"From {day(since)} to {day(looked.day)}: of {counted(total, 'account')}, {total - stayed} changed where they stand."
    )
    if total > stayed:
        leads_to(
            f"Show {counted(total - stayed, 'account')} that changed", ACCOUNTS, {CHANGED: ANYWHERE}, key="changed"
        )
    show_drawing("flow", drawing)
    leads_to("Each number, how long they stay, and why they moved", "Migration", key="migration")


def show_matters(answer: Answer) -> None:
    """The most pressing matters, each leading to its account."""
    if not len(answer.table):
        st.markdown(plain(answer.says))
        return
    with st.container(horizontal=True, gap="small"):
        for each in answer.figures[:3]:
            show_figure(each, "Attention", answer.key)
    for place, row in enumerate(answer.table.head(PRESSING).to_dict("records")):
        event = {"event": str(answer.events[place])} if answer.events[place] else {}
        with st.container(gap="xxsmall"):
            st.page_link(
                "ui/pages/account.py",
                label=f"**{plain(str(row['Account']))}**",
                query_params=onward(account=answer.accounts[place], **event),
            )
            st.markdown(plain(str(row["What"])))


def show_figure(figure: Figure, section: str, answer: str) -> None:
    """A number of an answer, which opens the rows that it counts."""
    leads_to(
        f"{figure.number:,} {plain(figure.name)}",
        section,
        {"answer": answer, "only": figure.name},
        key=f"{section}-{answer}-{figure.name}",
    )


def show_summaries(found: Sequence[Summary]) -> None:
    """Each section in a number."""
    with st.grid(4, min_column_width=210):
        for each in found:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                show_summary(each)


def show_summary(summary: Summary) -> None:
    """One of them."""
    st.metric(summary.section, summary.number, format="localized")
    leads_to(
        plain(summary.counts[:1].upper() + summary.counts[1:]),
        summary.section,
        summary.leads,
        key=f"sum-{summary.section}",
    )
    st.caption(plain(summary.says))
