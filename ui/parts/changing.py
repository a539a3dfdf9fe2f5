"""The ways to correct or retract a record that stands.

The buttons are in a part of the page that is drawn by itself. The dialogs are opened by the page as a whole, because what
is left in one that is dismissed goes only when all of the page is drawn again.
"""

from typing import Literal

import streamlit as st

from domain.access import may
from domain.models import REGISTRY, model_of
from projections.records import RecordShown
from ui.forms.log import correct_dialog
from ui.forms.retraction import retract_dialog
from ui.session import actor, tieline

KEY = "asked-to-change"


def show_changes(stream: str, record: RecordShown) -> None:
    """A button for each, for who may record; none where nothing of the kind is taken back."""
    concept = REGISTRY.concept_of[record.kind]
    for_good = model_of(stream).for_good or (concept.decisions and not any(each.offered for each in concept.decisions))
    if for_good or not may(actor(), "record"):
        return
    with st.container(horizontal=True):
        if st.button(
            "Correct…", icon=":material/edit:", help="Strike it through and record in its place what is right"
        ):
            ask("correct", record.seq)
        if st.button("Retract…", icon=":material/strikethrough_s:", help="Strike it through: it did not happen"):
            ask("retract", record.seq)


def ask(what: Literal["correct", "retract"], seq: int) -> None:
    """Have the page open the dialog."""
    st.session_state[KEY] = what, seq
    st.rerun()


def open_what_was_asked_for(stream: str) -> None:
    """Open the dialog, if one was asked for."""
    match st.session_state.pop(KEY, None):
        case "correct", seq:
            correct_dialog(tieline(), stream, seq)
        case "retract", seq:
            retract_dialog(tieline(), stream, seq)
