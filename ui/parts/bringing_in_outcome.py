"""What became, or would become, of the rows: the counts, those that are not recorded with the reason, and the way back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from domain.access import Actor
from ui.bootstrap import Tieline
from ui.crm.outcome import Outcome
from ui.crm.rows import Fallen
from ui.crm.table import Table
from ui.crm.telling import besides, not_recorded
from ui.format import plain
from ui.parts.handing_out import csv_button
from ui.parts.taking_back import take_back_dialog

LISTED = 10
"""So many rows that are not recorded are listed; all of them are in the file."""


def show_outcome(tieline: Tieline, actor: Actor, outcome: Outcome, tables: Sequence[Table], *, dry_run: bool) -> None:
    """The whole of it."""
    would = "would be " if dry_run else ""
    counts = {
        f"{would}recorded".capitalize(): outcome.recorded,
        "On record already": outcome.already_recorded,
        "Refused": len(outcome.refused),
        "Left out": len(outcome.left_out),
    }
    with st.grid(4, min_column_width=130):
        for label, count in counts.items():
            st.metric(label, f"{count:,}", border=True)
    said = plain(besides(outcome, dry_run=dry_run))
    if dry_run or not outcome.recorded:
        st.info(said, icon=":material/rule:")
    else:
        st.success(said, icon=":material/check:")
    with st.container(horizontal=True):
        if not dry_run:
            for batch in outcome.batches:
                undo = st.button("Take it back…", icon=":material/undo:", key=f"bringing-in-undo-{batch}", help=batch)
                if undo:
                    take_back_dialog(tieline, actor, batch)
        if outcome.refused or outcome.left_out:
            csv_button(
                lambda: not_recorded(outcome, tables),
                {"files": sorted({each.file for each in (*outcome.refused, *outcome.left_out)}), "dry_run": dry_run},
                "not-recorded.csv",
                label="Rows that are not recorded as CSV",
                key=f"bringing-in-csv-{dry_run}",
            )
    for title, fallen in (("Refused", outcome.refused), ("Left out", outcome.left_out)):
        show_fallen(title, fallen)


def show_fallen(title: str, fallen: Sequence[Fallen]) -> None:
    """Rows that are not recorded, with the reason."""
    if not fallen:
        return
    more = f", the first {LISTED} of {len(fallen):,}" if len(fallen) > LISTED else ""
    rows = [
        {"File": plain(each.file), "Line": str(each.line or ""), "Why": plain(each.why)} for each in fallen[:LISTED]
    ]
    st.markdown(f"**{title}{more}**")
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=f"{title} rows")
