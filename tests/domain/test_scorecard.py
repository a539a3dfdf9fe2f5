"""The scorecard of a joint plan: does, refuses, stays quiet."""

from decimal import Decimal
from typing import Literal

import pytest
from msgspec.structs import replace

from domain.history.event import Event
from domain.history.refusal import BreaksLaterRecord, IdAlreadyUsed, NoSuchRecord, NothingEntered
from domain.relationship.joint_plan import ClosePlan, JointPlanClosedEarly, PlanNotInHand
from domain.relationship.scorecard import (
    Measure,
    MeasureRecorded,
    MeasureSet,
    MeasureTargetSet,
    Reading,
    RecordMeasure,
    SetMeasure,
    SetTarget,
)
from domain.relationship.scorecard.decisions import (
    MeasureAlreadySet,
    MeasureNotYetSet,
    NotANumber,
    PeriodIsADay,
    PeriodNotBegun,
)
from tests.domain.joint_plans import AGREED, PROPOSED, strategic
from tests.domain.scenario import Given, on

SET = MeasureSet(on=on("2024-04-01"), measure_id="m1", plan_id="p1", title="Fill rate", unit="percent", better="higher")
TARGET = MeasureTargetSet(on=on("2024-05-01"), measure_id="m1", period=on("2024-Q3"), target=Decimal("98.5"))
ACTUAL = MeasureRecorded(on=on("2024-10-05"), measure_id="m1", period=on("2024-Q3"), actual=Decimal("97.2"))


def setting(
    title: str = "Fill rate", unit: str = "percent", better: Literal["higher", "lower"] = "higher", **more: str
) -> SetMeasure:
    ids = {"measure_id": "m1", "plan_id": "p1", **more}
    return SetMeasure(on=on("2024-04-01"), **ids, title=title, unit=unit, better=better)


def target(value: str = "98.5", when: str = "2024-05-01", period: str = "2024-Q3") -> SetTarget:
    return SetTarget(on=on(when), measure_id="m1", period=on(period), target=Decimal(value))


def recording(value: str = "97.2", when: str = "2024-10-05", period: str = "2024-Q3") -> RecordMeasure:
    return RecordMeasure(on=on(when), measure_id="m1", period=on(period), actual=Decimal(value))


def having(*events: Event) -> Given:
    return strategic(AGREED, SET, *events)


def reading(*events: Event, period: str = "2024-Q3") -> Reading:
    measure: Measure = having(*events).state().measures["m1"]
    return measure.reading(on(period))


# Measures.


def test_a_measure_is_set_on_a_plan() -> None:
    strategic(AGREED).when(setting(title=" Fill  rate")).then(SET)
    strategic(PROPOSED).when(setting(plan_id="p0", better="lower")).then(replace(SET, plan_id="p0", better="lower"))


def test_a_measure_without_a_name_a_unit_or_a_plan_on_record_is_refused() -> None:
    strategic(AGREED).when(setting(title=" ")).then_refused(NothingEntered, field="title")
    strategic(AGREED).when(setting(unit=" ")).then_refused(NothingEntered, field="unit")
    strategic(AGREED).when(setting(plan_id="p7")).then_refused(NoSuchRecord, field="plan_id")


def test_a_measure_on_a_plan_that_has_ended_is_refused() -> None:
    closed = JointPlanClosedEarly(on=on("2024-04-01"), plan_id="p1")
    strategic(AGREED, closed).when(setting()).then_refused(PlanNotInHand, "already closed", field="plan_id")


def test_setting_the_very_same_measure_again_stays_quiet() -> None:
    having().when(setting(title="FILL rate", measure_id="m9")).then_nothing()


@pytest.mark.parametrize("other", [{"unit": "cases"}, {"better": "lower"}])
def test_a_measure_of_the_same_name_in_another_unit_or_direction_is_refused(other: dict[str, str]) -> None:
    having().when(setting(measure_id="m9", **other)).then_refused(  # type: ignore[arg-type]  # one of the fields
        MeasureAlreadySet, "in percent, higher is better", field="title"
    )


def test_an_id_that_stands_for_another_measure_is_refused() -> None:
    having().when(setting(title="Stock days")).then_refused(IdAlreadyUsed, "Fill rate")


def test_closing_a_plan_before_a_measure_was_set_on_it_is_refused_naming_it() -> None:
    having().when(ClosePlan(on=on("2024-03-15"), plan_id="p1")).then_refused(
        BreaksLaterRecord, "measure “Fill rate” set on 2024-04-01", field="on"
    )


