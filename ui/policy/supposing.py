"""What another policy would change on the portfolio, and from there the change itself, for those who may make it."""

from datetime import date

import pandas as pd
import streamlit as st

from domain.access import may
from domain.history.refusal import Refusal
from domain.history.when import EARLIEST
from projections.what_if import WhatIf
from ui.format import in_days, plain, unbroken
from ui.looking import Looking
from ui.parts.sharing import share_table
from ui.parts.time_travel import onward
from ui.policy.changing import change_dialog
from ui.policy.editing import SET, edited, put_in_address
from ui.policy.values import asked_for, assignments, called, settable
from ui.queries.policy import rules_on, supposed_policy, what_if_under
from ui.session import actor
from ui.what_if_words import CSV_COLUMNS, csv_rows, summary, supposed, tables

LISTED = 25
"""So many rows of a table are listed; all of them are in the file."""


def show_supposing(looked: Looking) -> None:
    """Set values otherwise, see what would be different, and have it so."""
    st.markdown(
        "Set some values otherwise, and every history on record is judged by them: who would be classed, judged or "
        "flagged differently, and since when. Nothing is written."
    )
    rules = rules_on(looked)
    with st.container(border=True):
        values = edited(rules)
        since = st.date_input(
            "Supposed from", None, EARLIEST, key="supposed_from", bind="query-params", format="YYYY-MM-DD", width=180,
            help="Empty: as if it had always been so.",
        )  # fmt: skip
        lines = assignments(values, settable(rules))
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = st.button("See what would change", type="primary", icon=":material/science:", disabled=not lines)
            if values and not lines:
                st.markdown("These are the values at present: set one of them otherwise.")
        if asked:
            put_in_address(lines)
    pairs = asked_for(st.query_params.get_all(SET))
    if not pairs:
        return
    wanted = tuple(f"{key}={value}" for key, value in pairs.items())
    if wanted != lines and lines:
        st.markdown("What follows is for the values as they were; press the button for those above.")
    show_found(wanted, since if isinstance(since, date) else date.min, looked)


def show_found(lines: tuple[str, ...], since: date, looked: Looking) -> None:
    """What would be different under these values, or why they are no policy."""
    try:
        policy = supposed_policy(looked, lines, since)
        found = worked_out(looked, lines, since)
    except Refusal as refused:
        st.error(plain(refused.sentence), icon=":material/block:")
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header("What would be different", width="content", anchor=False)
        with st.container(horizontal=True, width="content"):
            if may(actor(), "govern") and looked.is_now and st.button("Make it so…", icon=":material/gavel:"):
                change_dialog(lines, summary(found))
            share_table(
                lambda: pd.DataFrame(list(csv_rows(found)), columns=list(CSV_COLUMNS)),
                "What another policy would change",
                "what-if",
                {"set": list(lines), "from": None if since == date.min else since},
                says=summary(found),
                key="what-if",
            )
    st.markdown(f"**{plain(summary(found))}**")
    st.markdown("  \n".join(plain(in_words(line)) for line in supposed(policy, looked.day)))
    show_tables(found)


def in_words(line: str) -> str:
    """A line of what is supposed with the name of its value in the place of its key."""
    key, colon, rest = line.partition(": ")
    return f"{called(key)}{colon}{rest}" if "." in key and " " not in key else line


def worked_out(looked: Looking, lines: tuple[str, ...], since: date) -> WhatIf:
    """The answer; while it is worked out, how much of the record was read."""
    with st.empty().container():
        bar = st.progress(0.0, "Reading the record …")

        def report(done: int, all_: int) -> None:
            bar.progress(
                min(1.0, done / max(all_, 1)), f"Read {done:,} of {all_:,} records; then each is judged anew …"
            )

        found = what_if_under(looked, lines, since, report)
        bar.empty()
    return found


def show_tables(found: WhatIf) -> None:
    """Each table that has rows, its first accounts linked."""
    for title, columns, rows in tables(found):
        with st.container(border=True):
            more = f" (the first {LISTED} of {len(rows):,})" if len(rows) > LISTED else f": {len(rows):,}"
            st.subheader(f"{title}{more}", anchor=False)
            table = pd.DataFrame(rows[:LISTED], columns=[each.capitalize() for each in columns])
            st.table(
                table.map(lambda each: unbroken(plain(in_days(str(each))))),
                hide_index=True,
                border="horizontal",
                alt=title,
            )
    named: dict[str, str] = {}
    for some in (found.classed, found.decided, found.flagged):
        named |= {each.relationship: each.name for each in some if each.relationship}
    if named:
        with st.container(horizontal=True):
            for relationship, name in list(named.items())[:LISTED]:
                st.page_link(
                    "ui/pages/account.py", label=plain(name), query_params=onward(account=relationship),
                    icon=":material/timeline:",
                )  # fmt: skip
