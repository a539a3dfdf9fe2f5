"""How joint plans begin: proposed, withdrawn, agreed."""

from collections.abc import Iterable
from datetime import date

from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Event
from domain.history.when import When
from domain.relationship.joint_plan.commands import AgreePlan, ProposePlan, WithdrawProposal
from domain.relationship.joint_plan.events import (
    JointPlanAgreed,
    JointPlanClosedEarly,
    JointPlanProposed,
    JointPlanWithdrawn,
)
from domain.relationship.joint_plan.policy import outside_policy
from domain.relationship.joint_plan.refusals import (
    PlanAlreadyAgreed,
    PlanAlreadyProposed,
    PlanEndsBeforeItStarts,
    PlanNotYetProposed,
    PlanOverWhenAgreed,
)
from domain.relationship.joint_plan.settling import not_ended, plan_to_close
from domain.relationship.joint_plan.state import Plan
from domain.relationship.moment import Moment


def decide_proposal(command: ProposePlan, moment: Moment) -> list[Event]:
    """The proposed plan; nothing where the very same proposal is open.

    Raises NothingEntered, PlanEndsBeforeItStarts, PlanAlreadyProposed, IdAlreadyUsed.
    """
    plans = moment.known.plans
    title = entered_name(command.title, "title", "the plan's title")
    if proposal := open_proposal(plans.values(), title):
        if (proposal.starts, proposal.ends) == (command.starts, command.ends):
            return []
        raise PlanAlreadyProposed(
            f"The plan “{proposal.title}” is already proposed for {proposal.starts} to {proposal.ends}: agree it, "
            "withdraw it first, or choose another title.",
            field="title",
        )
    ends_after_start(command.starts, command.ends)
    proposed = JointPlanProposed(
        on=command.on,
        reason=command.reason,
        plan_id=command.plan_id,
        title=title,
        starts=command.starts,
        ends=command.ends,
    )
    return begun([proposed], plans, command.plan_id)


def decide_withdrawal(command: WithdrawProposal, moment: Moment) -> list[Event]:
    """The withdrawal; nothing where it was withdrawn on that date.

    Raises NoSuchRecord, PlanAlreadyAgreed, PlanAlreadyEnded, PlanNotYetProposed.
    """
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    if plan.proposed is None or plan.agreed:
        raise PlanAlreadyAgreed(
            f"The plan “{plan.title}” is agreed, so it is no proposal: close it instead.", field="plan_id"
        )
    if (plan.ended, plan.ending) == (command.on, "withdrawn"):
        return []
    not_ended(plan, command.on, field="plan_id")
    if command.on.certainly_before(plan.proposed):
        raise PlanNotYetProposed(
            f"The plan “{plan.title}” was proposed {plan.proposed.told}: choose {plan.proposed.first} or a later day.",
            field="on",
        )
    return [JointPlanWithdrawn(on=command.on, reason=command.reason, plan_id=plan.id)]


def decide_plan(command: AgreePlan, moment: Moment) -> list[Event]:
    """The agreed plan, the open proposal of that title where there is one; nothing where the very same plan is on record.

    Raises NothingEntered, PlanEndsBeforeItStarts, PlanOverWhenAgreed, NoJointPlanForClass, PlanHorizonOutsidePolicy,
    IdAlreadyUsed.
    """
    plans = moment.known.plans
    title = entered_name(command.title, "title", "the plan's title")
    if any(is_agreed_so(plan, title, command) for plan in plans.values()):
        return []
    ends_after_start(command.starts, command.ends)
    not_over(command.ends, command.on)
    if refusal := outside_policy(moment.before.account_class, command.starts, command.ends, moment.rules):
        raise refusal
    proposal = open_proposal(plans.values(), title, by=command.on)
    agreed = JointPlanAgreed(
        on=command.on,
        reason=command.reason,
        plan_id=proposal.id if proposal else command.plan_id,
        title=title,
        starts=command.starts,
        ends=command.ends,
        shared_risk=command.shared_risk.strip(),
    )
    events: list[Event] = [agreed]
    if command.closed_on is not None:
        plan = Plan(id=agreed.plan_id, title=title, agreed=agreed.on, starts=agreed.starts, ends=agreed.ends)
        plan_to_close(plan, command.closed_on, field="closed_on")
        events.append(JointPlanClosedEarly(on=command.closed_on, plan_id=plan.id))
    return events if proposal else begun(events, plans, command.plan_id)


def open_proposal(plans: Iterable[Plan], title: str, by: When | None = None) -> Plan | None:
    """The proposal of that title that is neither agreed nor withdrawn; one that may have been made by a date."""
    for plan in plans:
        open_still = plan.proposed is not None and plan.agreed is None and plan.ended is None
        if open_still and plan.title.casefold() == title.casefold():
            return None if by and plan.proposed and by.certainly_before(plan.proposed) else plan
    return None


def is_agreed_so(plan: Plan, title: str, command: AgreePlan) -> bool:
    """Whether this plan was agreed under that title and term, or was amended to it, and has not ended.

    One that has ended is the same where it was agreed on that very date and nothing else is said of its end.
    """
    terms = (plan.first_starts, plan.first_ends), (plan.starts, plan.ends)
    same = plan.title.casefold() == title.casefold() and (command.starts, command.ends) in terms
    if plan.ended:
        return same and plan.agreed == command.on and command.closed_on in (None, plan.closed)
    return bool(same and plan.agreed)


def ends_after_start(starts: date, ends: date) -> None:
    """Refuse a term that ends on or before its start. Raises PlanEndsBeforeItStarts."""
    if ends <= starts:
        raise PlanEndsBeforeItStarts(
            f"The plan would end on {ends}, not after its start on {starts}: choose a later end "
            "(the end is the first day that the plan no longer covers).",
            field="ends",
        )


def not_over(ends: date, on: When) -> None:
    """Refuse a term that is over by the day that it is agreed. Raises PlanOverWhenAgreed."""
    if ends <= on.first:
        raise PlanOverWhenAgreed(
            f"The plan would have run out on {ends}, before its term is agreed {on.told}: choose a later end, or say on "
            "which earlier day it was agreed.",
            field="ends",
        )
