"""Dates before anything: what is said, and the way to the first day of which anything is known."""

import streamlit as st

from projections.projection import day_of
from ui.format import day, day_at
from ui.parts.time_travel import travel
from ui.queries import portfolio as ask
from ui.session import actor, looking


def show_nothing_known() -> None:
    """Nothing was known yet on the days looked at, or nothing had happened; or nothing is theirs."""
    looked = looking()
    first_day, recorded_at = ask.first_known(looked)
    with st.container(border=True):
        if not recorded_at:
            st.header("No account is yours yet", anchor=False)
            st.markdown(f"Ask an administrator to assign accounts to {actor().subject}; they are listed here then.")
        elif not first_day:
            recorded = day_at(recorded_at)
            st.header("Nothing was known yet", anchor=False)
            st.markdown(f"Nothing is known as of this date: the first record was made on {day(recorded)}.")
            st.button(
                f"Look at what was known on {day(recorded)}", on_click=travel, args=(looked.as_of, recorded),
                icon=":material/history:",
            )  # fmt: skip
        else:
            first = day_of(first_day)
            st.header("Nothing had happened yet", anchor=False)
            st.markdown(f"Nothing is known before {day(first)}, the day of the first event on record.")
            st.button(
                f"Look at {day(first)}", on_click=travel, args=(first, looked.known_on), icon=":material/history:"
            )
