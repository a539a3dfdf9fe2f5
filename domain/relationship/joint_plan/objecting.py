"""What a back-dated change may not do to joint plans."""

from typing import TYPE_CHECKING

from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.relationship.joint_plan.events import (
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanReviewed,
    JointPlanRiskShared,
    JointPlanSuperseded,
)
from domain.relationship.joint_plan.policy import outside_policy
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship

SETTLED: dict[type[Event], str] = {
    JointPlanAmended: "amended",
    JointPlanReviewed: "reviewed",
    JointPlanRiskShared: "agreed to share its risk",
    JointPlanCarriedToEnd: "carried on",
}
"""What happens only to a plan that has not ended."""


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:
    """A term that the class on its day does not allow, or something that happened to a plan after it had ended."""
    plan = state.plans.get(event.subject)
    if type(event) in SETTLED and plan and plan.ended:
        return Refusal(
            f"This would break what was settled {event.on.told}, when the plan was {SETTLED[type(event)]}: "
            "choose a later day."
        )
    match event:
        case JointPlanAgreed():
            refusal = outside_policy(state.account_class, event.starts, event.ends, around.rules_on(event.on.first))
            return refusal and Refusal(
                f"This would break the joint plan “{event.title}” already effective {event.on.told}, which the class would "
                "no longer allow: choose a day after it, or first record the class that the account had by then.",
                policy_version=refusal.policy_version,
                because=refusal,
            )
        case JointPlanAmended() if plan and plan.agreed and plan.agreed.first <= event.on.first:
            judged_by = event.suits or state.account_class
            refusal = outside_policy(judged_by, event.starts, event.ends, around.rules_on(event.on.first))
            return refusal and Refusal(
                f"This would break the amendment of the joint plan “{event.title}” already effective {event.on.told}, which "
                "the class would no longer allow: choose a day after it, or first record the class that the account had "
                "by then.",
                policy_version=refusal.policy_version,
                because=refusal,
            )
        case JointPlanSuperseded() if (successor := state.plans.get(event.successor_id)) and successor.ended:
            return Refusal(
                f"This would break what was settled {event.on.told}, when the plan “{successor.title}” took another's "
                "place: choose a later day."
            )
        case _:
            return None
