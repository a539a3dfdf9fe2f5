"""The dialog in which an account is put on record."""

import streamlit as st

from domain.access import Actor, NotAllowed
from domain.relationship.account_class import RELATIONSHIP_KINDS
from domain.relationship.opening import OpenRelationship
from domain.relationship.refusal import Refusal
from domain.relationship.state import Relationship
from ui.bootstrap import Tieline
from ui.forms.form import Form, drop_draft, open_draft, today_of

MEANING = {"account": "Account", "segment": "Group of accounts"}


def open_dialog(tieline: Tieline, actor: Actor) -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _dialog(tieline, actor)


@st.dialog("Open an account")
def _dialog(tieline: Tieline, actor: Actor) -> None:
    opening_form(tieline, actor)


def opening_form(tieline: Tieline, actor: Actor) -> None:
    """A name and since when; then its page."""
    draft = open_draft("", 0)
    form = Form(Relationship(id=""), tieline.tracker.rules, draft, today_of(tieline.clock()))
    name = form.text("Name", "name", placeholder="As you call it; it can change, the record stays the same one")
    kind = st.segmented_control(
        "Kind", RELATIONSHIP_KINDS, default="account", required=True, key="log-opening-kind",
        format_func=lambda each: MEANING[each],
    )  # fmt: skip
    on = form.when("Since")
    form.beside("")
    st.caption(f"Recorded by {actor.subject}. Its class, plans and everything else are logged on its page.")
    if not st.button("Open", type="primary", key="log-open", width="stretch"):
        return
    command = OpenRelationship(on=on, name=name, kind=kind)
    stream = f"relationship-{draft.id}"
    try:
        tieline.handle(stream, command, by=actor, command_id=draft.command_id_for(command, ""))
    except Refusal as refusal:
        form.refuse(refusal)
    except NotAllowed as error:
        form.refuse(Refusal(str(error)))
    else:
        drop_draft()
        st.switch_page("ui/pages/account.py", query_params={"account": stream})
