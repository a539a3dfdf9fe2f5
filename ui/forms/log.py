"""The dialog in which an account manager logs what happened."""

from collections.abc import Callable

import streamlit as st

from domain.access import Actor, NotAllowed
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.tracker import ChangedMeanwhile
from projections.replay import replay
from ui.bootstrap import Tieline
from ui.format import happened, plain
from ui.forms import classification, interaction, joint_plan, milestone, showcase, system_link
from ui.forms.draft import drop_draft, open_draft
from ui.forms.form import Form, today_of

Drawn = Callable[[Form], Command | None]
"""Draws the fields of one kind; no command where there is nothing yet that it could follow up."""

KINDS: dict[str, Drawn] = {
    "Meeting, call, visit, review or note": interaction.interaction,
    "Reclassification": classification.reclassification,
    "Joint plan agreed": joint_plan.agreement,
    "Joint plan closed early": joint_plan.closing,
    "Showcase started": showcase.start,
    "Showcase concluded": showcase.conclusion,
    "Milestone planned": milestone.planning,
    "Milestone reached": milestone.reaching,
    "System link live": system_link.going_live,
    "System link retired": system_link.retiring,
}


def log_dialog(tieline: Tieline, actor: Actor, stream: str) -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _dialog(tieline, actor, stream)


@st.dialog("Log what happened")
def _dialog(tieline: Tieline, actor: Actor, stream: str) -> None:
    log_form(tieline, actor, stream)


def log_form(tieline: Tieline, actor: Actor, stream: str) -> None:
    """What happened, then only what that kind needs, then the button."""
    state = tieline.tracker.load(stream)
    draft = open_draft(stream, state.version)
    form = Form(
        state, tieline.tracker.around, draft, today_of(tieline.clock()), lambda: tieline.tracker.history(stream)
    )
    kind = st.selectbox("What happened", list(KINDS), key="log-kind")
    command = KINDS[kind](form)
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
    try:
        receipt = tieline.handle(
            draft.stream,
            command,
            by=actor,
            command_id=draft.command_id_for(command, reported_by=reported_by),
            seen_version=draft.seen_version,
            reported_by=reported_by,
        )
    except ChangedMeanwhile as refusal:
        form.refuse(refusal)
        draft.seen_version = form.state.version
    except Refusal as refusal:
        form.refuse(refusal)
    except NotAllowed as error:
        form.refuse(Refusal(str(error)))
    else:
        if not receipt.count:
            st.info("That is on record already: nothing was added.")
            return
        events = replay(tieline.tracker, draft.stream, to_seq=receipt.last_seq).events[-receipt.count :]
        said = " ".join(each.sentence for each in events)
        st.toast(f"Recorded for {happened(command.on)}: {plain(said)}", icon=":material/check:")
        st.rerun()
