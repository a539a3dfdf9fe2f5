"""Joint plans: a strategic account shares a plan of three to five years, an integrated one of about a year (Byrnes).

A plan is proposed or agreed at once, amended and reviewed, and ends once: it runs out, is completed, closed before its
time, or superseded by another.
"""

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
from domain.relationship.joint_plan.concept import JOINT_PLAN
from domain.relationship.joint_plan.events import (
    PLAN_RESULTS,
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
    PlanResult,
)
from domain.relationship.joint_plan.policy import allows, class_name, horizon_in_words, length, outside_policy
from domain.relationship.joint_plan.refusals import (
    NoJointPlanForClass,
    PlanAlreadyAgreed,
    PlanAlreadyEnded,
    PlanAlreadyProposed,
    PlanEndsBeforeItStarts,
    PlanHorizonOutsidePolicy,
    PlanNotInHand,
    PlanNotYetAgreed,
    PlanNotYetProposed,
    PlanOverWhenAgreed,
    PlanSupersedesItself,
)
from domain.relationship.joint_plan.settling import plan_in_hand, plan_to_close
from domain.relationship.joint_plan.state import Plan, PlanEnding

__all__ = [
    "JOINT_PLAN",
    "PLAN_RESULTS",
    "AgreePlan",
    "AmendPlan",
    "ClosePlan",
    "CompletePlan",
    "JointPlanAgreed",
    "JointPlanAmended",
    "JointPlanCarriedToEnd",
    "JointPlanClosedEarly",
    "JointPlanCompleted",
    "JointPlanProposed",
    "JointPlanReviewed",
    "JointPlanRiskShared",
    "JointPlanSuperseded",
    "JointPlanWithdrawn",
    "NoJointPlanForClass",
    "Plan",
    "PlanAlreadyAgreed",
    "PlanAlreadyEnded",
    "PlanAlreadyProposed",
    "PlanEnding",
    "PlanEndsBeforeItStarts",
    "PlanHorizonOutsidePolicy",
    "PlanNotInHand",
    "PlanNotYetAgreed",
    "PlanNotYetProposed",
    "PlanOverWhenAgreed",
    "PlanResult",
    "PlanSupersedesItself",
    "ProposePlan",
    "ReviewPlan",
    "ShareRisk",
    "SupersedePlan",
    "WithdrawProposal",
    "allows",
    "class_name",
    "horizon_in_words",
    "length",
    "outside_policy",
    "plan_in_hand",
    "plan_to_close",
]
