"""When whoever looks was here before, for “since my last visit”."""

import streamlit as st

from domain.ledger.visits import Visits
from ui.bootstrap import Tieline
from ui.failing import database_failure
from ui.session import actor, tieline

NOTED = "visit-noted"
"""When this session last noted its visit, in UTC microseconds since 1970."""
NOTE_EVERY = 10 * 60 * 1_000_000


def last_visit(subject: str) -> int | None:
    """When this subject last looked before the present visit, in UTC microseconds since 1970; None where they never did.

    A visit ends with four hours of no look (``domain.ledger.visits``), so to load a page anew begins no other one.
    """
    return _visits(tieline()).last(subject)


def note_visit() -> None:
    """Remember that whoever is signed in looks now: once as a session begins, and every ten minutes while it goes on.

    Where the database cannot take it, there is none to remember: the page is shown all the same.
    """
    running = tieline()
    now = running.clock()
    if now - st.session_state.get(NOTED, 0) < NOTE_EVERY:
        return
    st.session_state[NOTED] = now
    try:
        _visits(running).note(actor().subject)
    except Exception as error:
        if not database_failure(error):
            raise


def _visits(running: Tieline) -> Visits:
    return Visits(running.database, running.clock)
