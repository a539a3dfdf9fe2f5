"""The form in which an account manager logs what happened, or corrects what was logged: in a dialog or on a page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import streamlit as st

from domain.access import Actor, may, refusal
from domain.history.event import Command
from domain.history.retraction import STRIKES
from domain.ledger.record import Receipt
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan, ProposePlan
from domain.relationship.showcase import AdoptShowcase
from domain.retracting import Correction
from projections.replay import replay
from ui import session
from ui.bootstrap import Tieline
from ui.format import happened, plain
from ui.forms import classification, joint_plan, showcase
from ui.forms.asked import asked
from ui.forms.correction import gone_meanwhile, struck_through, tell_again, why_wrong
from ui.forms.done import Done, say
from ui.forms.draft import drop_draft
from ui.forms.form import Form
from ui.forms.kinds import what_happened
from ui.logging.alike import likely_duplicates
from ui.logging.keeping import done_with, keep, keep_last, resumed
from ui.logging.streams import needed
from ui.parts.chosen import choose
from ui.parts.likely_duplicate import show_likely_duplicates
from ui.queries.logging import used_most

DRAWN: Mapping[type[Command], Callable[[Form], Command | None]] = {
    Reclassify: classification.reclassification,
    AgreePlan: joint_plan.agreement,
    ProposePlan: joint_plan.proposal,
    AdoptShowcase: showcase.adoption,
}
"""The kinds whose form says more than the command says of itself."""

Within = Literal["fragment", "app"]
"""What is drawn again where something is touched: the dialog alone, or the page that the form stands on."""


def log_dialog(tieline: Tieline, stream: str) -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _log(tieline, stream)


def correct_dialog(tieline: Tieline, stream: str, seq: int) -> None:
    """Open the dialog with what a record says, to say it rightly."""
    drop_draft()
    _correct(tieline, stream, seq)


@st.dialog("Log what happened", on_dismiss="rerun")
def _log(tieline: Tieline, stream: str) -> None:
    log_form(tieline, session.actor(), stream, within="fragment")  # asked anew: a sign-in may end meanwhile


@st.dialog("Correct a record", on_dismiss="rerun")
def _correct(tieline: Tieline, stream: str, seq: int) -> None:
    log_form(tieline, session.actor(), stream, seq, within="fragment")  # as above


def log_form(
    tieline: Tieline,
    actor: Actor,
    stream: str,
    corrects: int = 0,
    *,
    within: Within = "app",
    recorded: Callable[[], None] = lambda: None,
) -> None:
    """What happened, then only what that kind needs, then the button; first why the record it ``corrects`` was wrong.

    What is typed is kept for another visit until it is ``recorded`` or discarded.
    """
    if not may(actor, needed(stream), stream):
        keep_last(tieline)
        tell_why_not(actor, stream)
        return
    form = Form(tieline, stream, corrects)
    form.draft.author = actor.subject
    because = ""
    if corrects and not form.going:
        gone_meanwhile(form)
        return
    if corrects:
        tell_again(tieline, form)
    if not resumed(tieline, actor, form.draft):
        return
    if corrects:
        because = why_wrong(tieline, form)
    kind = what_happened(form, () if corrects else used_most(stream))
    command = None if kind is None else DRAWN[kind](form) if kind in DRAWN else asked(form, kind)
    if command is not None:
        reported_by = form.told_by()
        form.beside("")
        st.caption(f"Recorded by {plain(actor.subject)}, at the time you press the button.")
        ask_to_record(tieline, actor, form, command, reported_by, because, within, recorded)
    keep(tieline, form)


def tell_why_not(actor: Actor, stream: str) -> None:
    """Say why nothing can be logged here; what was typed before a sign-in ended is kept."""
    st.warning(
        f"{plain(refusal(actor, needed(stream), stream))} What you had typed is kept: sign in and open this again.",
        icon=":material/lock:",
    )


def ask_to_record(
    tieline: Tieline,
    actor: Actor,
    form: Form,
    command: Command,
    reported_by: str,
    because: str,
    within: Within,
    recorded: Callable[[], None],
) -> None:
    """The button; below it, where records say much the same, these and a button that records it all the same."""
    draft = form.draft
    command_id = draft.command_id_for(command, reported_by, because)
    act = partial(record, tieline, actor, form, command, command_id, reported_by, because, within, recorded)
    label = "Record the correction" if form.draft.corrects else "Record"
    if st.button(label, type="primary", key="log-record", width="stretch"):
        draft.refused = draft.alike = None
        draft.wide = False
        if form.wrong:
            form.refuse(form.wrong[0])
        elif alike := form.carried_out(partial(likely_duplicates, tieline, form, command)):
            draft.alike = draft.said, alike
        elif not draft.refused:
            act()
        if draft.wide:  # what was refused is out of sight: draw the form again with it in sight
            keep(tieline, form)
            st.rerun(scope=within)
    elif draft.refused and draft.refused[0] == draft.said:
        form.refuse(draft.refused[1])
    if draft.alike and draft.alike[0] == draft.said and show_likely_duplicates(form.state.id, draft.alike[1]):
        act()


def record(
    tieline: Tieline,
    actor: Actor,
    form: Form,
    command: Command,
    command_id: str,
    reported_by: str,
    because: str,
    within: Within,
    recorded: Callable[[], None],
) -> None:
    """Carry it out: a toast and a new look at the page, or the sentence of the refusal beside its field."""
    draft = form.draft
    correction = Correction(record=draft.again.record, reason=because) if draft.again else None
    receipt = form.carried_out(
        partial(
            tieline.handle,
            draft.stream,
            command,
            by=actor,
            command_id=command_id,
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
    done_with(tieline, actor, draft)
    recorded()
    drop_draft(anew=within == "app")
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
