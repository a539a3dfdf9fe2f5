"""What this session recorded last, with the way to undo it while it is before one's eyes, on whatever page.

A toast says the same, but it is gone after a moment, and may be lost where the page is drawn again at once.
"""

import streamlit as st

from domain.access import may
from ui.bootstrap import Tieline
from ui.format import plain
from ui.forms.done import KEY, Done
from ui.forms.retraction import retract_dialog
from ui.logging.streams import name_of
from ui.queries.logging import stands
from ui.session import actor

BY_MISTAKE = "Entered by mistake"


def show_just_recorded(tieline: Tieline, account: str = "") -> None:
    """Say what was recorded and offer to undo it, until it is hidden, undone, or another ``account`` is looked at."""
    done = st.session_state.get(KEY)
    if not isinstance(done, Done):
        return
    if (
        (account and done.stream != account)
        or not seen(done.stream)
        or (done.undo and not stands(done.stream, done.undo))
    ):
        forget()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        of = "" if account == done.stream else f"{plain(name_of(done.stream))}: "
        st.success(f"{of}{done.said}", icon=":material/check:")
        if done.undo and st.button("Undo", icon=":material/undo:", help="Strike it through, and say why"):
            retract_dialog(tieline, done.stream, done.undo, BY_MISTAKE)
        st.button("Hide", on_click=forget)


def seen(stream: str) -> bool:
    """Whether whoever looks may still look at it: an account may be assigned to somebody else meanwhile."""
    return may(actor(), "read", stream)


def forget() -> None:
    """It is no longer shown."""
    st.session_state.pop(KEY, None)
