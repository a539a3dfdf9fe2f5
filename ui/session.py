"""What every page needs to know first: the running Tieline, who looks, at which days, and in which theme."""

from contextlib import suppress
from datetime import date

import streamlit as st

from domain.access import Actor
from domain.history.when import EARLIEST
from ui.bootstrap import Tieline, local_user
from ui.charts.palette import Theme
from ui.format import day_at
from ui.looking import AS_OF, KNOWN_ON, Looking
from ui.settings import Settings


def tieline() -> Tieline:
    """The running Tieline, as the environment sets it: opened once for each database, shared by all sessions."""
    return opened(Settings().model_dump_json())


@st.cache_resource(show_spinner="Opening the database …")
def opened(settings: str) -> Tieline:
    """The running Tieline of these settings."""
    return Tieline(Settings.model_validate_json(settings))


def actor() -> Actor:
    """Whoever is looking: on one's own machine, the user that runs it."""
    return local_user()


def is_local() -> bool:
    """Whether Tieline runs for one user on their own machine, who does not sign in."""
    return True


def today() -> date:
    """The day by Tieline's clock, in UTC."""
    return day_at(tieline().clock())


def looking() -> Looking:
    """The days looked at, as the time control or the address has them."""
    return Looking(today(), chosen_day(AS_OF), chosen_day(KNOWN_ON))


def chosen_day(name: str) -> date | None:
    """One of them; the address counts until the control is drawn for the first time."""
    chosen = st.session_state.get(name)
    if name not in st.session_state:
        with suppress(ValueError):
            chosen = date.fromisoformat(st.query_params.get(name, ""))
    return chosen if isinstance(chosen, date) and EARLIEST <= chosen <= today() else None


def theme() -> Theme:
    """The theme that the page is shown in."""
    return "dark" if st.context.theme.type == "dark" else "light"
