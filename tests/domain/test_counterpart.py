"""Counterparts: does, refuses, stays quiet."""

import pytest

from domain.history.event import Command
from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered
from domain.history.sentence import sentence
from domain.relationship.counterpart.commands import (
    ConfirmCounterpart,
    FaceCounterpart,
    LeaveCounterpart,
    NameCounterpart,
)
from domain.relationship.counterpart.decisions import (
    CounterpartAlreadyConfirmed,
    CounterpartAlreadyLeft,
    CounterpartAlreadyNamed,
    CounterpartLeftTooEarly,
    CounterpartNotYetNamed,
)
from domain.relationship.counterpart.record import (
    CounterpartConfirmed,
    CounterpartFaced,
    CounterpartLeft,
    CounterpartNamed,
)
from domain.relationship.vocabulary import Function
from tests.domain.scenario import HARBOUR, given, on

NAMED = CounterpartNamed(
    on=on("2024-03-10"), counterpart_id="c1", title="Head of logistics IT", function="IT", person="ann"
)
CONFIRMED = CounterpartConfirmed(on=on("2024-06-01"), counterpart_id="c1")
FACED = CounterpartFaced(on=on("2024-07-01"), counterpart_id="c1", ours="kim")
LEFT = CounterpartLeft(on=on("2025-01-31"), counterpart_id="c1")


def name(
    when: str = "2024-03-10",
    counterpart_id: str = "c2",
    title: str = "Head of logistics IT",
    function: Function = "IT",
    person: str = "ann",
    ours: str = "",
    *,
    confirmed: bool = False,
) -> NameCounterpart:
    return NameCounterpart(
        on=on(when),
        counterpart_id=counterpart_id,
        title=title,
        function=function,
        person=person,
        ours=ours,
        confirmed=confirmed,
    )


def confirm(when: str, counterpart_id: str = "c1") -> ConfirmCounterpart:
    return ConfirmCounterpart(on=on(when), counterpart_id=counterpart_id)


def face(when: str, ours: str, counterpart_id: str = "c1") -> FaceCounterpart:
    return FaceCounterpart(on=on(when), counterpart_id=counterpart_id, ours=ours)


def leave(when: str, counterpart_id: str = "c1") -> LeaveCounterpart:
    return LeaveCounterpart(on=on(when), counterpart_id=counterpart_id)


# Naming.


def test_a_counterpart_is_named_and_stands_as_assumed() -> None:
    given(HARBOUR).when(name(counterpart_id="c1", title=" Head  of logistics IT ")).then(NAMED)
    held = given(HARBOUR, NAMED).state().counterparts["c1"]
    assert (held.since, held.confirmed, held.open) == (on("2024-03-10"), None, True)


def test_a_counterpart_known_for_sure_is_named_as_confirmed() -> None:
    named = CounterpartNamed(
        on=on("2024"),
        counterpart_id="c1",
        title="Buyer",
        function="commercial",
        person="bo",
        ours="kim",
        confirmed=True,
    )
    given(HARBOUR).when(name("2024", "c1", "Buyer", "commercial", "bo", "kim", confirmed=True)).then(named)
    held = given(HARBOUR, named).state().counterparts["c1"]
    assert (held.confirmed, held.ours) == (on("2024"), "kim")


def test_a_counterpart_without_a_role_or_a_person_is_refused() -> None:
    given(HARBOUR).when(name(title=" ")).then_refused(NothingEntered, field="title")
    given(HARBOUR).when(name(person=" ")).then_refused(NothingEntered, field="person")


@pytest.mark.parametrize("when", ["2024-03-10", "2024-05-01"])
def test_naming_the_same_person_for_the_same_role_again_stays_quiet(when: str) -> None:
    given(HARBOUR, NAMED).when(name(when, title="head of LOGISTICS it")).then_nothing()


