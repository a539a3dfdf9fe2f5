"""A job on a page: how far it came, drawn by itself again and again, with the way to cancel it, and how it ended."""

from typing import Any

import streamlit as st

from ui.format import instant, plain
from ui.working import TICKS, Job


def watch(job: Job[Any] | None, *, cancel: bool = True) -> bool:
    """Show a job that is at work, or why it came to nothing; whether its result may be shown."""
    if job is None:
        return False
    if job.running:
        st.fragment(_watched, run_every=TICKS)(job, cancel=cancel)
        return False
    if job.state == "cancelled":
        st.info(f"{job.what} was cancelled after {job.seconds:.1f} s.", icon=":material/block:")
    elif job.state == "failed":
        st.error(plain(job.said), icon=":material/error:")
    return job.state == "done"


def _watched(job: Job[Any], *, cancel: bool) -> None:
    """Drawn every half second; once the job is over the whole page is drawn anew."""
    if not job.running:
        st.rerun()
    so_far = f"{job.done:,} of {job.total:,}" if job.total else "beginning"
    with st.status(f"{job.what}: {so_far}", expanded=True):
        st.progress(job.share)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(f"Begun by {plain(job.by)} on {instant(job.began_at)}. Others go on working meanwhile.")
            if cancel:
                st.button("Cancel", on_click=job.cancel, icon=":material/close:", key=f"cancel-{job.what}")
