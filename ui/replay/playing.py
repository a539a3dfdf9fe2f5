"""Playing: the step moves on by itself, again and again, until it is held or at its end.

A part of a page that is drawn by itself cannot tell whether it is drawn because the time has come or because somebody
pressed something. So whatever somebody presses holds it once, and so does drawing the whole page.
"""

import streamlit as st

PLAYING = "replay-playing"
HELD = "replay-held"
SPEED = "replay-speed"
SPEEDS = {"Slow": 2.0, "Normal": 1.0, "Fast": 0.4}
"""Seconds between two steps."""


def playing() -> bool:
    """Whether it moves on by itself."""
    return bool(st.session_state.get(PLAYING, False))


def seconds() -> float:
    """How long a step is looked at."""
    return SPEEDS[st.session_state.get(SPEED) or "Normal"]


def hold() -> None:
    """Do not move on at the next drawing."""
    st.session_state[HELD] = True


def played_on() -> bool:
    """Whether the time has come to move on."""
    held = st.session_state.pop(HELD, False)
    return playing() and not held


def play_button(*, ended: bool) -> None:
    """The button that plays or pauses, and how fast."""
    on = playing()
    st.button(
        "Pause" if on else "Play", icon=f":material/{'pause' if on else 'play_arrow'}:", type="primary", on_click=_turn,
        disabled=ended and not on, key="replay-play",
    )  # fmt: skip
    st.selectbox("Speed", list(SPEEDS), index=1, key=SPEED, on_change=_anew, width=120)


def _turn() -> None:
    st.session_state[PLAYING] = not playing()
    _anew()


def _anew() -> None:
    """The time between two steps is another one: the whole page says so."""
    hold()
    st.rerun()
