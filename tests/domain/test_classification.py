"""Classification: does, refuses, stays quiet."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.history.asking import people
from domain.history.refusal import BreaksLaterRecord, NoSuchRecord, NothingEntered, ReasonMissing, Refusal
from domain.history.sentence import sentence
from domain.policy.version_1 import POLICY
from domain.relationship.account_class import AccountClass, RelationshipKind
from domain.relationship.classification import (
    NothingToSettle,
    ReclassificationWouldOrphanPlan,
    Reclassified,
    Reclassify,
)
from domain.relationship.joint_plan import (
    AgreePlan,
    ClosePlan,
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    NoJointPlanForClass,
    PlanAlreadyEnded,
    PlanHorizonOutsidePolicy,
)
from domain.relationship.opening import RelationshipOpened
from domain.relationship.rating import CriteriaRated, OnlyAccountsAreClassed
from domain.relationship.surroundings import Alone
from tests.domain.scenario import HARBOUR, given, on

STRATEGIC = Reclassified(on=on("2021-01-01"), to="strategic", reason="able and willing")
PLAN = JointPlanAgreed(
    on=on("2021-02-01"), plan_id="p1", title="Shelf to factory", starts=date(2021, 3, 1), ends=date(2025, 3, 1)
)


def test_an_account_is_classified_for_the_first_time() -> None:
    given(HARBOUR).when(Reclassify(on=on("2020-05"), to="emerging", reason="small, growing fast")).then(
        Reclassified(on=on("2020-05"), to="emerging", reason="small, growing fast")
    )


def test_a_classification_without_a_reason_is_refused() -> None:
    given(HARBOUR).when(Reclassify(on=on("2020-05"), to="emerging", reason=" ")).then_refused(
        ReasonMissing, "write a reason", field="reason"
    )


def test_recording_the_very_same_classification_again_stays_quiet() -> None:
    given(HARBOUR, STRATEGIC).when(Reclassify(on=on("2021-01-01"), to="strategic", reason="again")).then_nothing()


def test_the_same_class_on_another_date_is_a_confirmation_and_is_recorded() -> None:
    given(HARBOUR, STRATEGIC).when(Reclassify(on=on("2022-01-01"), to="strategic", reason="still able")).then(
        Reclassified(on=on("2022-01-01"), to="strategic", reason="still able")
    )


def test_a_class_between_two_others_is_recorded_late_once_the_one_after_it_is_on_record() -> None:
    again = Reclassified(on=on("2021-01-20"), to="strategic", reason="again")
    given(HARBOUR, STRATEGIC, PLAN, again).when(Reclassify(on=on("2021-01-10"), to="stable", reason="it wavered")).then(
        Reclassified(on=on("2021-01-10"), to="stable", reason="it wavered")
    )


def test_settling_a_plan_that_the_new_class_allows_is_refused() -> None:
    command = Reclassify(on=on("2022-01-01"), to="strategic", reason="still able", settle={"p1": "carry"})
    given(HARBOUR, STRATEGIC, PLAN).when(command).then_refused(NothingToSettle, "leave it out", field="settle")


def test_a_plan_that_was_closed_later_is_carried_up_to_then() -> None:
    closed = JointPlanClosedEarly(on=on("2023-01-01"), plan_id="p1")
    command = Reclassify(on=on("2022-01-01"), to="stable", reason="no will", settle={"p1": "carry"})
    given(HARBOUR, STRATEGIC, PLAN, closed).when(command).then(
        JointPlanCarriedToEnd(on=on("2022-01-01"), plan_id="p1"),
        Reclassified(on=on("2022-01-01"), to="stable", reason="no will"),
    )


def test_closing_a_plan_before_it_was_carried_on_is_refused() -> None:
    carried = JointPlanCarriedToEnd(on=on("2023-01-01"), plan_id="p1")
    stable = Reclassified(on=on("2023-01-01"), to="stable", reason="no will")
    given(HARBOUR, STRATEGIC, PLAN, carried, stable).when(ClosePlan(on=on("2022-01-01"), plan_id="p1")).then_refused(
        BreaksLaterRecord, "settled on 2023-01-01", "choose a later day"
    )


def test_a_reclassification_that_would_orphan_a_live_plan_is_refused_naming_the_plan() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2022-01-01"), to="stable", reason="no will")).then_refused(
        ReclassificationWouldOrphanPlan, "Shelf to factory", "carried to its end or closed", field="settle"
    )


def test_a_live_plan_is_closed_in_the_same_step_as_the_reclassification() -> None:
    command = Reclassify(on=on("2022-01-01"), to="stable", reason="no will", settle={"p1": "close"})
    given(HARBOUR, STRATEGIC, PLAN).when(command).then(
        JointPlanClosedEarly(on=on("2022-01-01"), plan_id="p1", reason="no will"),
        Reclassified(on=on("2022-01-01"), to="stable", reason="no will"),
    )


def test_a_live_plan_is_carried_to_its_end_in_the_same_step_as_the_reclassification() -> None:
    command = Reclassify(on=on("2022-01-01"), to="integrated", reason="stepped back", settle={"p1": "carry"})
    given(HARBOUR, STRATEGIC, PLAN).when(command).then(
        JointPlanCarriedToEnd(on=on("2022-01-01"), plan_id="p1"),
        Reclassified(on=on("2022-01-01"), to="integrated", reason="stepped back"),
    )


def test_a_plan_carried_to_its_end_is_no_orphan_of_the_next_reclassification() -> None:
    carried = JointPlanCarriedToEnd(on=on("2022-01-01"), plan_id="p1")
    integrated = Reclassified(on=on("2022-01-01"), to="integrated", reason="stepped back")
    given(HARBOUR, STRATEGIC, PLAN, carried, integrated).when(
        Reclassify(on=on("2023-01-01"), to="stable", reason="no more will")
    ).then(Reclassified(on=on("2023-01-01"), to="stable", reason="no more will"))


def test_each_of_two_live_plans_is_settled() -> None:
    second = JointPlanAgreed(
        on=on("2021-06-01"), plan_id="p2", title="Cold chain", starts=date(2021, 7, 1), ends=date(2024, 7, 1)
    )
    command = Reclassify(on=on("2022-01-01"), to="stable", reason="no will", settle={"p1": "close"})
    given(HARBOUR, STRATEGIC, PLAN, second).when(command).then_refused(
        ReclassificationWouldOrphanPlan, "Cold chain", field="settle"
    )


def test_settling_a_plan_that_is_not_on_record_is_refused_naming_those_that_are() -> None:
    command = Reclassify(on=on("2022-01-01"), to="stable", reason="no will", settle={"p9": "close"})
    given(HARBOUR, STRATEGIC, PLAN).when(command).then_refused(NoSuchRecord, "Shelf to factory", field="settle")


def test_a_plan_that_has_run_out_needs_no_settlement() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2025-03-01"), to="stable", reason="no will")).then(
        Reclassified(on=on("2025-03-01"), to="stable", reason="no will")
    )


def test_a_plan_is_live_until_the_day_before_its_exclusive_end() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2025-02-28"), to="stable", reason="no will")).then_refused(
        ReclassificationWouldOrphanPlan
    )


def test_a_back_dated_reclassification_that_breaks_a_later_plan_is_refused_naming_it() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(
        Reclassify(on=on("2021-01-15"), to="emerging", reason="learned late")
    ).then_refused(BreaksLaterRecord, "joint plan “Shelf to factory” already effective on 2021-02-01", field="on")


def test_a_back_dated_reclassification_before_a_later_one_leaves_today_as_it_is() -> None:
    scenario = given(HARBOUR, STRATEGIC)
    late = Reclassify(on=on("2020-06"), to="emerging", reason="learned late")
    scenario.when(late).then(Reclassified(on=on("2020-06"), to="emerging", reason="learned late"))
    after = given(*scenario.events, Reclassified(on=on("2020-06"), to="emerging", reason="learned late"))
    assert after.state().account_class == "strategic"


def test_a_back_dated_reclassification_is_judged_by_the_plans_of_its_own_day() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2020-06"), to="stable", reason="at first")).then(
        Reclassified(on=on("2020-06"), to="stable", reason="at first")
    )


def test_closing_at_a_back_dated_reclassification_a_plan_that_closed_later_is_refused() -> None:
    closed = JointPlanClosedEarly(on=on("2023-01-01"), plan_id="p1")
    command = Reclassify(on=on("2022-01-01"), to="stable", reason="no will", settle={"p1": "close"})
    given(HARBOUR, STRATEGIC, PLAN, closed).when(command).then_refused(
        PlanAlreadyEnded, "already closed on 2023-01-01", field="settle"
    )


def test_observed_history_does_not_stand_in_the_way_of_a_back_dated_change() -> None:
    seen = JointPlanAgreed(
        on=on("2021-02-01"), plan_id="p1", title="Old", starts=date(2021, 3, 1), ends=date(2025, 3, 1), observed=True
    )
    given(HARBOUR, STRATEGIC, seen).when(Reclassify(on=on("2021-01-15"), to="emerging", reason="late")).then(
        Reclassified(on=on("2021-01-15"), to="emerging", reason="late")
    )


def test_a_refusal_says_by_which_policy_it_was_judged() -> None:
    outcome = given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2022"), to="stable", reason="no will"))
    assert outcome.refusal is not None
    assert outcome.refusal.policy_version == 1


RATED = CriteriaRated(on=on("2021-06-01"), size=4, willingness=3, ability=3, evidence="shares its forecasts")


def test_what_the_criteria_suggested_that_day_is_kept_with_the_class() -> None:
    given(HARBOUR, RATED).when(Reclassify(on=on("2022"), to="strategic", reason="ready")).then(
        Reclassified(on=on("2022"), to="strategic", reason="ready", suggested="strategic")
    )


def test_the_decision_may_differ_from_what_the_criteria_suggest_and_then_says_so() -> None:
    outcome = given(HARBOUR, RATED).when(Reclassify(on=on("2022"), to="integrated", reason="no team to spare"))
    outcome.then(Reclassified(on=on("2022"), to="integrated", reason="no team to spare", suggested="strategic"))
    assert outcome.events[0].headline({}) == "Classified integrated (criteria suggest strategic)"
    assert given(HARBOUR, RATED, *outcome.events).state().classing.suggested == "strategic"


def test_only_ratings_known_for_the_day_suggest_a_class() -> None:
    outcome = given(HARBOUR, RATED).when(Reclassify(on=on("2021-05-31"), to="stable", reason="at first"))
    outcome.then(Reclassified(on=on("2021-05-31"), to="stable", reason="at first"))


@pytest.mark.parametrize(("suggested", "said"), [(None, "Classified stable"), ("stable", "Classified stable")])
def test_a_class_that_nothing_else_was_suggested_for_reads_as_it_always_did(
    suggested: AccountClass | None, said: str
) -> None:
    assert Reclassified(on=on("2022"), to="stable", suggested=suggested).headline({}) == said


def test_who_decided_is_kept_by_id_and_told_by_name() -> None:
    outcome = given(HARBOUR).when(Reclassify(on=on("2022"), to="stable", reason="small", decided_by="person-7"))
    outcome.then(Reclassified(on=on("2022"), to="stable", reason="small", decided_by="person-7"))
    said = sentence(outcome.events[0], {}, {"reason": "small", "decided_by": "Ann Dal"})
    assert said == "Classified stable, decided by Ann Dal — small."
    assert people(Reclassify) == ["decided_by"]


@pytest.mark.parametrize("kind", ["channel partner", "internal"])
def test_what_is_no_account_is_not_classified(kind: RelationshipKind) -> None:
    opened = RelationshipOpened(on=on("2020"), name="North", kind=kind)
    given(opened).when(Reclassify(on=on("2021"), to="stable", reason="small")).then_refused(
        OnlyAccountsAreClassed, "choose an account"
    )


def stepped_back(end: date | None) -> Reclassify:
    """From strategic to integrated, the plan amended to end on a day."""
    return Reclassify(
        on=on("2022-06-01"),
        to="integrated",
        reason="stepped back",
        settle={"p1": "amend"},
        amend_to={"p1": end} if end else {},
    )


def amended(starts: date, ends: date, to: AccountClass = "integrated") -> JointPlanAmended:
    """The plan with another term, for a class."""
    return JointPlanAmended(
        on=on("2022-06-01"),
        plan_id="p1",
        title="Shelf to factory",
        starts=starts,
        ends=ends,
        suits=to,
        reason="stepped back",
    )


@pytest.mark.parametrize("end", [date(2023, 5, 1), date(2023, 6, 1), date(2023, 7, 1)])
def test_a_live_plan_is_amended_in_the_same_step_to_a_term_that_the_new_class_allows(end: date) -> None:
    outcome = given(HARBOUR, STRATEGIC, PLAN).when(stepped_back(end))
    outcome.then(
        amended(date(2022, 6, 1), end), Reclassified(on=on("2022-06-01"), to="integrated", reason="stepped back")
    )
    state = given(HARBOUR, STRATEGIC, PLAN, *outcome.events).state()
    assert (state.account_class, state.plans["p1"].ends, state.plans["p1"].open) == ("integrated", end, True)


@pytest.mark.parametrize("end", [date(2023, 4, 30), date(2023, 7, 2), date(2022, 6, 1), date(2022, 3, 1)])
def test_an_amendment_to_a_term_that_the_new_class_does_not_allow_is_refused_with_what_it_allows(end: date) -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(stepped_back(end)).then_refused(
        PlanHorizonOutsidePolicy, "11 to 13", "it may end from 2023-05-01 to 2023-07-01", field="amend_to"
    )


def test_an_amended_plan_keeps_its_start_where_the_new_class_allows_that() -> None:
    integrated = Reclassified(on=on("2022-01-01"), to="integrated", reason="first year")
    year = JointPlanAgreed(
        on=on("2022-01-01"), plan_id="p1", title="Shelf to factory", starts=date(2022, 1, 1), ends=date(2023, 1, 1)
    )
    command = Reclassify(
        on=on("2022-06-01"),
        to="strategic",
        reason="stepped back",
        settle={"p1": "amend"},
        amend_to={"p1": date(2025, 1, 1)},
    )
    given(HARBOUR, integrated, year).when(command).then(
        amended(date(2022, 1, 1), date(2025, 1, 1), "strategic"),
        Reclassified(on=on("2022-06-01"), to="strategic", reason="stepped back"),
    )


def test_a_plan_that_has_not_begun_keeps_its_start_when_it_is_amended() -> None:
    ahead = JointPlanAgreed(
        on=on("2022-01-01"), plan_id="p1", title="Shelf to factory", starts=date(2023, 1, 1), ends=date(2026, 1, 1)
    )
    given(HARBOUR, STRATEGIC, ahead).when(stepped_back(date(2024, 1, 1))).then(
        amended(date(2023, 1, 1), date(2024, 1, 1)),
        Reclassified(on=on("2022-06-01"), to="integrated", reason="stepped back"),
    )


def test_an_amendment_without_a_new_end_is_refused() -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(stepped_back(None)).then_refused(
        NothingEntered, "Shelf to factory", "up to when", field="amend_to"
    )


def test_no_amendment_suits_a_class_that_has_no_joint_plan() -> None:
    command = Reclassify(
        on=on("2022-06-01"),
        to="stable",
        reason="no will",
        settle={"p1": "amend"},
        amend_to={"p1": date(2023, 6, 1)},
    )
    given(HARBOUR, STRATEGIC, PLAN).when(command).then_refused(
        NoJointPlanForClass, "carry it to its end or close it", field="settle"
    )


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (
            Reclassify(
                on=on("2022-06-01"),
                to="integrated",
                reason="x",
                settle={"p1": "close"},
                amend_to={"p1": date(2023, 6, 1)},
            ),
            "“Shelf to factory”",
        ),
        (Reclassify(on=on("2022-06-01"), to="strategic", reason="x", amend_to={"p9": date(2023, 6, 1)}), "“p9”"),
    ],
)
def test_a_new_end_for_a_plan_that_is_not_to_be_amended_is_refused(command: Reclassify, named: str) -> None:
    given(HARBOUR, STRATEGIC, PLAN).when(command).then_refused(NothingToSettle, named, field="amend_to")


@pytest.mark.parametrize(("to", "offered"), [("integrated", True), ("stable", False)])
def test_an_amendment_is_offered_only_where_the_new_class_has_joint_plans(to: AccountClass, offered: bool) -> None:
    refusal: Refusal | None = (
        given(HARBOUR, STRATEGIC, PLAN).when(Reclassify(on=on("2022-06-01"), to=to, reason="x")).refusal
    )
    assert refusal
    assert ("or amended" in refusal.sentence) == offered


def test_a_later_class_still_stands_on_the_amended_plan() -> None:
    settled = given(HARBOUR, STRATEGIC, PLAN).when(stepped_back(date(2023, 6, 1))).events
    given(HARBOUR, STRATEGIC, PLAN, *settled).when(
        Reclassify(on=on("2021-06-01"), to="strategic", reason="still able")
    ).then(Reclassified(on=on("2021-06-01"), to="strategic", reason="still able"))


def test_a_plan_that_was_carried_and_then_amended_is_settled_anew() -> None:
    carried = [JointPlanCarriedToEnd(on=on("2022-06-01"), plan_id="p1"), Reclassified(on=on("2022-06-01"), to="stable")]
    again = Reclassified(on=on("2023-01-01"), to="strategic", reason="able again")
    amendment = JointPlanAmended(
        on=on("2023-02-01"), plan_id="p1", title="Shelf to factory", starts=date(2021, 3, 1), ends=date(2026, 3, 1)
    )
    command = Reclassify(on=on("2024-01-01"), to="stable", reason="stepped back")
    assert given(HARBOUR, STRATEGIC, PLAN, *carried, again).when(command).events
    given(HARBOUR, STRATEGIC, PLAN, *carried, again, amendment).when(command).then_refused(
        ReclassificationWouldOrphanPlan, "carried to its end or closed", field="settle"
    )


def test_where_no_class_has_a_plan_the_refusal_says_so() -> None:
    without = replace(POLICY, services={each: replace(service, plan=None) for each, service in POLICY.services.items()})
    command = AgreePlan(on=on("2021-02-01"), plan_id="p1", title="P", starts=date(2021, 3, 1), ends=date(2025, 3, 1))
    given(HARBOUR, STRATEGIC).within(Alone(without)).when(command).then_refused(
        NoJointPlanForClass, "A strategic account has no joint plan", "give one a plan in the policy first"
    )
