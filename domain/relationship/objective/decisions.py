"""When an objective may be set, moved and settled."""

from typing import TYPE_CHECKING

from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.joint_plan import plan_in_hand
from domain.relationship.moment import Moment
from domain.relationship.objective.commands import (
    DropObjective,
    MeetObjective,
    MissObjective,
    MoveObjective,
    SetObjective,
)
from domain.relationship.objective.record import (
    Objective,
    ObjectiveDropped,
    ObjectiveMet,
    ObjectiveMissed,
    ObjectiveMoved,
    ObjectiveOutcome,
    ObjectiveSet,
)
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class ObjectiveAlreadySet(Refusal):
    """An objective of the same name is set once on a plan while it is open."""


class ObjectiveAlreadySettled(Refusal):
    """An objective is met, missed or dropped once."""


class ObjectiveDueBeforeSet(Refusal):
    """An objective is due on or after the day that it was set."""


class ObjectiveNotYetSet(Refusal):
    """What happens to an objective, happens on or after the day that it was set."""


def decide_setting(command: SetObjective, moment: Moment) -> list[Event]:
    """The objective; nothing where the same one is open.

    Raises NoSuchRecord, NothingEntered, ObjectiveAlreadySet, PlanNotInHand, ObjectiveDueBeforeSet, IdAlreadyUsed.
    """
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    title = entered_name(command.title, "title", "the objective's name")
    for objective in moment.known.objectives.values():
        same = (objective.plan_id, objective.title.casefold()) == (plan.id, title.casefold())
        if objective.settled or not same:
            continue
        if command.due in {objective.due, objective.first_due}:
            return []
        raise ObjectiveAlreadySet(
            f"The objective “{objective.title}” is already set on this plan, due {objective.due}: move it, "
            "or choose another name.",
            field="title",
        )
    plan_in_hand(plan, command.on, field="plan_id")
    refuse_due_before_set(command.due, command.on)
    objective_set = ObjectiveSet(
        on=command.on,
        reason=command.reason,
        objective_id=command.objective_id,
        plan_id=plan.id,
        title=title,
        due=command.due,
        owner_here=command.owner_here.strip(),
        owner_there=command.owner_there.strip(),
    )
    return begun([objective_set], moment.known.objectives, command.objective_id)


def decide_moving(command: MoveObjective, moment: Moment) -> list[Event]:
    """The new date; nothing where it was due then already.

    Raises NoSuchRecord, ObjectiveAlreadySettled, ObjectiveNotYetSet, ObjectiveDueBeforeSet, ReasonMissing.
    """
    objective = on_record(moment.known.objectives, command.objective_id, "objective_id", "objective")
    if moment.before.objectives.get(objective.id, objective).due == command.due:
        return []
    if objective.settled and command.on.first >= objective.settled.first:
        raise settled_before(objective)
    refuse_before_set(objective, command.on)
    refuse_due_before_set(command.due, objective.set_on)
    reason_given(command.reason, "A moved objective")
    return [ObjectiveMoved(on=command.on, reason=command.reason, objective_id=objective.id, due=command.due)]


def decide_meeting(command: MeetObjective, moment: Moment) -> list[Event]:
    """The met objective; nothing where it is on record. Raises NoSuchRecord, ObjectiveAlreadySettled, ObjectiveNotYetSet."""
    if (objective := to_settle(command.objective_id, command.on, "met", moment)) is None:
        return []
    return [ObjectiveMet(on=command.on, reason=command.reason, objective_id=objective.id)]


def decide_missing(command: MissObjective, moment: Moment) -> list[Event]:
    """The missed objective; nothing where it is on record. Raises as ``decide_meeting`` does."""
    if (objective := to_settle(command.objective_id, command.on, "missed", moment)) is None:
        return []
    return [ObjectiveMissed(on=command.on, reason=command.reason, objective_id=objective.id)]


def decide_dropping(command: DropObjective, moment: Moment) -> list[Event]:
    """The dropped objective; nothing where it is on record. Raises as ``decide_meeting`` does, and ReasonMissing."""
    if (objective := to_settle(command.objective_id, command.on, "dropped", moment)) is None:
        return []
    reason_given(command.reason, "A dropped objective")
    return [ObjectiveDropped(on=command.on, reason=command.reason, objective_id=objective.id)]


def to_settle(objective_id: str, on: When, outcome: ObjectiveOutcome, moment: Moment) -> Objective | None:
    """The objective to settle, None where that is on record. Raises NoSuchRecord, ObjectiveAlreadySettled, ObjectiveNotYetSet."""
    objective = on_record(moment.known.objectives, objective_id, "objective_id", "objective")
    if (objective.settled, objective.outcome) == (on, outcome):
        return None
    if objective.settled:
        raise settled_before(objective)
    refuse_before_set(objective, on)
    return objective


def settled_before(objective: Objective) -> ObjectiveAlreadySettled:
    """What is said of an objective that was settled."""
    told = objective.settled.told if objective.settled else ""
    return ObjectiveAlreadySettled(
        f"The objective “{objective.title}” was already {objective.outcome} {told}: it is settled once, "
        "so set a new one for a further step.",
        field="objective_id",
    )


def refuse_before_set(objective: Objective, on: When) -> None:
    """Refuse a date before the objective was set. Raises ObjectiveNotYetSet."""
    if on.certainly_before(objective.set_on):
        raise ObjectiveNotYetSet(
            f"The objective “{objective.title}” was set {objective.set_on.told}: "
            f"choose {objective.set_on.first} or a later day.",
            field="on",
        )


def refuse_due_before_set(due: When, set_on: When) -> None:
    """Refuse what is due before it is set. Raises ObjectiveDueBeforeSet."""
    if due.certainly_before(set_on):
        raise ObjectiveDueBeforeSet(
            f"The objective would be due {due.told}, before it was set {set_on.told}: choose {set_on.first} or a later "
            "date.",
            field="due",
        )


def reason_given(reason: str, what: str) -> None:
    """Refuse what is decided without a reason. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(
            f"{what} states why, so that the next reader understands it: write a reason.", field="reason"
        )


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:  # noqa: ARG001  # no policy decides it
    """An objective set on a plan that had ended, or moved after it was settled."""
    match event:
        case ObjectiveSet() if (plan := state.plans.get(event.plan_id)) and plan.ended:
            return Refusal(
                f"This would break the objective “{event.title}” set {event.on.told} on the plan “{plan.title}”: "
                "choose a later day."
            )
        case ObjectiveMoved() if (objective := state.objectives.get(event.objective_id)) and objective.settled:
            return Refusal(
                f"This would break what was settled {event.on.told}, when the objective “{objective.title}” was moved: "
                "choose a later day."
            )
        case _:
            return None
