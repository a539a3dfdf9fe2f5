"""Laws that hold for any history: late, out of order or ahead."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.history.asking import New, fields
from domain.history.event import Command, Event
from domain.history.model import Model
from domain.history.order import dated, in_order
from domain.history.refusal import Refusal
from domain.models import MODELS
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassified
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import (
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanSuperseded,
    JointPlanWithdrawn,
    ReviewPlan,
    ShareRisk,
)
from domain.relationship.milestone import MilestoneDropped, MilestoneReached
from domain.relationship.model import RELATIONSHIP
from domain.relationship.objective import ObjectiveMet
from domain.relationship.observation import NoteFact
from domain.relationship.service_terms.rule_commands import NoteBreach
from domain.relationship.showcase import ShowcaseConcluded, SpendOnShowcase
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Alone
from domain.relationship.system_link import STEPS, SystemLinkRetired
from domain.relationship.terrain import SurveyTerrain
from tests.domain.scenario import HARBOUR
from tests.strategies import BY_COMMAND, commands, commands_of

AROUND = Alone(POLICY)


MAY_HAPPEN_TWICE = {LogInteraction, NoteBreach, NoteFact, ReviewPlan, ShareRisk, SpendOnShowcase, SurveyTerrain}
"""What is told in words, which are sealed so that nobody can compare them, or happens twice on a day as it is."""

models = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.name))


def live(given_commands: list[Command]) -> tuple[list[Event], Relationship]:
    """The history and state after carrying out what is accepted."""
    history = [HARBOUR, *(event for _, events in accepted(RELATIONSHIP, given_commands) for event in events)]
    return history, RELATIONSHIP.folded("r", history)


def accepted(model: Model[Any], given_commands: list[Command]) -> Iterator[tuple[Command, list[Event]]]:
    """Each command that leads to something, decided on what those before it led to, and the events."""
    history: list[Event] = [HARBOUR] if model is RELATIONSHIP else []
    state = model.folded("r", history)
    for command in given_commands:
        try:
            events = model.decide(state, history, command, AROUND)
        except Refusal as refusal:
            assert_is_one_sentence(refusal.sentence)
            continue
        if events:
            history += events
            state = model.folded("r", history)
            yield command, events


def assert_is_one_sentence(sentence: str) -> None:
    assert sentence.endswith(".")
    assert not re.search(r"[.!?\n] ?[A-Z]", sentence)


@settings(max_examples=1)
@given(data=st.data())
def test_the_strategies_give_every_command(data: st.DataObject) -> None:
    assert set(BY_COMMAND) == {command for model in MODELS for command in model.decisions}
    assert all(type(data.draw(each)) is command for command, each in BY_COMMAND.items())


@models
@given(data=st.data())
def test_what_is_added_at_the_end_gives_the_state_of_the_whole_history(model: Model[Any], data: st.DataObject) -> None:
    history: list[Event] = [HARBOUR] if model is RELATIONSHIP else []
    state = model.folded("r", history)
    for _, events in accepted(model, data.draw(st.lists(commands_of(model), max_size=25))):
        history += events
        whole = model.folded("r", history)
        if min(each.on.first for each in events) >= state.frontier:
            added = model.fold(state, in_order(events))
            assert replace(added, version=whole.version, frontier=whole.frontier) == whole
        state = whole


@models
@given(data=st.data())
def test_events_and_state_are_the_same_after_they_were_written_and_read(model: Model[Any], data: st.DataObject) -> None:
    history = [event for _, events in accepted(model, data.draw(st.lists(commands_of(model)))) for event in events]
    for event in history:
        assert msgspec.json.decode(msgspec.json.encode(event), type=type(event)) == event
    state = model.folded("r", history)
    assert msgspec.json.decode(msgspec.json.encode(state), type=model.state) == state


@models
@given(data=st.data())
def test_recorded_again_nothing_happens_twice_but_what_may(model: Model[Any], data: st.DataObject) -> None:
    history: list[Event] = [HARBOUR] if model is RELATIONSHIP else []
    for command, events in accepted(model, data.draw(st.lists(commands_of(model), max_size=25))):
        history += events
        if type(command) in MAY_HAPPEN_TWICE:
            continue
        made_up = {each.name: "made up" for each in fields(type(command)) if isinstance(each.ask, New)}
        try:
            again = model.decide(model.folded("r", history), history, replace(command, **made_up), AROUND)
        except Refusal:
            continue
        assert again == []


@given(st.lists(commands, max_size=25))
def test_no_accepted_history_has_a_decision_that_the_rules_of_its_day_forbid(given_commands: list[Command]) -> None:
    history, _ = live(given_commands)
    state = Relationship(id="r")
    ordered = dated(history)
    for day, event in ordered:
        if RELATIONSHIP.objection_to(state, event, AROUND):
            others = [each for counts_from, each in ordered if counts_from <= day and each is not event]
            that_day = RELATIONSHIP.fold(Relationship(id="r"), others)
            assert RELATIONSHIP.objection_to(that_day, event, AROUND) is None, "whatever came first on that day"
        state = RELATIONSHIP.evolve(state, event)


@given(st.lists(commands, max_size=25))
def test_the_class_today_is_that_of_the_latest_day_and_not_of_the_latest_recording(
    given_commands: list[Command],
) -> None:
    history, state = live(given_commands)
    classified = [event for event in history if isinstance(event, Reclassified)]
    expected = max(enumerate(classified), key=lambda each: (each[1].on.first, each[0]), default=(0, None))[1]
    assert state.account_class == (expected.to if expected else None)


@given(st.lists(commands, max_size=25))
def test_nothing_ends_certainly_before_it_began(given_commands: list[Command]) -> None:
    _, state = live(given_commands)
    spans = [(each.begun, each.concluded) for each in state.showcases.values()]
    spans += [(each.planned, each.ended) for each in state.milestones.values()]
    spans += [(each.begun, each.retired) for each in state.links.values()]
    spans += [(each.latest, each.left) for each in state.counterparts.values()]
    spans += [(each.joined, each.left) for each in state.team.values()]
    assert all(end is None or not end.certainly_before(begin) for begin, end in spans)


@given(st.lists(commands, max_size=25))
def test_a_link_comes_to_its_steps_in_order_and_is_suspended_and_resumed_by_turns(
    given_commands: list[Command],
) -> None:
    _, state = live(given_commands)
    for link in state.links.values():
        reached = [link.steps[step] for step in STEPS if step in link.steps] + ([link.live] if link.live else [])
        assert not any(
            after.certainly_before(before) for place, before in enumerate(reached) for after in reached[place + 1 :]
        )
        assert all(turn.to == ("resumed" if place % 2 else "suspended") for place, turn in enumerate(link.turns))
        assert link.turns == tuple(sorted(link.turns, key=lambda turn: turn.on.first))
        assert not any(turn.on.certainly_before(link.begun) for turn in link.turns)


@given(st.lists(commands, max_size=25))
def test_every_end_that_was_accepted_is_in_the_state(given_commands: list[Command]) -> None:
    history, state = live(given_commands)
    for event in history:
        match event:
            case JointPlanClosedEarly():
                assert state.plans[event.plan_id].closed == event.on
            case JointPlanCompleted() | JointPlanSuperseded() | JointPlanWithdrawn():
                assert state.plans[event.plan_id].ended == event.on
            case ObjectiveMet():
                assert state.objectives[event.objective_id].settled == event.on
            case JointPlanCarriedToEnd():
                assert state.plans[event.plan_id].carried or state.plans[event.plan_id].amendments
            case ShowcaseConcluded():
                assert state.showcases[event.showcase_id].concluded == event.on
            case MilestoneReached():
                assert state.milestones[event.milestone_id].reached == event.on
            case MilestoneDropped():
                assert state.milestones[event.milestone_id].dropped == event.on
            case SystemLinkRetired():
                assert state.links[event.link_id].retired == event.on
            case _:
                continue


@given(st.lists(commands, max_size=20), st.dates(date(2020, 1, 1), date(2025, 12, 31)))
def test_what_had_happened_by_a_day_folds_the_same_whatever_is_recorded_of_later_days(
    given_commands: list[Command], day: date
) -> None:
    history, _ = live(given_commands)
    by_then = [event for counts_from, event in dated(history) if counts_from <= day]
    assert RELATIONSHIP.fold(Relationship(id="r"), by_then) == RELATIONSHIP.fold(
        Relationship(id="r"), in_order([event for event in history if event.on.first <= day])
    )
