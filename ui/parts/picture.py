"""The timeline with its window of days, and beside it the record that is chosen in it and why things stand so."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domain.models import model_of
from domain.relationship.model import RELATIONSHIP
from projections.projection import day_of
from projections.timeline_window import Days
from ui.account.window import FROM, TO, dragged, said, show, times_drawn, window, window_controls
from ui.charts.axes import Spec
from ui.charts.crowds import counted
from ui.charts.entries import NOT_STATED
from ui.charts.palette import STRUCK, TONES
from ui.charts.timeline import Chart
from ui.looking import Looking
from ui.parts.changing import open_what_was_asked_for
from ui.parts.chosen import named, set_named, times_chosen_elsewhere
from ui.parts.event_log import LANE, show_events, struck_chosen, struck_toggle
from ui.parts.record import show_chosen
from ui.parts.sharing import share_picture
from ui.parts.why import show_why
from ui.queries.account import reach_of
from ui.queries.evolving import Evolution, evolution_in
from ui.session import theme

TO_THE_LOG = "show-in-the-log"
"""A lane in which more happened on one day than can be drawn: it is read in the event log."""


def show_evolution(relationship: str, name: str, looked: Looking) -> None:
    """Everything that happened, as a picture and in words, with the ways to correct it."""
    if lane := st.session_state.pop(TO_THE_LOG, None):
        st.session_state[LANE] = lane
    struck = struck_toggle()
    draw_evolution(relationship, name, looked, struck=struck)
    with st.container(border=True):
        show_events(relationship, looked, struck=struck)
    open_what_was_asked_for(relationship)


@st.fragment
def draw_evolution(relationship: str, name: str, looked: Looking, *, struck: bool | None = None) -> None:
    """The picture and the chosen record, drawn by themselves at each choice; whether with what was ``struck`` is asked."""
    asks = struck is None
    struck = struck_chosen() if struck is None else struck
    reach = reach_of(relationship, looked, struck=struck)
    key = key_of(relationship)
    if take_zoom(st.session_state.get(key), window(reach, looked) or Days(reach.first, reach.last)):
        key = key_of(relationship)
    shown = window_controls(reach, looked, struck_toggle if asks else None)
    if TO_THE_LOG in st.session_state:
        st.rerun()
    drawing, beside = st.columns([7, 3], gap="medium")
    with drawing:
        with st.spinner("Drawing …"):
            drawn = evolution_in(relationship, looked, name, shown, struck=struck)
        state = draw(key, drawn, (shown, struck, *looked, theme()))
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
            of = f" of {reach.events:,}, from {said(shown)}" if shown else ""
            st.markdown(f"{counted(drawn.events)}{of}.", width="content")
            share(relationship, name, drawn, shown)
        st.caption(legend_of(drawn))
    chosen = followed(key, state)
    with beside:
        with st.container(border=True):
            show_chosen(relationship, chosen, looked)
        if model_of(relationship) is RELATIONSHIP:
            show_why(relationship, looked)


def share(relationship: str, name: str, drawn: Evolution, shown: Days | None) -> None:
    """The way to take the picture away."""
    days = {FROM: day_of(shown.first).isoformat(), TO: day_of(shown.last).isoformat()} if shown else {}
    chart = drawn.chart
    share_picture(
        chart.spec, chart.datasets, f"Timeline of {name}", f"{relationship}-timeline", {"stream": relationship, **days},
        says=chart.alt, key="timeline-share",
    )  # fmt: skip


def draw(key: str, drawn: Evolution, looked: tuple[Any, ...]) -> Any:
    """The picture; what was chosen in it."""
    chart = drawn.chart
    numbers = tuple(int(chart.datasets[each]["seq"].sum()) for each in ("marks", "bars"))
    spec = with_choice(chart.spec, linked(key, (drawn.events, *numbers, *looked)))
    return st.vega_lite_chart(
        {**spec, "datasets": chart.datasets}, width="stretch", key=key, on_select="rerun", alt=chart.alt
    )


def key_of(relationship: str) -> str:
    """The key of the picture: another one whenever it is to forget what was chosen or dragged in it."""
    anew = times_chosen_elsewhere() + times_drawn()
    return f"timeline-{relationship}{anew or ''}"


def take_zoom(state: Any, shown: Days) -> bool:
    """Show the days that were dragged over in the picture, or those of the column that was chosen; whether there were any."""
    selection = state["selection"] if state else {}
    if column := column_in(selection):
        days = Days(int(column["since"]), int(column["until"]))
        if days == shown or days.length == 1:
            st.session_state[TO_THE_LOG] = str(column["lane"])
        show(days)
        return True
    over = dragged(selection, shown)
    if over:
        show(over)
    return over is not None


def column_in(selection: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The column that stands for many events and was chosen."""
    return next((point for point in selection.get("many") or [] if point.get("since") and not point.get("seq")), None)


def legend_of(drawn: Evolution) -> str:
    """What the legend cannot show, as far as it is in the picture, and how to see more."""
    chart: Chart = drawn.chart
    there = {name: not table.empty for name, table in chart.datasets.items()}
    hollow = any(chart.datasets[name]["known"].str.endswith(NOT_STATED).any() for name in ("bars", "marks"))
    told = {
        "Drag over the picture to look closer.": True,
        "Columns stand for many events, the taller the more: choose one to see into it.": drawn.crowded,
        "A faint line or a fading edge spans the days on which it may have happened, or an end that is not known.": (
            there["whiskers"] or there["fading_in"] or there["fading_out"]
        ),
        "Pale bars have ended.": (chart.datasets["bars"]["fill"] == TONES[theme()]["past"].fill).any(),
        "An upright line on a bar is the end that was first agreed.": there["promises"],
        "A notch in a bar is a time of rest.": there["pauses"],
        "Hollow means read from the facts, not stated.": hollow,
        "Crossed, hollow marks and crossed out bars were struck through.": (
            there["struck"] or (chart.datasets["marks"]["category"] == STRUCK).any()
        ),
    }
    return " ".join(sentence for sentence, is_drawn in told.items() if is_drawn)


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
        if any(param["name"] in {"mark", "bar"} for param in layer.get("params", ()))
        else layer
        for layer in spec["layer"]
    ]
    return {**spec, "layer": layers}


def chosen_in(selection: Mapping[str, Any]) -> dict[str, int]:
    """What is selected in each layer; a layer without a choice reports an empty point."""
    return {
        name: int(point["seq"])
        for name in ("mark", "bar", "many")
        for point in selection.get(name) or []
        if point.get("seq")
    }
