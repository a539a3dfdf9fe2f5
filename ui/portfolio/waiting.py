"""Showing what may still be on its way: at once where it is there, else the answer before it or a skeleton, until it is."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ui.parts.earlier import shown_as_of
from ui.queries.answers import Before, Coming
from ui.questions.question import counted

PATIENCE = 0.05
"""Seconds that a page waits before it shows that something is on its way."""
LOOKS_AGAIN = 0.5
"""Seconds between looks whether it is there."""

T = TypeVar("T")


def show_when_there(coming: Coming[T], show: Callable[[T], None], *, height: int = 320) -> None:
    """Show an answer; while it is made, the one before it, and where there is none the place that it will take."""
    if coming.there(PATIENCE):
        show(coming.result())
        return
    before = coming.before()
    if before is None:
        st.skeleton(height=height)
        st.caption("Being worked out …")
    else:
        st.caption(said(before))
        with shown_as_of(before.position):
            show(before.answer)
    look_again(coming)


def said(before: Before[Any]) -> str:
    """Up to which record an earlier answer goes."""
    return (
        f"Being brought up to date: this is without the last {counted(before.without, 'record')}"
        if before.without > 1
        else "Being brought up to date: this is without the last record"
    ) + f", as of record {before.position:,}."


@st.fragment(run_every=LOOKS_AGAIN)
def look_again(coming: Coming[Any]) -> None:
    """Run the page again once the answer is there, or was dropped for a newer one."""
    if coming.future.done():
        st.rerun()
