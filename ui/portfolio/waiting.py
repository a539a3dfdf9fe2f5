"""Showing what may still be on its way: at once where it is there, else its last state or a skeleton, until it is."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ui.queries.answers import Coming

PATIENCE = 0.05
"""Seconds that a page waits before it shows that something is on its way."""
LOOKS_AGAIN = 0.5
"""Seconds between looks whether it is there."""

T = TypeVar("T")


def show_when_there(coming: Coming[T], show: Callable[[T], None], *, height: int = 320) -> None:
    """Show an answer; while a newer one is made, the last one, and where there is none the place that it will take."""
    if coming.there(PATIENCE):
        show(coming.result())
        return
    before = coming.before()
    if before is None:
        st.skeleton(height=height)
        st.caption("Being worked out …")
    else:
        st.caption("Something was recorded since; this is being brought up to date …")
        show(before)
    look_again(coming)


@st.fragment(run_every=LOOKS_AGAIN)
def look_again(coming: Coming[Any]) -> None:
    """Run the page again once the answer is there, or was dropped for a newer one."""
    if coming.future.done():
        st.rerun()
