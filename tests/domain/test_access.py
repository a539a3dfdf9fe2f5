"""Who may do what."""

from collections.abc import Iterable

import pytest

from domain.access import (
    ACTIONS,
    GRANTED,
    GRANTS,
    ROLES,
    Action,
    Actor,
    Grant,
    NotAllowed,
    NotARole,
    Role,
    actor_of,
    local_actor,
    may,
    reach,
    require,
    roles_in,
)

MATRIX: dict[Role, set[Action]] = {
    "account manager": {"read", "review", "record"},
    "CIO": {"read", "review", "record", "govern"},
    "auditor": {"read", "review", "audit"},
    "administrator": {"read", "review", "record", "govern", "audit", "operate"},
}
MAPPING = {
    "sales": Grant("account manager", own=True),
    "leads": Grant("account manager"),
    "office": Grant("CIO"),
    "audit": Grant("auditor"),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_granted_what_it_needs_and_no_more(role: Role) -> None:
    actor = Actor("s", frozenset({role}))
    assert {action for action in ACTIONS if may(actor, action)} == MATRIX[role]


def test_the_one_user_of_a_machine_may_do_everything() -> None:
    assert all(may(local_actor("kim"), action) for action in ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_somebody_without_a_role_may_do_nothing_and_is_told_which_role_can(action: Action) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(Actor("s", frozenset()), action)
    named = {role for role in ROLES if role in refused.value.sentence.rpartition("for the role")[2]}
    assert named == {role for role in ROLES if action in GRANTED[role]}
    assert refused.value.sentence.endswith(".")


def test_people_are_told_by_their_name_where_it_is_known() -> None:
    with pytest.raises(NotAllowed, match=r"^Kim Berg may not"):
        require(Actor("a81", frozenset(), name="Kim Berg"), "read")


def test_an_account_manager_confined_to_some_accounts_reads_and_records_these_alone() -> None:
    kim = Actor("kim", frozenset({"account manager"}), own=frozenset({"harbour"}))
    require(kim, "record", "harbour")
    require(kim, "read")
    assert not may(kim, "review"), "the whole portfolio is not theirs"
    with pytest.raises(NotAllowed, match=r"kim may record only about accounts of their own.*to assign it"):
        require(kim, "record", "orchard")
    with pytest.raises(NotAllowed, match="account manager of all accounts, CIO"):
        require(kim, "review")


def test_who_has_another_role_as_well_may_do_what_that_grants_everywhere_and_the_rest_on_their_own() -> None:
    kim = Actor("kim", frozenset({"account manager", "auditor"}), own=frozenset({"harbour"}))
    assert {action: reach(kim, action) for action in ACTIONS} == {
        "read": None,
        "review": None,
        "record": {"harbour"},
        "govern": set(),
        "audit": None,
        "operate": set(),
    }
    assert not may(kim, "record", "orchard"), "an auditor records nothing"


# Groups.


def known(subject: str) -> Iterable[str]:
    return {"kim": ["harbour"]}.get(subject, [])


@pytest.mark.parametrize(
    ("groups", "roles", "own"),
    [
        ([], set(), None),
        (["staff"], set(), None),
        (["sales"], {"account manager"}, {"harbour"}),
        (["sales", "leads"], {"account manager"}, None),
        (["office", "leads", "staff"], {"account manager", "CIO"}, None),
        (["sales", "audit"], {"account manager", "auditor"}, {"harbour"}),
        (["Sales"], set(), None),
    ],
)
def test_somebody_has_the_roles_that_any_of_their_groups_gives(
    groups: list[str], roles: set[Role], own: set[str] | None
) -> None:
    assert actor_of("kim", groups, MAPPING, known, "Kim Berg") == Actor(
        "kim", frozenset(roles), None if own is None else frozenset(own), "Kim Berg"
    )


def test_who_is_confined_and_responsible_for_nothing_has_nothing() -> None:
    lee = actor_of("lee", ["sales"], MAPPING, known)
    assert lee.own == frozenset()
    assert not may(lee, "read", "harbour")


def test_only_who_is_confined_is_looked_up() -> None:
    def refuse(subject: str) -> Iterable[str]:
        raise AssertionError(subject)

    assert actor_of("kim", ["leads", "sales"], MAPPING, refuse).own is None


def test_groups_are_mapped_to_roles_in_any_letter_case_by_text_or_table() -> None:
    table = {"sales": "Account manager:own accounts", "tieline-admins": " administrator "}
    expected = {"sales": Grant("account manager", own=True), "tieline-admins": Grant("administrator")}
    assert roles_in(table) == roles_in('{"sales": "account manager: own accounts", "tieline-admins": "ADMINISTRATOR"}')
    assert roles_in(table) == expected
    assert roles_in(" ") == {}
    assert set(GRANTS.values()) == {Grant("account manager", own=True), *(Grant(role) for role in ROLES)}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('{"sales": "boss"}', "The group “sales” is mapped to “boss”, which is no role: write “account manager: own accounts”"),
        ('{"sales": "auditor: own accounts"}', "or “administrator”."),
        ('{"sales": ["auditor"]}', "The group “sales” is mapped to no text"),
        ('{"sales": null}', "is no role"),
        ('{" ": "auditor"}', "name the group"),
        ("sales=auditor", "written as a JSON object"),
        ('["auditor"]', "written as a JSON object"),
        ("[" * 100_000, "written as a JSON object"),
        ('{"a": "auditor", "a": "CIO"}', "“a” is named twice"),
    ],
)  # fmt: skip
def test_what_is_no_role_is_refused_with_what_is_accepted(said: str, told: str) -> None:
    with pytest.raises(NotARole) as refused:
        roles_in(said)
    assert told in str(refused.value)
