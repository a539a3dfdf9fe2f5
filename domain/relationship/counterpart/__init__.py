"""Counterparts: who at the account faces whom of one's own, by function, known before they are needed (Byrnes)."""

from domain.history.concept import Concept, EventKind
from domain.relationship.counterpart.commands import (
    ConfirmCounterpart,
    FaceCounterpart,
    LeaveCounterpart,
    NameCounterpart,
)
from domain.relationship.counterpart.decisions import (
    decide_confirmation,
    decide_facing,
    decide_leaving,
    decide_naming,
)
from domain.relationship.counterpart.record import (
    CounterpartConfirmed,
    CounterpartFaced,
    CounterpartLeft,
    CounterpartNamed,
    evolve,
)

COUNTERPART = Concept(
    name="counterpart",
    source='Byrnes, "The Strategic CIO": counterparts known before they are needed.',
    lane="people",
    holds="counterparts",
    kinds=(
        EventKind(
            name="counterpart-named",
            event=CounterpartNamed,
            label="Counterpart named",
            phase="started",
            people=("person", "ours"),
        ),
        EventKind(
            name="counterpart-confirmed", event=CounterpartConfirmed, label="Counterpart confirmed", phase="reached"
        ),
        EventKind(
            name="counterpart-faced",
            event=CounterpartFaced,
            label="Counterpart faced by",
            phase="noted",
            people=("ours",),
        ),
        EventKind(name="counterpart-left", event=CounterpartLeft, label="Counterpart left", phase="concluded"),
    ),
    evolve=evolve,
    decisions={
        NameCounterpart: decide_naming,
        ConfirmCounterpart: decide_confirmation,
        FaceCounterpart: decide_facing,
        LeaveCounterpart: decide_leaving,
    },
)
