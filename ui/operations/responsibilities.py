"""Responsibilities: which account is assigned to whom, and assigning and releasing."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from domain.access import may
from domain.history.refusal import Refusal
from domain.history.when import EARLIEST, on_day
from domain.relationship.responsibility import AssignAccount, ReleaseAccount
from ui.format import day, plain
from ui.queries.operations import change_responsibility, responsibilities
from ui.queries.portfolio import names_by_id
from ui.session import actor, looking, today

PAGE = 50
DONE = "responsibility-changed"


def show_responsibilities() -> None:
    """The table and the form."""
    st.markdown(
        "Whoever is confined to accounts of their own may look at these, and record about them. They are named by the subject "
        "that they sign in as (“You record as …”). An assignment is a record like any other."
    )
    called = names_by_id()
    if said := st.session_state.pop(DONE, ""):
        st.success(said, icon=":material/check:")
    found = sorted(responsibilities(looking()), key=lambda each: (called.get(each[0], each[0]).casefold(), each[1]))
    if found:
        everybody = sorted({manager for _, manager, _ in found})
        whose = st.selectbox(
            "Of whom", everybody, None, key="manager", bind="query-params", placeholder="Anybody", width=320
        )
        show_table([each for each in found if whose in {None, each[1]}], called)
    else:
        with st.container(border=True):
            st.header("No account is assigned to anybody", anchor=False)
            st.markdown("Whoever is confined to accounts of their own sees none, then.")
    if may(actor(), "operate") and called:
        show_form(called)


def show_table(found: list[tuple[str, str, date]], called: Mapping[str, str]) -> None:
    """A page of the assignments."""
    st.header(f"{len(found):,} assignment{'s' * (len(found) != 1)}", anchor=False)
    place = st.container()
    pages = -(-len(found) // PAGE)
    number = min(st.pagination(pages, key="responsibilities-page"), pages) if pages > 1 else 1
    rows = [
        {"Account": plain(called.get(stream, stream)), "Account manager": plain(manager), "Since": day(since)}
        for stream, manager, since in found[(number - 1) * PAGE : number * PAGE]
    ]
    place.table(
        pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Accounts and who is responsible for them"
    )


def show_form(called: Mapping[str, str]) -> None:
    """Assign an account, or release somebody from one."""
    with st.form("responsibility", clear_on_submit=False):
        st.subheader("Assign or release", anchor=False)
        relationship = st.selectbox("Account", list(called), None, format_func=called.__getitem__, key="assign-account")
        manager = st.text_input("Account manager, as they sign in", key="assign-manager")
        on = st.date_input("From", today(), EARLIEST, key="assign-on", format="YYYY-MM-DD")
        reason = st.text_input("Reason", key="assign-reason")
        with st.container(horizontal=True):
            assign = st.form_submit_button("Assign", type="primary", icon=":material/person_add:")
            release = st.form_submit_button("Release", icon=":material/person_remove:")
    if not (assign or release):
        return
    if not relationship:
        st.error("Choose the account.", icon=":material/error:")
        return
    command = (AssignAccount if assign else ReleaseAccount)(on=on_day(on), manager=manager, reason=reason)
    try:
        receipt = change_responsibility(relationship, command)
    except Refusal as refused:
        st.error(plain(refused.sentence), icon=":material/error:")
        return
    what = "assigned to" if assign else "no longer assigned to"
    said = f"{called[relationship]} is {what} {command.manager}."
    st.session_state[DONE] = plain(said if receipt.count else "It was so already; nothing was recorded.")
    st.rerun()
