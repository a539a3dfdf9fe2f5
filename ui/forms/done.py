"""What a form says once it has recorded something."""

import msgspec
import streamlit as st

KEY = "just-recorded"


class Done(msgspec.Struct, frozen=True):
    """What was said of which relationship, as Markdown, and the record that can be undone, 0 for none."""

    stream: str
    said: str
    undo: int = 0


def say(done: Done, icon: str) -> None:
    """Say it in a toast, and keep it for the page to say."""
    st.toast(done.said, icon=icon)
    st.session_state[KEY] = done
