"""Joint plans: does, refuses, stays quiet; the policy's horizon at every boundary."""

from datetime import date

import pytest

from domain.history.refusal import BreaksLaterRecord, NoSuchRecord, NothingEntered
from domain.history.when import add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassified
from domain.relationship.joint_plan import (
    AgreePlan,
    ClosePlan,
    JointPlanAgreed,
    JointPlanClosedEarly,
    NoJointPlanForClass,
    PlanAlreadyEnded,
    PlanEndsBeforeItStarts,
    PlanHorizonOutsidePolicy,
    PlanNotYetAgreed,
    length,
)
from tests.domain.scenario import HARBOUR, given, on

START = date(2024, 3, 1)
AGREED = JointPlanAgreed(
    on=on("2024-02-10"), plan_id="p1", title="Shelf to factory", starts=START, ends=date(2028, 3, 1)
)


def classified(to: AccountClass) -> Reclassified:
    return Reclassified(on=on("2023-01-01"), to=to, reason="judged so")


def plan(ends: date, title: str = "Shelf to factory", when: str = "2024-02-10") -> AgreePlan:
    return AgreePlan(on=on(when), plan_id="p1", title=title, starts=START, ends=ends)


def test_a_four_year_plan_is_agreed_with_a_strategic_account() -> None:
    given(HARBOUR, classified("strategic")).when(plan(date(2028, 3, 1))).then(AGREED)


@pytest.mark.parametrize(
    ("account_class", "months"), [("strategic", 36), ("strategic", 60), ("integrated", 11), ("integrated", 13)]
)
def test_a_plan_at_a_bound_of_the_horizon_is_agreed(account_class: AccountClass, months: int) -> None:
    ends = add_months(START, months)
    given(HARBOUR, classified(account_class)).when(plan(ends)).then(
        JointPlanAgreed(on=on("2024-02-10"), plan_id="p1", title="Shelf to factory", starts=START, ends=ends)
    )


@pytest.mark.parametrize(
    ("account_class", "ends", "accepted"),
    [
        ("strategic", date(2027, 2, 28), "from 2027-03-01 to 2029-03-01"),
        ("strategic", date(2029, 3, 2), "from 2027-03-01 to 2029-03-01"),
        ("integrated", date(2025, 1, 31), "from 2025-02-01 to 2025-04-01"),
        ("integrated", date(2025, 4, 2), "from 2025-02-01 to 2025-04-01"),
    ],
)
def test_a_plan_a_day_outside_the_horizon_is_refused(account_class: AccountClass, ends: date, accepted: str) -> None:
    given(HARBOUR, classified(account_class)).when(plan(ends)).then_refused(
        PlanHorizonOutsidePolicy, accepted, field="ends"
    )


def test_a_two_year_plan_is_refused_for_a_strategic_account() -> None:
    given(HARBOUR, classified("strategic")).when(plan(date(2026, 3, 1))).then_refused(
        PlanHorizonOutsidePolicy, "36 to 60 calendar months", "this one runs 24 months", field="ends"
    )


def test_an_eighteen_month_plan_is_refused_for_an_integrated_account() -> None:
    given(HARBOUR, classified("integrated")).when(plan(date(2025, 9, 1))).then_refused(
        PlanHorizonOutsidePolicy, "11 to 13 calendar months", "this one runs 18 months", field="ends"
    )


@pytest.mark.parametrize("account_class", ["emerging", "stable"])
def test_any_joint_plan_is_refused_for_an_emerging_or_stable_account(account_class: AccountClass) -> None:
    given(HARBOUR, classified(account_class)).when(plan(date(2025, 3, 1))).then_refused(
        NoJointPlanForClass, account_class, "only strategic and integrated accounts do"
    )


def test_any_joint_plan_is_refused_for_an_account_that_is_not_classified() -> None:
    given(HARBOUR).when(plan(date(2028, 3, 1))).then_refused(NoJointPlanForClass, "not yet classified")


def test_a_plan_that_ends_before_it_starts_is_refused() -> None:
    given(HARBOUR, classified("strategic")).when(plan(START)).then_refused(PlanEndsBeforeItStarts, field="ends")


def test_a_plan_without_a_title_is_refused() -> None:
    given(HARBOUR, classified("strategic")).when(plan(date(2028, 3, 1), title=" ")).then_refused(
        NothingEntered, field="title"
    )