def test_naming_the_same_person_again_with_something_new_is_refused() -> None:
    given(HARBOUR, NAMED).when(name("2024-05-01", confirmed=True)).then_refused(
        CounterpartAlreadyNamed, "since 2024-03-10", field="title"
    )
    given(HARBOUR, NAMED).when(name("2024-05-01", ours="kim")).then_refused(CounterpartAlreadyNamed)
    given(HARBOUR, NAMED).when(name("2024-01-01")).then_refused(CounterpartAlreadyNamed)


def test_another_person_role_or_function_is_another_counterpart() -> None:
    for command in (name(person="bo"), name(title="Deputy"), name(function="operations")):
        assert len(given(HARBOUR, NAMED).when(command).events) == 1


def test_a_person_who_left_the_role_may_come_back_to_it() -> None:
    assert len(given(HARBOUR, NAMED, LEFT).when(name("2025-01-31")).events) == 1
    given(HARBOUR, NAMED, LEFT).when(name("2025-01-30")).then_nothing()


def test_an_id_that_stands_for_another_counterpart_is_refused() -> None:
    given(HARBOUR, NAMED).when(name(person="bo", counterpart_id="c1")).then_refused(
        IdAlreadyUsed, "Head of logistics IT"
    )


# Confirming.


@pytest.mark.parametrize("when", ["2024-03-10", "2024-06-01", "2024"])
def test_a_counterpart_is_confirmed(when: str) -> None:
    given(HARBOUR, NAMED).when(confirm(when)).then(CounterpartConfirmed(on=on(when), counterpart_id="c1"))


def test_the_confirmation_is_on_record() -> None:
    assert given(HARBOUR, NAMED, CONFIRMED).state().counterparts["c1"].confirmed == on("2024-06-01")


def test_a_counterpart_is_confirmed_once() -> None:
    given(HARBOUR, NAMED, CONFIRMED).when(confirm("2024-07-01")).then_refused(
        CounterpartAlreadyConfirmed, "on 2024-06-01", field="counterpart_id"
    )


def test_confirming_on_the_very_same_date_again_stays_quiet() -> None:
    given(HARBOUR, NAMED, CONFIRMED).when(confirm("2024-06-01")).then_nothing()


def test_confirming_before_naming_is_refused() -> None:
    given(HARBOUR, NAMED).when(confirm("2024-03-09")).then_refused(
        CounterpartNotYetNamed, "choose 2024-03-10 or a later day", field="on"
    )


def test_confirming_after_leaving_is_refused() -> None:
    given(HARBOUR, NAMED, LEFT).when(confirm("2025-02-01")).then_refused(
        CounterpartAlreadyLeft, "choose 2025-01-31 or an earlier day", field="on"
    )
    given(HARBOUR, NAMED, LEFT).when(confirm("2025-01-31")).then(
        CounterpartConfirmed(on=on("2025-01-31"), counterpart_id="c1")
    )


# Facing.


def test_somebody_of_ours_comes_to_face_a_counterpart() -> None:
    given(HARBOUR, NAMED).when(face("2024-07-01", "kim")).then(FACED)
    assert given(HARBOUR, NAMED, FACED).state().counterparts["c1"].ours == "kim"


def test_facing_a_counterpart_that_one_faces_already_stays_quiet() -> None:
    given(HARBOUR, NAMED, FACED).when(face("2024-08-01", "kim")).then_nothing()


def test_facing_learned_late_counts_from_its_own_day() -> None:
    before = CounterpartFaced(on=on("2024-05-01"), counterpart_id="c1", ours="kim")
    given(HARBOUR, NAMED, FACED).when(face("2024-05-01", "kim")).then(before)
    assert given(HARBOUR, NAMED, FACED, before).state().counterparts["c1"].faced == on("2024-07-01")


def test_facing_by_nobody_is_refused() -> None:
    given(HARBOUR, NAMED).when(face("2024-07-01", " ")).then_refused(NothingEntered, field="ours")


