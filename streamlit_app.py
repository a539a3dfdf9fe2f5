"""The router: lets on whoever may go on, brings the views up to date, frames the page that was asked for, and runs it."""

import streamlit as st

from ui.aside import PAGES
from ui.navigation import menu
from ui.parts.frame import frame, legible, run
from ui.session import actor, theme, tieline
from ui.signing_in import gate
from ui.visits import note_visit

st.set_page_config(page_title="Tieline", page_icon="🪢", layout="wide")

with PAGES.drawing():
    legible(theme())
    gate()
    running = tieline()
    running.engine.catch_up()
    note_visit()

    page = st.navigation(menu(actor()), position="top")
    frame(running.engine, page.url_path)
    run(page)
