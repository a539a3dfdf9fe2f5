"""Facts that nothing else says: noted as they are told, and judged by nothing."""

import pytest

from domain.history.refusal import NothingEntered
from domain.history.when import parse_when as when
from domain.models import MODELS
from domain.relationship.closing import RelationshipClosed
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.model import RELATIONSHIP
from domain.relationship.observation import FactObserved, NoteFact
from domain.relationship.opening import OpenRelationship
from tests.domain.scenario import HARBOUR
from tests.domain.test_laws import AROUND


def test_a_fact_is_noted_with_its_words_and_where_it_stands() -> None:
    state = RELATIONSHIP.folded("r", [HARBOUR])
    command = NoteFact(on=when("2024-03"), reason=" Rating changed from “Warm” to “Hot” ", lane="economics")
    (event,) = RELATIONSHIP.decide(state, None, command, AROUND)
    assert isinstance(event, FactObserved)
    assert (event.lane, event.reason, event.observed) == ("economics", "Rating changed from “Warm” to “Hot”", True)
    assert event.headline({}) == "Observed in economics"
    assert FactObserved(on=command.on, lane="other").headline({}) == "Observed"


def test_a_fact_without_words_is_refused() -> None:
    state = RELATIONSHIP.folded("r", [HARBOUR])
    with pytest.raises(NothingEntered, match="write it in a sentence") as refusal:
        RELATIONSHIP.decide(state, None, NoteFact(on=when("2024"), reason="  "), AROUND)
    assert refusal.value.field == "reason"


def test_what_stands_alone_leaves_every_state_as_it_is_and_is_objected_to_by_nothing() -> None:
    alone = [
        kind
        for model in MODELS
        for concept in model.concepts
        for kind in concept.kinds
        if model.stands_alone(kind.event)
    ]
    assert {each.event for each in alone} == {InteractionLogged, FactObserved}
    closed = RELATIONSHIP.folded("r", [HARBOUR, RelationshipClosed(on=when("2023"), reason="over")])
    for event in (
        InteractionLogged(on=when("2024"), kind="call", summary="x"),
        FactObserved(on=when("2024"), lane="other"),
    ):
        assert RELATIONSHIP.evolve(closed, event) is closed
        assert not event.begins
        assert RELATIONSHIP.objection_to(closed, event, AROUND) is None
    assert not RELATIONSHIP.stands_alone(OpenRelationship)


def test_what_stands_alone_is_decided_alike_however_late_and_needs_no_history() -> None:
    late, state = when("1990"), RELATIONSHIP.folded("r", [HARBOUR])
    for command in (LogInteraction(on=late, kind="call", summary="x"), NoteFact(on=late, reason="x")):
        assert RELATIONSHIP.decide(state, None, command, AROUND) == RELATIONSHIP.decide(
            state, [HARBOUR], command, AROUND
        )
