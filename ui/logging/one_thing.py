"""Log one thing: which account, what happened, and then only what that kind needs."""

from collections.abc import Mapping

import streamlit as st

from domain.company.model import COMPANY
from ui.forms.log import log_form
from ui.logging.streams import loggable
from ui.parts.time_travel import onward
from ui.session import actor, tieline

ACCOUNT = "account"
"""What the account is called in an address."""
CHOSEN = "account-to-log"
WIDTH = 760
"""Pixels: as wide as a form is read with ease; a narrower screen takes all of it."""


def show_one_thing() -> None:
    """The account, then the form; where nothing is on record, how to begin."""
    known = loggable()
    if nothing_is_there(known):
        nothing_to_log()
        if not known:
            return
    if stream := which_account(known):
        log_form(tieline(), actor(), stream)
    else:
        st.caption("Choose the account first. What may have happened is asked then, the things open on it among it.")


def which_account(known: Mapping[str, str]) -> str:
    """The account that is chosen, "" for none; it stands in the address."""
    named = st.query_params.get(ACCOUNT, "")
    if named and named not in known:
        st.warning(
            "There is no account under this address that you may log: choose one below.", icon=":material/search_off:"
        )
        st.query_params.pop(ACCOUNT)
        named = ""
    if st.session_state.get(CHOSEN) != (named or None):
        st.session_state[CHOSEN] = named or None
    chosen = st.selectbox(
        "Account",
        list(known),
        index=None,
        format_func=lambda each: known.get(each, str(each)),
        key=CHOSEN,
        on_change=_chosen,
        placeholder="Type or choose a name",
    )
    return chosen or ""


def _chosen() -> None:
    """Keep in the address what was chosen."""
    if chosen := st.session_state[CHOSEN]:
        st.query_params[ACCOUNT] = chosen
    else:
        st.query_params.pop(ACCOUNT, None)


def nothing_is_there(known: Mapping[str, str]) -> bool:
    """Whether no account is on record that one may log."""
    return not known.keys() - {COMPANY.name}


def nothing_to_log() -> None:
    """What to do where there is no account to log."""
    with st.container(border=True):
        st.header("No account is on record yet", anchor=False)
        st.markdown("Open an account first, or bring in a file: then what happens with it is logged here.")
        st.page_link(
            "ui/pages/portfolio.py", label="See how to begin", icon=":material/arrow_forward:", query_params=onward()
        )
