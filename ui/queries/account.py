"""One relationship: how it stood, what had happened, and the records behind it, on the days looked at."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pandas as pd
import streamlit as st

from domain.history.refusal import NoSuchRecord
from domain.relationship.state import Relationship
from projections.projection import FOREVER
from projections.records import RecordShown, records, titles_in
from projections.replay import replay
from projections.retracted import Retracted, in_place_of, retractions
from projections.timeline import timeline
from projections.titles import with_titles
from ui.charts.palette import Theme
from ui.charts.timeline import Chart, timeline_chart
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running
from ui.session import theme

EVER = Looking(date.max, as_of=date.max)
"""All that is on record, also of days to come."""


def evolution(relationship: str, looked: Looking = EVER, *, struck: bool = False) -> pd.DataFrame:
    """What had happened by the day looked at, or all that is on record (``projections.timeline.timeline``).

    Looked at from now, what is on record of days to come is among it. With ``struck`` also what was struck through is.
    """
    return _timeline(
        permitted("read", relationship), relationship, looked.as_of or date.max, looked.known_at, struck=struck
    )


def evolution_chart(relationship: str, looked: Looking, name: str, *, struck: bool = False) -> Chart:
    """The picture of it."""
    return _chart(permitted("read", relationship), relationship, looked, name, theme(), struck=struck)


def state_of(relationship: str, looked: Looking) -> Relationship:
    """The relationship as it stood on the day looked at, by what was known then."""
    tracker = running(permitted("read", relationship)).tracker
    if looked.known_at == FOREVER:
        return tracker.around.relationship(relationship, looked.day) or Relationship(id=relationship)
    state: Relationship = replay(tracker, relationship, known_at=looked.known_at, as_of=looked.day).state
    return state


def records_of(relationship: str, seqs: Sequence[int]) -> list[RecordShown]:
    """The records of these events, with the words that people wrote; never cached, because words can be forgotten."""
    tracker = running(permitted("read", relationship)).tracker
    found = evolution(relationship, struck=True)
    titles = dict(zip(found["subject"], found["title"], strict=True))  # also of what was struck through
    with suppress(NoSuchRecord):
        titles |= titles_in(tracker.load(relationship))
    return records(tracker.recorder, tracker.codec, seqs, titles)


def struck_through(relationship: str, found: pd.DataFrame) -> dict[int, Retracted]:
    """How each record of a timeline that was struck through came to be so; never cached, because it has words."""
    tracker = running(permitted("read", relationship)).tracker
    strikes = sorted({int(seq) for seq in found["retracted_by"] if seq})
    return retractions(tracker.recorder, tracker.codec, strikes)


def stands_for(relationship: str, seq: int) -> tuple[int, ...]:
    """The records in whose place this one stands."""
    tracker = running(permitted("read", relationship)).tracker
    return in_place_of(tracker.recorder, tracker.codec, seq)


@st.cache_data(max_entries=64, show_spinner=False)
def _timeline(now: Now, relationship: str, as_of: date, known_at: int, *, struck: bool) -> pd.DataFrame:
    tieline = running(now)
    found = timeline(tieline.database, relationship, as_of, known_at, struck=struck)
    return with_titles(tieline.tracker.recorder, tieline.tracker.codec, found)


@st.cache_data(max_entries=64, show_spinner=False)
def _chart(now: Now, relationship: str, looked: Looking, name: str, shown_in: Theme, *, struck: bool) -> Chart:
    found = _timeline(now, relationship, looked.as_of or date.max, looked.known_at, struck=struck)
    label = "Today" if looked.as_of is None else looked._replace(known_on=None).label
    return timeline_chart(found, looked.day, shown_in, label=label, name=name)
