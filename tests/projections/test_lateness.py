"""Every point of both clocks lies in a rectangle of lateness exactly where the facts seen from there say that something is late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.recorded import NEVER
from projections.lateness import MILESTONES, OBJECTIVES, Fact, Kinds, late_on, rectangles

SOME = st.integers(1, 12)


@st.composite
def told(draw: st.DrawFn, kinds: Kinds) -> list[Fact]:
    """Facts of two things on two plans, in any order on either clock, some of them struck through."""
    own = [kinds.set_by, kinds.moved_by, *sorted(kinds.ended_by)]
    found = []
    for seq in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from([*own, *sorted(kinds.plan_ended_by)]))
        recorded_at = draw(SOME)
        struck = draw(st.one_of(st.just(NEVER), st.integers(recorded_at + 1, 14)))
        of_plan = kind in kinds.plan_ended_by
        subject = draw(st.sampled_from(["p", "q"] if of_plan else ["x", "y"]))
        plan = draw(st.sampled_from(["p", "q"])) if kind == "objective-set" else ""
        ends = draw(SOME) if kind in {kinds.set_by, kinds.moved_by} else 0
        found.append(Fact("castle", subject, kind, draw(SOME), seq, recorded_at, struck, ends, plan))
    return found


@pytest.mark.parametrize("kinds", [MILESTONES, OBJECTIVES])
@given(st.data())
def test_a_point_lies_in_one_rectangle_where_the_thing_is_late_and_else_in_none(
    kinds: Kinds, data: st.DataObject
) -> None:
    facts = data.draw(told(kinds))
    rows = list(rectangles(facts, kinds))
    for instant in range(15):
        known = sorted(
            (each for each in facts if each.recorded_at <= instant < each.retracted_at),
            key=lambda each: (each.first_day, each.seq),
        )
        for day in range(15):
            held = sorted(row[1] for row in rows if row[3] <= day < row[4] and row[5] <= instant < row[6])
            assert held == [subject for subject in ("x", "y") if late_on(about(known, subject, kinds), kinds, day)]


def about(known: list[Fact], subject: str, kinds: Kinds) -> list[Fact]:
    """What tells of one thing, and all that ended plans."""
    return [each for each in known if each.kind in kinds.plan_ended_by or each.subject == subject]


@given(told(OBJECTIVES), st.randoms())
def test_the_same_facts_give_the_same_rectangles_in_whatever_order(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert sorted(rectangles(shuffled, OBJECTIVES)) == sorted(rectangles(facts, OBJECTIVES))


def test_an_objective_is_late_from_the_day_after_it_was_due_until_its_plan_ends() -> None:
    facts = [
        Fact("castle", "x", "objective-set", 1, 1, 1, NEVER, 5, "p"),
        Fact("castle", "x", "objective-moved", 4, 2, 2, NEVER, 7),
        Fact("castle", "p", "joint-plan-completed", 10, 3, 3, NEVER, 0),
    ]
    assert ("castle", "x", 1, 8, 10, 3, NEVER) in set(rectangles(facts, OBJECTIVES))
    assert {row[5:] for row in rectangles(facts[:1], OBJECTIVES)} == {(1, NEVER)}
