"""Who may do what."""

import pytest

from domain.access import GRANTED, ROLES, Action, Actor, NotAllowed, Role, local_actor, may, require

MATRIX: dict[Role, set[Action]] = {
    "account manager": {"read", "review", "record"},
    "CIO": {"read", "review", "record", "govern"},
    "auditor": {"read", "review", "audit"},
    "administrator": {"read", "review", "record", "govern", "audit", "operate"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_granted_what_it_needs_and_no_more(role: Role) -> None:
    actor = Actor("s", frozenset({role}))
    assert {action for action in GRANTED["administrator"] if may(actor, action)} == MATRIX[role]


def test_the_one_user_of_a_machine_may_do_everything() -> None:
    assert all(may(local_actor("kim"), action) for action in GRANTED["administrator"])


def test_somebody_without_a_role_may_do_nothing() -> None:
    with pytest.raises(NotAllowed, match="s may not read here"):
        require(Actor("s", frozenset()), "read")


def test_an_account_manager_confined_to_some_accounts_reads_and_records_these_alone() -> None:
    kim = Actor("kim", frozenset({"account manager"}), own=frozenset({"harbour"}))
    require(kim, "record", "harbour")
    require(kim, "read")
    assert not may(kim, "review"), "the whole portfolio is not theirs"
    with pytest.raises(NotAllowed, match="only what is theirs"):
        require(kim, "record", "orchard")
