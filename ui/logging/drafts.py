"""What somebody typed on earlier visits and did not record, with the way back to it."""

import streamlit as st

from domain.ledger.drafts import KeptDraft
from ui.format import day_at, lately, plain
from ui.forms.draft import current_draft
from ui.logging.keeping import read
from ui.logging.streams import loggable
from ui.parts.time_travel import onward
from ui.session import actor, tieline

SHOWN = 5


def show_drafts() -> None:
    """A link to each, but for the one before one's eyes."""
    running = tieline()
    here = current_draft()
    at_hand = {st.query_params.get("account", ""), here.place if here else ""}
    every = [each for each in running.drafts.of(actor().subject) if each.place not in at_hand]
    if not every:
        return
    names = loggable()
    found = [(each, names[each.place]) for each in every if each.place in names][:SHOWN]
    if not found:
        return
    with st.container(horizontal=True, gap="small"):
        for each, name in found:
            st.page_link(
                "ui/pages/log.py",
                label=f"Draft of {lately(each.kept_at, day_at(running.clock()))}: {plain(name)}, {what(each)}",
                icon=":material/edit_note:",
                query_params=onward(account=each.place),
            )


def what(draft: KeptDraft) -> str:
    """What happened, as far as it was chosen."""
    written = read(draft)
    return plain(written.what) if written and written.what else "begun"
