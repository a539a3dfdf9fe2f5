"""At risk, recovered, closed, reopened: does, refuses, stays quiet."""

from datetime import date

import pytest

from domain.history.event import Command, Event
from domain.history.refusal import BreaksLaterRecord, ReasonMissing
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.closing import (
    AlreadyClosed,
    CloseRelationship,
    NotClosed,
    PlansStillRun,
    RelationshipClosed,
    RelationshipReopened,
    ReopenRelationship,
)
from domain.relationship.joint_plan import AgreePlan, JointPlanAgreed, JointPlanClosedEarly
from domain.relationship.profile import RelationshipIsClosed
from domain.relationship.rating import CriteriaRated, RateCriteria
from domain.relationship.risk import (
    AlreadyAtRisk,
    NotAtRisk,
    PutAtRisk,
    RecoverRelationship,
    RelationshipPutAtRisk,
    RelationshipRecovered,
)
from domain.relationship.showcase import ConcludeShowcase, ShowcaseConcluded, ShowcaseStarted, StartShowcase
from tests.domain.scenario import HARBOUR, given, on

AT_RISK = RelationshipPutAtRisk(on=on("2021-01-10"), reason="their buyer left")
RECOVERED = RelationshipRecovered(on=on("2021-06-01"))
CLOSED = RelationshipClosed(on=on("2022-01-01"), reason="bought by another group")
REOPENED = RelationshipReopened(on=on("2023-01-01"))
STRATEGIC = Reclassified(on=on("2020-02-01"), to="strategic", reason="able and willing")
PLAN = JointPlanAgreed(
    on=on("2020-02-01"), plan_id="p1", title="Shelf to factory", starts=date(2020, 3, 1), ends=date(2024, 3, 1)
)


def test_a_relationship_is_put_at_risk_and_recovers() -> None:
    given(HARBOUR).when(PutAtRisk(on=on("2021-01-10"), reason="their buyer left")).then(AT_RISK)
    assert given(HARBOUR, AT_RISK).state().at_risk
    given(HARBOUR, AT_RISK).when(RecoverRelationship(on=on("2021-06-01"))).then(RECOVERED)
    assert not given(HARBOUR, AT_RISK, RECOVERED).state().at_risk


def test_it_is_put_at_risk_again_once_it_recovered() -> None:
    again = RelationshipPutAtRisk(on=on("2021-06-01"), reason="lost on price")
    given(HARBOUR, AT_RISK, RECOVERED).when(PutAtRisk(on=on("2021-06-01"), reason="lost on price")).then(again)
    assert given(HARBOUR, AT_RISK, RECOVERED, again).state().profile.at_risk_since == on("2021-06-01")


@pytest.mark.parametrize("command", [PutAtRisk(on=on("2021"), reason=" "), CloseRelationship(on=on("2021"))])
def test_what_is_put_at_risk_or_closed_states_why(command: Command) -> None:
    given(HARBOUR).when(command).then_refused(ReasonMissing, "write a reason", field="reason")


def test_what_is_at_risk_has_to_recover_before_it_is_put_at_risk_again() -> None:
    given(HARBOUR, AT_RISK).when(PutAtRisk(on=on("2021-02-01"), reason="worse")).then_refused(
        AlreadyAtRisk, "since 2021-01-10", field="on"
    )


@pytest.mark.parametrize("history", [(), (AT_RISK, RECOVERED), (AT_RISK, CLOSED)])
def test_only_what_is_at_risk_recovers(history: tuple[Event, ...]) -> None:
    given(HARBOUR, *history).when(RecoverRelationship(on=on("2022-02-01"))).then_refused(
        NotAtRisk, "put it at risk first", field="on"
    )


def test_it_does_not_recover_on_the_day_before_it_was_at_risk() -> None:
    given(HARBOUR, AT_RISK).when(RecoverRelationship(on=on("2021-01-09"))).then_refused(NotAtRisk)
    given(HARBOUR, AT_RISK).when(RecoverRelationship(on=on("2021-01-10"))).then(
        RelationshipRecovered(on=on("2021-01-10"))
    )


def test_a_relationship_is_closed_which_ends_its_risk_and_reopened() -> None:
    command = CloseRelationship(on=on("2022-01-01"), reason="bought by another group")
    given(HARBOUR, AT_RISK).when(command).then(CLOSED)
    state = given(HARBOUR, AT_RISK, CLOSED).state()
    assert (state.closed, state.at_risk) == (True, False)
    given(HARBOUR, CLOSED).when(ReopenRelationship(on=on("2023-01-01"))).then(REOPENED)
    assert not given(HARBOUR, CLOSED, REOPENED).state().closed


