"""The life of a joint plan: proposed, agreed, reviewed, and ended once."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.history.event import Command, Event
from domain.history.refusal import BreaksLaterRecord, NoSuchRecord, NothingEntered, Refusal
from domain.relationship.classification import Reclassified
from domain.relationship.joint_plan import (
    AmendPlan,
    ClosePlan,
    CompletePlan,
    JointPlanAgreed,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanReviewed,
    JointPlanRiskShared,
    JointPlanSuperseded,
    JointPlanWithdrawn,
    PlanAlreadyAgreed,
    PlanAlreadyEnded,
    PlanAlreadyProposed,
    PlanEndsBeforeItStarts,
    PlanNotYetAgreed,
    PlanNotYetProposed,
    PlanOverWhenAgreed,
    PlanSupersedesItself,
    ReviewPlan,
    ShareRisk,
    SupersedePlan,
    WithdrawProposal,
)
from tests.domain.joint_plans import (
    AGREED,
    LATER,
    PROPOSED,
    START,
    amended,
    plan,
    propose,
    strategic,
)
from tests.domain.scenario import HARBOUR, given, on

# Proposed.


def test_a_plan_is_proposed_whatever_the_policy_says_of_the_class() -> None:
    given(HARBOUR).when(propose()).then(PROPOSED)


def test_a_proposal_without_a_title_is_refused() -> None:
    strategic().when(propose(title="  ")).then_refused(NothingEntered, field="title")


def test_a_proposal_that_ends_on_the_day_it_starts_is_refused() -> None:
    strategic().when(propose(ends=START)).then_refused(PlanEndsBeforeItStarts, field="ends")


def test_proposing_the_very_same_plan_again_stays_quiet() -> None:
    strategic(PROPOSED).when(propose(title="SHELF to factory", plan_id="p9")).then_nothing()


def test_proposing_another_plan_of_the_same_title_is_refused_while_the_proposal_is_open() -> None:
    strategic(PROPOSED).when(propose(ends=date(2028, 3, 1), plan_id="p9")).then_refused(
        PlanAlreadyProposed, "already proposed for 2024-03-01 to 2027-03-01", field="title"
    )


def test_a_proposal_is_no_live_plan_and_cannot_be_closed() -> None:
    scenario = strategic(PROPOSED)
    proposal = scenario.state().plans["p0"]
    assert not proposal.live_on(date(2024, 6, 1))
    assert [proposal.proposed_on(day) for day in (date(2024, 1, 4), date(2024, 1, 5))] == [False, True]
    scenario.when(ClosePlan(on=on("2024-06-01"), plan_id="p0")).then_refused(PlanNotYetAgreed, "only proposed")


def test_an_agreement_is_that_of_the_open_proposal_of_its_title() -> None:
    agreed = replace(AGREED, plan_id="p0")
    scenario = strategic(PROPOSED)
    scenario.when(plan(date(2028, 3, 1), title="Shelf to factory")).then(agreed)
    after = given(*scenario.events, agreed).state().plans["p0"]
    assert (after.proposed, after.agreed, after.ends, after.first_ends) == (
        on("2024-01-05"),
        on("2024-02-10"),
        date(2028, 3, 1),
        date(2028, 3, 1),
    )
    assert not after.proposed_on(date(2024, 2, 10))


def test_an_agreement_of_another_title_is_a_plan_of_its_own() -> None:
    strategic(PROPOSED).when(plan(date(2028, 3, 1), title="Other")).then(replace(AGREED, title="Other"))


def test_an_agreement_from_before_the_proposal_is_a_plan_of_its_own() -> None:
    strategic(PROPOSED).when(plan(date(2028, 3, 1), when="2024-01-04")).then(replace(AGREED, on=on("2024-01-04")))


def test_a_proposal_is_agreed_and_closed_in_one_step() -> None:
    command = replace(plan(date(2028, 3, 1)), closed_on=on("2025-06"))
    strategic(PROPOSED).when(command).then(
        replace(AGREED, plan_id="p0"), JointPlanClosedEarly(on=on("2025-06"), plan_id="p0")
    )


def test_a_proposal_is_withdrawn() -> None:
    strategic(PROPOSED).when(WithdrawProposal(on=on("2024-02-01"), plan_id="p0", reason="no budget")).then(
        JointPlanWithdrawn(on=on("2024-02-01"), plan_id="p0", reason="no budget")
    )


def test_withdrawing_it_again_stays_quiet_on_that_day_and_is_refused_on_another() -> None:
    scenario = strategic(PROPOSED, JointPlanWithdrawn(on=on("2024-02-01"), plan_id="p0"))
    scenario.when(WithdrawProposal(on=on("2024-02-01"), plan_id="p0")).then_nothing()
    scenario.when(WithdrawProposal(on=on("2024-02-02"), plan_id="p0")).then_refused(
        PlanAlreadyEnded, "already withdrawn on 2024-02-01"
    )


def test_withdrawing_a_proposal_before_it_was_made_is_refused() -> None:
    strategic(PROPOSED).when(WithdrawProposal(on=on("2024-01-04"), plan_id="p0")).then_refused(
        PlanNotYetProposed, "choose 2024-01-05 or a later day", field="on"
    )


def test_withdrawing_an_agreed_plan_is_refused() -> None:
    strategic(AGREED).when(WithdrawProposal(on=on("2024-06-01"), plan_id="p1")).then_refused(
        PlanAlreadyAgreed, "close it instead", field="plan_id"
    )
    strategic(PROPOSED, replace(AGREED, plan_id="p0")).when(
        WithdrawProposal(on=on("2024-06-01"), plan_id="p0")
    ).then_refused(PlanAlreadyAgreed)


def test_a_withdrawn_proposal_is_not_agreed_but_may_be_made_again() -> None:
    scenario = strategic(PROPOSED, JointPlanWithdrawn(on=on("2024-02-01"), plan_id="p0"))
    scenario.when(plan(date(2028, 3, 1))).then(AGREED)
    scenario.when(propose(plan_id="p9")).then(replace(PROPOSED, plan_id="p9"))


# Shared risk.


def test_a_plan_is_agreed_with_how_its_risk_is_shared() -> None:
    command = replace(plan(date(2028, 3, 1)), shared_risk=" half and half ")
    scenario = strategic()
    scenario.when(command).then(agreed := replace(AGREED, shared_risk="half and half"))
    assert given(*scenario.events, agreed).state().plans["p1"].shares_risk
    assert not given(*scenario.events, AGREED).state().plans["p1"].shares_risk


def test_how_the_risk_is_shared_is_agreed_later() -> None:
    scenario = strategic(AGREED)
    shared = JointPlanRiskShared(on=on("2024-05-01"), plan_id="p1", shared_risk="half and half")
    scenario.when(ShareRisk(on=on("2024-05-01"), plan_id="p1", shared_risk="half and half")).then(shared)
    assert given(*scenario.events, shared).state().plans["p1"].shares_risk


@pytest.mark.parametrize(
    ("when", "words", "rule"),
    [
        ("2024-05-01", " ", NothingEntered),
        ("2024-02-09", "half", PlanNotYetAgreed),
        ("2028-03-01", "half", PlanAlreadyEnded),
    ],
)
def test_shared_risk_that_is_not_said_or_not_in_the_plans_time_is_refused(
    when: str, words: str, rule: type[Refusal]
) -> None:
    strategic(AGREED).when(ShareRisk(on=on(when), plan_id="p1", shared_risk=words)).then_refused(rule)


# Reviewed.


def review(when: str, findings: str = "stock is down") -> ReviewPlan:
    return ReviewPlan(on=on(when), plan_id="p1", findings=findings)


def test_a_plan_is_reviewed_also_after_it_ran_out_and_the_latest_review_is_kept() -> None:
    scenario = strategic(AGREED)
    first, last = (
        JointPlanReviewed(on=on(when), plan_id="p1", findings="stock is down") for when in ("2025-02", "2028-04-01")
    )
    scenario.when(review("2025-02")).then(first)
    after = given(*scenario.events, first)
    after.when(review("2028-04-01")).then(last)
    assert given(*after.events, last).state().plans["p1"].reviewed == on("2028-04-01")


def test_a_review_without_findings_or_before_the_agreement_or_after_the_end_is_refused() -> None:
    closed = JointPlanClosedEarly(on=on("2025-01-01"), plan_id="p1")
    strategic(AGREED).when(review("2025-02", "  ")).then_refused(NothingEntered, field="findings")
    strategic(AGREED).when(review("2024-02-09")).then_refused(PlanNotYetAgreed, field="on")
    strategic(AGREED, closed).when(review("2025-01-01")).then_refused(PlanAlreadyEnded, "already closed")
    strategic(AGREED, closed).when(review("2024-12-31")).then(
        JointPlanReviewed(on=on("2024-12-31"), plan_id="p1", findings="stock is down")
    )


def test_closing_a_plan_earlier_than_it_was_reviewed_is_refused_naming_the_review() -> None:
    reviewed = JointPlanReviewed(on=on("2025-06-01"), plan_id="p1", findings="well")
    strategic(AGREED, reviewed).when(ClosePlan(on=on("2025-03-01"), plan_id="p1")).then_refused(
        BreaksLaterRecord, "settled on 2025-06-01, when the plan was reviewed", field="on"
    )


# Ended once.


@pytest.mark.parametrize("when", ["2027-12-01", "2028-03-01", "2028-09"])
def test_a_plan_is_completed_before_or_after_it_ran_out(when: str) -> None:
    scenario = strategic(AGREED)
    done = JointPlanCompleted(on=on(when), plan_id="p1", result="partly met")
    scenario.when(CompletePlan(on=on(when), plan_id="p1", result="partly met")).then(done)
    after = given(*scenario.events, done).state().plans["p1"]
    assert (after.ending, after.result, after.open, after.closed) == ("completed", "partly met", False, None)
    assert not after.live_on(on(when).first)
    assert after.live_on(date(2027, 11, 30))


def test_completing_a_plan_before_it_was_agreed_is_refused() -> None:
    strategic(AGREED).when(CompletePlan(on=on("2024-02-09"), plan_id="p1", result="met")).then_refused(
        PlanNotYetAgreed, "2024-02-10", field="on"
    )
    strategic(PROPOSED).when(CompletePlan(on=on("2024-06-01"), plan_id="p0", result="met")).then_refused(
        PlanNotYetAgreed, "only proposed", field="plan_id"
    )


def test_a_plan_is_superseded_by_another_and_ends_on_that_day() -> None:
    scenario = strategic(AGREED, LATER)
    done = JointPlanSuperseded(on=on("2027-09-01"), plan_id="p1", successor_id="p2", successor="Next")
    scenario.when(SupersedePlan(on=on("2027-09-01"), plan_id="p1", successor_id="p2")).then(done)
    after = given(*scenario.events, done).state().plans
    assert [after["p1"].live_on(date(2027, 8, 31)), after["p1"].live_on(date(2027, 9, 1))] == [True, False]
    assert (after["p1"].successor_id, after["p2"].open) == ("p2", True)


@pytest.mark.parametrize(
    ("when", "plan_id", "successor_id", "rule", "field"),
    [
        ("2027-09-01", "p1", "p1", PlanSupersedesItself, "successor_id"),
        ("2027-05-31", "p1", "p2", PlanNotYetAgreed, "on"),
        ("2028-03-01", "p1", "p2", PlanAlreadyEnded, "on"),
        ("2027-09-01", "p1", "p0", PlanNotYetAgreed, "successor_id"),
        ("2027-09-01", "p0", "p1", PlanNotYetAgreed, "plan_id"),
        ("2027-09-01", "p1", "p7", NoSuchRecord, "successor_id"),
    ],
)
def test_a_plan_is_superseded_only_by_another_agreed_one_and_while_it_runs(
    when: str, plan_id: str, successor_id: str, rule: type[Refusal], field: str
) -> None:
    strategic(PROPOSED, replace(AGREED, title="Other"), LATER).when(
        SupersedePlan(on=on(when), plan_id=plan_id, successor_id=successor_id)
    ).then_refused(rule, field=field)


def test_a_plan_that_ended_supersedes_none_from_that_day_on() -> None:
    closed = JointPlanClosedEarly(on=on("2027-08-01"), plan_id="p2")
    scenario = strategic(AGREED, LATER, closed)
    scenario.when(SupersedePlan(on=on("2027-08-01"), plan_id="p1", successor_id="p2")).then_refused(
        PlanAlreadyEnded, "“Next” was already closed", field="successor_id"
    )
    scenario.when(SupersedePlan(on=on("2027-07-31"), plan_id="p1", successor_id="p2")).then(
        JointPlanSuperseded(on=on("2027-07-31"), plan_id="p1", successor_id="p2", successor="Next")
    )


def test_superseding_known_to_the_year_of_the_agreement_counts_from_the_agreement() -> None:
    successor = replace(LATER, on=on("2023-06-01"))
    closed = JointPlanClosedEarly(on=on("2024-02-10"), plan_id="p2")
    strategic(successor, AGREED, closed).when(
        SupersedePlan(on=on("2024"), plan_id="p1", successor_id="p2")
    ).then_refused(PlanAlreadyEnded, "“Next” was already closed", field="successor_id")


def test_closing_the_successor_before_it_took_the_place_is_refused_naming_that() -> None:
    superseded = JointPlanSuperseded(on=on("2027-09-01"), plan_id="p1", successor_id="p2", successor="Next")
    strategic(AGREED, LATER, superseded).when(ClosePlan(on=on("2027-08-01"), plan_id="p2")).then_refused(
        BreaksLaterRecord, "the plan “Next” took another's place", field="on"
    )


COMPLETED = JointPlanCompleted(on=on("2026-01-01"), plan_id="p1", result="met")
CLOSED = JointPlanClosedEarly(on=on("2026-01-01"), plan_id="p1")
SUPERSEDED = JointPlanSuperseded(on=on("2026-01-01"), plan_id="p1", successor_id="p0", successor="Other")
OTHER = JointPlanAgreed(on=on("2024-02-10"), plan_id="p0", title="Other", starts=START, ends=date(2028, 3, 1))


def endings(when: str) -> list[Command]:
    return [
        CompletePlan(on=on(when), plan_id="p1", result="met"),
        ClosePlan(on=on(when), plan_id="p1"),
        SupersedePlan(on=on(when), plan_id="p1", successor_id="p0"),
    ]


@pytest.mark.parametrize("ended", [COMPLETED, CLOSED, SUPERSEDED], ids=["completed", "closed", "superseded"])
def test_a_plan_that_has_ended_ends_in_no_other_way_and_on_no_other_day(ended: Event) -> None:
    scenario = strategic(AGREED, OTHER, ended)
    place = [COMPLETED, CLOSED, SUPERSEDED].index(ended)
    for number, command in enumerate(endings("2026-01-01")):
        if number == place:
            scenario.when(command).then_nothing()
        else:
            scenario.when(command).then_refused(PlanAlreadyEnded, "on 2026-01-01: it ends once")
    for command in [*endings("2026-02-01"), *endings("2025-12-01")]:
        scenario.when(command).then_refused(PlanAlreadyEnded, "it ends once")


def test_another_result_of_a_completed_plan_is_refused() -> None:
    strategic(AGREED, COMPLETED).when(CompletePlan(on=on("2026-01-01"), plan_id="p1", result="missed")).then_refused(
        PlanAlreadyEnded
    )


def test_what_is_said_of_a_plan_names_it_and_what_it_came_to() -> None:
    titles = {"p1": "Shelf to factory"}
    assert [
        event.headline(titles) for event in (COMPLETED, SUPERSEDED, PROPOSED, amended("2025", date(2029, 3, 1)))
    ] == [
        "Joint plan “Shelf to factory” completed: met",
        "Joint plan “Shelf to factory” superseded by “Other”",
        "Joint plan “Shelf to factory” proposed, 2024-03-01 to 2027-03-01",
        "Joint plan “Shelf to factory” amended, now 2024-03-01 to 2029-03-01",
    ]


def test_the_very_same_plan_again_stays_quiet_also_after_it_was_closed() -> None:
    closed = JointPlanClosedEarly(on=on("2025-06"), plan_id="p1")
    again = replace(plan(AGREED.ends), plan_id="p9")
    strategic(AGREED, closed).when(again).then_nothing()
    strategic(AGREED, closed).when(replace(again, closed_on=on("2025-06"))).then_nothing()
    assert strategic(AGREED, closed).when(replace(again, closed_on=on("2025-07"))).events
    assert strategic(AGREED, closed).when(replace(again, on=on("2025-07-01"))).events


def test_a_plan_is_agreed_before_its_term_is_over() -> None:
    over = replace(plan(AGREED.ends), on=on(AGREED.ends.isoformat()))
    strategic().when(over).then_refused(PlanOverWhenAgreed, "choose a later end", field="ends")
    last = AGREED.ends - timedelta(days=1)
    strategic().when(replace(over, on=on(last.isoformat()))).then(replace(AGREED, on=on(last.isoformat())))


def test_a_plan_is_amended_to_a_term_that_is_not_over() -> None:
    short = replace(AGREED, starts=date(2019, 1, 1), ends=date(2024, 1, 1), on=on("2021-01-01"))
    command = AmendPlan(on=on("2023-01-01"), plan_id="p1", ends=date(2023, 1, 1), reason="done")
    strategic(short).when(command).then_refused(PlanOverWhenAgreed, "2023-01-01", field="ends")
    assert strategic(short).when(replace(command, ends=date(2023, 1, 2))).events


def test_in_a_year_in_which_it_was_agreed_a_plan_is_amended_by_the_class_that_it_was_agreed_in() -> None:
    classed = Reclassified(on=on("2024-02-01"), to="strategic", reason="able")
    command = AmendPlan(on=on("2024"), plan_id="p1", ends=date(2028, 1, 1), reason="delayed")
    assert given(HARBOUR, classed, AGREED).when(command).events
