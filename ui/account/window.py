"""The window of days that the timeline shows: in the address, chosen by presets, by two dates, or by dragging."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import streamlit as st

from domain.history.when import EARLIEST, add_months
from projections.projection import day_of
from projections.timeline_window import Days, Extent
from ui.charts.entries import day_of_milliseconds
from ui.format import day
from ui.looking import Looking

FROM, TO = "from", "to"
"""What the first and the last of the days are called in an address."""
ALL = "All"
PRESET, FIRST, LAST = "window-preset", "window-from", "window-to"
DRAWN = "window-drawn"
LEAST_SHARE = 0.004
"""A drag over less of the window than this is a click."""


def in_address(name: str) -> date | None:
    """One of the two days as the address has it."""
    with suppress(ValueError):
        found = date.fromisoformat(st.query_params.get(name, ""))
        return found if found >= EARLIEST else None
    return None


def window(reach: Extent, looked: Looking) -> Days | None:
    """The days that are shown; None for all there are. An end that is not named is that of the whole."""
    first, last = in_address(FROM), in_address(TO)
    if first is None and last is None:
        return None
    whole = all_of(reach, looked)
    days = Days(first.toordinal() if first else whole.first, last.toordinal() if last else whole.last)
    return days if days.first <= days.last else None


def all_of(reach: Extent, looked: Looking) -> Days:
    """From the first event to the last, or to the day looked at."""
    return Days(reach.first, max(reach.last, looked.day.toordinal()))


def shows_nothing(reach: Extent, looked: Looking) -> str:
    """Why the days in the address are none, in a sentence that says what to choose; "" where they are some, or not named."""
    first, last = in_address(FROM), in_address(TO)
    if window(reach, looked) or not (first or last):
        return ""
    if first and last:
        return f"“From” ({first}) is after “To” ({last}), so everything is shown: choose an earlier “From” or a later “To”."
    ends = all_of(reach, looked)
    if first:
        return f"“From” ({first}) is after the last day there is, {day(day_of(ends.last))}, so everything is shown: choose an earlier one."
    return f"“To” ({last}) is before the first day there is, {day(day_of(ends.first))}, so everything is shown: choose a later one."


def show(days: Days | None) -> None:
    """Show these days, or all; the picture is drawn anew, so that what was dragged in it is over."""
    for name, number in ((FROM, days and days.first), (TO, days and days.last)):
        if number:
            st.query_params[name] = day_of(number).isoformat()
        else:
            st.query_params.pop(name, None)
    st.session_state[DRAWN] = times_drawn() + 1


def times_drawn() -> int:
    """How often other days were chosen."""
    return int(st.session_state.get(DRAWN, 0))


def presets(now: date) -> dict[str, Days | None]:
    """Windows that are looked at often, up to the day looked from; None is all."""
    quarter = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
    quarter_ends = add_months(quarter, 3).toordinal() - 1
    spans = {"5 years": 60, "2 years": 24, "12 months": 12}
    back = {name: Days(add_months(now, -months).toordinal() + 1, now.toordinal()) for name, months in spans.items()}
    return {ALL: None, **back, "This quarter": Days(quarter.toordinal(), quarter_ends)}


def window_controls(reach: Extent, looked: Looking, beside: Callable[[], object] | None = None) -> Days | None:
    """The presets, the steps to either side and the two dates, and what else stands ``beside``; the days that are shown."""
    days = window(reach, looked)
    known = presets(looked.day)
    st.session_state[PRESET] = next((name for name, each in known.items() if each == days), None)
    st.session_state[FIRST], st.session_state[LAST] = (day_of(each) for each in days) if days else (None, None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.segmented_control("Show", list(known), key=PRESET, on_change=_preset, args=(looked,), width="content")
        step = max(1, days.length // 2) if days else 0
        for label, icon, by in (("Earlier", "chevron_left", -step), ("Later", "chevron_right", step)):
            st.button(
                label,
                icon=f":material/{icon}:",
                on_click=_move,
                args=(days, by),
                disabled=days is None,
                help=f"{label} by half of what is shown",
            )
        for name, label in ((FIRST, "From"), (LAST, "To")):
            st.date_input(
                label, None, EARLIEST, date.max, key=name, format="YYYY-MM-DD", width=172, on_change=_dates,
            )  # fmt: skip
        if beside:
            beside()
    if why := shows_nothing(reach, looked):
        st.warning(why, icon=":material/date_range:")
    return days


def said(days: Days) -> str:
    """The window in words."""
    first, last = (day(day_of(each)) for each in days)
    return first if first == last else f"{first} to {last}"


def dragged(selection: Mapping[str, Any], shown: Days) -> Days | None:
    """The days that were dragged over, the first and last of them whole; None where nothing was."""
    found = selection.get("zoom") or {}
    ends = next((each for each in found.values() if isinstance(each, list) and len(each) == 2), None)  # a span
    if ends is None or None in ends:
        return None
    left, right = sorted(day_of_milliseconds(float(each)) for each in ends)
    if right - left < shown.length * LEAST_SHARE:
        return None
    first = max(EARLIEST.toordinal(), int(left))
    return Days(first, min(date.max.toordinal(), max(first, int(right))))


def _preset(looked: Looking) -> None:
    show(presets(looked.day)[st.session_state[PRESET] or ALL])


def _move(days: Days, by: int) -> None:
    first = min(max(EARLIEST.toordinal(), days.first + by), date.max.toordinal() - days.length)
    show(Days(first, first + days.length - 1))


def _dates() -> None:
    """What was written into the two dates; an end that is left empty is that of the whole."""
    for name, key in ((FROM, FIRST), (TO, LAST)):
        if chosen := st.session_state[key]:
            st.query_params[name] = chosen.isoformat()
        else:
            st.query_params.pop(name, None)
    st.session_state[DRAWN] = times_drawn() + 1
