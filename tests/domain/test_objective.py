"""Objectives of a joint plan: does, refuses, stays quiet."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.history.event import Event
from domain.history.refusal import (
    BreaksLaterRecord,
    IdAlreadyUsed,
    NoSuchRecord,
    NothingEntered,
    ReasonMissing,
    Refusal,
)
from domain.history.sentence import sentence
from domain.relationship.joint_plan import (
    ClosePlan,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanWithdrawn,
    PlanNotInHand,
)
from domain.relationship.objective import (
    DropObjective,
    MeetObjective,
    MissObjective,
    MoveObjective,
    ObjectiveDropped,
    ObjectiveMet,
    ObjectiveMissed,
    ObjectiveMoved,
    ObjectiveSet,
    SetObjective,
)
from domain.relationship.objective.decisions import (
    ObjectiveAlreadySet,
    ObjectiveAlreadySettled,
    ObjectiveDueBeforeSet,
    ObjectiveNotYetSet,
)
from tests.domain.joint_plans import AGREED, PROPOSED, strategic
from tests.domain.scenario import Given, on

SET = ObjectiveSet(on=on("2024-04-01"), objective_id="o1", plan_id="p1", title="Halve shelf gaps", due=on("2025-Q2"))
MOVED = ObjectiveMoved(on=on("2025-05-01"), objective_id="o1", due=on("2025-Q4"), reason="new scanners late")
MET = ObjectiveMet(on=on("2025-11-03"), objective_id="o1")


def setting(
    when: str = "2024-04-01", title: str = "Halve shelf gaps", due: str = "2025-Q2", **more: str
) -> SetObjective:
    return SetObjective(on=on(when), **{"objective_id": "o1", "plan_id": "p1", **more}, title=title, due=on(due))


def moving(when: str = "2025-05-01", due: str = "2025-Q4", reason: str = "new scanners late") -> MoveObjective:
    return MoveObjective(on=on(when), objective_id="o1", due=on(due), reason=reason)


def having(*events: Event) -> Given:
    return strategic(AGREED, SET, *events)


# Set.


def test_an_objective_is_set_with_an_owner_on_each_side() -> None:
    strategic(AGREED).when(setting(owner_here="person-1", owner_there="person-2")).then(
        replace(SET, owner_here="person-1", owner_there="person-2")
    )


def test_an_objective_is_set_without_owners() -> None:
    strategic(AGREED).when(setting(title=" Halve  shelf gaps ", owner_here=" ")).then(SET)


def test_an_objective_is_set_on_a_plan_that_is_only_proposed() -> None:
    strategic(PROPOSED).when(setting(plan_id="p0")).then(replace(SET, plan_id="p0"))


def test_an_objective_without_a_name_or_a_plan_on_record_is_refused() -> None:
    strategic(AGREED).when(setting(title=" ")).then_refused(NothingEntered, field="title")
    strategic(AGREED).when(setting(plan_id="p7")).then_refused(NoSuchRecord, field="plan_id")


@pytest.mark.parametrize(
    ("ended", "when", "words"),
    [
        (JointPlanClosedEarly(on=on("2026-01-01"), plan_id="p1"), "2026-01-01", "already closed on 2026-01-01"),
        (JointPlanCompleted(on=on("2026-01-01"), plan_id="p1", result="met"), "2026-02", "already completed"),
        (None, "2028-03-01", "run out on 2028-03-01"),
        (None, "2024-02-09", "choose 2024-02-10 or a later day"),
    ],
)
def test_an_objective_is_refused_on_a_plan_that_is_neither_proposed_nor_in_force(
    ended: Event | None, when: str, words: str
) -> None:
    strategic(AGREED, *([ended] if ended else [])).when(setting(when)).then_refused(PlanNotInHand, words)


def test_an_objective_is_set_up_to_the_day_before_the_plan_ends() -> None:
    closed = JointPlanClosedEarly(on=on("2026-01-01"), plan_id="p1")
    for day, happened in (("2025-12-31", [AGREED, closed]), ("2028-02-29", [AGREED])):
        strategic(*happened).when(setting(day, due="2028-02")).then(replace(SET, on=on(day), due=on("2028-02")))


def test_an_objective_on_a_withdrawn_proposal_is_refused() -> None:
    withdrawn = JointPlanWithdrawn(on=on("2024-02-01"), plan_id="p0")
    strategic(PROPOSED, withdrawn).when(setting(plan_id="p0")).then_refused(PlanNotInHand, "already withdrawn")


def test_setting_the_very_same_objective_again_stays_quiet_also_after_it_was_moved() -> None:
    having().when(setting(title="HALVE shelf gaps", objective_id="o9")).then_nothing()
    having(MOVED).when(setting(objective_id="o9")).then_nothing()


def test_another_date_for_an_open_objective_is_refused_and_its_moving_named() -> None:
    having().when(setting(due="2026", objective_id="o9")).then_refused(
        ObjectiveAlreadySet, "already set on this plan, due 2025-Q2: move it", field="title"
    )


def test_an_objective_of_the_same_name_is_set_again_once_the_first_is_settled() -> None:
    having(MET).when(setting("2025-12-01", due="2026", objective_id="o9")).then(
        replace(SET, on=on("2025-12-01"), due=on("2026"), objective_id="o9")
    )


def test_an_id_that_stands_for_another_objective_is_refused() -> None:
    having().when(setting(title="Another")).then_refused(IdAlreadyUsed, "Halve shelf gaps")


def test_closing_a_plan_before_an_objective_was_set_on_it_is_refused_naming_it() -> None:
    having().when(ClosePlan(on=on("2024-03-15"), plan_id="p1")).then_refused(
        BreaksLaterRecord, "objective “Halve shelf gaps” set on 2024-04-01", field="on"
    )


def test_the_sentence_names_the_owners() -> None:
    words = {"reason": "", "owner_here": "Kim Berg", "owner_there": "Ann Lee"}
    assert sentence(SET, {}, words) == "Objective “Halve shelf gaps” set, due 2025-Q2, owned by Kim Berg and Ann Lee."
    assert sentence(SET, {}, {"reason": ""}) == "Objective “Halve shelf gaps” set, due 2025-Q2."


# Moved.


def test_an_objective_is_moved_and_the_first_promise_is_kept() -> None:
    having().when(moving()).then(MOVED)
    objective = having(MOVED, replace(MOVED, on=on("2025-10-01"), due=on("2026-Q1"))).state().objectives["o1"]
    assert (objective.first_due, objective.due, objective.moves) == (on("2025-Q2"), on("2026-Q1"), 2)


def test_a_move_without_a_reason_is_refused() -> None:
    having().when(moving(reason="  ")).then_refused(ReasonMissing, field="reason")


def test_moving_an_objective_to_where_it_is_stays_quiet() -> None:
    having().when(moving(due="2025-Q2")).then_nothing()
    having(MOVED).when(moving()).then_nothing()


def test_a_move_back_to_the_first_promise_is_one_too() -> None:
    having(MOVED).when(moving("2025-06-01", "2025-Q2")).then(replace(MOVED, on=on("2025-06-01"), due=on("2025-Q2")))


def test_moving_an_objective_before_it_was_set_or_once_it_is_settled_is_refused() -> None:
    having().when(moving("2024-03-31")).then_refused(ObjectiveNotYetSet, "2024-04-01 or a later day", field="on")
    having(MET).when(moving("2025-11-03")).then_refused(ObjectiveAlreadySettled, "already met on 2025-11-03")
    having(MET).when(moving("2025-11-02")).then(replace(MOVED, on=on("2025-11-02")))


# Settled once.

SETTLED = [
    (MeetObjective, ObjectiveMet, "met"),
    (MissObjective, ObjectiveMissed, "missed"),
    (DropObjective, ObjectiveDropped, "dropped"),
]
settled = pytest.mark.parametrize(("command", "event", "outcome"), SETTLED, ids=[each[2] for each in SETTLED])
Settling = type[MeetObjective] | type[MissObjective] | type[DropObjective]
Settled = type[ObjectiveMet] | type[ObjectiveMissed] | type[ObjectiveDropped]


@settled
def test_an_objective_is_settled(command: Settling, event: Settled, outcome: str) -> None:
    scenario = having()
    scenario.when(command(on=on("2025-07-01"), objective_id="o1", reason="it is so")).then(
        done := event(on=on("2025-07-01"), objective_id="o1", reason="it is so")
    )
    objective = having(done).state().objectives["o1"]
    assert (objective.settled, objective.outcome, objective.open) == (on("2025-07-01"), outcome, False)


@settled
def test_settling_it_the_same_way_on_that_day_stays_quiet(command: Settling, event: Settled, outcome: str) -> None:
    done = event(on=on("2025-07-01"), objective_id="o1")
    having(done).when(command(on=on("2025-07-01"), objective_id="o1", reason="again")).then_nothing()


@settled
@pytest.mark.parametrize("when", ["2025-06-30", "2025-07-01", "2026"])
def test_an_objective_is_settled_once(command: Settling, event: Settled, outcome: str, when: str) -> None:
    for _, other, said in SETTLED:
        if other is event and when == "2025-07-01":
            continue
        done = other(on=on("2025-07-01"), objective_id="o1")
        having(done).when(command(on=on(when), objective_id="o1", reason="so")).then_refused(
            ObjectiveAlreadySettled, f"already {said} on 2025-07-01", field="objective_id"
        )


@settled
def test_an_objective_is_not_settled_before_it_was_set(command: Settling, event: Settled, outcome: str) -> None:
    having().when(command(on=on("2024-03"), objective_id="o1", reason="so")).then_refused(
        ObjectiveNotYetSet, "2024-04-01 or a later day", field="on"
    )
    having().when(command(on=on("2024"), objective_id="o1", reason="so")).then(
        event(on=on("2024"), objective_id="o1", reason="so")
    )


@settled
def test_an_objective_that_is_not_on_record_is_refused(command: Settling, event: Settled, outcome: str) -> None:
    refused: type[Refusal] = NoSuchRecord
    having().when(command(on=on("2025"), objective_id="o7", reason="so")).then_refused(refused, "Halve shelf gaps")


def test_dropping_an_objective_without_a_reason_is_refused() -> None:
    having().when(DropObjective(on=on("2025-07-01"), objective_id="o1")).then_refused(ReasonMissing, field="reason")


def test_settling_an_objective_earlier_than_it_was_moved_is_refused_naming_the_move() -> None:
    having(MOVED).when(MeetObjective(on=on("2025-04-30"), objective_id="o1")).then_refused(
        BreaksLaterRecord, "when the objective “Halve shelf gaps” was moved", field="on"
    )


def test_an_objective_is_late_from_the_day_after_its_last_due_day_until_it_is_settled() -> None:
    objective = having().state().objectives["o1"]
    assert [objective.late_on(day) for day in (date(2025, 6, 30), date(2025, 7, 1))] == [False, True]
    met = having(MET).state().objectives["o1"]
    assert [met.late_on(day) for day in (date(2025, 11, 2), date(2025, 11, 3))] == [True, False]


def test_an_objective_is_due_on_or_after_the_day_that_it_was_set() -> None:
    strategic(AGREED).when(setting(due="2024-03")).then_refused(ObjectiveDueBeforeSet, "2024-04-01 or a", field="due")
    strategic(AGREED).when(setting(due="2024-04-01")).then(replace(SET, due=on("2024-04-01")))
    having().when(moving(due="2024-03-31")).then_refused(ObjectiveDueBeforeSet, "2024-04-01 or a later", field="due")
    having().when(moving(due="2024-04")).then(replace(MOVED, due=on("2024-04")))
