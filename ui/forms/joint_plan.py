"""Log a joint plan that was agreed, or closed before its time."""

from datetime import date, timedelta

import streamlit as st

from domain.history.event import Command
from domain.history.when import add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.joint_plan import AgreePlan, ClosePlan, horizon_in_words, length, outside_policy
from domain.relationship.rules import Rules
from ui.format import day
from ui.forms.form import Form


def agreement(form: Form) -> Command | None:
    """The plan's title and term; the policy for the class on that day is said before it is broken."""
    title = form.text("Title", "title", placeholder="What both sides call it")
    on = form.when("Agreed")
    account_class = form.as_of(on.first).account_class
    horizon = form.rules_on(on.first).plan_horizons.get(account_class) if account_class else None
    starts_in, ends_in = st.columns(2)
    with starts_in:
        starts = form.day("From", "starts", on.first)
    with ends_in:
        ends = form.day(
            "Up to, not including",
            "ends",
            add_months(starts, horizon.at_least if horizon else 12),
            help="The first day that the plan no longer covers: a plan for 2025 ends on 2026-01-01.",
        )
    form.beside("starts")
    form.beside("ends")
    st.caption(term(form.rules_on(on.first), account_class, starts, ends))
    closed_on = None
    if on.first < form.today and st.checkbox("It was closed before its time", key="log-closed-early"):
        closed_on = form.when("Closed", key="log-closed", field="closed_on")
    reason = form.reason()
    return AgreePlan(
        on=on,
        reason=reason,
        plan_id=form.new_id("plan"),
        title=title,
        starts=starts,
        ends=ends,
        closed_on=closed_on,
    )


def term(rules: Rules, account_class: AccountClass | None, starts: date, ends: date) -> str:
    """How long the plan would run, and what the policy says for the class."""
    horizon = rules.plan_horizons.get(account_class) if account_class else None
    if horizon is None:
        refusal = outside_policy(account_class, starts, ends, rules)
        return refusal.sentence if refusal else ""
    runs = f"Runs {length(starts, ends)}, to {day(ends - timedelta(days=1))}. " if ends > starts else ""
    return f"{runs}The policy allows {horizon_in_words(horizon)} for {account_class} accounts."


def closing(form: Form) -> Command | None:
    """One of the account's plans, closed early."""
    plan_id = form.choose(
        "Plan",
        "plan_id",
        {
            plan.id: f"{plan.title} ({plan.starts} to {plan.ends})"
            for plan in form.state.plans.values()
            if plan.closed is None
        },
        otherwise="No joint plan is open on this account. Log one as agreed first.",
    )
    if plan_id is None:
        return None
    on = form.when("Closed")
    return ClosePlan(on=on, reason=form.reason(), plan_id=plan_id)
