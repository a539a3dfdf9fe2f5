"""One relationship: how it stood, what had happened, and the records behind it, on the days looked at."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from domain.history.refusal import NoSuchRecord
from domain.relationship.state import Relationship
from projections.portfolio import names
from projections.projection import FOREVER
from projections.records import RecordShown, records, titles_in
from projections.replay import replay
from projections.retracted import Retracted, in_place_of, retractions
from projections.timeline import timeline
from projections.timeline_window import Cut, Extent, extent, first_of, one, titled
from projections.titles import with_titles
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running

EVER = Looking(date.max, as_of=date.max)
"""All that is on record, also of days to come."""


class Found(NamedTuple):
    """A record that was looked for."""

    record: RecordShown
    strike: Retracted | None
    subject: str
    """The id of what it is about, "" where of nothing that has one."""


def called(relationship: str) -> tuple[str, str] | None:
    """What a relationship is called, and what kind it is; None where it is not on record."""
    return _called(permitted("read", relationship), relationship)


def evolution(relationship: str, looked: Looking = EVER, *, struck: bool = False) -> pd.DataFrame:
    """What had happened by the day looked at, or all that is on record (``projections.timeline.timeline``).

    Looked at from now, what is on record of days to come is among it. With ``struck`` also what was struck through is.
    """
    now = permitted("read", relationship)
    return _timeline(now, relationship, looked.as_of or date.max, looked.known_at, struck=struck)


def cut(relationship: str, looked: Looking = EVER, *, struck: bool = False) -> Cut:
    """The same, as what is to be counted."""
    return Cut(relationship, looked.as_of or date.max, looked.known_at, struck)


def reach_of(relationship: str, looked: Looking = EVER, *, struck: bool = False) -> Extent:
    """How many events that is, and from which day to which they reach."""
    return _extent(permitted("read", relationship), cut(relationship, looked, struck=struck))


def beginning(relationship: str) -> tuple[int, int, int] | None:
    """The span of the earliest event of all, and when the first was recorded (``timeline_window.first_of``)."""
    return first_of(running(permitted("read", relationship)).database, relationship)


def state_of(relationship: str, looked: Looking) -> Relationship:
    """The relationship as it stood on the day looked at, by what was known then."""
    return _state(permitted("read", relationship), relationship, looked.day, looked.known_at)


def record_of(relationship: str, seq: int, looked: Looking = EVER) -> Found | None:
    """A record with how it was struck through, if it was; None where it had not happened, or was not known, by then."""
    database = running(permitted("read", relationship)).database
    found = one(database, cut(relationship, looked, struck=True), seq)
    if found.empty:
        return None
    (record,) = records_of(relationship, [seq])
    return Found(record, struck_through(relationship, found).get(seq), str(found["subject"].iloc[0]))


def records_of(relationship: str, seqs: Sequence[int]) -> list[RecordShown]:
    """The records of these events, with the words that people wrote; never cached, because words can be forgotten."""
    tieline = running(permitted("read", relationship))
    tracker = tieline.tracker
    found = titled(tieline.database, cut(relationship, struck=True), seqs)
    found = with_titles(tracker.recorder, tracker.codec, found)
    titles = dict(zip(found["subject"], found["title"], strict=True))  # also of what was struck through
    with suppress(NoSuchRecord):
        titles |= titles_in(tracker.load(relationship))
    return records(tracker.recorder, tracker.codec, seqs, titles, of=relationship)


def struck_through(relationship: str, found: pd.DataFrame) -> dict[int, Retracted]:
    """How each record of a timeline that was struck through came to be so; never cached, because it has words."""
    tracker = running(permitted("read", relationship)).tracker
    strikes = sorted({int(seq) for seq in found["retracted_by"] if seq})
    return retractions(tracker.recorder, tracker.codec, strikes)


def stands_for(relationship: str, seq: int) -> tuple[int, ...]:
    """The records in whose place this one stands."""
    tracker = running(permitted("read", relationship)).tracker
    return in_place_of(tracker.recorder, tracker.codec, seq)


def people_called(relationship: str, people: Iterable[str]) -> dict[str, str]:
    """The names of people by their ids, those that are not forgotten; never cached, because names can be forgotten."""
    vault = running(permitted("read", relationship)).tracker.codec.vault
    known = sorted({each for each in people if each})
    return vault.names(known) if known else {}


@st.cache_data(max_entries=256, show_spinner=False)
def _called(now: Now, relationship: str) -> tuple[str, str] | None:
    found = names(running(now).database, FOREVER, relationship)
    return None if found.empty else (str(found["name"].iloc[0]), str(found["kind"].iloc[0]))


@st.cache_data(max_entries=64, show_spinner=False)
def _timeline(now: Now, relationship: str, as_of: date, known_at: int, *, struck: bool) -> pd.DataFrame:
    tieline = running(now)
    found = timeline(tieline.database, relationship, as_of, known_at, struck=struck)
    return with_titles(tieline.tracker.recorder, tieline.tracker.codec, found)


@st.cache_data(max_entries=256, show_spinner=False)
def _extent(now: Now, counted: Cut) -> Extent:
    return extent(running(now).database, counted)


@st.cache_resource(max_entries=32, show_spinner=False)
def _state(now: Now, relationship: str, day: date, known_at: int) -> Relationship:
    tracker = running(now).tracker
    if known_at == FOREVER:
        return tracker.around.relationship(relationship, day) or Relationship(id=relationship)
    state: Relationship = replay(tracker, relationship, known_at=known_at, as_of=day).state
    return state
