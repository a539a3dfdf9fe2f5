"""How joint plans stand."""

from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from domain.history.event import Event
from domain.history.when import When
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
    PlanResult,
)

PlanEnding = Literal["completed", "closed", "superseded", "withdrawn"]
"""How a plan ended, where it did not simply run out; a proposal is withdrawn."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A joint plan as it stands: in force from ``starts`` up to, not including, ``ends``, once it is agreed."""

    id: str
    title: str
    starts: date
    ends: date
    first_starts: date | None = None
    first_ends: date | None = None
    """The term as first agreed, which no amendment changes; None while the plan is only proposed."""
    proposed: When | None = None
    agreed: When | None = None
    amendments: int = 0
    shares_risk: bool = False
    """Whether it says how its risk is shared."""
    reviewed: When | None = None
    """The latest review."""
    carried: bool = False
    """Whether it runs on to the end that it has although the class forbade it; another end is another matter."""
    ended: When | None = None
    ending: PlanEnding | None = None
    result: PlanResult | None = None
    """What it came to, where it was completed."""
    successor_id: str = ""
    """The plan that superseded it."""

    @property
    def open(self) -> bool:
        """Neither completed, closed, superseded nor withdrawn."""
        return self.ended is None

    @property
    def closed(self) -> When | None:
        """When it was closed before its time."""
        return self.ended if self.ending == "closed" else None

    def live_on(self, day: date) -> bool:
        """Agreed by that day, and neither ended nor run out."""
        agreed = self.agreed is not None and self.agreed.first <= day
        return agreed and day < self.ends and not (self.ended and self.ended.first <= day)

    def proposed_on(self, day: date) -> bool:
        """Proposed by that day, and by then neither agreed nor withdrawn."""
        settled = self.agreed or self.ended
        return bool(self.proposed and self.proposed.first <= day and not (settled and settled.first <= day))


def evolve(plans: dict[str, Plan], event: Event) -> dict[str, Plan]:
    """The plans after one more event."""
    match event:
        case JointPlanProposed(plan_id=plan_id):
            known = plans.get(plan_id) or Plan(id=plan_id, title=event.title, starts=event.starts, ends=event.ends)
            return {**plans, plan_id: replace(known, proposed=event.on)}
        case JointPlanAgreed(plan_id=plan_id):
            return {**plans, plan_id: agreed(plans.get(plan_id), event)}
        case (
            JointPlanRiskShared()
            | JointPlanAmended()
            | JointPlanReviewed()
            | JointPlanCarriedToEnd()
            | JointPlanCompleted()
            | JointPlanClosedEarly()
            | JointPlanSuperseded()
            | JointPlanWithdrawn()
        ) if plan := plans.get(event.plan_id):
            return {**plans, plan.id: followed_up(plan, event)}
        case _:
            return plans


def agreed(proposal: Plan | None, event: JointPlanAgreed) -> Plan:
    """The agreed plan. An amendment known only to a year that the agreement is in may have come before it, and stays."""
    plan = proposal or Plan(id=event.plan_id, title=event.title, starts=event.starts, ends=event.ends)
    if not plan.amendments:
        plan = replace(plan, starts=event.starts, ends=event.ends)
    return replace(
        plan,
        title=event.title,
        agreed=event.on,
        first_starts=event.starts,
        first_ends=event.ends,
        shares_risk=plan.shares_risk or bool(event.shared_risk),
    )


def followed_up(plan: Plan, event: Event) -> Plan:
    """The plan after something that happened to it."""
    match event:
        case JointPlanAmended():
            amendments = plan.amendments + 1
            return replace(plan, starts=event.starts, ends=event.ends, amendments=amendments, carried=False)
        case JointPlanRiskShared():
            return replace(plan, shares_risk=True)
        case JointPlanReviewed():
            return replace(plan, reviewed=event.on)
        case JointPlanCarriedToEnd():
            return replace(plan, carried=True)
        case JointPlanCompleted():
            return replace(plan, ended=event.on, ending="completed", result=event.result)
        case JointPlanClosedEarly():
            return replace(plan, ended=event.on, ending="closed")
        case JointPlanSuperseded():
            return replace(plan, ended=event.on, ending="superseded", successor_id=event.successor_id)
        case JointPlanWithdrawn():
            return replace(plan, ended=event.on, ending="withdrawn")
        case _:
            return plan
