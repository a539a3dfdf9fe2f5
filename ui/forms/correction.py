"""What the forms that correct or retract a record have in common: what will be struck through, and why."""

import streamlit as st

from projections.records import records, titles_of
from ui.bootstrap import Tieline
from ui.format import happened, plain
from ui.forms.form import Form
from ui.forms.prefilling import values_of
from ui.telling_again import told_again

KEPT = "It stays on record, struck through, with who struck it and why, and counts no longer from now on."
KEPT_TOGETHER = (
    "They were recorded together and go together. They stay on record, struck through, with who struck them and why, "
    "and count no longer from now on."
)


def why_wrong(tieline: Tieline, form: Form) -> str:
    """Say what will be struck through, and ask why it was wrong."""
    tracker = tieline.tracker
    titles = titles_of(tracker.history(form.draft.stream))
    going = records(tracker.recorder, tracker.codec, [each.seq for each in form.going], titles)
    days = {each.seq: happened(each.event.on) for each in form.going}
    rows = "\n".join(f"- {days[each.seq]}: {plain(each.sentence)}" for each in going)
    st.markdown(f"**To be struck through**\n\n{rows}")
    st.caption(KEPT_TOGETHER if len(going) > 1 else KEPT)
    form.beside("record")
    return form.words("Why was it wrong?", "because", placeholder="What the record got wrong, and how you know")


def struck_through(form: Form) -> str:
    """Which records are struck through, once they are."""
    numbers = " and ".join(str(each.seq) for each in form.going)
    several = len(form.going) > 1
    return f"Record{'s' * several} {numbers} {'are' if several else 'is'} struck through"


def gone_meanwhile(form: Form) -> None:
    """Say that there is nothing left to strike through."""
    st.info(
        f"Record {form.draft.corrects} was struck through meanwhile: close this and look at what stands in its place."
    )


def tell_again(tieline: Tieline, form: Form) -> None:
    """Put into the fields what the record says, before they are first drawn."""
    if form.draft.again is None:
        history = tieline.tracker.history(form.draft.stream)
        form.draft.again = told_again(tieline.tracker, history, form.draft.corrects)
        if form.draft.again:
            form.draft.propose(values_of(form.draft.again))
