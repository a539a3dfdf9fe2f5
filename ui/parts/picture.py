"""The timeline, the record chosen in it, and the log below, which all follow the same choice."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui.charts.axes import Spec
from ui.charts.entries import NOT_STATED
from ui.charts.palette import STRUCK
from ui.charts.timeline import Chart
from ui.looking import Looking
from ui.parts.changing import open_what_was_asked_for, show_changes
from ui.parts.chosen import named, set_named, times_chosen_elsewhere
from ui.parts.event_log import as_csv, show_log
from ui.parts.handing_out import csv_button
from ui.parts.record import show_record
from ui.queries.account import evolution, evolution_chart, records_of, stands_for, struck_through
from ui.session import theme


def show_evolution(relationship: str, name: str, looked: Looking) -> None:
    """Everything that happened, as a picture and in words, with the ways to correct it."""
    draw_evolution(relationship, name, looked)
    open_what_was_asked_for(relationship)


@st.fragment
def draw_evolution(relationship: str, name: str, looked: Looking) -> None:
    """The picture, the chosen record and the log, drawn by themselves at each choice."""
    drawing = st.container()
    beside, log = st.columns([10, 13], gap="medium")
    with log.container(border=True):
        struck, found = show_events(relationship, looked)
    with drawing:
        chart = evolution_chart(relationship, looked, name, struck=struck)
        key = f"timeline-{relationship}{times_chosen_elsewhere() or ''}"
        drawn = (len(found), int(found["seq"].max()), int((found["retracted_by"] > 0).sum()))
        spec = with_choice(chart.spec, linked(key, (*drawn, *looked, theme())))
        state = st.vega_lite_chart(
            {**spec, "datasets": chart.datasets}, width="stretch", key=key, on_select="rerun", alt=chart.alt
        )
        st.caption(legend_of(chart))
    chosen = followed(key, state)
    with beside.container(border=True):
        show_chosen(relationship, chosen, looked)


def show_events(relationship: str, looked: Looking) -> tuple[bool, pd.DataFrame]:
    """The event log; whether it has what was struck through, and its rows."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header("Event log", width="content", anchor=False)
        place = st.container(width="content")
    struck = st.toggle("Show what was struck through", key="struck", bind="query-params")
    found = evolution(relationship, looked, struck=struck)
    about = {"stream": relationship, **looked.query, **({"struck": True} if struck else {})}
    with place:
        csv_button(
            lambda: as_csv(found, struck_through(relationship, found) if struck else None),
            about,
            f"{relationship}.csv",
            help="The timeline as a file for a spreadsheet",
        )
    show_log(relationship, found)
    return struck, found


def show_chosen(relationship: str, chosen: int | None, looked: Looking) -> None:
    """The record of the event that was chosen, also where it was struck through."""
    with st.container(horizontal=True):
        st.header("Record", anchor=False)
    found = evolution(relationship, looked, struck=True)
    here = found[found["seq"] == chosen]
    record = records_of(relationship, [chosen]) if chosen and not here.empty else []
    if record:
        strike = struck_through(relationship, here).get(record[0].seq)
        show_record(record[0], strike, stands_for(relationship, record[0].seq))
        if here["retracted_by"].iloc[0] == 0:
            show_changes(relationship, record[0])
    elif chosen:
        st.markdown("The chosen event had not happened by this date, or was not known then.")
    else:
        st.markdown("Select a mark or a bar in the picture to read its record.")


def legend_of(chart: Chart) -> str:
    """What the legend cannot show, as far as it is in the picture."""
    drawn = {name: not table.empty for name, table in chart.datasets.items()}
    hollow = any(chart.datasets[name]["known"].str.endswith(NOT_STATED).any() for name in ("bars", "marks"))
    said = {
        "A faint line or a fading edge spans the days on which it may have happened, or an end that is not known.": (
            drawn["whiskers"] or drawn["fading_in"] or drawn["fading_out"]
        ),
        "Pale bars have ended.": drawn["bars"],
        "An upright line on a bar is the end that was first agreed.": drawn["promises"],
        "A notch in a bar is a time of rest.": drawn["pauses"],
        "Hollow means read from the facts, not stated.": hollow,
        "Crossed, hollow marks and crossed out bars were struck through.": (
            drawn["struck"] or (chart.datasets["marks"]["category"] == STRUCK).any()
        ),
    }
    return " ".join(sentence for sentence, is_drawn in said.items() if is_drawn)


def followed(key: str, state: Any) -> int | None:
    """The event chosen: in the picture since the last look, else the one named in the address."""
    now = chosen_in(state["selection"])
    before: Mapping[str, int] = st.session_state.get(f"{key}-before", {})
    if now != before:
        st.session_state[f"{key}-before"] = now
        fresh = [seq for name, seq in now.items() if before.get(name) != seq]
        set_named(fresh[0] if fresh else None)
    return named()


def linked(key: str, picture: tuple[Any, ...]) -> int | None:
    """The event to mark when a picture is first drawn; the same while it stays, so that a click does not redraw it."""
    drawn = st.session_state.get(f"{key}-linked")
    if drawn is None or drawn[0] != picture:
        drawn = st.session_state[f"{key}-linked"] = (picture, named())
    return drawn[1] if drawn[1] is None else int(drawn[1])


def with_choice(spec: Spec, seq: int | None) -> Spec:
    """The specification with an event chosen from the start."""
    if seq is None:
        return spec
    layers = [
        {**layer, "params": [{**param, "value": [{"seq": seq}]} for param in layer["params"]]}
        if "params" in layer
        else layer
        for layer in spec["layer"]
    ]
    return {**spec, "layer": layers}


def chosen_in(selection: Mapping[str, Any]) -> dict[str, int]:
    """What is selected in each layer; a layer without a choice reports an empty point."""
    return {
        name: int(point["seq"])
        for name in ("mark", "bar")
        for point in selection.get(name) or []
        if point.get("seq") is not None
    }
