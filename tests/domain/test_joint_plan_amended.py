"""Joint plans amended: the new term is judged, the first promise is kept."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.history.refusal import BreaksLaterRecord, ReasonMissing
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.joint_plan import (
    AmendPlan,
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    NoJointPlanForClass,
    PlanAlreadyEnded,
    PlanEndsBeforeItStarts,
    PlanHorizonOutsidePolicy,
    PlanNotYetAgreed,
)
from domain.relationship.model import RELATIONSHIP
from domain.relationship.surroundings import Alone
from tests.domain.joint_plans import (
    AGREED,
    PROPOSED,
    START,
    amend,
    amended,
    strategic,
)
from tests.domain.scenario import HARBOUR, given, on


def test_a_plan_is_amended_and_the_first_promise_is_kept() -> None:
    scenario = strategic(AGREED)
    scenario.when(amend(ends=date(2029, 3, 1))).then(
        first := JointPlanAmended(
            on=on("2026-01-10"),
            plan_id="p1",
            title="Shelf to factory",
            starts=START,
            ends=date(2029, 3, 1),
            reason="new plant late",
        )
    )
    after = given(*scenario.events, first, amended("2026-05", date(2029, 6, 1), date(2024, 7, 1))).state().plans["p1"]
    assert (after.starts, after.ends, after.amendments) == (date(2024, 7, 1), date(2029, 6, 1), 2)
    assert (after.first_starts, after.first_ends) == (START, date(2028, 3, 1))
    assert after.live_on(date(2029, 5, 31))
    assert not after.live_on(date(2029, 6, 1))


def test_only_the_start_of_a_plan_is_amended() -> None:
    strategic(AGREED).when(amend(starts=date(2024, 6, 1))).then(
        replace(amended("2026-01-10", date(2028, 3, 1), date(2024, 6, 1)), reason="new plant late")
    )


@pytest.mark.parametrize(("ends", "accepted"), [(date(2027, 3, 1), True), (date(2029, 3, 1), True), (date(2027, 2, 28), False), (date(2029, 3, 2), False)])  # fmt: skip
def test_an_amendment_is_judged_by_the_horizon_of_the_class(ends: date, accepted: bool) -> None:
    outcome = strategic(AGREED).when(amend(ends=ends))
    if accepted:
        outcome.then(replace(amended("2026-01-10", ends), reason="new plant late"))
    else:
        outcome.then_refused(PlanHorizonOutsidePolicy, "from 2027-03-01 to 2029-03-01", field="ends")


def test_an_amendment_is_judged_by_the_class_on_its_day() -> None:
    carried = JointPlanCarriedToEnd(on=on("2025-01-01"), plan_id="p1")
    stable = Reclassified(on=on("2025-01-01"), to="stable", reason="no will")
    strategic(AGREED, carried, stable).when(amend(ends=date(2029, 3, 1))).then_refused(
        NoJointPlanForClass, "A stable account", field="ends"
    )


def test_an_amendment_that_changes_nothing_stays_quiet() -> None:
    strategic(AGREED).when(amend(ends=date(2028, 3, 1))).then_nothing()
    strategic(AGREED).when(amend()).then_nothing()
    strategic(AGREED, amended("2026-01-10", date(2029, 3, 1))).when(amend(ends=date(2029, 3, 1))).then_nothing()


def test_an_amendment_without_a_reason_is_refused() -> None:
    strategic(AGREED).when(amend(ends=date(2029, 3, 1), reason=" ")).then_refused(ReasonMissing, field="reason")


def test_an_amendment_to_an_end_before_the_start_is_refused() -> None:
    strategic(AGREED).when(amend(ends=date(2024, 3, 1))).then_refused(PlanEndsBeforeItStarts, field="ends")


def test_amending_a_plan_before_it_was_agreed_or_after_it_ended_or_ran_out_is_refused() -> None:
    closed = JointPlanClosedEarly(on=on("2025-01-01"), plan_id="p1")
    ends = date(2029, 3, 1)
    strategic(AGREED).when(amend("2024-02-09", ends=ends)).then_refused(PlanNotYetAgreed, "2024-02-10", field="on")
    strategic(AGREED).when(amend("2028-03-01", ends=ends)).then_refused(PlanAlreadyEnded, "run out on 2028-03-01")
    strategic(AGREED, closed).when(amend("2025-01-01", ends=ends)).then_refused(PlanAlreadyEnded, "already closed")
    strategic(PROPOSED).when(
        AmendPlan(on=on("2024-06-01"), plan_id="p0", ends=date(2028, 3, 1), reason="so")
    ).then_refused(PlanNotYetAgreed, "only proposed", field="plan_id")


def test_an_amendment_logged_late_counts_from_its_day_and_a_later_one_stays_todays() -> None:
    later = amended("2026-06-01", date(2028, 9, 1))
    scenario = strategic(AGREED, later)
    scenario.when(amend("2026-01-10", ends=date(2029, 3, 1))).then(
        earlier := replace(amended("2026-01-10", date(2029, 3, 1)), reason="new plant late")
    )
    after = given(*scenario.events, earlier).state().plans["p1"]
    assert (after.ends, after.amendments) == (date(2028, 9, 1), 2)


def test_an_amendment_known_to_the_year_of_proposal_and_agreement_stays() -> None:
    agreed = replace(AGREED, plan_id="p0")
    change = replace(amended("2024", date(2029, 3, 1)), plan_id="p0")
    after = strategic(PROPOSED, agreed, change).state().plans["p0"]
    assert (after.ends, after.first_ends, after.amendments) == (date(2029, 3, 1), date(2028, 3, 1), 1)


def test_a_back_dated_class_that_would_forbid_an_amendment_is_refused_naming_it() -> None:
    short = JointPlanAgreed(on=on("2023-02-01"), plan_id="p1", title="Year", starts=START, ends=date(2025, 3, 1))
    integrated = Reclassified(on=on("2023-01-01"), to="integrated", reason="large")
    stated = JointPlanAmended(
        on=on("2024-09-01"), plan_id="p1", title="Year", starts=START, ends=date(2025, 4, 1), reason="so"
    )
    emerging = Reclassify(on=on("2024-06-01"), to="emerging", reason="small", settle={"p1": "carry"})
    given(HARBOUR, integrated, short, stated).when(emerging).then_refused(
        BreaksLaterRecord, "amendment of the joint plan “Year” already effective on 2024-09-01", field="on"
    )


def test_an_amendment_that_settled_a_reclassification_is_judged_by_the_class_it_suits() -> None:
    settled = replace(amended("2025-01-01", date(2025, 3, 1)), suits="integrated")
    state = strategic(AGREED).state()
    assert RELATIONSHIP.objection_to(state, settled, Alone(POLICY)) is None
    assert RELATIONSHIP.objection_to(state, replace(settled, suits=None), Alone(POLICY)) is not None
