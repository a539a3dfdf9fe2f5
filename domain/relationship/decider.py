"""The decider: what a command does to a relationship, judged as of the day that it says it happened.

A decision sees three things: the state as of the command's own first day (rules about the class), everything on
record whenever it happened (something is concluded, reached or retired once), and what is already effective later,
which a back-dated change may not break.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from domain.relationship.classification import Reclassified, Reclassify, decide_reclassification, orphans
from domain.relationship.event import Command, Event
from domain.relationship.interaction import LogInteraction, decide_interaction
from domain.relationship.joint_plan import (
    AgreePlan,
    ClosePlan,
    JointPlanAgreed,
    JointPlanCarriedToEnd,
    decide_closing,
    decide_plan,
    outside_policy,
)
from domain.relationship.milestone import PlanMilestone, ReachMilestone, decide_planning, decide_reaching
from domain.relationship.opening import OpenRelationship, decide_opening
from domain.relationship.refusal import (
    AlreadyOpen,
    BreaksLaterRecord,
    IdAlreadyUsed,
    NoSuchRecord,
    PlanAlreadyEnded,
    Refusal,
)
from domain.relationship.rules import Rules
from domain.relationship.showcase import ConcludeShowcase, StartShowcase, decide_conclusion, decide_start
from domain.relationship.state import Relationship, evolve, fold, in_order
from domain.relationship.system_link import RetireLink, TakeLinkLive, decide_going_live, decide_retiring


class Titled(Protocol):
    """Something on record that people know by a title."""

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Titled)


def decide(current: Relationship, history: Sequence[Event] | None, command: Command, rules: Rules) -> list[Event]:
    """The events that the command leads to; none where it would change nothing.

    ``current`` is everything on record, folded; ``history`` the same as events in the order recorded, needed only
    when the command is earlier than ``current.frontier``. Raises a Refusal that names the rule.
    """
    if command.on.first >= current.frontier:
        return decide_as_of(current, current, command, rules)
    if history is None:
        raise ValueError("a back-dated command is judged by the history")
    ordered = in_order(history)
    past = [event for event in ordered if event.on.first <= command.on.first]
    later = ordered[len(past) :]
    before = fold(Relationship(id=current.id), past)
    events = decide_as_of(before, current, command, rules)
    refuse_breaking(before, events, later, rules)
    return events


def decide_as_of(before: Relationship, known: Relationship, command: Command, rules: Rules) -> list[Event]:
    """Decide by the state as of the command's day and by all that is on record."""
    match command:
        case OpenRelationship():
            if not known.version:
                return [decide_opening(command)]
            if known.name == command.name and known.kind == command.kind:
                return []
            raise AlreadyOpen(
                f"This relationship is already open as the {known.kind} “{known.name}”: it is opened once, "
                "so choose another name for another one.",
                field="name",
            )
        case Reclassify():
            return decide_reclassification(
                command, before.account_class, before.class_since, before.plans, known.plans, rules
            )
        case AgreePlan():
            agreed = decide_plan(command, before.account_class, known.plans, rules)
            return begun(agreed, known.plans, command.plan_id)
        case ClosePlan():
            return decide_closing(command, on_record(known.plans, command.plan_id, "plan_id", "joint plan"))
        case StartShowcase():
            return begun(decide_start(command, known.showcases), known.showcases, command.showcase_id)
        case ConcludeShowcase():
            return decide_conclusion(
                command, on_record(known.showcases, command.showcase_id, "showcase_id", "showcase")
            )
        case PlanMilestone():
            return begun(decide_planning(command, known.milestones), known.milestones, command.milestone_id)
        case ReachMilestone():
            return decide_reaching(
                command, on_record(known.milestones, command.milestone_id, "milestone_id", "milestone")
            )
        case TakeLinkLive():
            return begun(decide_going_live(command, known.links), known.links, command.link_id)
        case RetireLink():
            return decide_retiring(command, on_record(known.links, command.link_id, "link_id", "system link"))
        case LogInteraction():
            return decide_interaction(command)
        case _:
            raise TypeError(f"no decision for {type(command).__name__}")


def refuse_breaking(before: Relationship, events: Sequence[Event], later: Sequence[Event], rules: Rules) -> None:
    """Refuse events that would make a later decision one that its own rules forbid."""
    without, with_it = before, fold(before, events)
    for event in later:
        objection = objection_to(with_it, event, rules)
        if objection and not objection_to(without, event, rules):
            raise BreaksLaterRecord(broken(event), field="on", policy_version=rules.version)
        without, with_it = evolve(without, event), evolve(with_it, event)


def objection_to(state: Relationship, event: Event, rules: Rules) -> Refusal | None:
    """Why the policy forbids a decision in this state; observed history is never judged."""
    if event.observed:
        return None
    match event:
        case JointPlanAgreed():
            return outside_policy(state.account_class, event.starts, event.ends, rules)
        case Reclassified():
            return orphans(event.to, event.on, state.plans.values(), rules)
        case JointPlanCarriedToEnd() if (plan := state.plans.get(event.plan_id)) and plan.closed:
            return PlanAlreadyEnded(f"The plan “{plan.title}” was closed {plan.closed.told}.")
        case _:
            return None


def broken(event: Event) -> str:
    """The sentence for what is already effective later and would break: what it is, why, and what would be accepted."""
    match event:
        case JointPlanAgreed():
            return (
                f"This would break the joint plan “{event.title}” already effective {event.on.told}, which the class would "
                f"no longer allow: choose a day after it, or first record the class that the account had by then."
            )
        case Reclassified():
            return (
                f"This would break the classification as {event.to} already effective {event.on.told}, which settled every "
                "live plan but this one: record the plan together with the date on which it was closed."
            )
        case _:
            return (
                f"This would break what was settled {event.on.told}, when the plan was carried on: choose a later day."
            )


def begun(events: list[Event], things: Mapping[str, T], thing_id: str) -> list[Event]:
    """The events, if what they begin has an id that nothing else has. Raises IdAlreadyUsed."""
    if events and (other := things.get(thing_id)):
        raise IdAlreadyUsed(
            f"The id “{thing_id}” stands for “{other.title}” already: give the new one an id of its own."
        )
    return events


def on_record(things: Mapping[str, T], thing_id: str, field: str, what: str) -> T:
    """The thing of that id. Raises NoSuchRecord naming those there are."""
    if thing := things.get(thing_id):
        return thing
    names = ", ".join(f"“{each.title}”" for each in things.values())
    accepted = f"name one of {names}" if names else f"record a {what} first"
    raise NoSuchRecord(f"There is no {what} “{thing_id}” on record: {accepted}.", field=field)
