"""Where does every account stand, how did accounts move, and what needs a decision? Every number opens what it counts."""

import streamlit as st

from domain.access import may
from ui.forms.opening import open_dialog
from ui.parts.first_steps import show_first_steps
from ui.portfolio.beginning import show_nothing_known
from ui.portfolio.changed import show_changed
from ui.portfolio.choosing import choose_section, choose_since
from ui.portfolio.going import ACCOUNTS, CHANGED, OVERVIEW, opened
from ui.portfolio.listing import show_accounts
from ui.portfolio.overview import show_overview
from ui.portfolio.sections import show_section
from ui.queries import portfolio as ask
from ui.questions.catalogue import ALL
from ui.session import actor, looking, tieline

if not ask.anything():
    show_first_steps()
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title("Portfolio", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        since = choose_since()
        if may(actor(), "record") and st.button("Open an account", icon=":material/add:"):
            open_dialog(tieline(), actor())

now = ask.counts(looking())
if not now.open and not now.closed and not now.others:
    show_nothing_known()
    st.stop()

section = choose_section([OVERVIEW, *(each.title for each in ALL), ACCOUNTS])
match section:
    case "Overview":
        show_overview(now, since)
    case "Accounts":
        if which := opened().get(CHANGED):
            show_changed(which, since)
        else:
            show_accounts(now)
    case title:
        show_section(next(each for each in ALL if each.title == title), since)
