"""Log a reclassification, settling the live plans that the new class forbids."""

import streamlit as st

from domain.history.event import Command
from domain.relationship.account_class import ACCOUNT_CLASSES, AccountClass
from domain.relationship.classification import Reclassify, Settlement, settlements_due
from domain.relationship.state import Relationship
from ui.format import day, plain
from ui.forms.form import Form

OUTCOMES: dict[Settlement, str] = {"carry": "Carry it to its end", "close": "Close it on that day"}


def reclassification(form: Form) -> Command | None:
    """The new class; each plan that it would orphan is asked for."""
    to = st.segmented_control(
        "Now classified", ACCOUNT_CLASSES, key="log-class", default=first_choice(form.state), required=True
    )
    form.beside("to")
    on = form.when()
    settle: dict[str, Settlement] = {}
    for plan in settlements_due(to, on, form.as_of(on.first).plans.values(), form.rules_on(on.first)):
        outcome = st.radio(
            f"The plan “{plain(plan.title)}” runs to {day(plan.ends)}, which {to} does not allow",
            list(OUTCOMES),
            format_func=lambda outcome: OUTCOMES[outcome],
            index=None,
            key=f"log-settle-{plan.id}",
            horizontal=True,
        )
        if outcome:
            settle[plan.id] = outcome
    form.beside("settle")
    reason = form.reason(placeholder="What it was judged by: size, willingness, ability, innovativeness, growth")
    return Reclassify(on=on, to=to, reason=reason, settle=settle)


def first_choice(state: Relationship) -> AccountClass:
    """A class that the account is not in, to begin with."""
    return "strategic" if state.account_class == "integrated" else "integrated"
