"""Objectives of a joint plan: what is to be reached by when, with an owner on each side."""

from domain.history.concept import Concept, EventKind
from domain.relationship.objective import decisions
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
    ObjectiveSet,
    evolve,
)

OBJECTIVE = Concept(
    name="objective",
    source='Byrnes, "The Strategic CIO": joint long-range planning; the ways of an objective are Tieline\'s own.',
    lane="plans",
    holds="objectives",
    kinds=(
        EventKind(
            name="objective-set",
            event=ObjectiveSet,
            label="Objective set",
            phase="proposed",
            people=("owner_here", "owner_there"),
        ),
        EventKind(name="objective-moved", event=ObjectiveMoved, label="Objective moved"),
        EventKind(name="objective-met", event=ObjectiveMet, label="Objective met", phase="reached"),
        EventKind(name="objective-missed", event=ObjectiveMissed, label="Objective missed", phase="abandoned"),
        EventKind(name="objective-dropped", event=ObjectiveDropped, label="Objective dropped", phase="abandoned"),
    ),
    evolve=evolve,
    decisions={
        SetObjective: decisions.decide_setting,
        MoveObjective: decisions.decide_moving,
        MeetObjective: decisions.decide_meeting,
        MissObjective: decisions.decide_missing,
        DropObjective: decisions.decide_dropping,
    },
    objection=decisions.objection,
)

__all__ = [
    "OBJECTIVE",
    "DropObjective",
    "MeetObjective",
    "MissObjective",
    "MoveObjective",
    "Objective",
    "ObjectiveDropped",
    "ObjectiveMet",
    "ObjectiveMissed",
    "ObjectiveMoved",
    "ObjectiveSet",
    "SetObjective",
]
