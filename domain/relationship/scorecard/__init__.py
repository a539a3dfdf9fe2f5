"""The scorecard of a joint plan: measures, with a target and an actual by period (Byrnes: an integrated account's plan)."""

from domain.history.concept import Concept, EventKind
from domain.relationship.scorecard import decisions
from domain.relationship.scorecard.commands import RecordMeasure, SetMeasure, SetTarget
from domain.relationship.scorecard.record import (
    Measure,
    MeasureRecorded,
    MeasureSet,
    MeasureTargetSet,
    Reading,
    evolve,
)

SCORECARD = Concept(
    name="scorecard",
    source='Byrnes, "The Strategic CIO": an integrated account\'s plan has a scorecard.',
    lane="plans",
    holds="measures",
    kinds=(
        EventKind(name="measure-set", event=MeasureSet, label="Measure set", phase="proposed"),
        EventKind(name="measure-target-set", event=MeasureTargetSet, label="Target agreed"),
        EventKind(name="measure-recorded", event=MeasureRecorded, label="Measure recorded"),
    ),
    evolve=evolve,
    decisions={
        SetMeasure: decisions.decide_setting,
        SetTarget: decisions.decide_target,
        RecordMeasure: decisions.decide_recording,
    },
    objection=decisions.objection,
)

__all__ = [
    "SCORECARD",
    "Measure",
    "MeasureRecorded",
    "MeasureSet",
    "MeasureTargetSet",
    "Reading",
    "RecordMeasure",
    "SetMeasure",
    "SetTarget",
]
