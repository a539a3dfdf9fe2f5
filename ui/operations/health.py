"""Health: everything that Tieline rests on, how it is, and what to do."""

import pandas as pd
import streamlit as st

from ui.format import plain
from ui.queries.operations import health

MARKS = {
    "ok": ":green-badge[:material/check: ok]",
    "look": ":orange-badge[:material/visibility: worth a look]",
    "bad": ":red-badge[:material/error: bad]",
}


def show_health() -> None:
    """Each thing that was looked at; what is bad comes first."""
    with st.spinner("Looking at everything …"):
        checks = health()
    numbers = {how: sum(each.how == how for each in checks) for how in MARKS}
    st.header(f"{numbers['ok']} ok, {numbers['look']} worth a look, {numbers['bad']} bad", anchor=False)
    order = list(MARKS)[::-1]
    rows = [
        {
            "How": MARKS[each.how],
            "What": plain(each.what[:1].upper() + each.what[1:]),
            "Found": plain(each.found),
            "What to do": plain(each.do) or "–",
        }
        for each in sorted(checks, key=lambda each: order.index(each.how))
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="What was looked at, the worst first")
    st.caption("It writes nothing. Whether the records are as they were recorded is for Replay, Verify.")
    st.button("Look again", icon=":material/refresh:")
