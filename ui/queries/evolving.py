"""The picture of one relationship in a window of days, its event log, and why it stands as it does.

A lane with more events in the window than can be told apart shows how many there were; everything is counted by the
database, so that what is read is what is shown.
"""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from domain.history.lane import LANES
from projections.timeline_window import (
    EVER,
    Cut,
    Days,
    Extent,
    Lasting,
    counts,
    crowds,
    extent,
    lasting_counts,
    listed,
    singles,
    unit_for,
)
from projections.titles import with_titles
from projections.why import ACCEPTED, Asked, Thing, Why, things, why, why_thing
from ui.charts.crowds import MOST_SINGLE
from ui.charts.palette import Theme
from ui.charts.standing import STANDING
from ui.charts.things import ENDING, TELLING
from ui.charts.timeline import Chart, Scene, timeline_chart
from ui.looking import Looking
from ui.queries.account import cut
from ui.queries.asking import Now, permitted, running
from ui.session import theme

LASTING = Lasting(STANDING | TELLING | ENDING, ENDING)
MOST_LASTING = 400
"""A lane in which more events than this tell of what lasts has no bars of what began before the window."""


class Evolution(NamedTuple):
    """A picture, with what there is in its window."""

    chart: Chart
    events: int
    """How many are in the window."""
    crowded: bool
    """Whether some lane shows only how many there were."""


def evolution_in(
    relationship: str, looked: Looking, name: str, shown: Days | None = None, *, struck: bool = False
) -> Evolution:
    """The picture of a window of days, or of all; there is at least one event on record by then."""
    now = permitted("read", relationship)
    return _evolution(now, cut(relationship, looked, struck=struck), looked, name, shown, theme())


def counts_in(relationship: str, looked: Looking, shown: Days | None = None, *, struck: bool = False) -> dict[str, int]:
    """How many events are in a window, by lane."""
    return _counts(permitted("read", relationship), cut(relationship, looked, struck=struck), shown or EVER)


def log_of(
    relationship: str, looked: Looking, shown: Days | None, lane: str, page: int, most: int, *, struck: bool = False
) -> pd.DataFrame:
    """A page of the event log, the newest first (``timeline_window.listed``)."""
    database = running(permitted("read", relationship)).database
    counted = cut(relationship, looked, struck=struck)
    return listed(database, counted, shown or EVER, lane, past=(page - 1) * most, most=most)


def answer_why(relationship: str, looked: Looking, about: str) -> tuple[Why | None, list[Thing]]:
    """Why it stands so, about a status or a thing by its id, and what else has a title and can be asked about.

    Never cached, because it has words. None where it is neither.
    """
    tracker = running(permitted("read", relationship)).tracker
    asked = Asked(tracker, relationship, looked.day, looked.known_at)
    known = things(asked)
    if about in ACCEPTED:
        return why(asked, about), known
    thing = next((each for each in known if each.id == about), None)
    return (why_thing(asked, thing) if thing else None), known


@st.cache_data(max_entries=128, show_spinner=False)
def _counts(now: Now, counted: Cut, days: Days) -> dict[str, int]:
    return counts(running(now).database, counted, days)


@st.cache_data(max_entries=64, show_spinner=False)
def _evolution(now: Now, counted: Cut, looked: Looking, name: str, shown: Days | None, shown_in: Theme) -> Evolution:
    tieline = running(now)
    database = tieline.database
    whole: Extent = extent(database, counted)
    days = shown or Days(whole.first, max(whole.last, looked.day.toordinal()))
    by_lane = counts(database, counted, days)
    many = [lane for lane, events in by_lane.items() if events > MOST_SINGLE]
    told = lasting_counts(database, counted, days, LASTING)
    bare = [lane for lane, events in told.items() if events > MOST_LASTING]
    found = singles(database, counted, days, [lane for lane in LANES if lane not in many], LASTING, bare)
    found = with_titles(tieline.tracker.recorder, tieline.tracker.codec, found)
    scene = Scene(
        whole.first,
        whole.last,
        tuple(shown) if shown else None,  # type: ignore[arg-type]  # the two of them
        sum(by_lane.values()),
        crowds(database, counted, days, many, unit_for(days)),
    )
    label = "Today" if looked.as_of is None else looked._replace(known_on=None).label
    chart = timeline_chart(found, looked.day, shown_in, label=label, name=name, scene=scene)
    return Evolution(chart, sum(by_lane.values()), bool(many))
