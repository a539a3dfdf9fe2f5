"""Settlement: what becomes of the live plans that an account's new class does not allow. No plan is left over."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from domain.history.event import Event
from domain.history.refusal import NoSuchRecord, NothingEntered, Refusal
from domain.history.when import When
from domain.relationship.account_class import AccountClass
from domain.relationship.joint_plan import (
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    NoJointPlanForClass,
    Plan,
    allows,
    class_name,
    outside_policy,
    plan_to_close,
)
from domain.relationship.moment import Moment
from domain.relationship.rules import Rules

Settlement = Literal["carry", "close", "amend"]
"""What becomes of a live plan that the new class forbids: carried to its end, closed on the day, or given a term that
the new class allows."""
SETTLEMENTS: tuple[Settlement, ...] = ("carry", "close", "amend")


class ReclassificationWouldOrphanPlan(Refusal):
    """Each live plan that the new class forbids is settled in the same step."""


class NothingToSettle(Refusal):
    """Only a live plan that the new class forbids is settled with a reclassification."""


def settled(
    to: AccountClass, reason: str, settle: Mapping[str, Settlement], amend_to: Mapping[str, date], moment: Moment
) -> list[Event]:
    """What becomes of each plan; nothing is left over.

    Raises NoSuchRecord, PlanAlreadyEnded, PlanNotYetAgreed, NothingToSettle, ReclassificationWouldOrphanPlan, and what
    ``amended`` raises.
    """
    on, plans, known = moment.on, moment.before.plans, moment.known.plans
    due = {plan.id: plan for plan in settlements_due(to, on, plans.values(), moment.rules)}
    events: list[Event] = []
    for plan_id, outcome in settle.items():
        if plan_id not in known:
            raise NoSuchRecord(
                f"There is no joint plan “{plan_id}” to settle: name one of {listed(plans.values())}.", field="settle"
            )
        plan = plan_to_close(known[plan_id], on, field="settle", carried=outcome != "close")
        if plan_id not in due:
            raise NothingToSettle(
                f"The plan “{plan.title}” needs no settling, as the class {to} allows it or it was settled before: "
                "leave it out.",
                field="settle",
            )
        match outcome:
            case "carry":
                events.append(JointPlanCarriedToEnd(on=on, plan_id=plan_id))
            case "close":
                events.append(JointPlanClosedEarly(on=on, plan_id=plan_id, reason=reason))
            case "amend":
                events.append(amended(due[plan_id], to, reason, amend_to.get(plan_id), moment))
    for plan_id in amend_to:
        if settle.get(plan_id) != "amend":
            raise NothingToSettle(
                f"A new end was given for {called(plan_id, known)}, which is not to be amended: settle it by amending "
                "it, or leave the end out.",
                field="amend_to",
            )
    if refusal := orphans(to, on, [plan for plan in plans.values() if plan.id not in settle], moment.rules):
        raise refusal
    return events


def amended(plan: Plan, to: AccountClass, reason: str, ends: date | None, moment: Moment) -> Event:
    """The plan's new term: it keeps its start where the class allows that, and else begins anew on the day.

    Raises NothingEntered, NoJointPlanForClass, PlanHorizonOutsidePolicy.
    """
    if ends is None:
        raise NothingEntered(
            f"Nothing was entered for the new end of the plan “{plan.title}”: say up to when it is to run.",
            field="amend_to",
        )
    on, rules = moment.on, moment.rules
    starts = plan.starts
    if ends <= on.first or outside_policy(to, starts, ends, rules):
        starts = max(starts, on.first)
    match outside_policy(to, starts, ends, rules):
        case NoJointPlanForClass():
            raise NoJointPlanForClass(
                f"{class_name(to)} has no joint plan, however long, so the plan “{plan.title}” cannot be amended to suit "
                "it: carry it to its end or close it.",
                field="settle",
                policy_version=rules.version,
            )
        case Refusal() as refusal:
            raise type(refusal)(refusal.sentence, field="amend_to", policy_version=refusal.policy_version)
        case None:
            return JointPlanAmended(
                on=on, plan_id=plan.id, title=plan.title, starts=starts, ends=ends, suits=to, reason=reason
            )


def orphans(to: AccountClass, on: When, plans: Iterable[Plan], rules: Rules) -> Refusal | None:
    """Refuse a class that would leave a plan, live on the day, that the class does not allow. No orphan plans."""
    orphaned = settlements_due(to, on, plans, rules)
    if not orphaned:
        return None
    return ReclassificationWouldOrphanPlan(
        f"{class_name(to)} does not allow {listed(orphaned)}: say for each whether it is carried to its end or closed"
        f"{', or amended to a term that the class allows' if to in rules.plan_horizons else ''}.",
        field="settle",
        policy_version=rules.version,
    )


def settlements_due(to: AccountClass, on: When, plans: Iterable[Plan], rules: Rules) -> list[Plan]:
    """The plans, live on the day and not carried already, that a class does not allow."""
    return [plan for plan in plans if plan.live_on(on.first) and not plan.carried and not allows(to, plan, rules)]


def listed(plans: Iterable[Plan]) -> str:
    """The plans by title, for a sentence."""
    titles = [f"the plan “{plan.title}” ({plan.starts} to {plan.ends})" for plan in plans]
    return " and ".join(titles) or "the account's live plans (it has none)"


def called(plan_id: str, plans: Mapping[str, Plan]) -> str:
    """The plan by its title; by its id where it is not on record."""
    return f"the plan “{plans[plan_id].title if plan_id in plans else plan_id}”"
