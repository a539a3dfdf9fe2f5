"""The dialog in which an account manager logs what happened."""

from collections.abc import Callable, Mapping

import streamlit as st

from domain.access import Actor
from domain.history.event import Command
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan, ProposePlan
from domain.relationship.showcase import AdoptShowcase
from projections.replay import replay
from ui.bootstrap import Tieline
from ui.format import happened, plain
from ui.forms import classification, joint_plan, showcase
from ui.forms.asked import asked
from ui.forms.draft import drop_draft
from ui.forms.form import Form
from ui.forms.kinds import what_happened

DRAWN: Mapping[type[Command], Callable[[Form], Command | None]] = {
    Reclassify: classification.reclassification,
    AgreePlan: joint_plan.agreement,
    ProposePlan: joint_plan.proposal,
    AdoptShowcase: showcase.adoption,
}
"""The kinds whose form says more than the command says of itself."""


def log_dialog(tieline: Tieline, actor: Actor, stream: str) -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _dialog(tieline, actor, stream)


@st.dialog("Log what happened")
def _dialog(tieline: Tieline, actor: Actor, stream: str) -> None:
    log_form(tieline, actor, stream)


def log_form(tieline: Tieline, actor: Actor, stream: str) -> None:
    """What happened, then only what that kind needs, then the button."""
    form = Form(tieline, stream)
    kind = what_happened(form.state)
    command = DRAWN[kind](form) if kind in DRAWN else asked(form, kind)
    if command is None:
        return
    reported_by = st.text_input("Reported by (optional)", key="log-reported-by", placeholder="Who told you")
    form.beside("")
    st.caption(f"Recorded by {plain(actor.subject)}, at the time you press the button.")
    if st.button("Record", type="primary", key="log-record", width="stretch"):
        record(tieline, actor, form, command, reported_by)


def record(tieline: Tieline, actor: Actor, form: Form, command: Command, reported_by: str) -> None:
    """Carry it out: a toast and a new look at the page, or the sentence of the refusal beside its field."""
    draft = form.draft
    if form.wrong:
        form.refuse(form.wrong[0])
        return
    receipt = form.carried_out(
        lambda: tieline.handle(
            draft.stream,
            command,
            by=actor,
            command_id=draft.command_id_for(command, reported_by=reported_by),
            seen_version=draft.seen_version,
            reported_by=reported_by,
        )
    )
    if receipt is None:
        return
    if not receipt.count:
        st.info("That is on record already: nothing was added.")
        return
    events = replay(tieline.tracker, draft.stream, to_seq=receipt.last_seq).events[-receipt.count :]
    said = " ".join(each.sentence for each in events)
    st.toast(f"Recorded for {happened(command.on)}: {plain(said)}", icon=":material/check:")
    st.rerun()
