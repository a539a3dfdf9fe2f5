"""The control that takes a page back to a past date, and the banner that says so."""

from datetime import date

import streamlit as st

from domain.history.when import EARLIEST
from ui.format import day
from ui.session import today

KEY = "as_of"


def as_of_control() -> date | None:
    """The date looked at, None for now; it stands in the address, so that a link shows the same."""
    chosen = st.date_input(
        "As of",
        value=None,
        min_value=EARLIEST,
        max_value=today(),
        key=KEY,
        bind="query-params",
        format="YYYY-MM-DD",
        width=170,
        help="Shows what had happened by that day. Clear it to come back to now.",
    )
    return chosen if isinstance(chosen, date) else None


def as_of_banner(as_of: date | None) -> None:
    """A plain word that this is not now, with the way back."""
    if as_of is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"You are looking at {day(as_of)}: what had happened by then.", icon=":material/history:")
        st.button("Back to now", on_click=_back, icon=":material/undo:")


def _back() -> None:
    st.session_state[KEY] = None


def onward(as_of: date | None, **query: str) -> dict[str, str]:
    """The query of a link to another page that keeps the date looked at."""
    return {**query, KEY: as_of.isoformat()} if as_of else query
