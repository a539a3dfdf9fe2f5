"""What a new user sees: nothing is on record yet, and three ways to begin."""

import streamlit as st

from ui.forms.opening import open_dialog
from ui.session import actor, tieline


def show_first_steps() -> None:
    """Welcome, and what to do next."""
    st.title("Welcome to Tieline", anchor=False)
    st.markdown(
        "Tieline keeps how each account relationship evolves: its class, joint plans, showcases, system links, "
        "milestones and interactions, each with when it happened, when it was recorded, by whom and why."
    )
    with st.grid(3, min_column_width=260):
        with st.container(border=True, height="stretch"):
            st.header("Open an account", anchor=False)
            st.markdown("Begin with one account, then log what happened: it takes seconds.")
            if st.button("Open an account", type="primary", icon=":material/add:"):
                open_dialog(tieline(), actor())
        with st.container(border=True, height="stretch"):
            st.header("Import a file", anchor=False)
            st.markdown(
                "Published history, one fact a row, goes in with one command; `--dry-run` tells what would happen."
            )
            st.code("tieline import FILE --dry-run\ntieline import FILE", language=None)
        with st.container(border=True, height="stretch"):
            st.header("Look at the demo", anchor=False)
            st.markdown("The published story of Procter & Gamble and its retailers, in a folder apart from your data.")
            st.code("make demo", language=None)
    st.caption(f"You record as {actor().subject}")
