"""All relationships at once: what they are called, and where each stood on the days looked at."""

from datetime import date

import pandas as pd
import streamlit as st

from projections.portfolio import names, portfolio
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running
from ui.session import actor


def relationship_names() -> pd.DataFrame:
    """Every relationship on record that whoever looks may read (``projections.portfolio.names``)."""
    return theirs(_names(permitted("read")))


def standing(looked: Looking, relationship: str | None = None) -> pd.DataFrame:
    """Where every relationship that they may read, or only one, stood (``projections.portfolio.portfolio``)."""
    return theirs(_portfolio(permitted("read", relationship or ""), looked.day, looked.known_at, relationship))


def theirs(found: pd.DataFrame) -> pd.DataFrame:
    """The rows of relationships that whoever looks is not kept from."""
    own = actor().own
    return found if own is None else found[found["relationship"].isin(own)]


@st.cache_data(max_entries=8, show_spinner=False)
def _names(now: Now) -> pd.DataFrame:
    return names(running(now).database)


@st.cache_data(max_entries=32, show_spinner=False)
def _portfolio(now: Now, as_of: date, known_at: int, relationship: str | None) -> pd.DataFrame:
    return portfolio(running(now).database, as_of, known_at, relationship)
