"""What becomes of an agreed plan: amended, reviewed, and ended once, by completion, closing or another plan."""

from domain.history.deciding import entered, on_record
from domain.history.event import Event
from domain.history.refusal import ReasonMissing
from domain.relationship.joint_plan.beginning import ends_after_start, not_over
from domain.relationship.joint_plan.commands import (
    AmendPlan,
    ClosePlan,
    CompletePlan,
    ReviewPlan,
    ShareRisk,
    SupersedePlan,
)
from domain.relationship.joint_plan.events import (
    JointPlanAmended,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanReviewed,
    JointPlanRiskShared,
    JointPlanSuperseded,
)
from domain.relationship.joint_plan.policy import outside_policy
from domain.relationship.joint_plan.refusals import PlanSupersedesItself
from domain.relationship.joint_plan.settling import agreed_by, not_ended, plan_to_close
from domain.relationship.moment import Moment


def decide_amendment(command: AmendPlan, moment: Moment) -> list[Event]:
    """The new term; nothing where it is the plan's term on that day.

    Raises NoSuchRecord, PlanAlreadyEnded, PlanNotYetAgreed, PlanEndsBeforeItStarts, PlanOverWhenAgreed,
    NoJointPlanForClass, PlanHorizonOutsidePolicy, ReasonMissing.
    """
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    then = moment.before.plans.get(plan.id, plan)
    starts, ends = command.starts or then.starts, command.ends or then.ends
    if then.agreed and (starts, ends) == (then.starts, then.ends):
        return []
    agreed_by(plan, command.on, field="on", named="plan_id")
    plan_to_close(plan, command.on, field="on", carried=True)
    ends_after_start(starts, ends)
    not_over(ends, command.on)
    if refusal := outside_policy(moment.before.account_class, starts, ends, moment.rules):
        refusal.field = "ends"
        raise refusal
    if not command.reason.strip():
        raise ReasonMissing(
            "An amendment states why, so that the next reader understands how the plan moved: write a reason.",
            field="reason",
        )
    return [
        JointPlanAmended(
            on=command.on, reason=command.reason, plan_id=plan.id, title=plan.title, starts=starts, ends=ends
        )
    ]


def decide_risk(command: ShareRisk, moment: Moment) -> list[Event]:
    """How the risk is shared. Raises NoSuchRecord, NothingEntered, PlanAlreadyEnded, PlanNotYetAgreed."""
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    shared = entered(command.shared_risk, "shared_risk", "how the risk is shared")
    agreed_by(plan, command.on, field="on", named="plan_id")
    plan_to_close(plan, command.on, field="on", carried=True)
    return [JointPlanRiskShared(on=command.on, reason=command.reason, plan_id=plan.id, shared_risk=shared)]


def decide_review(command: ReviewPlan, moment: Moment) -> list[Event]:
    """The review. Raises NoSuchRecord, NothingEntered, PlanAlreadyEnded, PlanNotYetAgreed."""
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    findings = entered(command.findings, "findings", "what both sides found")
    agreed_by(plan, command.on, field="on", named="plan_id")
    not_ended(plan, command.on, field="on", meanwhile=True)
    return [JointPlanReviewed(on=command.on, reason=command.reason, plan_id=plan.id, findings=findings)]


def decide_completion(command: CompletePlan, moment: Moment) -> list[Event]:
    """What the plan came to; nothing where it is on record. Raises NoSuchRecord, PlanAlreadyEnded, PlanNotYetAgreed."""
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    if (plan.ended, plan.ending, plan.result) == (command.on, "completed", command.result):
        return []
    not_ended(plan, command.on, field="plan_id")
    agreed_by(plan, command.on, field="on", named="plan_id")
    return [JointPlanCompleted(on=command.on, reason=command.reason, plan_id=plan.id, result=command.result)]


def decide_closing(command: ClosePlan, moment: Moment) -> list[Event]:
    """The plan's early end. Raises NoSuchRecord, PlanAlreadyEnded, PlanNotYetAgreed."""
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    if plan.closed == command.on:
        return []
    plan_to_close(plan, command.on, field="on")
    return [JointPlanClosedEarly(on=command.on, reason=command.reason, plan_id=plan.id)]


def decide_superseding(command: SupersedePlan, moment: Moment) -> list[Event]:
    """The plan's end and what took its place; nothing where it is on record.

    Raises NoSuchRecord, PlanSupersedesItself, PlanAlreadyEnded, PlanNotYetAgreed.
    """
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    successor = on_record(moment.known.plans, command.successor_id, "successor_id", "joint plan")
    if plan.id == successor.id:
        raise PlanSupersedesItself(
            f"The plan “{plan.title}” cannot take its own place: name the other plan.", field="successor_id"
        )
    if (plan.ended, plan.successor_id) == (command.on, successor.id):
        return []
    agreed_by(plan, command.on, field="on", named="plan_id")
    plan_to_close(plan, command.on, field="on")
    agreed_by(successor, command.on, field="on", named="successor_id")
    counts_from = max(command.on, plan.agreed or command.on, key=lambda when: when.first)
    not_ended(successor, counts_from, field="successor_id", meanwhile=True)
    return [
        JointPlanSuperseded(
            on=command.on,
            reason=command.reason,
            plan_id=plan.id,
            successor_id=successor.id,
            successor=successor.title,
        )
    ]
