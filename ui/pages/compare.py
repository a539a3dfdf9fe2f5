"""What changed between two points? Of the portfolio or of one account, on both clocks."""

from datetime import date

import streamlit as st

from domain.access import may
from domain.history.refusal import Refusal
from domain.history.when import EARLIEST
from ui.comparing.account import show_account
from ui.comparing.points import OTHER, QUARTER, between, named_start, offered, other_start, said
from ui.comparing.portfolio import compare_only, show_portfolio
from ui.format import day, plain
from ui.parts.brief_button import brief_button
from ui.parts.time_travel import onward
from ui.queries.account import called
from ui.queries.compare import anything_by
from ui.queries.portfolio import relationship_names
from ui.session import actor, looking, today
from ui.visits import last_visit

looked, visited = looking(), last_visit(actor().subject)
relationship = st.query_params.get("account", "")
known = called(relationship) if relationship and may(actor(), "read", relationship) else None

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title(f"What changed at {plain(known[0])}" if known else "What changed", anchor=False)
    actions = st.container(horizontal=True, width="content")

names = offered(visited, looked)
with st.container(horizontal=True, vertical_alignment="bottom"):
    since = st.segmented_control(
        "Since", names, default=QUARTER, required=True, key="since", bind="query-params",
        help="The first point. The second is the day looked at above.",
    )  # fmt: skip
    first_day = known_on = None
    if since == OTHER:
        first_day = st.date_input(
            "From", None, EARLIEST, today(), key="from", bind="query-params", format="YYYY-MM-DD", width=160,
            help="What had happened by that day is what was. Empty: the day looked at.",
        )  # fmt: skip
        known_on = st.date_input(
            "As known then, on", None, EARLIEST, today(), key="from_known", bind="query-params", format="YYYY-MM-DD",
            width=180, help="Only what was on record by the end of that day counts. Empty: as known at the second point.",
        )  # fmt: skip

try:
    if since == OTHER:
        start = other_start(
            first_day if isinstance(first_day, date) else None, known_on if isinstance(known_on, date) else None, looked
        )
    else:
        start = named_start(str(since), looked, visited)
    points = between(start, looked, anything_by)
except Refusal as refused:
    st.warning(plain(str(refused)), icon=":material/swap_horiz:")
    st.stop()

if points.only_days:
    st.markdown(
        f"Nothing was on record by {day(points.start.day)}, so the two points are told apart by their days alone."
    )
if points.start == points.end:
    st.markdown(f"Both points are {said(points.end)}: choose another first point, or another day above.")
    st.stop()

if relationship and not known:
    st.warning("There is no account under this address that you may look at.", icon=":material/search_off:")
if known:
    with actions:
        brief_button(relationship, known[0], since=points.start.day)
    with st.container(horizontal=True, vertical_alignment="center"):
        if may(actor(), "review"):
            st.button(
                "The whole portfolio", type="tertiary", icon=":material/arrow_back:", on_click=compare_only, args=("",)
            )
        st.page_link(
            "ui/pages/account.py", label=f"Go to {plain(known[0])}", icon=":material/timeline:",
            query_params=onward(account=relationship),
        )  # fmt: skip
    show_account(relationship, known[0], points, actions)
elif may(actor(), "review"):
    show_portfolio(points, actions)
else:
    st.markdown("Which of your accounts?")
    for row in relationship_names().to_dict("records"):
        st.button(
            plain(str(row["name"])), type="tertiary", key=f"to-{row['relationship']}", on_click=compare_only,
            args=(str(row["relationship"]),),
        )  # fmt: skip
