"""Classification: which of the four classes an account belongs to, since when, and why (Byrnes)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import NoSuchRecord, ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.account_class import AccountClass
from domain.relationship.joint_plan import (
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    Plan,
    allows,
    class_name,
    plan_to_close,
)
from domain.relationship.moment import Moment
from domain.relationship.rules import Rules
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class ReclassificationWouldOrphanPlan(Refusal):
    """Each live plan that the new class forbids is settled in the same step."""


class NothingToSettle(Refusal):
    """Only a live plan that the new class forbids is settled with a reclassification."""


Settlement = Literal["carry", "close"]
"""What becomes of a live plan that the new class forbids: carried to its end, or closed on the day."""
SETTLEMENTS: tuple[Settlement, ...] = ("carry", "close")


class Classing(msgspec.Struct, frozen=True, kw_only=True):
    """The class of an account, and since when."""

    account_class: AccountClass | None = None
    since: When | None = None


class Reclassified(Event, frozen=True, kw_only=True):
    """The account belongs to this class from this day on. The first classification is one too."""

    to: AccountClass

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"class"})

    @property
    def value(self) -> str:
        return self.to

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Classified {self.to}"


class Reclassify(Command, frozen=True, kw_only=True):
    """Put an account in one of the four classes.

    It belongs to the class from the date on. Strategic: willing and able to integrate supply chains. Integrated: large,
    less willing to join in innovation. Emerging: small, innovative, growing. Stable: small, reluctant to innovate. A
    reason is required. A live joint plan that the new class does not allow is settled in the same step: no plan is left
    over. Logged late, the class counts from its date, and a class that took effect after it stays today's.
    """

    path: ClassVar = "classify"
    label: ClassVar = "Reclassification"

    to: Annotated[
        AccountClass,
        Ask(
            label="Now classified",
            help="The class that it belongs to from the date on.",
            example="strategic",
            argument=True,
            first=True,
        ),
    ]
    settle: Annotated[
        dict[str, Settlement],
        Ask(
            label="Settle",
            help="What becomes of a live plan that the new class does not allow: carried to its end, or closed that day. "
            "Once for each plan.",
        ),
    ] = {}

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class", *self.settle})


def decide_reclassification(command: Reclassify, moment: Moment) -> list[Event]:
    """The settlements and the new class, in that order; nothing where it was put in that class on that very date.

    The same class on another date is a confirmation and is recorded: it may be what a later plan rests on.
    Raises ReasonMissing, NoSuchRecord, NothingToSettle, PlanAlreadyEnded, ReclassificationWouldOrphanPlan.
    """
    before, known_plans, rules = moment.before, moment.known.plans, moment.rules
    plans = before.plans
    if (command.to, command.on) == (before.account_class, before.class_since) and not command.settle:
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


def evolve(classing: Classing, event: Event) -> Classing:
    """The class after one more event."""
    match event:
        case Reclassified():
            return Classing(account_class=event.to, since=event.on)
        case _:
            return classing


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:
    """A class that left over a plan which it does not allow."""
    if not isinstance(event, Reclassified):
        return None
    refusal = orphans(event.to, event.on, state.plans.values(), around.rules_on(event.on.first))
    return refusal and Refusal(
        f"This would break the classification as {event.to} already effective {event.on.told}, which settled every "
        "live plan but this one: record the plan together with the date on which it was closed.",
        policy_version=refusal.policy_version,
    )


CLASSIFICATION = Concept(
    name="classification",
    lane="class",
    holds="classing",
    kinds=(EventKind(name="reclassified", event=Reclassified, label="Classified", phase="started"),),
    evolve=evolve,
    decisions={Reclassify: decide_reclassification},
    objection=objection,
)