# Targets and actuals.


@pytest.mark.parametrize("period", ["2024-07", "2024-Q3", "2024"])
def test_a_target_is_set_and_an_actual_recorded_for_a_month_a_quarter_or_a_year(period: str) -> None:
    having().when(target(period=period)).then(replace(TARGET, period=on(period)))
    having().when(recording(period=period)).then(replace(ACTUAL, period=on(period)))


def test_a_day_is_no_period() -> None:
    having().when(target(period="2024-07-01")).then_refused(PeriodIsADay, "2024-07-01 is a day", field="period")
    having().when(recording(period="2024-07-01")).then_refused(PeriodIsADay, field="period")


def test_a_changed_target_takes_its_place_and_the_first_promise_is_kept() -> None:
    lower = replace(TARGET, on=on("2024-06-01"), target=Decimal(97))
    having(TARGET).when(target("97", "2024-06-01")).then(lower)
    assert reading(TARGET, lower) == Reading(
        period=on("2024-Q3"), first_target=Decimal("98.5"), target=Decimal(97), actual=None
    )


def test_a_target_of_nothing_is_the_first_promise_all_the_same() -> None:
    nought = replace(TARGET, target=Decimal(0))
    assert reading(nought, replace(TARGET, on=on("2024-06-01"))).first_target == 0


def test_an_actual_is_stated_again() -> None:
    again = replace(ACTUAL, on=on("2024-11-01"), actual=Decimal("97.9"))
    having(ACTUAL).when(recording("97.9", "2024-11-01")).then(again)
    assert reading(TARGET, ACTUAL, again).actual == Decimal("97.9")


def test_each_period_has_its_own_numbers() -> None:
    events = (TARGET, ACTUAL, replace(TARGET, period=on("2024"), target=Decimal(99)))
    assert reading(*events).target == Decimal("98.5")
    assert reading(*events, period="2024") == Reading(
        period=on("2024"), first_target=Decimal(99), target=Decimal(99), actual=None
    )


def test_the_same_number_again_stays_quiet_however_it_is_written() -> None:
    having(TARGET, ACTUAL).when(target("98.50", "2024-06-01")).then_nothing()
    having(TARGET, ACTUAL).when(recording("97.20", "2024-11-01")).then_nothing()


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    having().when(target(value)).then_refused(NotANumber, "such as 98.5", field="target")
    having().when(recording(value)).then_refused(NotANumber, field="actual")


def test_nothing_is_said_of_a_measure_before_it_was_set() -> None:
    having().when(target(when="2024-03-31")).then_refused(MeasureNotYetSet, "2024-04-01 or a later day", field="on")
    having().when(recording(when="2024-03-31", period="2024-Q1")).then_refused(MeasureNotYetSet, field="on")


def test_nothing_is_recorded_of_a_period_that_has_not_begun() -> None:
    having().when(recording(when="2024-06-30")).then_refused(
        PeriodNotBegun, "2024-Q3 had not begun on 2024-06-30", "2024-07-01 or a later day", field="period"
    )
    having().when(recording(when="2024-07-01")).then(replace(ACTUAL, on=on("2024-07-01")))
    having().when(target(when="2024-06-30")).then(replace(TARGET, on=on("2024-06-30")))


def test_a_measure_that_is_not_on_record_is_refused() -> None:
    strategic(AGREED).when(target()).then_refused(NoSuchRecord, "record a measure first", field="measure_id")
    strategic(AGREED).when(recording()).then_refused(NoSuchRecord, field="measure_id")


@pytest.mark.parametrize(
    ("better", "actual", "good"),
    [
        ("higher", "98.5", True), ("higher", "98.4", False), ("higher", "98.6", True),
        ("lower", "98.5", True), ("lower", "98.4", True), ("lower", "98.6", False),
    ],
)  # fmt: skip
def test_an_actual_is_on_target_where_it_is_at_least_as_good(
    better: Literal["higher", "lower"], actual: str, good: bool
) -> None:
    events = (replace(SET, better=better), TARGET, replace(ACTUAL, actual=Decimal(actual)))
    measure = strategic(AGREED, *events).state().measures["m1"]
    assert measure.on_target(measure.reading(on("2024-Q3"))) is good


def test_without_a_target_or_an_actual_nothing_is_on_target() -> None:
    measure = having(TARGET, replace(ACTUAL, period=on("2024"))).state().measures["m1"]
    assert [measure.on_target(measure.reading(on(period))) for period in ("2024-Q3", "2024", "2025")] == [None] * 3
