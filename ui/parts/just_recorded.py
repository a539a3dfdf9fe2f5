"""What this session recorded last of a relationship, with the way to undo it while it is before one's eyes.

A toast says the same, but it is gone after a moment, and may be lost where the page is drawn again at once.
"""

import streamlit as st

from domain.access import Actor
from ui.bootstrap import Tieline
from ui.forms.done import KEY, Done
from ui.forms.retraction import retract_dialog
from ui.queries.account import evolution

BY_MISTAKE = "Entered by mistake"


def show_just_recorded(tieline: Tieline, actor: Actor, stream: str) -> None:
    """Say what was recorded and offer to undo it, until it is hidden, undone, or another relationship is looked at."""
    done = st.session_state.get(KEY)
    if not isinstance(done, Done):
        return
    if done.stream != stream or (done.undo and done.undo not in set(evolution(stream)["seq"])):
        forget()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(done.said, icon=":material/check:")
        if done.undo and st.button("Undo", icon=":material/undo:", help="Strike it through, and say why"):
            retract_dialog(tieline, actor, stream, done.undo, BY_MISTAKE)
        st.button("Hide", on_click=forget)


def forget() -> None:
    """It is no longer shown."""
    st.session_state.pop(KEY, None)
