"""The way to log from every page: for the account looked at in a dialog, else on the page for it."""

import streamlit as st

from domain.access import may
from domain.company.model import COMPANY
from ui.forms.log import log_dialog
from ui.logging.streams import may_log
from ui.parts.time_travel import onward
from ui.session import actor, tieline

LABEL = "Log what happened"
OF_THE_COMPANY = "policy"
"""The page that is about the company itself."""
PAGE = "log"


def log_button(page: str) -> None:
    """The button, for who may log anything; ``page`` is the address of the page, which has none where one logs on it."""
    if page == PAGE or not (may(actor(), "record") or may(actor(), "govern")):
        return
    if st.button(LABEL, type="primary", icon=":material/edit_note:", key="open-log"):
        if stream := looked_at(page):
            log_dialog(tieline(), stream)
        else:
            st.switch_page("ui/pages/log.py", query_params=onward())


def looked_at(page: str) -> str:
    """The stream that is looked at and may be logged; "" where there is none."""
    if page == OF_THE_COMPANY:
        return COMPANY.name if may_log(COMPANY.name) else ""
    stream = st.query_params.get("account", "")
    return stream if stream and may_log(stream) else ""
