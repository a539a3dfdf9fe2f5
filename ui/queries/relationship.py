"""What the tabs of one account ask besides its state: plans, showcases, meetings, economics, the partnership's course."""

from datetime import date

import pandas as pd
import streamlit as st

from domain.access import NOT_YOURS, may
from projections import meetings
from projections.adoptions import adoptions
from projections.economics import standing
from projections.partnership import course
from projections.plans import objectives, plans, scorecard
from projections.showcases import trials
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running
from ui.queries.policy import policy_known
from ui.session import actor


def plans_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """Its joint plans (``projections.plans.plans``)."""
    return _plans(permitted("read", relationship), relationship, looked.day, looked.known_at)


def objectives_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """The objectives of its plans (``projections.plans.objectives``)."""
    return _objectives(permitted("read", relationship), relationship, looked.day, looked.known_at)


def scorecard_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """The scorecards of its plans (``projections.plans.scorecard``)."""
    return _scorecard(permitted("read", relationship), relationship, looked.day, looked.known_at)


def trials_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """Its showcases (``projections.showcases.trials``)."""
    return _trials(permitted("read", relationship), relationship, looked.day, looked.known_at)


def adoptions_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """Where its showcases came from, and where they spread (``projections.adoptions.adoptions``).

    Accounts that whoever looks may not read are not named.
    """
    found = _adoptions(permitted("read", relationship), relationship, looked.day, looked.known_at)
    for side, named in (("source", "source_name"), ("relationship", "name")):
        hidden = [not may(actor(), "read", each) for each in found[side]]
        found[named] = found[named].mask(pd.Series(hidden, found.index, dtype=bool), NOT_YOURS)
    return found


def meetings_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """How often both sides met, by quarter (``projections.meetings.by_quarter``)."""
    return _meetings(permitted("read", relationship), relationship, looked.day, looked.known_at)


def segments_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """Its profit segment, in each currency (``projections.economics.standing``)."""
    now = permitted("read", relationship)
    database = running(now).database
    return standing(database, looked.day, policy_known(looked).rules_on, looked.known_at, relationship)


def course_of(relationship: str, looked: Looking) -> pd.DataFrame:
    """How both sides rated the partnership over time (``projections.partnership.course``)."""
    return _course(permitted("read", relationship), relationship, looked.day, looked.known_at)


@st.cache_data(max_entries=32, show_spinner=False)
def _plans(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return plans(running(now).database, day, known_at, relationship)


@st.cache_data(max_entries=32, show_spinner=False)
def _objectives(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return objectives(running(now).database, day, known_at, relationship)


@st.cache_data(max_entries=32, show_spinner=False)
def _scorecard(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return scorecard(running(now).database, day, known_at, relationship)


@st.cache_data(max_entries=32, show_spinner=False)
def _trials(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return trials(running(now).database, day, known_at, relationship)


@st.cache_data(max_entries=32, show_spinner=False)
def _adoptions(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return adoptions(running(now).database, relationship, day, known_at)


@st.cache_data(max_entries=32, show_spinner=False)
def _meetings(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return meetings.by_quarter(running(now).database, relationship, day, known_at)


@st.cache_data(max_entries=32, show_spinner=False)
def _course(now: Now, relationship: str, day: date, known_at: int) -> pd.DataFrame:
    return course(running(now).database, date.min, day, known_at, relationship)
