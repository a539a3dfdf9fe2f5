"""What every page needs to know first: the running Tieline, who looks, at which days, and in which theme."""

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache

import streamlit as st

from domain.access import Actor, actor_of
from domain.history.when import EARLIEST
from ui.bootstrap import Tieline, local_user
from ui.charts.palette import Theme
from ui.format import day_at
from ui.looking import AS_OF, KNOWN_ON, Looking
from ui.server.identity import Identity, NotSignedIn, identity
from ui.server.team import Team, team
from ui.settings import Settings

VARIABLES = tuple(f"TIELINE_{name.upper()}" for name in Settings.model_fields)
NOBODY = Actor("nobody", frozenset(), name="Whoever is not signed in")


def tieline() -> Tieline:
    """The running Tieline, as the environment sets it: opened once for each database, shared by all sessions."""
    return opened(settings_now())


def settings_now() -> str:
    """The settings in the environment as one text, by which a running Tieline is found again."""
    return _settings(tuple(os.environ.get(name) for name in VARIABLES))


@lru_cache(maxsize=8)
def _settings(_environment: tuple[str | None, ...]) -> str:
    return Settings().model_dump_json()  # read once for an environment: every query of every page asks


@st.cache_resource(show_spinner="Opening the database …")
def opened(settings: str) -> Tieline:
    """The running Tieline of these settings."""
    return Tieline(Settings.model_validate_json(settings))


def actor() -> Actor:
    """Whoever is looking: on one's own machine, the user that runs it; in a team, whoever is signed in, or nobody."""
    if (its_team := team()) is None:
        return local_user()
    try:
        found = signed_in(its_team)
    except NotSignedIn:
        return NOBODY
    return actor_of(found.subject, found.groups, its_team.roles, own_accounts, found.name)


def is_local() -> bool:
    """Whether Tieline runs for one user on their own machine, who does not sign in."""
    return team() is None


def signed_in(its_team: Team) -> Identity:
    """Whoever this session's sign-in is of, judged anew each time. Raises NotSignedIn."""
    found = identity(st.user.to_dict(), its_team, datetime.now(UTC))
    if found.sign_in in _signed_out():
        raise NotSignedIn("You have signed out.")
    return found


def end_sign_in(its_team: Team) -> None:
    """Let this sign-in count no longer, in no window of the browser: Streamlit by itself ends it in one."""
    with suppress(NotSignedIn):
        found = signed_in(its_team)
        ended = _signed_out()
        for each in [each for each, until in ended.items() if until < datetime.now(UTC)]:
            del ended[each]
        ended[found.sign_in] = found.until


@st.cache_resource(show_spinner=False)
def _signed_out() -> dict[str, datetime]:
    """The sign-ins that somebody ended, until they would have ended by themselves."""
    return {}


def own_accounts(subject: str) -> frozenset[str]:
    """The relationships that somebody is responsible for today, as far as the views have come."""
    running = tieline()
    return _own(subject, settings_now(), running.engine.position(), today())


@st.cache_data(max_entries=256, show_spinner=False)
def _own(subject: str, settings: str, position: int, day: date) -> frozenset[str]:
    del position, day  # these and the settings are what the answer is kept by
    return opened(settings).own(subject)


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
