"""Log a reclassification, with what the criteria suggest, settling the live plans that the new class forbids."""

from datetime import date

import streamlit as st

from domain.history.event import Command
from domain.history.when import When
from domain.relationship.account_class import ACCOUNT_CLASSES, AccountClass
from domain.relationship.classification import Reclassify, Settlement, settlements_due
from domain.relationship.criteria import Suggestion, suggest
from domain.relationship.joint_plan import Plan
from domain.relationship.state import Relationship
from ui.format import day, plain
from ui.forms.form import Form
from ui.forms.joint_plan import proposed_end

OUTCOMES: dict[Settlement, str] = {
    "carry": "Carry it to its end",
    "close": "Close it on that day",
    "amend": "Amend its term",
}


def reclassification(form: Form) -> Command | None:
    """The new class; each plan that it would orphan is asked for."""
    suggested = suggestion(form, form.state, form.today)
    to = st.segmented_control(
        "Now classified",
        ACCOUNT_CLASSES,
        key=form.key("class"),
        default=first_choice(form.state, suggested.account_class),
        required=True,
    )
    form.beside("to")
    why = st.empty()
    on = form.when()
    if told := suggestion_told(suggestion(form, form.as_of(on.first), on.first)):
        why.caption(told)
    settle, amend_to = settlements(form, to, on)
    reason = form.reason(placeholder="What it was judged by: size, willingness, ability, innovativeness, growth")
    with form.folded_away(["decided by", "reported by"], asked_for=bool(form.said_before(Reclassify, "decided_by"))):
        decided_by = form.text("Decided by (optional)", "decided_by")
        form.told_by()
    return Reclassify(on=on, to=to, reason=reason, settle=settle, amend_to=amend_to, decided_by=decided_by)


def settlements(form: Form, to: AccountClass, on: When) -> tuple[dict[str, Settlement], dict[str, date]]:
    """What becomes of each live plan that the new class does not allow, and the new end of each that is amended."""
    settle: dict[str, Settlement] = {}
    amend_to: dict[str, date] = {}
    rules = form.rules_on(on.first)
    horizon = rules.plan_horizons.get(to)
    for plan in settlements_due(to, on, form.as_of(on.first).plans.values(), rules):
        outcome = asked_of(form, plan, to, [each for each in OUTCOMES if each != "amend" or horizon])
        if outcome:
            settle[plan.id] = outcome
        if outcome == "amend" and horizon:
            amend_to[plan.id] = form.day(
                "Its new end, not included",
                f"amend-{plan.id}",
                proposed_end(on.first, horizon),
                help="It keeps its start where the new class allows that, and else runs anew from the day of the class.",
            )
    form.beside("settle")
    form.beside("amend_to")
    return settle, amend_to


def asked_of(form: Form, plan: Plan, to: AccountClass, outcomes: list[Settlement]) -> Settlement | None:
    """What becomes of a plan; nothing is chosen from the start."""
    return st.radio(
        f"The plan “{plain(plan.title)}” runs to {day(plan.ends)}, which {to} does not allow",
        outcomes,
        format_func=OUTCOMES.__getitem__,
        index=None,
        key=form.key(f"settle-{plan.id}"),
        horizontal=True,
    )


def suggestion(form: Form, state: Relationship, on: date) -> Suggestion:
    """What the ratings of the criteria suggest under the policy of the day; unrated, it has nothing to say."""
    if not state.criteria:
        return Suggestion(account_class=None, why="")
    ratings = {criterion: rated.rating for criterion, rated in state.criteria.items()}
    return suggest(ratings, form.rules_on(on).criteria)


def suggestion_told(found: Suggestion) -> str:
    """The suggestion in a sentence, "" where nothing is rated."""
    if found.account_class:
        return f"The rated criteria suggest {found.account_class}: {found.why}."
    return f"The rated criteria leave it {found.why}." if found.why else ""


def first_choice(state: Relationship, suggested: AccountClass | None) -> AccountClass:
    """What is suggested, else a class that the account is not in, to begin with."""
    if suggested and suggested != state.account_class:
        return suggested
    return "strategic" if state.account_class == "integrated" else "integrated"
