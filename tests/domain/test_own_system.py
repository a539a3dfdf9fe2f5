"""The company's own systems: does, refuses, stays quiet."""

from datetime import date

import pytest

from domain.company.own_system import (
    AddOwnSystem,
    MarkReady,
    MarkUnready,
    OwnSystemAdded,
    OwnSystemAlreadyAdded,
    OwnSystemNotYetAdded,
    OwnSystemReady,
    OwnSystemUnready,
)
from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered, ReasonMissing
from tests.domain.scenario import given_company, on

ADDED = OwnSystemAdded(on=on("2024-03"), system_id="o1", title="Order management")
READY = OwnSystemReady(on=on("2024-06-01"), system_id="o1")
UNREADY = OwnSystemUnready(on=on("2024-09-01"), system_id="o1", reason="it is being replaced")


def add(title: str = "Order management", when: str = "2024-03", system_id: str = "o1") -> AddOwnSystem:
    return AddOwnSystem(on=on(when), system_id=system_id, title=title)


def ready(when: str = "2024-06-01", system_id: str = "o1") -> MarkReady:
    return MarkReady(on=on(when), system_id=system_id)


def unready(when: str = "2024-09-01", reason: str = "it is being replaced") -> MarkUnready:
    return MarkUnready(on=on(when), system_id="o1", reason=reason)


def test_an_own_system_is_put_on_record() -> None:
    given_company().when(add()).then(ADDED)


def test_an_own_system_without_a_name_is_refused() -> None:
    given_company().when(add("  ")).then_refused(NothingEntered, field="title")


def test_an_own_system_of_the_same_name_is_refused() -> None:
    given_company(ADDED).when(add("order  MANAGEMENT", "2025", "o2")).then_refused(
        OwnSystemAlreadyAdded, "since 2024-03", field="title"
    )


def test_putting_the_very_same_system_on_record_again_stays_quiet() -> None:
    given_company(ADDED).when(add(system_id="o2")).then_nothing()


def test_an_id_that_stands_for_another_system_is_refused() -> None:
    given_company(ADDED).when(add("Billing")).then_refused(IdAlreadyUsed, "Order management")


def test_a_system_becomes_ready() -> None:
    given_company(ADDED).when(ready()).then(READY)


def test_a_system_that_is_ready_already_stays_quiet() -> None:
    given_company(ADDED, READY).when(ready("2024-07-01")).then_nothing()


def test_a_system_becomes_ready_before_it_was_said_to_be() -> None:
    given_company(ADDED, READY).when(ready("2024-04-01")).then(OwnSystemReady(on=on("2024-04-01"), system_id="o1"))


def test_a_system_that_nobody_put_on_record_cannot_be_ready() -> None:
    given_company(ADDED).when(ready(system_id="o9")).then_refused(NoSuchRecord, "Order management", field="system_id")


def test_a_system_ready_before_it_was_put_on_record_is_refused() -> None:
    given_company(ADDED).when(ready("2024-02-29")).then_refused(
        OwnSystemNotYetAdded, "choose 2024-03-01 or a later day", field="on"
    )


def test_a_system_ready_in_the_year_that_it_was_put_on_record_counts_from_then() -> None:
    given_company(ADDED).when(ready("2024")).then(OwnSystemReady(on=on("2024"), system_id="o1"))
    system = given_company(ADDED, OwnSystemReady(on=on("2024"), system_id="o1")).state().systems["o1"]
    assert system.is_ready


def test_a_system_is_no_longer_ready() -> None:
    given_company(ADDED, READY).when(unready()).then(UNREADY)


def test_readiness_is_not_taken_back_without_a_reason() -> None:
    given_company(ADDED, READY).when(unready(reason=" ")).then_refused(ReasonMissing, "say why", field="reason")


def test_a_system_that_is_not_ready_stays_quiet_when_it_is_no_longer_ready() -> None:
    given_company(ADDED).when(unready()).then_nothing()
    given_company(ADDED, READY, UNREADY).when(unready("2024-10-01")).then_nothing()


def test_a_system_becomes_ready_again() -> None:
    again = OwnSystemReady(on=on("2025-01-01"), system_id="o1")
    given_company(ADDED, READY, UNREADY).when(ready("2025-01-01")).then(again)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 5, 31), False),
        (date(2024, 6, 1), True),
        (date(2024, 8, 31), True),
        (date(2024, 9, 1), False),
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
    ],
)
def test_a_system_is_ready_from_the_first_day_up_to_not_including_the_last(day: date, expected: bool) -> None:
    again = OwnSystemReady(on=on("2025-01-01"), system_id="o1")
    assert given_company(ADDED, READY, UNREADY, again).state().systems["o1"].ready_on(day) is expected


def test_readiness_of_a_system_that_is_not_on_record_is_passed_over() -> None:
    assert given_company(READY, UNREADY).state().systems == {}


def test_ready_in_the_very_year_that_it_was_put_on_record_is_recorded_once() -> None:
    in_2024 = OwnSystemReady(on=on("2024"), system_id="o1")
    given_company(ADDED).when(ready("2024")).then(in_2024)
    given_company(ADDED, in_2024).when(ready("2024")).then_nothing()
    later = OwnSystemAdded(on=on("2025"), system_id="o2", title="Order desk")
    given_company(ADDED, in_2024, later).when(ready("2024")).then_nothing()
