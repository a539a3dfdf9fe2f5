"""The router: brings the views up to date, frames the page that was asked for, and runs it."""

import streamlit as st

from ui.navigation import menu
from ui.parts.frame import frame, legible, run
from ui.session import actor, theme, tieline

st.set_page_config(page_title="Tieline", page_icon="🪢", layout="wide")

legible(theme())
running = tieline()
running.engine.catch_up()

page = st.navigation(menu(actor()), position="top")
frame(running.engine)
run(page)
