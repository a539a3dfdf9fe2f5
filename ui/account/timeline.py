"""The two tabs of the history itself: the picture with its record, and the event log with its record."""

import streamlit as st

from ui.account.head import TAB
from ui.looking import Looking
from ui.parts.chosen import named
from ui.parts.event_log import LANE, show_events, struck_toggle
from ui.parts.picture import TO_THE_LOG, draw_evolution
from ui.parts.record import show_chosen
from ui.parts.why import show_why

LOG = "Event log"
IN_THE_LOG = "Choose an event under “Read a record”, below the log, to read all that is known of it."


def show_timeline(relationship: str, name: str, looked: Looking) -> None:
    """The picture, and beside it the record that is chosen in it."""
    draw_evolution(relationship, name, looked)


def show_log(relationship: str, looked: Looking) -> None:
    """The event log, and beside it the record that is chosen from it, and why things stand so."""
    struck = struck_toggle()
    log, beside = st.columns([7, 3], gap="medium")
    with log.container(border=True):
        show_events(relationship, looked, struck=struck)
    with beside:
        with st.container(border=True):
            show_chosen(relationship, named(), looked, IN_THE_LOG)
        show_why(relationship, looked)


def to_the_log() -> None:
    """Open the event log at the lane of which more happened on one day than the picture can show."""
    if lane := st.session_state.pop(TO_THE_LOG, None):
        st.session_state[TAB], st.session_state[LANE] = LOG, lane
