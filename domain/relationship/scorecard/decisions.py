"""When a measure may be set, and what may be said of a period."""

from decimal import Decimal
from typing import TYPE_CHECKING

from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.figures import is_plain
from domain.relationship.joint_plan import plan_in_hand
from domain.relationship.moment import Moment
from domain.relationship.scorecard.commands import RecordMeasure, SetMeasure, SetTarget
from domain.relationship.scorecard.record import Measure, MeasureRecorded, MeasureSet, MeasureTargetSet
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class MeasureAlreadySet(Refusal):
    """A measure of the same name is set once on a plan."""


class MeasureNotYetSet(Refusal):
    """What is said of a measure, is said on or after the day that it was set."""


class PeriodIsADay(Refusal):
    """A scorecard's period is a month, a quarter or a year."""


class PeriodNotBegun(Refusal):
    """What a measure was in a period is known once the period has begun."""


class NotANumber(Refusal):
    """A target or an actual is a number."""


def decide_setting(command: SetMeasure, moment: Moment) -> list[Event]:
    """The measure; nothing where the very same one is set on the plan.

    Raises NoSuchRecord, NothingEntered, MeasureAlreadySet, PlanNotInHand, IdAlreadyUsed.
    """
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    title = entered_name(command.title, "title", "the measure's name")
    unit = entered_name(command.unit, "unit", "the unit")
    for measure in moment.known.measures.values():
        if (measure.plan_id, measure.title.casefold()) != (plan.id, title.casefold()):
            continue
        if (measure.unit, measure.better) == (unit, command.better):
            return []
        raise MeasureAlreadySet(
            f"The measure “{measure.title}” is already set on this plan, in {measure.unit}, {measure.better} is better: "
            "choose another name.",
            field="title",
        )
    plan_in_hand(plan, command.on, field="plan_id")
    measure_set = MeasureSet(
        on=command.on,
        reason=command.reason,
        measure_id=command.measure_id,
        plan_id=plan.id,
        title=title,
        unit=unit,
        better=command.better,
    )
    return begun([measure_set], moment.known.measures, command.measure_id)


def decide_target(command: SetTarget, moment: Moment) -> list[Event]:
    """The target; nothing where it was so already.

    Raises NoSuchRecord, PeriodIsADay, NotANumber, MeasureNotYetSet.
    """
    measure = measured(command.measure_id, command.period, moment)
    number(command.target, "target")
    if moment.before.measures.get(measure.id, measure).reading(command.period).target == command.target:
        return []
    refuse_before_set(measure, command.on)
    return [
        MeasureTargetSet(
            on=command.on,
            reason=command.reason,
            measure_id=measure.id,
            period=command.period,
            target=command.target,
        )
    ]


def decide_recording(command: RecordMeasure, moment: Moment) -> list[Event]:
    """The actual; nothing where it was so already.

    Raises NoSuchRecord, PeriodIsADay, NotANumber, PeriodNotBegun, MeasureNotYetSet.
    """
    measure = measured(command.measure_id, command.period, moment)
    number(command.actual, "actual")
    if moment.before.measures.get(measure.id, measure).reading(command.period).actual == command.actual:
        return []
    refuse_before_set(measure, command.on)
    if command.on.certainly_before(command.period):
        raise PeriodNotBegun(
            f"{command.period} had not begun {command.on.told}, so nothing can have been measured in it: choose "
            f"{command.period.first} or a later day, or an earlier period.",
            field="period",
        )
    return [
        MeasureRecorded(
            on=command.on,
            reason=command.reason,
            measure_id=measure.id,
            period=command.period,
            actual=command.actual,
        )
    ]


def measured(measure_id: str, period: When, moment: Moment) -> Measure:
    """The measure, if that is a period. Raises NoSuchRecord, PeriodIsADay."""
    measure = on_record(moment.known.measures, measure_id, "measure_id", "measure")
    if period.precision == "day":
        raise PeriodIsADay(
            f"{period} is a day, and a measure is read for a period: write a month (2026-01), a quarter (2026-Q1) "
            "or a year (2026).",
            field="period",
        )
    return measure


def number(given: Decimal, field: str) -> None:
    """Refuse what no number is. Raises NotANumber."""
    if not is_plain(given):
        raise NotANumber(f"{given} is not a number: write one such as 98.5.", field=field)


def refuse_before_set(measure: Measure, on: When) -> None:
    """Refuse a date before the measure was set. Raises MeasureNotYetSet."""
    if on.certainly_before(measure.set_on):
        raise MeasureNotYetSet(
            f"The measure “{measure.title}” was set {measure.set_on.told}: "
            f"choose {measure.set_on.first} or a later day.",
            field="on",
        )


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:  # noqa: ARG001  # no policy decides it
    """A measure set on a plan that had ended."""
    if isinstance(event, MeasureSet) and (plan := state.plans.get(event.plan_id)) and plan.ended:
        return Refusal(
            f"This would break the measure “{event.title}” set {event.on.told} on the plan “{plan.title}”: "
            "choose a later day."
        )
    return None
