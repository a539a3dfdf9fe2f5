"""Log a joint plan that was proposed or agreed, with what the policy allows said before it is broken."""

from datetime import date, timedelta

import streamlit as st

from domain.history.event import Command
from domain.history.when import When, add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.joint_plan import AgreePlan, Plan, ProposePlan, horizon_in_words, length, outside_policy
from domain.relationship.rules import Horizon, Rules
from ui.finding import folded
from ui.format import day, plain
from ui.forms.form import Form

USUAL_MONTHS = 12
"""A plan is proposed to run a year, or as near to that as the policy allows."""


def agreement(form: Form) -> Command | None:
    """The plan's title and term; the policy for the class on that day is said before it is broken."""
    title = form.text("Title", "title", placeholder="What both sides call it")
    proposals = [plan for plan in form.state.plans.values() if plan.open and not plan.agreed]
    if proposals:
        st.caption(f"Proposed: {', '.join(map(proposed, proposals))}. An agreement of that title is of that plan.")
    on = form.when("Agreed")
    starts, ends = term_asked(form, on, next((each for each in proposals if folded(each.title) == folded(title)), None))
    closed_on = None
    if on.first < form.today and st.checkbox("It was closed before its time", key=form.key("closed-early")):
        closed_on = form.when("Closed", "closed", "closed_on")
    shared_risk = form.words("Shared risk", "shared_risk", placeholder="How both sides share the risk of the plan")
    return AgreePlan(
        on=on,
        reason=form.reason(),
        plan_id=form.new_id("plan"),
        title=title,
        starts=starts,
        ends=ends,
        closed_on=closed_on,
        shared_risk=shared_risk,
    )


def proposal(form: Form) -> Command | None:
    """The same of a plan that is only proposed: the policy binds it once it is agreed."""
    title = form.text("Title", "title", placeholder="What both sides call it")
    on = form.when("Proposed")
    starts, ends = term_asked(form, on, None)
    reason = form.reason()
    return ProposePlan(
        on=on, reason=reason, plan_id=form.new_id("plan"), title=title, starts=starts, ends=ends
    )  # fmt: skip


def term_asked(form: Form, on: When, proposal: Plan | None) -> tuple[date, date]:
    """From when to when it runs: as it was proposed, else as long as the policy asks, until its author chooses."""
    account_class = form.as_of(on.first).account_class
    rules = form.rules_on(on.first)
    starts_in, ends_in = st.columns(2)
    with starts_in:
        starts = form.day("From", "starts", proposal.starts if proposal else on.first)
    with ends_in:
        ends = form.day(
            "Up to, not including",
            "ends",
            proposal.ends if proposal else proposed_end(starts, rules.plan_horizons.get(account_class)),
            help="The first day that the plan no longer covers: a plan for 2025 ends on 2026-01-01.",
        )
    form.beside("starts")
    form.beside("ends")
    st.caption(term(rules, account_class, starts, ends))
    return starts, ends


def proposed_end(starts: date, horizon: Horizon | None) -> date:
    """The end of a plan that its author has not yet chosen."""
    months = min(max(USUAL_MONTHS, horizon.at_least), horizon.at_most) if horizon else USUAL_MONTHS
    return add_months(starts, months)


def proposed(plan: Plan) -> str:
    """A plan that waits for agreement."""
    return f"“{plain(plan.title)}” ({day(plan.starts)} to {day(plan.ends)})"


def term(rules: Rules, account_class: AccountClass | None, starts: date, ends: date) -> str:
    """How long the plan would run, and what the policy says for the class."""
    horizon = rules.plan_horizons.get(account_class) if account_class else None
    if horizon is None:
        refusal = outside_policy(account_class, starts, ends, rules)
        return refusal.sentence if refusal else ""
    runs = f"Runs {length(starts, ends)}, to {day(ends - timedelta(days=1))}. " if ends > starts else ""
    return f"{runs}The policy allows {horizon_in_words(horizon)} for {account_class} accounts."
