"""The event log: one sentence for each event, newest first, a page at a time."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from projections.projection import day_of
from projections.retracted import Retracted
from ui.account.window import said, show, window
from ui.charts.crowds import counted
from ui.charts.picture import LANE_NAMES
from ui.format import iso_instant, plain, span, unbroken
from ui.looking import Looking
from ui.parts.chosen import choose
from ui.parts.handing_out import csv_button
from ui.queries.account import evolution, reach_of, records_of, struck_through
from ui.queries.evolving import counts_in, log_of
from ui.record_words import record_words
from ui.struck_words import struck_words

PAGE = 25
LANE, OPENED, STRUCK = "lane", "log-opened", "struck"


def struck_toggle() -> bool:
    """Whether what was struck through is shown, in the picture and in the log; a link keeps the choice."""
    return bool(st.toggle("Show what was struck through", key=STRUCK, bind="query-params"))


def struck_chosen() -> bool:
    """The same before the choice is drawn: the address counts until it is for the first time."""
    if STRUCK in st.session_state:
        return bool(st.session_state[STRUCK])
    return str(st.query_params.get(STRUCK, "")).lower() == "true"


def show_events(relationship: str, looked: Looking, *, struck: bool) -> None:
    """The log of the window that is looked at, of one lane or of all, with the way to take it away as a file."""
    shown = window(reach_of(relationship, looked, struck=struck), looked)
    by_lane = counts_in(relationship, looked, shown, struck=struck)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header("Event log", width="content", anchor=False)
        about = {"stream": relationship, **looked.query, **({"struck": True} if struck else {})}
        csv_button(
            lambda: whole_table(relationship, looked, struck=struck),
            about,
            f"{relationship}.csv",
            help="The whole timeline as a file for a spreadsheet",
        )
    if shown:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Only what happened from {said(shown)}.", width="content")
            st.button("Show all", on_click=show, args=(None,), type="tertiary", icon=":material/zoom_out_map:")
    lane = chosen_lane(by_lane)
    events = by_lane.get(lane, 0) if lane else sum(by_lane.values())
    if not events:
        st.markdown("Nothing happened in these days.")
        return
    show_page(relationship, looked, lane, events, struck=struck)


def chosen_lane(by_lane: Mapping[str, int]) -> str:
    """The lane that is read, "" for all of them; each says how many events it has."""
    lanes = [lane for lane in LANE_NAMES if by_lane.get(lane)]
    if len(lanes) < 2:  # nothing to choose from
        return ""
    if st.session_state.get(LANE) not in lanes:
        st.session_state[LANE] = None
    chosen = st.pills(
        "Lane",
        lanes,
        format_func=lambda lane: f"{LANE_NAMES[lane]} {by_lane[lane]:,}",
        key=LANE,
        label_visibility="collapsed",
    )
    return str(chosen or "")


def show_page(relationship: str, looked: Looking, lane: str, events: int, *, struck: bool) -> None:
    """A page of the log, opening the words of that page alone."""
    shown = window(reach_of(relationship, looked, struck=struck), looked)
    pages = -(-events // PAGE)
    place = st.container()
    key = f"log-{relationship}"
    if int(st.session_state.get(key, 1)) > pages:
        st.session_state[key] = 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        number = st.pagination(pages, key=key) if pages > 1 else 1
        reading = st.container(width=420)
    found = log_of(relationship, looked, shown, lane, number, PAGE, struck=struck)
    days = {
        int(seq): span(day_of(int(first)), day_of(int(last)))
        for seq, first, last in zip(found["seq"], found["first_day"], found["last_day"], strict=True)
    }
    strikes = struck_through(relationship, found)
    records = records_of(relationship, list(days))
    rows = [
        {
            "When": unbroken(days[each.seq]),
            "What happened": crossed_out(record_words(each), strikes.get(each.seq)),
            "Recorded by": plain(each.recorded_by),
        }
        for each in records
    ]
    alt = f"Event log, newest first: {counted(len(rows))} of {events:,}"
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    sentences = {each.seq: f"{days[each.seq]}: {record_words(each)}" for each in records}
    reading.selectbox(
        "Read a record",
        list(sentences),
        index=None,
        format_func=lambda seq: sentences.get(seq, str(seq)),
        placeholder="Choose one of this page",
        key=OPENED,
        on_change=_opened,
    )


def _opened() -> None:
    if seq := st.session_state[OPENED]:
        choose(int(seq))


def whole_table(relationship: str, looked: Looking, *, struck: bool) -> pd.DataFrame:
    """All of the timeline, made when it is taken away."""
    found = evolution(relationship, looked, struck=struck)
    return as_table(found, struck_through(relationship, found) if struck else None)


def crossed_out(sentence: str, strike: Retracted | None) -> str:
    """A record's sentence; crossed out, and saying so, where it was struck through. As Markdown."""
    return f"~~{plain(sentence)}~~ – {plain(struck_words(strike))}" if strike else plain(sentence)


def as_table(found: pd.DataFrame, strikes: Mapping[int, Retracted] | None = None) -> pd.DataFrame:
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
    return table


def _days(row: object) -> tuple[date, date]:
    return day_of(int(row.first_day)), day_of(int(row.last_day))  # type: ignore[attr-defined]  # a row of the timeline
