"""Classification: which of the four classes an account belongs to, since when, and why (Byrnes)."""

from collections.abc import Iterable, Mapping
from typing import Literal

from domain.relationship.account_class import AccountClass
from domain.relationship.event import Command, Event
from domain.relationship.joint_plan import (
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    Plan,
    allows,
    class_name,
    plan_to_close,
)
from domain.relationship.refusal import (
    NoSuchRecord,
    NothingToSettle,
    ReasonMissing,
    ReclassificationWouldOrphanPlan,
    Refusal,
)
from domain.relationship.rules import Rules
from domain.relationship.when import When

Settlement = Literal["carry", "close"]
"""What becomes of a live plan that the new class forbids: carried to its end, or closed on the day."""
SETTLEMENTS: tuple[Settlement, ...] = ("carry", "close")


class Reclassified(Event, frozen=True, kw_only=True):
    """The account belongs to this class from this day on. The first classification is one too."""

    to: AccountClass

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"class"})


class Reclassify(Command, frozen=True, kw_only=True):
    """Put the account in a class, settling by plan id each live plan that the class forbids."""

    to: AccountClass
    settle: dict[str, Settlement] = {}

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class", *(f"plan:{plan_id}" for plan_id in self.settle)})


def decide_reclassification(
    command: Reclassify,
    current: AccountClass | None,
    since: When | None,
    plans: Mapping[str, Plan],
    known_plans: Mapping[str, Plan],
    rules: Rules,
) -> list[Event]:
    """The settlements and the new class, in that order; nothing where it was put in that class on that very date.

    The same class on another date is a confirmation and is recorded: it may be what a later plan rests on.
    Raises ReasonMissing, NoSuchRecord, NothingToSettle, PlanAlreadyEnded, ReclassificationWouldOrphanPlan.
    """
    if (command.to, command.on) == (current, since) and not command.settle:
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "A classification states why, so that the next reader understands it: write a reason.", field="reason"
        )
    settled: list[Event] = []
    due = {plan.id for plan in settlements_due(command.to, command.on, plans.values(), rules)}
    for plan_id, outcome in command.settle.items():
        if plan_id not in known_plans:
            raise NoSuchRecord(
                f"There is no joint plan “{plan_id}” to settle: name one of {listed(plans.values())}.", field="settle"
            )
        plan = plan_to_close(known_plans[plan_id], command.on, field="settle", carried=outcome == "carry")
        if plan.id not in due:
            raise NothingToSettle(
                f"The plan “{plan.title}” needs no settling: the class {command.to} allows it, or it was settled before. "
                "Leave it out.",
                field="settle",
            )
        settled.append(
            JointPlanCarriedToEnd(on=command.on, plan_id=plan.id)
            if outcome == "carry"
            else JointPlanClosedEarly(on=command.on, plan_id=plan.id, reason=command.reason)
        )
    left = [plan for plan in plans.values() if plan.id not in command.settle]
    if refusal := orphans(command.to, command.on, left, rules):
        raise refusal
    return [*settled, Reclassified(on=command.on, reason=command.reason, to=command.to)]


def orphans(to: AccountClass, on: When, plans: Iterable[Plan], rules: Rules) -> Refusal | None:
    """Refuse a class that would leave a plan, live on the day, that the class does not allow. No orphan plans."""
    orphaned = settlements_due(to, on, plans, rules)
    if not orphaned:
        return None
    return ReclassificationWouldOrphanPlan(
        f"{class_name(to)} does not allow {listed(orphaned)}: say for each whether it is carried to its end or closed.",
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
