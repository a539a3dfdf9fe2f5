"""Views: how far each has taken in the ledger, and building them anew beside the old ones."""

import pandas as pd
import streamlit as st

from domain.access import may
from domain.ledger.finding import counted
from projections.engine import ProjectionState
from ui.format import plain
from ui.parts.working import watch
from ui.queries.operations import rebuild, rebuilding, views
from ui.session import actor

EVERY = "All views"
MARKS = {
    "up to date": ":green-badge[:material/check: up to date]",
    "behind": ":orange-badge[:material/schedule: behind]",
    "stopped": ":red-badge[:material/error: stopped]",
}


def show_views() -> None:
    """The table, and the way to build them anew."""
    found = views()
    st.markdown(
        "Everything that the pages show is read from views, which are made from the ledger and can be made again at any time. "
        "A view that meets a record it cannot take stops there, with everything before it in place; it never skips one."
    )
    st.header(f"The ledger has {counted(found.head, 'record')}", anchor=False)
    rows = [
        {
            "View": plain(each.name),
            "Status": MARKS[each.status],
            "Up to record": f"{each.position:,}",
            "Behind by": f"{each.lag:,}" if each.lag else "–",
            "Version": str(each.version),
            "What stopped it": plain(each.error) or "–",
        }
        for each in found.states
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Views, and where each stands")
    if may(actor(), "operate"):
        show_rebuilding(found.states)


def show_rebuilding(states: list[ProjectionState]) -> None:
    """Choose a view and build it anew, after it was confirmed."""
    job = rebuilding()
    going = bool(job and job.running)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "View to rebuild", [EVERY, *(each.name for each in states)], key="rebuild-which", width=260
        )
        with st.popover("Rebuild…", icon=":material/build:", disabled=going):
            which = "all views" if chosen == EVERY else f"the view {plain(chosen)}"
            st.markdown(
                f"Read the whole ledger and build {which} anew? The old one answers meanwhile, and the ledger is only read."
            )
            if st.button("Rebuild", type="primary", key="rebuild-do"):
                rebuild([each.name for each in states] if chosen == EVERY else [chosen])
                st.rerun()
    if watch(job) and job and job.result:
        done = job.result
        rate = f", {round(done.events / job.seconds):,} records a second" if job.seconds and done.events else ""
        st.success(
            f"Rebuilt {plain(', '.join(done.names))} up to record {done.events:,} in {job.seconds:.1f} s{rate}.",
            icon=":material/check:",
        )
        for each in done.stopped:
            st.error(plain(f"The view {each}."), icon=":material/error:")
