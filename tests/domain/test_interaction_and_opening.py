"""Interactions and openings: does, refuses, stays quiet."""

from domain.history.refusal import NothingEntered
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.opening import AlreadyOpen, OpenRelationship, RelationshipOpened
from tests.domain.scenario import HARBOUR, given, on


def test_an_interaction_is_logged() -> None:
    given(HARBOUR).when(LogInteraction(on=on("2024-03-01"), kind="meeting", summary=" Line review ")).then(
        InteractionLogged(on=on("2024-03-01"), kind="meeting", summary="Line review")
    )


def test_an_interaction_without_a_summary_is_refused() -> None:
    given(HARBOUR).when(LogInteraction(on=on("2024-03-01"), kind="call", summary="")).then_refused(
        NothingEntered, field="summary"
    )


def test_a_relationship_is_opened_under_its_name() -> None:
    given().when(OpenRelationship(on=on("2020-01-01"), name="  Harbour   Foods ")).then(HARBOUR)


def test_a_relationship_without_a_name_is_refused() -> None:
    given().when(OpenRelationship(on=on("2020-01-01"), name=" ")).then_refused(NothingEntered, field="name")


def test_opening_the_same_relationship_again_stays_quiet() -> None:
    given(HARBOUR).when(OpenRelationship(on=on("2020-01-01"), name="Harbour Foods")).then_nothing()


def test_opening_a_relationship_under_another_name_is_refused() -> None:
    given(HARBOUR).when(OpenRelationship(on=on("2020-01-01"), name="Pine Retail")).then_refused(AlreadyOpen)


def test_a_group_of_accounts_is_opened_as_a_segment() -> None:
    given().when(OpenRelationship(on=on("2020"), name="All retailers", kind="segment")).then(
        RelationshipOpened(on=on("2020"), name="All retailers", kind="segment")
    )