def test_facing_somebody_who_is_not_in_the_role_is_refused() -> None:
    given(HARBOUR, NAMED).when(face("2024-03-09", "kim")).then_refused(CounterpartNotYetNamed, field="on")
    given(HARBOUR, NAMED, LEFT).when(face("2025-02-01", "kim")).then_refused(CounterpartAlreadyLeft, field="on")


# Leaving.


def test_a_counterpart_leaves() -> None:
    given(HARBOUR, NAMED).when(leave("2025-01-31")).then(LEFT)
    assert not given(HARBOUR, NAMED, LEFT).state().counterparts["c1"].open


def test_a_counterpart_may_leave_on_the_day_they_were_named() -> None:
    given(HARBOUR, NAMED).when(leave("2024-03-10")).then(CounterpartLeft(on=on("2024-03-10"), counterpart_id="c1"))


@pytest.mark.parametrize(
    ("history", "when", "earliest"),
    [
        ((NAMED,), "2024-03-09", "2024-03-10"),
        ((NAMED, CONFIRMED), "2024-05-31", "2024-06-01"),
        ((NAMED, CONFIRMED, FACED), "2024-06-30", "2024-07-01"),
    ],
)
def test_leaving_before_what_was_last_recorded_of_them_is_refused(
    history: tuple[CounterpartNamed, ...], when: str, earliest: str
) -> None:
    given(HARBOUR, *history).when(leave(when)).then_refused(
        CounterpartLeftTooEarly, f"choose {earliest} or a later day", field="on"
    )


def test_a_counterpart_leaves_once() -> None:
    given(HARBOUR, NAMED, LEFT).when(leave("2025-02-01")).then_refused(
        CounterpartAlreadyLeft, "on 2025-01-31", field="counterpart_id"
    )


def test_leaving_on_the_very_same_date_again_stays_quiet() -> None:
    given(HARBOUR, NAMED, LEFT).when(leave("2025-01-31")).then_nothing()


@pytest.mark.parametrize("command", [confirm("2024-07-01"), face("2024-07-01", "kim"), leave("2024-07-01")])
def test_following_up_a_counterpart_who_was_never_named_is_refused(command: Command) -> None:
    given(HARBOUR).when(command).then_refused(NoSuchRecord, "record a counterpart first", field="counterpart_id")


@pytest.mark.parametrize("event", [CONFIRMED, FACED, LEFT])
def test_what_happened_to_a_counterpart_that_is_not_on_record_changes_nothing(
    event: CounterpartConfirmed | CounterpartFaced | CounterpartLeft,
) -> None:
    assert given(HARBOUR, event).state().counterparts == {}


# In words.


def test_who_faces_whom_is_told_by_name() -> None:
    titles = {"c1": "Buyer"}
    assert (
        sentence(NAMED, {}, {"reason": "", "person": "Ann Lee"})
        == "Counterpart “Head of logistics IT” named (IT, assumed): Ann Lee."
    )
    both = CounterpartNamed(
        on=on("2024"), counterpart_id="c1", title="Buyer", function="commercial", person="1", ours="2", confirmed=True
    )
    assert (
        sentence(both, {}, {"reason": "She said so", "person": "Ann Lee", "ours": "Kim Berg"})
        == "Counterpart “Buyer” named (commercial, confirmed): Ann Lee, faced by Kim Berg — She said so."
    )
    assert sentence(FACED, titles, {"ours": "Kim Berg"}) == "Counterpart “Buyer” faced by Kim Berg."
    assert FACED.headline(titles) == "Counterpart “Buyer” faced by somebody of ours"
    assert sentence(LEFT, titles, {"reason": ""}) == "Counterpart “Buyer” left the role."


def test_whoever_faces_them_in_the_very_year_that_they_were_named_is_recorded_once() -> None:
    facing = CounterpartFaced(on=on("2024"), counterpart_id="c1", ours="lee")
    given(HARBOUR, NAMED, FACED, facing).when(face("2024", "lee")).then_nothing()
