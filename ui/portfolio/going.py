"""Where a number leads: within the page by a button, from a table by a link; either leaves an address that shows it again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.parts.time_travel import onward

SECTION, SINCE = "section", "since"
CALLED, CLASS, STATE, KIND, ORDER, PAGE = "called", "class", "state", "kind", "order", "page"
"""Filters of the list of accounts, as an address has them."""
FILTERS = (CALLED, CLASS, STATE, KIND, ORDER, PAGE)
ANSWER, ROW, COLUMN, ONLY = "answer", "row", "column", "only"
"""What of an answer is opened: some of its rows (``ONLY``), or what one number in it counts (``ROW`` and ``COLUMN``)."""
CHANGED = "changed"
"""Of the list of accounts only those that came into what is named here, or left it, in the span."""
OPENED = (ANSWER, ROW, COLUMN, ONLY, CHANGED)

OVERVIEW, ACCOUNTS = "Overview", "Accounts"


def go(section: str, leads: Mapping[str, Any] | None = None) -> None:
    """Open a section; for a callback. Filters and numbers that were open before are closed.

    A filter is put into the address, too: what is chosen for a widget that is not on the page yet would not stand there.
    """
    for name in FILTERS:
        st.session_state.pop(name, None)
    close()
    st.session_state[SECTION] = section
    for name, value in (leads or {}).items():
        st.query_params[name] = value
        if name in FILTERS:
            st.session_state[name] = value


def close() -> None:
    """Close the number that is open; for a callback."""
    for name in OPENED:
        st.query_params.pop(name, None)


def opened() -> dict[str, str]:
    """What of an answer is open, as the address says."""
    return {name: st.query_params[name] for name in OPENED if name in st.query_params}


def leads_to(label: str, section: str, leads: Mapping[str, Any] | None = None, *, key: str) -> None:
    """A word or number that opens what it is about."""
    st.button(
        label,
        type="tertiary",
        icon=":material/chevron_right:",
        icon_position="right",
        key=f"go-{key}",
        on_click=go,
        args=(section, dict(leads or {})),
    )


def address(section: str, **leads: str) -> str:
    """The address of a section with a number of it opened, on the same days."""
    since = {SINCE: str(chosen)} if (chosen := st.session_state.get(SINCE)) else {}
    return f"./?{urlencode(onward(**{SECTION: section, **since, **leads}))}"
