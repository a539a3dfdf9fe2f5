"""What changed between two points, in the portfolio or of one account.

What is cached has nobody's words; those of the records that are shown are opened each time.
"""

from collections.abc import Iterable, Sequence

import streamlit as st

from projections.difference import (
    Compared,
    Event,
    Gone,
    Point,
    Seen,
    Survey,
    compare,
    events,
    known_up_to,
    survey,
    those_gone,
)
from projections.difference.survey import Standing, standing
from projections.policy import policy_known
from ui.queries.asking import Now, permitted, running


def survey_between(start: Point, end: Point) -> Survey:
    """The portfolio at a glance (``projections.difference.survey``), for who may look at all of it."""
    return _survey(permitted("review"), start, end)


def standing_at(of: Iterable[str], point: Point) -> dict[str, Standing]:
    """How these accounts stood at a point."""
    return standing(running(permitted("review")).database, of, point)


def compared(relationship: str, start: Point, end: Point) -> Compared:
    """All that is different of one account (``projections.difference.compare``)."""
    return _compared(permitted("read", relationship), relationship, start, end)


def told(relationship: str, found: Compared, some: Sequence[Seen]) -> list[Event]:
    """Some of the records of the account that came, with their words."""
    tieline = running(permitted("read", relationship))
    return events(tieline.database, tieline.tracker.recorder, tieline.tracker.codec, found, some)


def told_gone(relationship: str, found: Compared, some: Sequence[Seen]) -> list[Gone]:
    """Some of the records of the account that went, with their words."""
    tieline = running(permitted("read", relationship))
    return those_gone(tieline.database, tieline.tracker.recorder, tieline.tracker.codec, found, some)


def anything_by(instant: int) -> bool:
    """Whether anything at all was on record at an instant."""
    return known_up_to(running(permitted("read")).tracker.recorder, instant) > 0


@st.cache_resource(max_entries=16, show_spinner=False)
def _survey(now: Now, start: Point, end: Point) -> Survey:
    tieline = running(now)
    return survey(tieline.database, tieline.tracker.recorder, tieline.tracker.codec, start, end)


@st.cache_resource(max_entries=64, show_spinner=False)
def _compared(now: Now, relationship: str, start: Point, end: Point) -> Compared:
    tieline = running(now)
    recorder, codec = tieline.tracker.recorder, tieline.tracker.codec

    return compare(
        tieline.database, recorder, codec, lambda at: policy_known(recorder, codec, at), start, end, relationship
    )
