"""Which account manager a relationship is assigned to: does, refuses, stays quiet."""

from datetime import date

import pytest

from domain.history.refusal import BreaksLaterRecord, NothingEntered
from domain.relationship.model import RELATIONSHIP
from domain.relationship.responsibility import (
    AccountAssigned,
    AccountReleased,
    AlreadyResponsible,
    AssignAccount,
    NotResponsible,
    ReleaseAccount,
)
from domain.relationship.state import Relationship
from tests.domain.scenario import HARBOUR, given, on

ASSIGNED = AccountAssigned(on=on("2024-03-10"), manager="a81")
RELEASED = AccountReleased(on=on("2025-01-31"), manager="a81")


def assign(when: str = "2024-03-10", manager: str = "a81") -> AssignAccount:
    return AssignAccount(on=on(when), manager=manager)


def release(when: str = "2025-01-31", manager: str = "a81") -> ReleaseAccount:
    return ReleaseAccount(on=on(when), manager=manager)


def responsible_on(state: Relationship, day: date) -> list[str]:
    return [manager for manager, each in state.managers.items() if each.on(day)]


def test_an_account_is_assigned() -> None:
    given(HARBOUR).when(assign(manager=" a81 ")).then(ASSIGNED)


def test_assigning_to_nobody_is_refused() -> None:
    given(HARBOUR).when(assign(manager=" ")).then_refused(NothingEntered, field="manager")


def test_assigning_twice_is_refused() -> None:
    given(HARBOUR, ASSIGNED).when(assign("2024-05-01")).then_refused(
        AlreadyResponsible, "“a81” is responsible since 2024-03-10", field="manager"
    )


def test_assigning_from_the_very_same_day_again_stays_quiet() -> None:
    given(HARBOUR, ASSIGNED).when(assign()).then_nothing()


def test_assigning_from_an_earlier_day_than_is_on_record_is_refused() -> None:
    given(HARBOUR, ASSIGNED).when(assign("2024-01-01")).then_refused(BreaksLaterRecord, "assignment", field="on")


def test_several_may_be_responsible_at_once_and_letter_case_tells_them_apart() -> None:
    for manager in ("b92", "A81"):
        given(HARBOUR, ASSIGNED).when(assign(manager=manager)).then(
            AccountAssigned(on=on("2024-03-10"), manager=manager)
        )


def test_who_was_released_may_be_assigned_again() -> None:
    again = AccountAssigned(on=on("2025-06-01"), manager="a81")
    given(HARBOUR, ASSIGNED, RELEASED).when(assign("2025-06-01")).then(again)
    state = given(HARBOUR, ASSIGNED, RELEASED, again).state()
    assert responsible_on(state, date(2025, 6, 1)) == ["a81"]


def test_a_manager_is_released() -> None:
    given(HARBOUR, ASSIGNED).when(release()).then(RELEASED)


@pytest.mark.parametrize("when", ["2024-03-09", "2023"])
def test_releasing_who_was_not_responsible_yet_is_refused(when: str) -> None:
    given(HARBOUR, ASSIGNED).when(release(when)).then_refused(NotResponsible, "was not responsible", field="manager")


def test_releasing_somebody_else_names_who_is_responsible() -> None:
    given(HARBOUR, ASSIGNED).when(release(manager="b92")).then_refused(NotResponsible, "name “a81”", field="manager")


def test_releasing_twice_is_refused_and_on_the_very_same_day_stays_quiet() -> None:
    given(HARBOUR, ASSIGNED, RELEASED).when(release("2025-03-01")).then_refused(NotResponsible)
    given(HARBOUR, ASSIGNED, RELEASED).when(release()).then_nothing()


def test_releasing_before_a_release_on_record_is_refused() -> None:
    given(HARBOUR, ASSIGNED, RELEASED).when(release("2024-12-01")).then_refused(
        BreaksLaterRecord, "release", field="on"
    )


def test_on_the_day_of_their_release_they_are_no_longer_responsible() -> None:
    state = given(HARBOUR, ASSIGNED, RELEASED).state()
    days = [date(2024, 3, 9), date(2024, 3, 10), date(2025, 1, 30), date(2025, 1, 31)]
    assert [responsible_on(state, day) for day in days] == [[], ["a81"], ["a81"], []]


def test_a_release_without_an_assignment_and_a_second_assignment_change_nothing() -> None:
    assert given(HARBOUR, RELEASED).state().managers == {}
    later = AccountAssigned(on=on("2024-08-01"), manager="a81")
    assert given(HARBOUR, ASSIGNED, later).state().managers == given(HARBOUR, ASSIGNED).state().managers


def test_only_who_looks_after_tieline_may_assign_and_release() -> None:
    assert {RELATIONSHIP.needed_for(command) for command in (AssignAccount, ReleaseAccount)} == {"operate"}
    assert {RELATIONSHIP.needed_to_strike(event) for event in (AccountAssigned, AccountReleased)} == {"operate"}
