"""How a relationship stood, as rectangles in time: at any point of both clocks, what a naive look at the changes says."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.recorded import NEVER
from projections.spans import ENDLESS, Change, spans

KINDS = ("class", "risk", "closing", "plan", "plan ended")
VALUES = {"class": ["strategic", "stable"], "risk": ["at risk", ""], "closing": ["closed", ""], "plan": ["Shelf"]}


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    """The changes of one relationship in the order recorded, some of them struck through later."""
    opened = Change("r", "name", 1, 1, 1, 1, NEVER, "account", "Harbour Foods", 0, 0)
    found, now = [opened], 1
    for seq in range(2, draw(st.integers(2, 12))):
        now += draw(st.integers(0, 2))
        aspect, day = draw(st.sampled_from(KINDS)), draw(st.integers(1, 9))
        starts = draw(st.integers(1, 9))
        planned = aspect == "plan"
        found.append(
            Change(
                "r", aspect, day, day + draw(st.integers(0, 3)), seq, now, NEVER if draw(st.booleans()) else now + 3,
                draw(st.sampled_from("ab")) if aspect.startswith("plan") else "",
                draw(st.sampled_from(VALUES.get(aspect, [""]))),
                starts if planned else 0, starts + draw(st.integers(1, 6)) if planned else 0,
            )
        )  # fmt: skip
    return found


def naive(told: Sequence[Change], day: int, known_at: int) -> dict[str, int]:
    """The number of the event that each aspect stands by on a day, as known at an instant."""
    there = sorted(
        (each for each in told if each.first_day <= day and each.recorded_at <= known_at < each.retracted_at),
        key=lambda each: (each.first_day, each.seq),
    )
    found: dict[str, int] = {}
    for each in there:
        if each.aspect in ("name", "class", "risk", "closing"):
            found[each.aspect] = each.seq if each.value else 0
        if each.aspect == "closing" and each.value:
            found["risk"] = 0
    terms = {each.subject: each for each in there if each.aspect == "plan"}
    ended = {each.subject for each in there if each.aspect == "plan ended"}
    live = [each for each in terms.values() if each.starts <= day < each.ends and each.subject not in ended]
    if live:
        found["plan"] = max(live, key=lambda each: (each.starts, each.seq)).seq
    return {aspect: seq for aspect, seq in found.items() if seq}


@settings(max_examples=200)
@given(changes(), st.integers(0, 16), st.integers(0, 30))
def test_every_point_of_both_clocks_lies_in_the_rectangles_of_what_stood_then(
    told: list[Change], day: int, known_at: int
) -> None:
    rows = spans(told)
    at = [
        row
        for row in rows
        if row[8] <= day < row[9] and row[10] <= known_at < row[11]  # valid_from, valid_until, known_from, known_until
    ]
    assert {row[1]: row[7] for row in at} == naive(told, day, known_at)
    assert len(at) == len({row[1] for row in at}), "no two rectangles of one aspect overlap"


@settings(max_examples=100)
@given(changes(), st.randoms())
def test_the_same_changes_give_the_same_rows_in_whatever_order(told: list[Change], random: object) -> None:
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis' own random
    assert spans(mixed) == spans(told)


def test_a_class_recorded_late_closes_what_was_known_and_opens_what_is() -> None:
    told = [
        Change("r", "class", 10, 10, 1, 100, NEVER, "", "strategic", 0, 0),
        Change("r", "class", 5, 5, 2, 200, NEVER, "", "stable", 0, 0),
        Change("r", "class", 20, 20, 3, 300, 400, "", "emerging", 0, 0),
    ]
    assert [(row[2], *row[8:12]) for row in spans(told)] == [
        ("emerging", 20, ENDLESS, 300, 400),
        ("stable", 5, 10, 200, NEVER),
        ("strategic", 10, 20, 300, 400),
        ("strategic", 10, ENDLESS, 100, 300),
        ("strategic", 10, ENDLESS, 400, NEVER),
    ]


@pytest.mark.parametrize("given_changes", [[], [Change("r", "plan ended", 3, 3, 1, 1, NEVER, "a", "", 0, 0)]])
def test_nothing_that_stands_has_no_rows(given_changes: list[Change]) -> None:
    assert spans(given_changes) == []
