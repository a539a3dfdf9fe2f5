"""The dialogs in which an account manager logs what happened, or corrects what was logged."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from domain.access import Actor
from domain.history.event import Command
from domain.history.retraction import STRIKES
from domain.ledger.record import Receipt
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan, ProposePlan
from domain.relationship.showcase import AdoptShowcase
from domain.retracting import Correction
from projections.replay import replay
from ui.bootstrap import Tieline
from ui.format import happened, plain
from ui.forms import classification, joint_plan, showcase
from ui.forms.asked import asked
from ui.forms.correction import gone_meanwhile, struck_through, tell_again, why_wrong
from ui.forms.done import Done, say
from ui.forms.draft import drop_draft
from ui.forms.form import Form
from ui.forms.kinds import what_happened
from ui.parts.chosen import choose

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
    _log(tieline, actor, stream)


def correct_dialog(tieline: Tieline, actor: Actor, stream: str, seq: int) -> None:
    """Open the dialog with what a record says, to say it rightly."""
    drop_draft()
    _correct(tieline, actor, stream, seq)


@st.dialog("Log what happened", on_dismiss="rerun")
def _log(tieline: Tieline, actor: Actor, stream: str) -> None:
    log_form(tieline, actor, stream)


@st.dialog("Correct a record", on_dismiss="rerun")
def _correct(tieline: Tieline, actor: Actor, stream: str, seq: int) -> None:
    log_form(tieline, actor, stream, seq)


def log_form(tieline: Tieline, actor: Actor, stream: str, corrects: int = 0) -> None:
    """What happened, then only what that kind needs, then the button; first why the record it ``corrects`` was wrong."""
    form = Form(tieline, stream, corrects)
    because = ""
    if corrects:
        if not form.going:
            gone_meanwhile(form)
            return
        because = why_wrong(tieline, form)
        tell_again(tieline, form)
    kind = what_happened(form.state, form.draft.again)
    if kind is None:
        return
    command = DRAWN[kind](form) if kind in DRAWN else asked(form, kind)
    if command is None:
        return
    reported_by = st.text_input("Reported by (optional)", key="log-reported-by", placeholder="Who told you")
    form.beside("")
    st.caption(f"Recorded by {plain(actor.subject)}, at the time you press the button.")
    label = "Record the correction" if corrects else "Record"
    if st.button(label, type="primary", key="log-record", width="stretch"):
        record(tieline, actor, form, command, reported_by, because)


def record(tieline: Tieline, actor: Actor, form: Form, command: Command, reported_by: str, because: str = "") -> None:
    """Carry it out: a toast and a new look at the page, or the sentence of the refusal beside its field."""
    draft = form.draft
    if form.wrong:
        form.refuse(form.wrong[0])
        return
    correction = Correction(record=draft.again.record, reason=because) if draft.again else None
    receipt = form.carried_out(
        partial(
            tieline.handle,
            draft.stream,
            command,
            by=actor,
            command_id=draft.command_id_for(command, reported_by, because),
            seen_version=draft.seen_version,
            reported_by=reported_by,
            correction=correction,
        )
    )
    if receipt is None:
        return
    if not receipt.count:
        st.info("That is on record already: nothing was added.")
        return
    confirm(tieline, form, command, receipt)
    st.rerun()


def confirm(tieline: Tieline, form: Form, command: Command, receipt: Receipt) -> None:
    """Say what was recorded; a correction is chosen, anything else can be undone."""
    written = replay(tieline.tracker, form.draft.stream, to_seq=receipt.last_seq).events[-receipt.count :]
    events = [each for each in written if each.kind not in STRIKES]
    said = f"{happened(command.on)}: {plain(' '.join(each.sentence for each in events))}"
    if form.draft.corrects:
        say(Done(form.draft.stream, f"Corrected for {said} {struck_through(form)}."), ":material/check:")
        choose(events[0].seq)
    else:
        say(Done(form.draft.stream, f"Recorded for {said}", undo=events[0].seq), ":material/check:")
