"""The account team and its gaps: does, refuses, stays quiet."""

from datetime import date

import pytest

from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered
from domain.policy.version_1 import POLICY
from domain.relationship.counterpart.record import CounterpartConfirmed, CounterpartLeft, CounterpartNamed
from domain.relationship.gaps import Gaps, gaps
from domain.relationship.team import (
    JoinTeam,
    LeaveTeam,
    MemberAlreadyLeft,
    MemberAlreadyOnTeam,
    MemberLeftBeforeJoining,
    TeamMemberJoined,
    TeamMemberLeft,
    functions_on,
)
from domain.relationship.vocabulary import FUNCTIONS, Function
from tests.domain.scenario import HARBOUR, given, on

JOINED = TeamMemberJoined(on=on("2024-03-10"), member_id="m1", title="On-site lead", function="IT", person="kim")
LEFT = TeamMemberLeft(on=on("2025-01-31"), member_id="m1")


def join(
    when: str = "2024-03-10",
    member_id: str = "m2",
    title: str = "On-site lead",
    function: Function = "IT",
    person: str = "kim",
) -> JoinTeam:
    return JoinTeam(on=on(when), member_id=member_id, title=title, function=function, person=person)


def leave(when: str) -> LeaveTeam:
    return LeaveTeam(on=on(when), member_id="m1")


def test_somebody_joins_the_team() -> None:
    given(HARBOUR).when(join(member_id="m1", title=" On-site  lead")).then(JOINED)


def test_joining_without_a_role_or_a_person_is_refused() -> None:
    given(HARBOUR).when(join(title="")).then_refused(NothingEntered, field="title")
    given(HARBOUR).when(join(person=" ")).then_refused(NothingEntered, field="person")


@pytest.mark.parametrize("when", ["2024-03-10", "2024-09-01"])
def test_joining_again_in_the_same_role_stays_quiet(when: str) -> None:
    given(HARBOUR, JOINED).when(join(when, title="ON-SITE lead")).then_nothing()


def test_joining_earlier_than_is_on_record_is_refused() -> None:
    given(HARBOUR, JOINED).when(join("2024-03-09")).then_refused(
        MemberAlreadyOnTeam, "choose 2024-03-10 or a later day", field="on"
    )


def test_another_person_role_or_function_is_another_member() -> None:
    for command in (join(person="lee"), join(title="Deputy"), join(function="operations")):
        assert len(given(HARBOUR, JOINED).when(command).events) == 1


def test_a_member_who_left_may_join_again() -> None:
    assert len(given(HARBOUR, JOINED, LEFT).when(join("2025-01-31")).events) == 1
    given(HARBOUR, JOINED, LEFT).when(join("2025-01-30")).then_nothing()


def test_an_id_that_stands_for_another_member_is_refused() -> None:
    given(HARBOUR, JOINED).when(join(member_id="m1", person="lee")).then_refused(IdAlreadyUsed, "On-site lead")


@pytest.mark.parametrize("when", ["2025-01-31", "2024-03-10", "2024"])
def test_a_member_leaves(when: str) -> None:
    given(HARBOUR, JOINED).when(leave(when)).then(TeamMemberLeft(on=on(when), member_id="m1"))


def test_leaving_before_joining_is_refused() -> None:
    given(HARBOUR, JOINED).when(leave("2024-03-09")).then_refused(
        MemberLeftBeforeJoining, "choose 2024-03-10 or a later day", field="on"
    )


def test_a_member_leaves_once() -> None:
    given(HARBOUR, JOINED, LEFT).when(leave("2025-03-01")).then_refused(
        MemberAlreadyLeft, "on 2025-01-31", field="member_id"
    )


def test_leaving_on_the_very_same_date_again_stays_quiet() -> None:
    given(HARBOUR, JOINED, LEFT).when(leave("2025-01-31")).then_nothing()


def test_leaving_a_team_that_one_never_joined_is_refused() -> None:
    given(HARBOUR).when(leave("2025-01-31")).then_refused(NoSuchRecord, "record a team member first", field="member_id")


def test_who_left_without_having_joined_changes_nothing() -> None:
    assert given(HARBOUR, LEFT).state().team == {}


def test_the_functions_on_a_day_are_those_of_who_has_joined_and_not_left() -> None:
    team = given(HARBOUR, JOINED, LEFT).state().team
    days = [date(2024, 3, 9), date(2024, 3, 10), date(2025, 1, 30), date(2025, 1, 31)]
    assert [functions_on(team, day) for day in days] == [set(), {"IT"}, {"IT"}, set()]
    assert not team["m1"].open


# Gaps.


def test_a_strategic_account_without_anybody_has_every_gap() -> None:
    assert gaps(POLICY.service("strategic"), {}, {}, date(2024, 1, 1)) == Gaps(team=FUNCTIONS, counterparts=FUNCTIONS)


def test_gaps_are_told_from_who_is_assumed_and_who_is_confirmed_on_the_day() -> None:
    state = given(
        HARBOUR,
        JOINED,
        CounterpartNamed(on=on("2024-02-01"), counterpart_id="c1", title="CIO", function="IT", person="ann"),
        CounterpartConfirmed(on=on("2024-05-01"), counterpart_id="c1"),
        CounterpartNamed(on=on("2024-02-01"), counterpart_id="c2", title="COO", function="operations", person="bo"),
        CounterpartLeft(on=on("2024-06-01"), counterpart_id="c2"),
    ).state()
    service = POLICY.service("strategic")

    def on_day(day: date) -> Gaps:
        return gaps(service, state.team, state.counterparts, day)

    assert on_day(date(2024, 1, 31)) == Gaps(team=FUNCTIONS, counterparts=FUNCTIONS)
    assert on_day(date(2024, 4, 30)) == Gaps(
        team=("operations", "commercial", "executive"),
        counterparts=("commercial", "executive"),
        assumed=("IT", "operations"),
    )
    assert on_day(date(2024, 5, 31)).assumed == ("operations",)
    assert on_day(date(2024, 6, 1)) == Gaps(
        team=("operations", "commercial", "executive"), counterparts=("operations", "commercial", "executive")
    )


def test_an_integrated_account_needs_counterparts_in_it_and_operations_and_no_team() -> None:
    assert gaps(POLICY.service("integrated"), {}, {}, date(2024, 1, 1)) == Gaps(counterparts=("IT", "operations"))


def test_a_stable_or_unclassified_account_has_no_gaps() -> None:
    assert gaps(POLICY.service("stable"), {}, {}, date(2024, 1, 1)) == Gaps()
    assert gaps(POLICY.service(None), {}, {}, date(2024, 1, 1)) == Gaps()
