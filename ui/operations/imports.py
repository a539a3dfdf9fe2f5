"""Imports: what came in together, in files, with how much of it still stands, and the way to take it back."""

import pandas as pd
import streamlit as st

from domain.access import may
from ui.format import instant, plain, unbroken
from ui.parts.taking_back import take_back_dialog
from ui.queries.imports import imports_on_record
from ui.session import actor, tieline

PAGE = 25


def show_imports() -> None:
    """The list, and the choice of one to take back."""
    found = imports_on_record()
    if not found:
        with st.container(border=True):
            st.header("Nothing was imported yet", anchor=False)
            st.markdown(
                "Files go in where you log what happened, or with one command each; `--dry-run` tells what would happen. "
                "What came in together is listed here, and can be taken back as a whole."
            )
            st.code("tieline import FILE --dry-run\ntieline record FILE --dry-run", language=None)
        return
    st.markdown(
        "What came in together can be taken back together. Nothing is removed: what is taken back stays, struck through, "
        "and what later work rests on is kept as it is."
    )
    place = st.container()
    pages = -(-len(found) // PAGE)
    number = st.pagination(pages, key="imports-page") if pages > 1 else 1
    rows = [
        {
            "Import": plain(each.batch),
            "When": unbroken(instant(each.recorded_at)),
            "Rows": f"{each.rows:,}",
            "Records": f"{each.records:,}",
            "Struck": f"{each.retracted:,}",
            "By": plain(each.recorded_by),
        }
        for each in found[(number - 1) * PAGE : number * PAGE]
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Imports, the newest first")
    standing = {each.batch: each for each in found if each.retracted < each.records}
    if standing and may(actor(), "record"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            batch = st.selectbox(
                "Import to take back",
                list(standing),
                format_func=lambda each: f"{each}, {instant(standing[each].recorded_at)}",
                key="import-to-take-back",
                width=420,
            )
            if st.button("Take back…", icon=":material/undo:"):
                take_back_dialog(tieline(), actor(), batch)
    elif not standing:
        st.markdown("Everything that was imported was taken back.")