def test_it_is_closed_again_once_it_was_reopened() -> None:
    given(HARBOUR, CLOSED, REOPENED).when(CloseRelationship(on=on("2024"), reason="gone")).then(
        RelationshipClosed(on=on("2024"), reason="gone")
    )


def test_it_is_closed_once_until_it_is_reopened() -> None:
    given(HARBOUR, CLOSED).when(CloseRelationship(on=on("2024"), reason="gone")).then_refused(
        AlreadyClosed, "already closed on 2022-01-01", "reopen it first", field="on"
    )


@pytest.mark.parametrize("history", [(), (CLOSED, REOPENED)])
def test_only_what_is_closed_is_reopened(history: tuple[Event, ...]) -> None:
    given(HARBOUR, *history).when(ReopenRelationship(on=on("2024"))).then_refused(
        NotClosed, "close it first", field="on"
    )


def test_it_is_not_reopened_on_the_day_before_it_was_closed() -> None:
    given(HARBOUR, CLOSED).when(ReopenRelationship(on=on("2021-12-31"))).then_refused(NotClosed)
    given(HARBOUR, CLOSED).when(ReopenRelationship(on=on("2022-01-01"))).then(RelationshipReopened(on=on("2022-01-01")))


@pytest.mark.parametrize(
    ("history", "command"),
    [
        ((AT_RISK,), PutAtRisk(on=on("2021-01-10"), reason="again")),
        ((AT_RISK, RECOVERED), PutAtRisk(on=on("2021-01-10"), reason="again")),
        ((AT_RISK, RECOVERED), RecoverRelationship(on=on("2021-06-01"))),
        ((CLOSED,), CloseRelationship(on=on("2022-01-01"), reason="again")),
        ((CLOSED, REOPENED), CloseRelationship(on=on("2022-01-01"), reason="again")),
        ((CLOSED, REOPENED), ReopenRelationship(on=on("2023-01-01"))),
    ],
)
def test_the_very_same_again_stays_quiet(history: tuple[Event, ...], command: Command) -> None:
    given(HARBOUR, *history).when(command).then_nothing()


def test_it_is_not_closed_while_joint_plans_are_live_which_are_named() -> None:
    second = JointPlanAgreed(
        on=on("2020-02-01"), plan_id="p2", title="Cold chain", starts=date(2020, 3, 1), ends=date(2023, 3, 1)
    )
    scenario = given(HARBOUR, STRATEGIC, PLAN, second)
    scenario.when(CloseRelationship(on=on("2022-01-01"), reason="gone")).then_refused(
        PlansStillRun, "plans “Shelf to factory” (to 2024-03-01) and “Cold chain” (to 2023-03-01) still run", field="on"
    )


def test_it_is_closed_on_the_day_that_its_last_plan_has_run_out_and_not_on_the_day_before() -> None:
    scenario = given(HARBOUR, STRATEGIC, PLAN)
    scenario.when(CloseRelationship(on=on("2024-02-29"), reason="gone")).then_refused(
        PlansStillRun, "“Shelf to factory” (to 2024-03-01) still runs on 2024-02-29: close it first"
    )
    scenario.when(CloseRelationship(on=on("2024-03-01"), reason="gone")).then(
        RelationshipClosed(on=on("2024-03-01"), reason="gone")
    )


def test_it_is_closed_on_the_day_that_its_last_plan_was_closed() -> None:
    ended = JointPlanClosedEarly(on=on("2022-01-01"), plan_id="p1")
    command = CloseRelationship(on=on("2022-01-01"), reason="bought by another group")
    given(HARBOUR, STRATEGIC, PLAN, ended).when(command).then(CLOSED)


RATE = RateCriteria(on=on("2022-06-01"), size=3, evidence="second in sales")
CLASSIFY = Reclassify(on=on("2022-06-01"), to="stable", reason="no will")
RISK = PutAtRisk(on=on("2022-06-01"), reason="their buyer left")


@pytest.mark.parametrize("command", [RATE, CLASSIFY, RISK])
def test_what_is_closed_is_neither_rated_nor_classified_nor_put_at_risk(command: Command) -> None:
    given(HARBOUR, CLOSED).when(command).then_refused(RelationshipIsClosed, "reopen it first", field="on")
    assert given(HARBOUR, CLOSED, RelationshipReopened(on=on("2022-06-01"))).when(command).events


