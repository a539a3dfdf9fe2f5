"""Opening, renaming and ids in other systems: does, refuses, stays quiet."""

import pytest

from domain.history.refusal import NothingEntered
from domain.relationship.account_class import RelationshipKind
from domain.relationship.opening import (
    AlreadyOpen,
    IdentifyRelationship,
    OpenRelationship,
    RelationshipIdentified,
    RelationshipOpened,
    RelationshipRenamed,
    RenameRelationship,
)
from tests.domain.scenario import HARBOUR, given, on

RENAMED = RelationshipRenamed(on=on("2023-05"), name="Harbour Group")
IN_SALESFORCE = RelationshipIdentified(on=on("2021-01-01"), system="Salesforce", external_id="0015A")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("account", "Opened as an account: North"),
        ("channel partner", "Opened as a channel partner: North"),
        ("internal", "Opened as an internal line–IS relationship: North"),
        ("segment", "Opened as a segment: North"),
    ],
)
def test_a_relationship_of_any_kind_is_opened_and_says_what_it_is(kind: RelationshipKind, said: str) -> None:
    outcome = given().when(OpenRelationship(on=on("2020"), name="North", kind=kind))
    outcome.then(RelationshipOpened(on=on("2020"), name="North", kind=kind))
    assert outcome.events[0].headline({}) == said
    assert given(*outcome.events).state().kind == kind


def test_opening_it_again_as_another_kind_is_refused() -> None:
    command = OpenRelationship(on=on("2020-01-01"), name="Harbour Foods", kind="channel partner")
    given(HARBOUR).when(command).then_refused(AlreadyOpen, "the account “Harbour Foods”", field="name")


def test_a_relationship_is_renamed_and_keeps_its_old_name() -> None:
    given(HARBOUR).when(RenameRelationship(on=on("2023-05"), name=" Harbour  Group ")).then(RENAMED)
    state = given(HARBOUR, RENAMED).state()
    assert (state.name, state.profile.former_names) == ("Harbour Group", ("Harbour Foods",))


def test_an_old_name_that_is_used_again_is_no_longer_a_former_one() -> None:
    back = RelationshipRenamed(on=on("2024"), name="Harbour Foods")
    state = given(HARBOUR, RENAMED, back).state()
    assert (state.name, state.profile.former_names) == ("Harbour Foods", ("Harbour Group",))


def test_an_empty_name_is_refused() -> None:
    given(HARBOUR).when(RenameRelationship(on=on("2023"), name=" ")).then_refused(NothingEntered, field="name")


def test_renaming_it_to_the_name_that_it_has_stays_quiet() -> None:
    given(HARBOUR, RENAMED).when(RenameRelationship(on=on("2024"), name="Harbour Group")).then_nothing()


def test_a_name_that_counted_before_a_later_one_is_recorded_late_and_leaves_today_as_it_is() -> None:
    late = RelationshipRenamed(on=on("2022"), name="Harbour & Sons")
    given(HARBOUR, RENAMED).when(RenameRelationship(on=on("2022"), name="Harbour & Sons")).then(late)
    state = given(HARBOUR, RENAMED, late).state()
    assert (state.name, state.profile.former_names) == ("Harbour Group", ("Harbour Foods", "Harbour & Sons"))


def test_a_spelling_is_a_name_of_its_own() -> None:
    given(HARBOUR).when(RenameRelationship(on=on("2023"), name="HARBOUR Foods")).then(
        RelationshipRenamed(on=on("2023"), name="HARBOUR Foods")
    )


def test_opening_it_again_under_the_name_that_it_once_had_stays_quiet() -> None:
    given(HARBOUR, RENAMED).when(OpenRelationship(on=on("2020-01-01"), name="Harbour  Foods")).then_nothing()


def test_the_id_in_another_system_is_recorded() -> None:
    given(HARBOUR).when(IdentifyRelationship(on=on("2021-01-01"), system=" Salesforce ", external_id=" 0015A ")).then(
        IN_SALESFORCE
    )
    assert given(HARBOUR, IN_SALESFORCE).state().profile.external_ids == {"Salesforce": "0015A"}


@pytest.mark.parametrize(("system", "external_id", "field"), [(" ", "1", "system"), ("SAP", "", "external_id")])
def test_an_id_without_its_system_or_a_system_without_an_id_is_refused(
    system: str, external_id: str, field: str
) -> None:
    given(HARBOUR).when(IdentifyRelationship(on=on("2021"), system=system, external_id=external_id)).then_refused(
        NothingEntered, field=field
    )


@pytest.mark.parametrize("system", ["Salesforce", "salesforce"])
def test_the_same_id_in_the_same_system_stays_quiet(system: str) -> None:
    command = IdentifyRelationship(on=on("2022-01-01"), system=system, external_id="0015A")
    given(HARBOUR, IN_SALESFORCE).when(command).then_nothing()


def test_an_id_is_another_where_its_letter_case_is() -> None:
    command = IdentifyRelationship(on=on("2022-01-01"), system="Salesforce", external_id="0015a")
    given(HARBOUR, IN_SALESFORCE).when(command).then(
        RelationshipIdentified(on=on("2022-01-01"), system="Salesforce", external_id="0015a")
    )


def test_another_id_in_the_same_system_takes_the_place_of_the_old_one() -> None:
    command = IdentifyRelationship(on=on("2022-01-01"), system="SALESFORCE", external_id="0017B")
    outcome = given(HARBOUR, IN_SALESFORCE).when(command)
    outcome.then(RelationshipIdentified(on=on("2022-01-01"), system="Salesforce", external_id="0017B"))
    state = given(HARBOUR, IN_SALESFORCE, *outcome.events).state()
    assert state.profile.external_ids == {"Salesforce": "0017B"}


def test_each_system_has_its_own_id() -> None:
    in_sap = RelationshipIdentified(on=on("2022-01-01"), system="SAP", external_id="7")
    given(HARBOUR, IN_SALESFORCE).when(IdentifyRelationship(on=on("2022-01-01"), system="SAP", external_id="7")).then(
        in_sap
    )
    state = given(HARBOUR, IN_SALESFORCE, in_sap).state()
    assert state.profile.external_ids == {"Salesforce": "0015A", "SAP": "7"}


def test_two_people_who_change_ids_in_different_systems_do_not_disturb_each_other() -> None:
    command = IdentifyRelationship(on=on("2022-01-01"), system="SAP", external_id="7")
    same = IdentifyRelationship(on=on("2022-01-01"), system=" salesforce", external_id="7")
    assert not IN_SALESFORCE.touches & command.rests_on
    assert IN_SALESFORCE.touches & same.rests_on
    assert RENAMED.touches & RenameRelationship(on=on("2024"), name="Pine").rests_on


def test_what_was_known_of_it_before_it_was_opened_stays_known() -> None:
    earlier = RelationshipIdentified(on=on("2019"), system="SAP", external_id="7")
    state = given(HARBOUR, earlier).state()
    assert (state.name, state.profile.external_ids) == ("Harbour Foods", {"SAP": "7"})
