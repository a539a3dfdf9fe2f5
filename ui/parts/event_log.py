"""The event log: one sentence for each event, newest first, a page at a time."""

from datetime import date

import pandas as pd
import streamlit as st

from projections.projection import day_of
from ui.format import iso_instant, plain, span, unbroken
from ui.session import records_of

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
    rows = [
        {
            "When": unbroken(days[each.seq]),
            "What happened": plain(each.sentence),
            "Recorded by": plain(each.recorded_by),
        }
        for each in records_of(relationship, shown)
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Event log, newest first")


def as_csv(found: pd.DataFrame) -> str:
    """The timeline for a spreadsheet: every event with its days, its headline and its recording, no person's words."""
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
    return table.to_csv(index=False)


def _days(row: object) -> tuple[date, date]:
    return day_of(int(row.first_day)), day_of(int(row.last_day))  # type: ignore[attr-defined]  # a row of the timeline
