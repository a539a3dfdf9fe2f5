"""The dialog in which an import is taken back: what would become of each row first, then the reason, then what became."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import pandas as pd
import streamlit as st

from domain.access import NOT_YOURS, Actor, may
from domain.retracting.batch import RowFate
from ui.bootstrap import Tieline
from ui.format import plain
from ui.forms.places import Places
from ui.import_words import told
from ui.parts.handing_out import csv_button
from ui.queries.portfolio import relationship_names

KEY = "taking-back"
LISTED = 20
"""So many rows that are not reversed are listed; all of them are in the file."""


class TakingBack(msgspec.Struct):
    """One opened dialog: what would become of each row, and, once that was wanted, what became of it."""

    batch: str
    names: Mapping[str, str]
    would: Sequence[RowFate]
    became: Sequence[RowFate] | None = None


def take_back_dialog(tieline: Tieline, actor: Actor, batch: str) -> None:
    """Open the dialog anew."""
    st.session_state.pop(KEY, None)
    _dialog(tieline, actor, batch)


@st.dialog("Take an import back", width="medium", on_dismiss="rerun")
def _dialog(tieline: Tieline, actor: Actor, batch: str) -> None:
    take_back_form(tieline, actor, batch)


def take_back_form(tieline: Tieline, actor: Actor, batch: str) -> None:
    """What would become of the rows, the reason and the button; after it what became of them."""
    places = Places()
    opened = st.session_state.get(KEY)
    if not isinstance(opened, TakingBack) or opened.batch != batch:
        places.beside("")
        opened = places.carried_out(lambda: tried(tieline, actor, batch))
        if opened is None:
            return
        st.session_state[KEY] = opened
    before = st.empty()
    if opened.became is None:
        with before.container():
            opened.became = asked_for(tieline, actor, places, opened)
    if opened.became is not None:
        before.empty()
        show_fates(opened, opened.became)
        if st.button("Close", width="stretch", key="taking-back-close"):
            st.rerun()


def asked_for(tieline: Tieline, actor: Actor, places: Places, opened: TakingBack) -> Sequence[RowFate] | None:
    """Say what would become of the rows and ask why; what became of them once that was wanted."""
    show_fates(opened, opened.would, dry_run=True)
    count = sum(each.fate == "reversed" for each in opened.would)
    if not count:
        return None
    because = st.text_area("Why is it taken back?", key="taking-back-because", height=80)
    places.beside("because")
    places.beside("")
    st.caption(f"Recorded by {plain(actor.subject)}, at the time you press the button.")
    label = f"Take back {count:,} row{'s' * (count != 1)}"
    if not st.button(label, type="primary", width="stretch", key="taking-back-do"):
        return None
    with advancing("Taking back") as report:
        return places.carried_out(lambda: tieline.retract_batch(opened.batch, because, by=actor, progress=report))


def tried(tieline: Tieline, actor: Actor, batch: str) -> TakingBack:
    """What would become of the rows, written nowhere. Raises a Refusal."""
    with advancing("Looking at what rests on it") as report:
        would = tieline.retract_batch(batch, "tried out", by=actor, dry_run=True, progress=report)
    known = relationship_names()
    called = dict(zip(known["relationship"], known["name"], strict=True))
    streams = {each.row.stream for each in would}
    names = {each: called.get(each, each) if may(actor, "read", each) else NOT_YOURS for each in streams}
    return TakingBack(batch=batch, names=names, would=would)


@contextmanager
def advancing(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of how many rows of how many are done, gone at the end."""
    bar = st.progress(0.0, f"{what} …")

    def report(done: int, rows: int) -> None:
        bar.progress(min(1.0, done / max(rows, 1)), f"{what}: {done:,} of {rows:,} rows")

    try:
        yield report
    finally:
        bar.empty()


def show_fates(opened: TakingBack, fates: Sequence[RowFate], *, dry_run: bool = False) -> None:
    """How many rows came to what, those that are not reversed with the reason, and all of them as a file."""
    st.markdown(f"**{plain(opened.batch)}**: {plain(told(fates, dry_run=dry_run))}")
    rows = table(opened, fates)
    left = rows[rows["why"] != ""]
    if len(left):
        more = f" (the first {LISTED} of {len(left):,})" if len(left) > LISTED else ""
        st.markdown(f"**{'Would not be' if dry_run else 'Not'} reversed**{more}")
        shown = left[["records", "account", "why"]].head(LISTED).rename(columns=str.capitalize).map(plain)
        st.table(shown, hide_index=True, border="horizontal", alt="Rows that are not reversed")
    csv_button(
        lambda: rows,
        {"import": opened.batch, "dry_run": dry_run},
        f"{opened.batch}{'-dry-run' if dry_run else ''}.csv",
        label="Every row as CSV",
        key=f"taking-back-csv-{dry_run}",
    )


def table(opened: TakingBack, fates: Sequence[RowFate]) -> pd.DataFrame:
    """What became of each row."""
    rows: list[dict[str, Any]] = [
        {
            "records": " ".join(map(str, each.row.seqs)),
            "account": opened.names[each.row.stream],
            "what": each.fate,
            "why": each.why,
        }
        for each in fates
    ]
    return pd.DataFrame(rows, columns=["records", "account", "what", "why"])
