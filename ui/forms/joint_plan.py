"""Log a joint plan that was agreed, or closed before its time."""

from datetime import date, timedelta

import streamlit as st

from domain.relationship.event import Command
from domain.relationship.joint_plan import AgreePlan, ClosePlan, horizon_in_words, length
from domain.relationship.when import EARLIEST, LATEST, add_months
from ui.format import day
from ui.forms.form import Form


def agreement(form: Form) -> Command | None:
    """The plan's title and term; the policy's horizon is said before it is broken."""
    account_class = form.state.account_class
    horizon = form.rules.plan_horizons.get(account_class) if account_class else None
    title = form.text("Title", "title", placeholder="What both sides call it")
    on = form.when("Agreed")
    starts_in, ends_in = st.columns(2)
    starts = starts_in.date_input("From", on.first, EARLIEST, LATEST, key="log-starts", format="YYYY-MM-DD")
    starts = starts if isinstance(starts, date) else on.first
    usual = add_months(starts, horizon.at_least if horizon else 12)
    ends = ends_in.date_input(
        "Up to, not including", usual, EARLIEST, LATEST, key="log-ends", format="YYYY-MM-DD",
        help="The first day that the plan no longer covers: a plan for 2025 ends on 2026-01-01.",
    )  # fmt: skip
    ends = ends if isinstance(ends, date) else usual
    form.beside("starts")
    form.beside("ends")
    said = f"Runs {length(starts, ends)}, to {day(ends - timedelta(days=1))}." if ends > starts else ""
    if horizon:
        said += f" The policy allows {horizon_in_words(horizon)} for {account_class} accounts."
    if said:
        st.caption(said.strip())
    reason = form.reason()
    plan_id = form.new_id("plan")
    return AgreePlan(on=on, reason=reason, plan_id=plan_id, title=title, starts=starts, ends=ends)


def closing(form: Form) -> Command | None:
    """One of the account's plans, closed early."""
    plans = {plan.id: plan for plan in form.state.plans.values() if plan.closed is None}
    if not plans:
        st.info("No joint plan is open on this account. Log one as agreed first.")
        return None
    plan_id = st.selectbox(
        "Plan", list(plans), key="log-plan_id",
        format_func=lambda each: f"{plans[each].title} ({plans[each].starts} to {plans[each].ends})",
    )  # fmt: skip
    form.beside("plan_id")
    on = form.when("Closed")
    return ClosePlan(on=on, reason=form.reason(), plan_id=plan_id)
