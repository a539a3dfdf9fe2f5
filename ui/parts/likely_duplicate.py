"""Records that say much the same as what somebody is about to record, and the way to record it all the same."""

from collections.abc import Sequence

import streamlit as st

from ui.format import day_at, lately, plain
from ui.parts.time_travel import record_address
from ui.queries.account import records_of
from ui.session import today

SHOWN = 3
"""So many are read before one decides."""


def show_likely_duplicates(stream: str, seqs: Sequence[int]) -> bool:
    """Show them; whether it is to be recorded all the same. Nothing is recorded before."""
    found = records_of(stream, seqs[:SHOWN])
    st.warning(
        "This looks like something that is on record already. Nothing was recorded yet.", icon=":material/content_copy:"
    )
    for each in found:
        when = lately(each.recorded_at, today())
        on = "" if day_at(each.recorded_at) == today() else "on "
        st.markdown(
            f"**{plain(each.happened)}**: {plain(each.sentence)}  \n"
            f"[Record {each.seq}](./{record_address(stream, each.seq)}), recorded {on}{when} by {plain(each.recorded_by)}"
        )
    if len(seqs) > len(found):
        st.caption(f"And {len(seqs) - len(found)} more.")
    return st.button("Record it all the same", key="log-record-again", width="stretch")
