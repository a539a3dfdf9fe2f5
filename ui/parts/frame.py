"""What every page is framed by: colours that can be read, word of what is wrong, and the page itself."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from projections.engine import Engine
from ui.charts.palette import LINK, Theme
from ui.failing import database_failure
from ui.format import plain


def legible(theme: Theme) -> None:
    """Words that were chosen: the primary colour, deep enough for white words on it, is too deep on a dark page."""
    if theme == "dark":
        st.html(f"<style>button[data-selected=true] p {{ color: {LINK[theme]} }}</style>")


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
    """The page, or a sentence where the database fails under it."""
    try:
        page.run()
    except Exception as error:
        why = database_failure(error)
        if not why:
            raise
        st.error(f"The database failed ({plain(why)}). Load the page again once it answers.", icon=":material/error:")