@pytest.mark.parametrize(
    "command",
    [
        PutAtRisk(on=on("2021-12-31"), reason="their buyer left"),
        Reclassify(on=on("2021-12-31"), to="stable", reason="no will"),
        RateCriteria(on=on("2021-12-31"), size=3, evidence="second in sales"),
    ],
)
def test_the_time_before_the_closing_can_still_be_recorded(command: Command) -> None:
    assert given(HARBOUR, CLOSED).when(command).events


@pytest.mark.parametrize(
    ("history", "command", "words"),
    [
        ((AT_RISK,), PutAtRisk(on=on("2020-06"), reason="early"), "when it was put at risk"),
        (
            (AT_RISK, RECOVERED),
            RecoverRelationship(on=on("2021-03-01")),
            "the recovery already effective on 2021-06-01",
        ),
        ((AT_RISK, RECOVERED), CloseRelationship(on=on("2021-03-01"), reason="x"), "the recovery already effective"),
        ((AT_RISK,), CloseRelationship(on=on("2020-06"), reason="x"), "when it would be closed"),
        ((STRATEGIC,), CloseRelationship(on=on("2020-01-15"), reason="x"), "the classification as strategic"),
        ((CLOSED,), CloseRelationship(on=on("2021"), reason="x"), "the closing already effective on 2022-01-01"),
        ((CLOSED, REOPENED), ReopenRelationship(on=on("2022-06")), "the reopening already effective on 2023-01-01"),
    ],
)
def test_a_back_dated_change_may_not_break_what_is_effective_later(
    history: tuple[Event, ...], command: Command, words: str
) -> None:
    given(HARBOUR, *history).when(command).then_refused(BreaksLaterRecord, words, "choose a later day", field="on")


def test_closing_it_before_a_rating_is_refused() -> None:
    rated = CriteriaRated(on=on("2022-06-01"), size=3, evidence="second in sales")
    given(HARBOUR, rated).when(CloseRelationship(on=on("2022-01-01"), reason="gone")).then_refused(
        BreaksLaterRecord, "the rating already effective on 2022-06-01"
    )


def test_a_plan_logged_late_that_ran_on_after_the_closing_is_refused() -> None:
    command = AgreePlan(
        on=on("2020-02-01"), plan_id="p1", title="Shelf to factory", starts=date(2020, 3, 1), ends=date(2024, 3, 1)
    )
    given(HARBOUR, STRATEGIC, CLOSED).when(command).then_refused(
        BreaksLaterRecord, "the closing already effective on 2022-01-01", "together with the date", field="on"
    )


def test_observed_history_is_never_judged() -> None:
    seen = RelationshipClosed(on=on("2022-01-01"), observed=True)
    given(HARBOUR, seen).when(CloseRelationship(on=on("2021"), reason="gone")).then(
        RelationshipClosed(on=on("2021"), reason="gone")
    )


def test_nothing_new_begins_in_a_closed_relationship() -> None:
    closed = RelationshipClosed(on=on("2024-05-01"), reason="Sold")
    given(HARBOUR, closed).when(StartShowcase(on=on("2024-05-01"), showcase_id="s", title="RFID")).then_refused(
        RelationshipIsClosed, "nothing new can begin", "reopen it first", field="on"
    )
    given(HARBOUR, closed).when(StartShowcase(on=on("2024-04-30"), showcase_id="s", title="RFID")).then(
        ShowcaseStarted(on=on("2024-04-30"), showcase_id="s", title="RFID")
    )


def test_what_runs_may_still_end_in_a_closed_relationship() -> None:
    started = ShowcaseStarted(on=on("2024-01-01"), showcase_id="s", title="RFID")
    closed = RelationshipClosed(on=on("2024-05-01"), reason="Sold")
    given(HARBOUR, started, closed).when(ConcludeShowcase(on=on("2024-06-01"), showcase_id="s", outcome="stop")).then(
        ShowcaseConcluded(on=on("2024-06-01"), showcase_id="s", outcome="stop")
    )


def test_what_began_in_a_closed_relationship_and_is_on_record_stays_quiet() -> None:
    started = ShowcaseStarted(on=on("2024-06-01"), showcase_id="s", title="RFID", observed=True)
    closed = RelationshipClosed(on=on("2024-05-01"), reason="Sold")
    again = StartShowcase(on=on("2024-06-01"), showcase_id="t", title="RFID")
    given(HARBOUR, closed, started).when(again).then_nothing()


def test_closing_it_before_something_that_began_later_is_refused() -> None:
    started = ShowcaseStarted(on=on("2024-06-01"), showcase_id="s", title="RFID")
    given(HARBOUR, started).when(CloseRelationship(on=on("2024-05-01"), reason="Sold")).then_refused(
        BreaksLaterRecord, "what began there", "choose a later day", field="on"
    )
