"""The facts that the question about plans is answered from: what happened to plans, their objectives and measures."""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from domain.models import REGISTRY
from domain.recorded import Recorded
from domain.relationship.joint_plan import (
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanProposed,
    JointPlanReviewed,
    JointPlanRiskShared,
    JointPlanSuperseded,
    JointPlanWithdrawn,
)
from domain.relationship.objective import (
    ObjectiveDropped,
    ObjectiveMet,
    ObjectiveMissed,
    ObjectiveMoved,
    ObjectiveSet,
)
from domain.relationship.scorecard import MeasureRecorded, MeasureSet, MeasureTargetSet
from projections.lateness import OBJECTIVES, lateness
from projections.projection import FOREVER, day_number
from projections.question import AddedRow, Facts, fact_table, facts, latest, number, text

FACT = fact_table(
    "plan_fact",
    text("subject"),
    text("plan"),
    text("title"),
    text("value"),
    number("starts"),
    number("ends"),
    text("unit"),
    text("amount"),
    text("owner_here"),
    text("owner_there"),
)
"""``subject`` is the plan, objective or measure that it is about, ``plan`` the plan where that is begun on one. ``starts``
and ``ends`` are a plan's term, an objective's due days, a measure's period; ``amount`` its target or actual; ``value``
what else is told apart: "shared risk", a result, which way is better. The owners are ids of people."""

KEY = ["relationship", "subject"]
TOLD = {
    "joint-plan-": ("relationship", "kind", "first_day", "seq", "subject", "title", "value", "starts", "ends"),
    "objective-": (
        "relationship", "kind", "first_day", "seq", "subject", "plan", "title", "starts", "ends", "owner_here",
        "owner_there",
    ),
}  # fmt: skip
"""What is told of some of them; of the others everything."""


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of a plan, an objective or a measure."""
    match event := recorded.event:
        case JointPlanProposed() | JointPlanAmended():
            return _row(event.plan_id, title=event.title, term=event.term)
        case JointPlanAgreed():
            shared = "shared risk" if event.shared_risk else ""
            return _row(event.plan_id, title=event.title, term=event.term, value=shared)
        case JointPlanRiskShared():
            return _row(event.plan_id, value="shared risk")
        case JointPlanCompleted():
            return _row(event.plan_id, value=event.result)
        case JointPlanReviewed() | JointPlanClosedEarly() | JointPlanSuperseded() | JointPlanWithdrawn():
            return _row(event.plan_id)
        case ObjectiveSet():
            owners = (event.owner_here, event.owner_there)
            return _row(event.objective_id, plan=event.plan_id, title=event.title, term=event.term, owners=owners)
        case ObjectiveMoved():
            return _row(event.objective_id, term=event.term)
        case ObjectiveMet() | ObjectiveMissed() | ObjectiveDropped():
            return _row(event.objective_id)
        case MeasureSet():
            return _row(event.measure_id, plan=event.plan_id, title=event.title, value=event.better, unit=event.unit)
        case MeasureTargetSet():
            return _row(event.measure_id, term=event.term, amount=str(event.target))
        case MeasureRecorded():
            return _row(event.measure_id, term=event.term, amount=str(event.actual))
        case _:
            return None


def _row(
    subject: str,
    *,
    plan: str = "",
    title: str = "",
    value: str = "",
    term: tuple[date, date] | None = None,
    unit: str = "",
    amount: str = "",
    owners: tuple[str, str] = ("", ""),
) -> AddedRow:
    starts, ends = (day_number(term[0]), day_number(term[1])) if term else (0, 0)
    return subject, plan, title, value, starts, ends, unit, amount, *owners


LATE = lateness("objective_late", FACT, OBJECTIVES)
"""When objectives were late."""

PLANS = Facts(
    "plans",
    4,
    FACT,
    added,
    of=(
        JointPlanProposed,
        JointPlanAmended,
        JointPlanAgreed,
        JointPlanRiskShared,
        JointPlanCompleted,
        JointPlanReviewed,
        JointPlanClosedEarly,
        JointPlanSuperseded,
        JointPlanWithdrawn,
        ObjectiveSet,
        ObjectiveMoved,
        ObjectiveMet,
        ObjectiveMissed,
        ObjectiveDropped,
        MeasureSet,
        MeasureTargetSet,
        MeasureRecorded,
    ),
    derived=(LATE,),
)


def told(
    database: Database, beginning: str, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """The facts of plans, of objectives or of measures: those whose kind begins with these words."""
    kinds = [name for name in REGISTRY.by_name if name.startswith(beginning)]
    return facts(
        database, FACT, as_of, known_at, kinds=kinds, relationship=relationship, columns=TOLD.get(beginning, ())
    )


def of(found: pd.DataFrame, *kinds: str) -> pd.DataFrame:
    """The facts of these kinds."""
    return found[found["kind"].isin(kinds)]


def last(found: pd.DataFrame, *kinds: str) -> pd.DataFrame:
    """Of the facts of these kinds the last about each thing, by relationship and thing."""
    return latest(of(found, *kinds), *KEY).set_index(KEY)


def whole(column: pd.Series, index: pd.Index) -> pd.Series:
    """Whole numbers for each of these things, 0 where there is none."""
    return column.reindex(index).fillna(0).astype("int64")


def words(column: pd.Series, index: pd.Index) -> pd.Series:
    """Texts for each of these things, "" where there is none."""
    return column.astype("object").reindex(index).fillna("")
