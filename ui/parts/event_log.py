"""The event log: one sentence for each event, newest first, a page at a time."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from projections.projection import day_of
from projections.retracted import Retracted
from ui.format import iso_instant, plain, span, unbroken
from ui.queries.account import records_of, struck_through
from ui.struck_words import struck_words

PAGE = 25


def show_log(relationship: str, found: pd.DataFrame) -> None:
    """A page of the log, opening the words of that page alone."""
    newest = [int(seq) for seq in found["seq"]][::-1]
    pages = -(-len(newest) // PAGE)
    place = st.container()
    number = st.pagination(pages, key=f"log-{relationship}") if pages > 1 else 1
    shown = newest[(number - 1) * PAGE : number * PAGE]
    days = {
        int(seq): span(day_of(int(first)), day_of(int(last)))
        for seq, first, last in zip(found["seq"], found["first_day"], found["last_day"], strict=True)
    }
    strikes = struck_through(relationship, found[found["seq"].isin(shown)])
    rows = [
        {
            "When": unbroken(days[each.seq]),
            "What happened": crossed_out(each.sentence, strikes.get(each.seq)),
            "Recorded by": plain(each.recorded_by),
        }
        for each in records_of(relationship, shown)
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Event log, newest first")


def crossed_out(sentence: str, strike: Retracted | None) -> str:
    """A record's sentence; crossed out, and saying so, where it was struck through. As Markdown."""
    return f"~~{plain(sentence)}~~ – {plain(struck_words(strike))}" if strike else plain(sentence)


def as_csv(found: pd.DataFrame, strikes: Mapping[int, Retracted] | None = None) -> str:
    """The timeline for a spreadsheet: every event with its days, its headline and its recording, no person's words.

    With ``strikes`` there are columns that say when, by whom and why a record was struck through.
    """
    table = pd.DataFrame(
        {
            "event": found["seq"],
            "when": [span(*_days(row)) for row in found.itertuples()],
            "first_day": [_days(row)[0].isoformat() for row in found.itertuples()],
            "last_day": [_days(row)[1].isoformat() for row in found.itertuples()],
            "lane": found["lane"],
            "kind": found["kind"],
            "title": found["title"],
            "value": found["value"],
            "headline": found["headline"],
            "inferred": ["yes" if each else "no" for each in found["inferred"]],
            "recorded_at": [iso_instant(int(each)) for each in found["recorded_at"]],
            "recorded_by": found["recorded_by"],
        }
    )
    if strikes is not None:
        struck = [strikes.get(int(seq)) for seq in found["seq"]]
        table["struck_through_at"] = [iso_instant(each.at) if each else "" for each in struck]
        table["struck_through_by"] = [each.by if each else "" for each in struck]
        table["struck_through_why"] = [each.why if each else "" for each in struck]
    return table.to_csv(index=False)


def _days(row: object) -> tuple[date, date]:
    return day_of(int(row.first_day)), day_of(int(row.last_day))  # type: ignore[attr-defined]  # a row of the timeline
