"""What every page is framed by: the time control, the way to log, who is looking, what is wrong, and the page itself."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.access import NotAllowed, may
from projections.engine import Engine
from ui.charts.palette import LINK, Theme
from ui.failing import database_failure
from ui.format import plain
from ui.parts.just_recorded import show_just_recorded
from ui.parts.log_button import log_button
from ui.parts.time_travel import time_banner, time_control
from ui.session import NOBODY, actor, is_local, tieline
from ui.signing_in import sign_out


def legible(theme: Theme) -> None:
    """Words that were chosen: the primary colour, deep enough for white words on it, is too deep on a dark page."""
    if theme == "dark":
        st.html(
            f"<style>button[data-selected=true] p, [data-testid=stSliderThumbValue] p {{ color: {LINK[theme]} }}</style>"
        )


def frame(engine: Engine, page: str = "") -> None:
    """The line above every page (``page`` is its address): the days looked at, the way to log, and whoever is looking."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        time_control()
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            log_button(page)
            who()
    time_banner()
    show_just_recorded(tieline(), st.query_params.get("account", ""))
    stopped_views(engine)


def who() -> None:
    """Who is looking, and as what they record; on one's own machine with a mark that nobody was asked to sign in."""
    looking = actor()
    label = "Local mode" if is_local() else plain(looking.name or looking.subject)
    with st.popover(label, icon=":material/computer:" if is_local() else ":material/person:"):
        records = may(looking, "record") or may(looking, "govern")
        st.markdown(f"You {'record' if records else 'are known here'} as **{plain(looking.subject)}**.")
        if is_local():
            st.markdown("Tieline runs on this machine alone. Nobody signs in, and whoever opens it may do everything.")
        else:
            own = "" if looking.own is None else ", of accounts of your own"
            st.markdown(f"Your roles: {', '.join(sorted(looking.roles))}{own}.")
            st.button("Sign out", on_click=sign_out, icon=":material/logout:")


def stopped_views(engine: Engine) -> None:
    """Which views stopped, so that what they show is not taken for all there is."""
    for state in engine.states():
        if state.error:
            st.error(
                f"The view “{state.name}” stopped, so what was recorded later is missing below: {plain(state.error)}. "
                f"Nothing is lost; “tieline projections rebuild {state.name}” builds it anew once the cause is mended.",
                icon=":material/error:",
            )


def run(page: StreamlitPage) -> None:
    """The page, or a sentence where whoever looks may not see it, or the database fails under it."""
    try:
        page.run()
    except Exception as error:
        if not explained(error):
            raise


def explained(error: Exception) -> bool:
    """Whether an error is one that a person can do something about: then they are told."""
    if isinstance(error, NotAllowed):
        ended = "Your sign-in has ended, so nothing was recorded. Load the page again to sign in."
        st.warning(ended if actor() is NOBODY else plain(str(error)), icon=":material/lock:")
    elif why := database_failure(error):
        st.error(f"The database failed ({plain(why)}). Load the page again once it answers.", icon=":material/error:")
    else:
        return False
    return True
