"""The event that somebody chose: it stands in the address, so that a link shows the same."""

import streamlit as st

PARAM = "event"
ELSEWHERE = "chosen-elsewhere"


def named() -> int | None:
    """The event named in the address."""
    text = st.query_params.get(PARAM, "")
    return int(text) if text.isascii() and text.isdigit() else None


def set_named(seq: int | None) -> None:
    """Name an event in the address, or none."""
    if seq is None:
        st.query_params.pop(PARAM, None)
    else:
        st.query_params[PARAM] = str(seq)


def choose(seq: int) -> None:
    """Choose an event elsewhere than in the picture, which is then drawn anew: what was chosen in it is over."""
    set_named(seq)
    st.session_state[ELSEWHERE] = times_chosen_elsewhere() + 1


def times_chosen_elsewhere() -> int:
    """How often that was done."""
    return int(st.session_state.get(ELSEWHERE, 0))
