"""The concept of a joint plan: its events, how they are stored and shown, and what decides its commands."""

from domain.history.concept import Concept, EventKind
from domain.relationship.joint_plan import beginning, following
from domain.relationship.joint_plan.commands import (
    AgreePlan,
    AmendPlan,
    ClosePlan,
    CompletePlan,
    ProposePlan,
    ReviewPlan,
    ShareRisk,
    SupersedePlan,
    WithdrawProposal,
)
from domain.relationship.joint_plan.events import (
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanProposed,
    JointPlanReviewed,
    JointPlanRiskShared,
    JointPlanSuperseded,
    JointPlanWithdrawn,
)
from domain.relationship.joint_plan.objecting import objection
from domain.relationship.joint_plan.state import evolve

JOINT_PLAN = Concept(
    name="joint plan",
    source='Byrnes, "The Strategic CIO": shared plans of three to five years, aligned ones of about a year.',
    lane="plans",
    holds="plans",
    kinds=(
        EventKind(name="joint-plan-proposed", event=JointPlanProposed, label="Plan proposed", phase="proposed"),
        EventKind(name="joint-plan-withdrawn", event=JointPlanWithdrawn, label="Proposal withdrawn", phase="abandoned"),
        EventKind(
            name="joint-plan-agreed",
            event=JointPlanAgreed,
            label="Plan agreed",
            phase="started",
            words=("reason", "shared_risk"),
        ),
        EventKind(
            name="joint-plan-risk-shared",
            event=JointPlanRiskShared,
            label="Plan's shared risk agreed",
            words=("reason", "shared_risk"),
        ),
        EventKind(name="joint-plan-amended", event=JointPlanAmended, label="Plan amended"),
        EventKind(
            name="joint-plan-reviewed",
            event=JointPlanReviewed,
            label="Plan reviewed",
            phase="met",
            words=("reason", "findings"),
        ),
        EventKind(
            name="joint-plan-carried-to-end", event=JointPlanCarriedToEnd, label="Plan carried on", phase="reached"
        ),
        EventKind(name="joint-plan-completed", event=JointPlanCompleted, label="Plan completed", phase="concluded"),
        EventKind(name="joint-plan-closed-early", event=JointPlanClosedEarly, label="Plan closed", phase="concluded"),
        EventKind(name="joint-plan-superseded", event=JointPlanSuperseded, label="Plan superseded", phase="concluded"),
    ),
    evolve=evolve,
    decisions={
        ProposePlan: beginning.decide_proposal,
        WithdrawProposal: beginning.decide_withdrawal,
        AgreePlan: beginning.decide_plan,
        ShareRisk: following.decide_risk,
        AmendPlan: following.decide_amendment,
        ReviewPlan: following.decide_review,
        CompletePlan: following.decide_completion,
        ClosePlan: following.decide_closing,
        SupersedePlan: following.decide_superseding,
    },
    objection=objection,
)
