"""The dialog in which a record that was wrong is struck through."""

from functools import partial

import streamlit as st

from domain.access import Actor
from ui import session
from ui.bootstrap import Tieline
from ui.format import plain
from ui.forms.correction import gone_meanwhile, struck_through, why_wrong
from ui.forms.done import Done, say
from ui.forms.draft import drop_draft
from ui.forms.form import Form


def retract_dialog(tieline: Tieline, stream: str, seq: int, why: str = "") -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _dialog(tieline, stream, seq, why)


@st.dialog("Retract a record", on_dismiss="rerun")
def _dialog(tieline: Tieline, stream: str, seq: int, why: str) -> None:
    retraction_form(tieline, session.actor(), stream, seq, why)


def retraction_form(tieline: Tieline, actor: Actor, stream: str, seq: int, why: str = "") -> None:
    """What will be struck through, why, and then the button; ``why`` is proposed."""
    form = Form(tieline, stream, corrects=seq)
    if not form.going:
        gone_meanwhile(form)
        return
    if why and not form.draft.proposed:
        form.draft.propose({"log-because": why})
    because = why_wrong(tieline, form)
    form.beside("")
    st.caption(f"Recorded by {plain(actor.subject)}, at the time you press the button.")
    if st.button("Retract", type="primary", key="log-retract", width="stretch"):
        command_id = form.draft.command_id_for(seq, because)
        receipt = form.carried_out(partial(tieline.retract, seq, because, by=actor, command_id=command_id))
        if receipt is not None:
            say(Done(stream, f"{struck_through(form)}: {plain(because)}"), ":material/strikethrough_s:")
            st.rerun()
