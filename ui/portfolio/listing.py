"""The list of accounts: looked for by name, narrowed by class and state, ordered, a page at a time, each leading to its page."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from domain.relationship.account_class import ACCOUNT_CLASSES
from projections.census import LISTED, UNCLASSIFIED, Counts, Order, Sought
from ui.format import day_or_none, plain
from ui.parts.accounts import show_rows
from ui.parts.sharing import share_table
from ui.portfolio.going import CALLED, CLASS, KIND, ORDER, PAGE, STATE
from ui.queries import portfolio as ask
from ui.questions.question import counted
from ui.session import looking

AT_ONCE = 25

CLASSES = [each.capitalize() for each in (*ACCOUNT_CLASSES, UNCLASSIFIED)]
STATES = ("At risk", "Without a plan", "Closed")
ORDERS: dict[str, Order] = {
    "By class": "class",
    "By name": "name",
    "Longest in its class": "since",
    "Latest event": "last event",
    "Plan ends soonest": "plan ends",
}
KINDS = {
    "Accounts": "account",
    "Groups of accounts": "segment",
    "Channel partners": "channel partner",
    "Internal": "internal",
}
NOT_COUNTED = {
    "segment": "Groups of accounts are not counted as accounts.",
    "channel partner": "Channel partners are not counted as accounts.",
    "internal": "Internal relationships, of a line of business and IS, are not counted as accounts.",
}


def show_accounts(now: Counts) -> None:
    """The list, with what narrows it; all of it stands in the address."""
    kinds = [name for name, kind in KINDS.items() if kind == "account" or now.others.get(kind)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        called = st.text_input(
            "Name", key=CALLED, bind="query-params", placeholder="Part of a name", width=240, on_change=first_page
        )
        kind = "Accounts"
        if len(kinds) > 1:
            kind = st.selectbox("Kind", kinds, key=KIND, bind="query-params", width=200, on_change=first_page)
        order = st.selectbox("Order", list(ORDERS), key=ORDER, bind="query-params", width=220, on_change=first_page)
    with st.container(horizontal=True, gap="medium"):
        classes = st.pills(
            "Class", CLASSES, selection_mode="multi", key=CLASS, bind="query-params", on_change=first_page
        )
        states = st.pills("Only", STATES, selection_mode="multi", key=STATE, bind="query-params", on_change=first_page)
    sought = Sought(
        kind=KINDS[kind],
        classes=tuple(each.lower() for each in classes),
        called=called,
        closed="Closed" in states,
        at_risk="At risk" in states,
        planless="Without a plan" in states,
    )
    show_sought(sought, ORDERS[order], title=kind, about={CALLED: called, CLASS: list(classes), STATE: list(states)})


def first_page() -> None:
    """Back to the first page, because others are listed now."""
    st.session_state.pop(PAGE, None)


def show_sought(sought: Sought, order: Order, *, title: str, about: dict[str, Any], heading: str = "") -> None:
    """Those that are meant: how many, under a heading of their own if need be, a page of them, and all as a file."""
    looked = looking()
    of = ask.how_many(looked, sought)
    how_many = counted(of, "relationship" if sought.kind in NOT_COUNTED else "account")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(heading) or how_many, width="content", anchor=False)
        if of:
            share_table(
                lambda: as_table(ask.listed(looked, sought, order, 0, of)), title, "accounts", about, key="accounts"
            )
    if heading:
        st.markdown(f"{how_many}.")
    if sought.kind in NOT_COUNTED:
        st.caption(NOT_COUNTED[sought.kind])
    if not of:
        st.markdown("None is like that on this date: take a filter away, or look at another date.")
        return
    rows, pages = st.container(), -(-of // AT_ONCE)
    number = st.pagination(pages, key=PAGE, bind="query-params") if pages > 1 else 1
    with rows:
        found = ask.listed(looked, sought, order, (number - 1) * AT_ONCE, AT_ONCE)
        show_rows([dict(zip(LISTED, row, strict=True)) for row in found])


def as_table(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as a file has them."""
    table = pd.DataFrame.from_records(rows, columns=list(LISTED)).drop(columns=["class_until", "last_until"])
    for name in ("class_since", "at_risk_since", "closed_since", "plan_ends", "last_event"):
        table[name] = [day_or_none(int(each)) for each in table[name]]
    return table.rename(columns=lambda name: str(name).replace("_", " ").capitalize())
