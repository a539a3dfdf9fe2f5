"""Laws that hold for any history: late, out of order or ahead."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.history.event import Command, Event
from domain.history.order import dated, in_order
from domain.history.refusal import Refusal
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassified
from domain.relationship.joint_plan import (
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanSuperseded,
    JointPlanWithdrawn,
)
from domain.relationship.milestone import MilestoneDropped, MilestoneReached
from domain.relationship.model import RELATIONSHIP
from domain.relationship.objective import ObjectiveMet
from domain.relationship.showcase import ShowcaseConcluded
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Alone
from domain.relationship.system_link import STEPS, SystemLinkRetired
from tests.domain.scenario import HARBOUR
from tests.strategies import commands

AROUND = Alone(POLICY)


def live(given_commands: list[Command]) -> tuple[list[Event], Relationship]:
    """The history and state after carrying out what is accepted."""
    history: list[Event] = [HARBOUR]
    state = RELATIONSHIP.folded("r", history)
    for command in given_commands:
        try:
            events = RELATIONSHIP.decide(state, history, command, AROUND)
        except Refusal:
            continue
        history += events
        state = RELATIONSHIP.folded("r", history)
    return history, state


@given(st.lists(commands, max_size=25))
def test_no_accepted_history_has_a_decision_that_the_rules_of_its_day_forbid(given_commands: list[Command]) -> None:
    history, _ = live(given_commands)
    state = Relationship(id="r")
    for event in in_order(history):
        assert RELATIONSHIP.objection_to(state, event, AROUND) is None
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
                assert state.plans[event.plan_id].carried
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
