"""What somebody chose to read: an event, and what to be told the reason of; both stand in the address."""

import streamlit as st

PARAM, WHY = "event", "why"
ELSEWHERE = "chosen-elsewhere"


def named() -> int | None:
    """The event named in the address."""
    text = st.query_params.get(PARAM, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else None


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


def asked_why() -> str:
    """The status or the id of the thing whose reason is asked for; "" for none."""
    return st.query_params.get(WHY, "")


def ask_why(about: str) -> None:
    """Ask for the reason of a status or a thing; of nothing for ""."""
    if about:
        st.query_params[WHY] = about
    else:
        st.query_params.pop(WHY, None)
