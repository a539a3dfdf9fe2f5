"""Records: every record of the ledger, searched and filtered, a page at a time."""

import streamlit as st

from ui.format import day, instant
from ui.looking import Looking
from ui.parts.sharing import share_table
from ui.queries.replay import EXPORTED, counted, export_of, histories, page_of, sentences, strikes_on
from ui.replay.asking import asked_for
from ui.replay.telling import records_table

PAGE = 25


def show_records(looked: Looking) -> None:
    """The choice, how many there are, and a page of them."""
    wanted = asked_for(looked, standing=True)
    total = counted(wanted)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(f"{total:,} record{'s' * (total != 1)}", anchor=False)
        if total:
            about = {
                name: value if isinstance(value, int | str) else str(value)
                for name in wanted._fields
                if name != "known_at" and (value := getattr(wanted, name))
            }
            share_table(
                export_of(wanted), "Records of the ledger", "records", about,
                says=f"Records, the newest first{f'; the first {EXPORTED:,} of {total:,}' if total > EXPORTED else ''}.",
            )  # fmt: skip
    if not total:
        st.markdown("No record fits: choose less in the filter, another history, or later days above.")
        return
    place = st.container()
    pages = -(-total // PAGE)
    number = min(st.pagination(pages, key="records-page", bind="query-params"), pages) if pages > 1 else 1
    found = page_of(wanted, number, PAGE)
    called = histories()
    told = sentences(found)
    with place:
        records_table(
            told,
            strikes_on(found),
            "Records, the newest first",
            [called.get(each.relationship, each.relationship) for each in found],
        )
    newest, oldest = found[0], found[-1]
    st.caption(
        f"Recorded from {instant(oldest.recorded_at)} to {instant(newest.recorded_at)}; "
        f"what was struck through by {day(looked.known_on) if looked.known_on else 'now'} is crossed out."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Record to step to", [each.seq for each in found], key="records-chosen", width=200)
        st.button("Step to it", on_click=_step_to, args=(chosen,), icon=":material/arrow_forward:")


def _step_to(seq: int) -> None:
    """Show this record among the steps of the same choice."""
    st.query_params["step"] = str(seq)
    st.session_state["tab"] = "Step by step"
