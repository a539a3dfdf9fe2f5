"""One place to log what happened: one thing, a line as one noted it, or a file."""

import streamlit as st

from domain.access import may, require
from ui.logging.drafts import show_drafts
from ui.logging.one_thing import WIDTH, show_one_thing
from ui.logging.pasted import show_pasted
from ui.parts.bringing_in import show_bringing_in
from ui.session import actor, looking, tieline

who = actor()
if not may(who, "govern"):
    require(who, "record")

st.title("Log what happened", anchor=False)
if not looking().is_now:
    st.caption("What you log is recorded now and dated as you say, whatever day is looked at.")
show_drafts()

one, pasted, file = st.tabs(["One thing", "A pasted line", "A file"], key="how", on_change="rerun", bind="query-params")
if one.open:
    with one, st.container(width=WIDTH):
        show_one_thing()
if pasted.open:
    with pasted, st.container(width=WIDTH):
        show_pasted()
if file.open:
    with file:
        show_bringing_in(tieline(), who)
