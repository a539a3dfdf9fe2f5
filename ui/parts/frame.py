"""What every page is framed by: the time control, the way to log, who is looking, what is wrong, and the page itself."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.access import NotAllowed
from projections.engine import Engine
from ui.charts.palette import LINK, Theme
from ui.failing import database_failure
from ui.format import plain
from ui.parts.time_travel import time_banner, time_control
from ui.session import actor, is_local


def legible(theme: Theme) -> None:
    """Words that were chosen: the primary colour, deep enough for white words on it, is too deep on a dark page."""
    if theme == "dark":
        st.html(f"<style>button[data-selected=true] p {{ color: {LINK[theme]} }}</style>")


def frame(engine: Engine) -> None:
    """The line above every page: the days looked at to the left, whoever is looking to the right."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        time_control()
        who()
    time_banner()
    stopped_views(engine)


def who() -> None:
    """Who is looking, and as what they record; on one's own machine with a mark that nobody was asked to sign in."""
    looking = actor()
    label = "Local mode" if is_local() else plain(looking.name or looking.subject)
    with st.popover(label, icon=":material/computer:" if is_local() else ":material/person:"):
        st.markdown(f"You record as **{plain(looking.subject)}**.")
        if is_local():
            st.markdown("Tieline runs on this machine alone. Nobody signs in, and whoever opens it may do everything.")
        else:
            st.markdown(f"Your roles: {', '.join(sorted(looking.roles)) or 'none'}.")
            st.button("Sign out", on_click=st.logout, icon=":material/logout:")


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
    except NotAllowed as refused:
        st.warning(plain(str(refused)), icon=":material/lock:")
    except Exception as error:
        why = database_failure(error)
        if not why:
            raise
        st.error(f"The database failed ({plain(why)}). Load the page again once it answers.", icon=":material/error:")
