"""The one control that takes every page back in time, on both clocks, and the banner that says so.

It is drawn by the router, in the same place on every page, so that what was chosen stays from page to page.
"""

from datetime import date, timedelta
from urllib.parse import urlencode

import streamlit as st

from domain.company.model import COMPANY
from domain.history.when import EARLIEST, add_months
from ui.looking import AS_OF, KNOWN_ON
from ui.session import looking, today

JUMP = "time-jump"


def time_control() -> None:
    """Choose the day looked at, and the day whose knowledge counts; both stand in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", width="content", gap="small"):
        for name, label, meaning in (
            (AS_OF, "As of", "Shows what had happened by that day. Empty: today."),
            (
                KNOWN_ON,
                "As known on",
                "Shows only what was on record by the end of that day. Empty: all that is known.",
            ),
        ):
            st.date_input(
                label, None, EARLIEST, today(), key=name, bind="query-params", format="YYYY-MM-DD", width=152,
                help=meaning,
            )  # fmt: skip
        days = presets(today())
        st.menu_button("Go to", list(days), icon=":material/history:", key=JUMP, on_click=_jump)


def _jump() -> None:
    """Look at the day that was chosen in the menu."""
    travel(presets(today())[st.session_state[JUMP]])


def presets(now: date) -> dict[str, date | None]:
    """Days that are looked at often."""
    quarter = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
    return {
        "Now": None,
        "End of last quarter": quarter - timedelta(days=1),
        "A year ago": add_months(now, -12),
        "End of last year": date(now.year - 1, 12, 31),
    }


def travel(as_of: date | None, known_on: date | None = None) -> None:
    """Look at these days."""
    st.session_state[AS_OF], st.session_state[KNOWN_ON] = as_of, known_on


def time_banner() -> None:
    """A plain word that this is not now, with the way back; nothing where it is."""
    if (looked := looking()).is_now:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(looked.said, icon=":material/history:")
        st.button("Back to now", on_click=travel, args=(None,), icon=":material/undo:")


def onward(**query: str) -> dict[str, str]:
    """The query of a link to another page that keeps the days looked at."""
    return {**query, **looking().query}


def record_address(relationship: str, event: int = 0) -> str:
    """The address of an account, or of the company itself, with one of its records chosen, on the days looked at."""
    chosen = {"event": str(event)} if event else {}
    if relationship == COMPANY.name:
        return f"policy?{urlencode(onward(tab='The company', **chosen))}"
    return f"account?{urlencode(onward(account=relationship, **chosen))}"
