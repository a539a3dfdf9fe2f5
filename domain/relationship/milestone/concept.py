"""How milestones add up, and what of them a back-dated change may not break."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from domain.history.concept import Concept, EventKind
from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.relationship.milestone.commands import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.milestone.deciding import (
    decide_dropping,
    decide_planning,
    decide_reaching,
    decide_rescheduling,
)
from domain.relationship.milestone.events import (
    MilestoneDropped,
    MilestonePlanned,
    MilestoneReached,
    MilestoneRescheduled,
)
from domain.relationship.milestone.state import Milestone
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


def evolve(milestones: dict[str, Milestone], event: Event) -> dict[str, Milestone]:
    """The milestones after one more event."""
    match event:
        case MilestonePlanned():
            planned = Milestone(
                id=event.milestone_id,
                title=event.title,
                party=event.party,
                channel_partner=event.channel_partner,
                planned=event.on,
                due=event.due,
                first_due=event.due,
                change=event.change,
                stage=event.stage,
                weight=event.weight,
                part_of=event.part_of,
            )
            return {**milestones, planned.id: planned}
        case MilestoneRescheduled(milestone_id=milestone_id) if held := milestones.get(milestone_id):
            return {**milestones, milestone_id: replace(held, due=event.due, moves=held.moves + 1)}
        case MilestoneReached(milestone_id=milestone_id) if held := milestones.get(milestone_id):
            return {**milestones, milestone_id: replace(held, reached=event.on)}
        case MilestoneDropped(milestone_id=milestone_id) if held := milestones.get(milestone_id):
            return {**milestones, milestone_id: replace(held, dropped=event.on)}
        case _:
            return milestones


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:  # noqa: ARG001  # the shape of every objection
    """A milestone that was rescheduled when it had been reached or dropped."""
    if not isinstance(event, MilestoneRescheduled):
        return None
    milestone = state.milestones.get(event.milestone_id)
    if milestone is None or milestone.ended is None or not milestone.ended.certainly_before(event.on):
        return None
    return Refusal(
        f"This would break the new date that was set for the milestone “{milestone.title}” {event.on.told}, when it was "
        f"still open: choose {event.on.last} or a later day."
    )


MILESTONE = Concept(
    name="milestone",
    source='Byrnes, "The Strategic CIO": the ability to absorb change gates any system.',
    lane="milestones",
    holds="milestones",
    kinds=(
        EventKind(name="milestone-planned", event=MilestonePlanned, label="Milestone planned", phase="proposed"),
        EventKind(
            name="milestone-rescheduled", event=MilestoneRescheduled, label="Milestone rescheduled", phase="proposed"
        ),
        EventKind(name="milestone-reached", event=MilestoneReached, label="Milestone reached", phase="reached"),
        EventKind(name="milestone-dropped", event=MilestoneDropped, label="Milestone dropped", phase="abandoned"),
    ),
    evolve=evolve,
    decisions={
        PlanMilestone: decide_planning,
        RescheduleMilestone: decide_rescheduling,
        ReachMilestone: decide_reaching,
        DropMilestone: decide_dropping,
    },
    objection=objection,
)
