"""Log a meeting, call, visit, review or note."""

import streamlit as st

from domain.history.event import Command
from domain.relationship.interaction import INTERACTION_KINDS, LogInteraction
from ui.forms.form import Form


def interaction(form: Form) -> Command | None:
    """What kind, and what it was about."""
    kind = st.segmented_control("Kind", INTERACTION_KINDS, default="meeting", required=True, key="log-interaction-kind")
    summary = form.words("What it was about", "summary")
    on = form.when()
    return LogInteraction(on=on, kind=kind, summary=summary, reason=form.reason("Reason (optional)"))
