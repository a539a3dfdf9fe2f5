"""Step by step: one record after another in the order recorded, with what each changed in how things stand."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from projections.register import Listed, Wanted
from ui.format import day, instant, plain
from ui.looking import KNOWN_ON, Looking
from ui.parts.record import details
from ui.parts.standing import sentence_case
from ui.parts.time_travel import travel
from ui.queries.replay import Step, beyond, counted, first_day, histories, place_of, record_at, step_to
from ui.record_words import record_words
from ui.replay.asking import asked_for
from ui.replay.changes import Change
from ui.replay.playing import hold, play_button, played_on, playing, seconds
from ui.replay.telling import records_table
from ui.session import chosen_day, today
from ui.struck_words import numbers, struck_words

STEP = "step"
"""What the number of the record that was stepped to is called in the address."""
LINES = 25
"""So many lines of the state are shown at once."""


def show_steps(looked: Looking) -> None:
    """The choice of records, the two clocks, and the step."""
    wanted = asked_for(looked)
    total = counted(wanted)
    if not total:
        nothing(wanted, looked)
        return
    day_slider(wanted.stream, looked)
    hold()
    st.fragment(walk, run_every=seconds() if playing() else None)(wanted, looked, total)


def nothing(wanted: Wanted, looked: Looking) -> None:
    """No record is to be stepped through."""
    with st.container(border=True):
        if wanted == Wanted(stream=wanted.stream, known_at=wanted.known_at):
            known = looked.known_on is not None
            st.header("Nothing was on record yet" if known else "Nothing is on record yet", anchor=False)
            st.markdown("Choose a later day under “As known on”." if known else "Record something first.")
        else:
            st.header("No record fits the filter", anchor=False)
            st.markdown("Choose less in the filter, or another history.")


def day_slider(stream: str, looked: Looking) -> None:
    """The clock of what had happened: the day whose state is shown, the same as in the control above every page."""
    begins = first_day(stream)
    if begins is None or begins >= looked.today:
        return
    st.session_state["replay-day"] = max(begins, looked.day)
    st.slider(
        "What had happened: the state as of", begins, looked.today, key="replay-day", on_change=_travel,
        format="D MMM YYYY", help="The same day as “As of” above. What happened later does not count in the state.",
    )  # fmt: skip


def _travel() -> None:
    """Look at the day that was chosen; the last is now."""
    chosen: date = st.session_state["replay-day"]
    travel(None if chosen == today() else chosen, chosen_day(KNOWN_ON))


def walk(wanted: Wanted, looked: Looking, total: int) -> None:
    """The step and the ways to another one, drawn by themselves."""
    place, at = here(wanted, total)
    if played_on():
        following = beyond(wanted, at.seq)
        if following is None or place + 1 >= total:
            place, at = (place + 1, following) if following else (place, at)
            st.session_state["replay-playing"] = False
            name(at.seq)
            st.rerun()
        place, at = place + 1, following
    name(at.seq)
    controls(wanted, place, total)
    show_step(step_to(at.relationship, at.seq, looked), looked)


def here(wanted: Wanted, total: int) -> tuple[int, Listed]:
    """The place of the record in the address, of the one before it where that is not wanted, or else of the first; and it."""
    text = st.query_params.get(STEP, "")
    seq = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
    place = min(max(place_of(wanted, seq), 1), total)
    at = record_at(wanted, place)
    assert at, "there are so many"
    return place, at


def name(seq: int) -> None:
    """Put the step into the address."""
    st.query_params[STEP] = str(seq)


def controls(wanted: Wanted, place: int, total: int) -> None:
    """Buttons, a number and a slider: the clock of what was on record."""
    first, last = place == 1, place == total
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way("First", "first_page", go, wanted, 1, end=first)
        way("Previous", "chevron_left", move, wanted, -1, end=first)
        st.session_state["replay-number"] = place
        st.number_input(
            f"Step, of {total:,}", 1, total, key="replay-number", on_change=_go_to, args=(wanted, "replay-number"),
            width=150,
        )  # fmt: skip
        way("Next", "chevron_right", move, wanted, 1, end=last)
        way("Last", "last_page", go, wanted, total, end=last)
        play_button(ended=last)
    if total > 1:
        st.session_state["replay-place"] = place
        st.slider(
            "What was on record: up to step", 1, total, key="replay-place", on_change=_go_to, args=(wanted, "replay-place"),
            help="One step for each record, in the order recorded.",
        )  # fmt: skip


def way(label: str, icon: str, follow: Callable[[Wanted, int], None], wanted: Wanted, to: int, *, end: bool) -> None:
    """A button that leads to another place."""
    key = f"replay-{label.lower()}"
    st.button(label, icon=f":material/{icon}:", on_click=follow, args=(wanted, to), disabled=end, key=key)


def go(wanted: Wanted, place: int) -> None:
    """Go to the record at a place."""
    hold()
    if at := record_at(wanted, place):
        name(at.seq)


def move(wanted: Wanted, by: int) -> None:
    """Go so many places on from the step in the address, which may be a later one than the button was drawn at."""
    total = counted(wanted)
    place, _ = here(wanted, total)
    go(wanted, min(max(place + by, 1), total))


def _go_to(wanted: Wanted, key: str) -> None:
    go(wanted, int(st.session_state[key] or 1))


def show_step(step: Step, looked: Looking) -> None:
    """The record and those before it to the left; what it changed, and how things stood after it, to the right."""
    record = step.record
    left, right = st.columns([5, 6], gap="medium")
    with left.container(border=True):
        show_taken(step)
    with left.container(border=True):
        st.header("The records up to it", anchor=False)
        told = {seq: by for seq, by in step.struck.items() if by.record <= record.seq}
        records_table(
            step.beside, told, "The last records of this history up to the step, the newest first", short=True
        )
    with right.container(border=True):
        st.header("What it changed", anchor=False)
        show_changes(step, looked)
    with right.container(border=True):
        st.header("How it stood then", anchor=False)
        st.caption(f"On {day(looked.day)}, by the records up to this one ({instant(record.recorded_at)}).")
        show_lines(step)


def show_taken(step: Step) -> None:
    """The record itself, what it strikes through, and whether it was struck through later."""
    record = step.record
    st.header(f"Record {record.seq:,} of {plain(histories().get(step.stream, step.stream))}", anchor=False)
    if strike := step.struck.get(record.seq):
        st.warning(f"Later {plain(struck_words(strike))}", icon=":material/strikethrough_s:")
    st.markdown(f"**{plain(record_words(record))}**")
    if step.strikes:
        st.markdown(f"It strikes through record {step.strikes.seq:,}: ~~{plain(record_words(step.strikes))}~~")
        if instead := step.struck[step.strikes.seq].instead:
            st.markdown(f"In its place stands {plain(numbers(instead))}.")
    known = {of.replace(" ", "\u00a0"): said for of, said in details(record).items()}
    if record.batch:
        known["Import"] = plain(record.batch)
    st.table(known, border="horizontal", hide_header=True, alt="What is known of the record")


SIGNS = {"new": ":green-badge[:material/add: new]", "changed": ":blue-badge[:material/edit: changed]"}
GONE = ":red-badge[:material/remove: gone]"


def show_changes(step: Step, looked: Looking) -> None:
    """The lines that are otherwise, each with what it was."""
    if not step.changed:
        why = "nothing in how things stand rests on it"
        if not step.happened_yet:
            why = f"it had not happened yet on {day(looked.day)}, whose state this is"
        st.markdown(f"Nothing: {why}.")
        return
    rows = [
        {
            "How": SIGNS.get(each.how, GONE),
            "Of": plain(sentence_case(each.of)),
            "Before": plain(each.before) or "–",
            "After": said(each),
        }
        for each in step.changed[:LINES]
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="What the record changed")
    if (more := len(step.changed) - LINES) > 0:
        st.caption(f"And {more:,} more.")


def said(change: Change) -> str:
    """What stands now, as Markdown."""
    return plain(change.after) or "–"


def show_lines(step: Step) -> None:
    """Everything that stands after it, a page at a time; what it changed is marked."""
    if not step.lines:
        st.markdown("Nothing stands.")
        return
    pages = -(-len(step.lines) // LINES)
    place = st.container()
    number = st.pagination(pages, key=f"replay-lines-{step.stream}") if pages > 1 else 1
    how = {(each.of, each.after): each.how for each in step.changed}
    rows = [
        {
            "Of": plain(sentence_case(of)),
            "Stands": plain(stands),
            "By this record": SIGNS.get(how.get((of, stands), ""), ""),
        }
        for of, stands in step.lines[(number - 1) * LINES : number * LINES]
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="How it stood after the step")
