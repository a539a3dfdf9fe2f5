"""Log the start or the conclusion of a showcase experiment."""

import streamlit as st

from domain.history.event import Command
from domain.relationship.showcase import OUTCOMES, ConcludeShowcase, StartShowcase
from ui.forms.form import Form

MEANING = {"scale": "Scale: take it to other accounts", "extend": "Extend: try on", "stop": "Stop: it did not work"}


def start(form: Form) -> Command | None:
    """A name and what is to be found out."""
    title = form.text("Showcase", "title", placeholder="What is tried")
    on = form.when("Started")
    reason = form.reason("Hypothesis", placeholder="What should turn out, and how it will show")
    return StartShowcase(on=on, reason=reason, showcase_id=form.new_id("showcase"), title=title)


def conclusion(form: Form) -> Command | None:
    """One of the running showcases, with its outcome."""
    showcase_id = form.choose(
        "Showcase",
        "showcase_id",
        {
            each.id: f"{each.title} (since {each.started})"
            for each in form.state.showcases.values()
            if each.concluded is None
        },
        otherwise="No showcase is running on this account. Log one as started first.",
    )
    if showcase_id is None:
        return None
    outcome = st.radio(
        "Outcome", OUTCOMES, format_func=lambda each: MEANING[each], key="log-outcome", horizontal=True
    )  # fmt: skip
    on = form.when("Concluded")
    return ConcludeShowcase(on=on, reason=form.reason(), showcase_id=showcase_id, outcome=outcome)