def test_agreeing_the_very_same_plan_again_stays_quiet() -> None:
    given(HARBOUR, classified("strategic"), AGREED).when(
        plan(date(2028, 3, 1), title="shelf to FACTORY")
    ).then_nothing()


def test_a_plan_is_judged_by_the_class_on_its_own_day() -> None:
    later = Reclassified(on=on("2024-06-01"), to="strategic", reason="grew")
    given(HARBOUR, classified("integrated"), later).when(plan(date(2028, 3, 1))).then_refused(PlanHorizonOutsidePolicy)


def test_a_back_dated_plan_that_a_later_reclassification_would_orphan_is_refused_naming_it() -> None:
    later = Reclassified(on=on("2025-06-01"), to="stable", reason="no will")
    given(HARBOUR, classified("strategic"), later).when(plan(date(2028, 3, 1))).then_refused(
        BreaksLaterRecord,
        "classification as stable already effective on 2025-06-01",
        "date on which it was closed",
        field="on",
    )


def test_a_plan_that_was_closed_before_a_later_reclassification_is_logged_late_with_its_closing() -> None:
    later = Reclassified(on=on("2025-06-01"), to="stable", reason="no will")
    command = AgreePlan(
        on=on("2024-02-10"), plan_id="p1", title="Shelf to factory", starts=START, ends=date(2028, 3, 1), closed_on=on("2025-06")
    )  # fmt: skip
    given(HARBOUR, classified("strategic"), later).when(command).then(
        AGREED, JointPlanClosedEarly(on=on("2025-06"), plan_id="p1")
    )


def test_a_plan_closed_in_the_year_that_it_was_agreed_in_is_closed() -> None:
    scenario = given(HARBOUR, classified("strategic"), AGREED)
    scenario.when(ClosePlan(on=on("2024"), plan_id="p1")).then(
        closed := JointPlanClosedEarly(on=on("2024"), plan_id="p1")
    )
    after = given(*scenario.events, closed)
    assert after.state().plans["p1"].closed == on("2024")
    after.when(ClosePlan(on=on("2024-06-01"), plan_id="p1")).then_refused(PlanAlreadyEnded, "already closed in 2024")


def test_a_plan_is_closed_early() -> None:
    given(HARBOUR, classified("strategic"), AGREED).when(
        ClosePlan(on=on("2025-01-01"), plan_id="p1", reason="merged")
    ).then(JointPlanClosedEarly(on=on("2025-01-01"), plan_id="p1", reason="merged"))


def test_closing_a_plan_on_the_day_that_it_was_closed_stays_quiet() -> None:
    closed = JointPlanClosedEarly(on=on("2025-01-01"), plan_id="p1")
    given(HARBOUR, classified("strategic"), AGREED, closed).when(
        ClosePlan(on=on("2025-01-01"), plan_id="p1")
    ).then_nothing()


def test_closing_a_plan_twice_is_refused() -> None:
    closed = JointPlanClosedEarly(on=on("2025-01-01"), plan_id="p1")
    given(HARBOUR, classified("strategic"), AGREED, closed).when(
        ClosePlan(on=on("2025-02-01"), plan_id="p1")
    ).then_refused(PlanAlreadyEnded, "already closed on 2025-01-01")


def test_closing_a_plan_that_has_run_out_is_refused() -> None:
    given(HARBOUR, classified("strategic"), AGREED).when(ClosePlan(on=on("2028-03-01"), plan_id="p1")).then_refused(
        PlanAlreadyEnded, "run out on 2028-03-01"
    )


def test_closing_a_plan_before_it_was_agreed_is_refused() -> None:
    given(HARBOUR, classified("strategic"), AGREED).when(ClosePlan(on=on("2024-01"), plan_id="p1")).then_refused(
        PlanNotYetAgreed, "2024-02-10", field="on"
    )


def test_closing_a_plan_that_is_not_on_record_is_refused_naming_those_that_are() -> None:
    given(HARBOUR, classified("strategic"), AGREED).when(ClosePlan(on=on("2025-01-01"), plan_id="p7")).then_refused(
        NoSuchRecord, "Shelf to factory"
    )


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), "1 month"),
        (date(2024, 1, 31), date(2024, 3, 1), "1 month and 1 day"),
        (date(2024, 1, 1), date(2024, 1, 2), "0 months and 1 day"),
        (date(2024, 1, 15), date(2027, 1, 14), "35 months and 30 days"),
    ],
)
def test_a_length_is_told_in_calendar_months_and_days(starts: date, ends: date, said: str) -> None:
    assert length(starts, ends) == said
