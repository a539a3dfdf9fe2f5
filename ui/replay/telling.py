"""Records in words: a line in a table, crossed out where it was struck through, and what became of it."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from projections.records import RecordShown
from projections.retracted import Retracted
from ui.format import instant, plain, unbroken
from ui.queries.replay import when_told
from ui.record_words import record_words
from ui.struck_words import struck_words


def crossed_out(sentence: str, strike: Retracted | None) -> str:
    """A record's sentence; crossed out, and saying so, where it was struck through. As Markdown."""
    return f"~~{plain(sentence)}~~ – {plain(struck_words(strike))}" if strike else plain(sentence)


def records_table(
    told: Sequence[RecordShown],
    struck: Mapping[int, Retracted],
    label: str,
    accounts: Sequence[str] = (),
    *,
    short: bool = False,
) -> None:
    """Records in a table, a line each; with ``accounts``, of which history each is; ``short`` leaves out their recording."""
    rows = [
        {
            "Record": f"{each.seq:,}",
            **({"Account": plain(accounts[place])} if accounts else {}),
            "Happened": unbroken(when_told(each)),
            "What it says": crossed_out(record_words(each), struck.get(each.seq)),
            **({} if short else {"Recorded": unbroken(instant(each.recorded_at)), "By": plain(each.recorded_by)}),
        }
        for place, each in enumerate(told)
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=label)
