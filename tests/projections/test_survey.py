"""The portfolio between two points at a glance says what the whole difference says."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from projections.difference import Backwards, Point, Survey, Told, counts, flows, survey
from projections.difference.survey import standing
from projections.projection import FOREVER
from tests.conftest import Clock
from tests.projections.test_difference import told
from tests.projections.test_difference_laws import Place, Step, days, histories, instants, law, place, points
from ui.bootstrap import Tieline

__all__ = ["place"]

LATE = ("overdue", "late")


def surveyed(tieline: Tieline, start: Point, end: Point) -> Survey:
    return survey(tieline.database, tieline.tracker.recorder, tieline.tracker.codec, start, end)


def agree(found: Survey, whole: Told) -> None:
    """Counts, classes and moves are those of the whole difference, and so is each standing that changed."""
    for what in ("happened", "learned", "gone"):
        counted = {each.relationship: getattr(each, what) for each in found.rows if getattr(each, what)}
        assert counted == Counter(each.relationship for each in getattr(whole, what)), what
    late = Counter(
        status.relationship
        for status, now in whole.stands.items()
        if now.value.startswith(LATE) and not (status in whole.stood and whole.stood[status].value.startswith(LATE))
    )
    assert {each.relationship: each.late for each in found.rows if each.late} == late
    assert list(found.classes) == counts(whole.stood, whole.stands)
    assert found.moves == flows(whole.changed)
    for aspect, place_ in (("class", 0), ("risk", 1), ("plan in force", 2)):
        changed = {
            each.relationship: (each.before, each.after)
            for each in whole.changed
            if each.aspect == aspect and each.before != each.after
        }
        assert changed == {
            each.relationship: (each.before[place_], each.after[place_])
            for each in found.rows
            if each.before[place_] != each.after[place_]
        }, aspect


@law
@given(st.lists(histories, min_size=2, max_size=3), days, instants)
def test_the_survey_of_any_two_points_agrees_with_the_whole_difference(
    place: Place, stories: list[list[Step]], some_days: list[date], hours: list[int]
) -> None:
    before, *_ = [place.account(story)[1] for story in stories]
    start, end, _ = points(before, some_days, hours)
    agree(surveyed(place.tieline, start, end), place.difference(start, end, None))


@pytest.fixture
def three(tieline: Tieline, clock: Clock, kim: Actor) -> Tieline:
    """Castle moved and is late, Bridge was told of late, Abbey did not change."""
    clock.set(datetime(2026, 4, 1, 9, tzinfo=UTC))

    def do(stream: str, command: object) -> None:
        tieline.handle(stream, command, by=kim)  # type: ignore[arg-type]  # each is a command

    for stream, name in (("a", "Abbey"), ("b", "Bridge"), ("c", "Castle")):
        do(stream, OpenRelationship(on=parse_when("2020-01-01"), name=name))
        do(stream, Reclassify(on=parse_when("2020-02"), to="stable", reason="content"))
    due = parse_when("2026-05-31")
    do("c", PlanMilestone(on=parse_when("2026-01"), milestone_id="m", title="EDI", party="the account", due=due))
    do("a", PlanMilestone(on=parse_when("2026-01"), milestone_id="n", title="Web", party="the account", due=due))
    do("a", ReachMilestone(on=parse_when("2026-03"), milestone_id="n"))
    clock.set(datetime(2026, 8, 1, 9, tzinfo=UTC))
    do("c", Reclassify(on=parse_when("2026-06-10"), to="emerging", reason="tries everything"))
    do("b", LogInteraction(on=parse_when("2026-02-10"), kind="call", summary="told late"))
    do("d", OpenRelationship(on=parse_when("2026-07-01"), name="Dale"))
    do("d", PutAtRisk(on=parse_when("2026-07-02"), reason="heard so"))
    return tieline


MARCH, JULY = date(2026, 3, 31), date(2026, 7, 31)
APRIL = round(datetime(2026, 4, 2, tzinfo=UTC).timestamp()) * 1_000_000


def test_only_what_changed_is_told_the_farthest_moved_first(three: Tieline) -> None:
    found = surveyed(three, Point(MARCH, APRIL), Point(JULY))
    assert [each.name for each in found.rows] == ["Dale", "Castle", "Bridge"]
    dale, castle, bridge = found.rows
    assert (castle.before.account_class, castle.after.account_class, castle.late) == ("stable", "emerging", 1)
    assert (castle.happened, castle.learned, castle.gone) == (1, 0, 0)
    assert (dale.before.account_class, dale.after.account_class, dale.after.risk) == ("", "unclassified", "at risk")
    assert (bridge.happened, bridge.learned) == (0, 1)
    assert bridge.before == bridge.after
    assert found.moves == [("", "unclassified", 1), ("stable", "emerging", 1)]
    assert {each: (was, now) for each, was, now in found.classes if was or now} == {
        "emerging": (0, 1),
        "stable": (3, 2),
        "unclassified": (0, 1),
    }
    agree(found, told(three, Point(MARCH, APRIL), Point(JULY), None))


def test_what_was_learned_alone_is_told_where_the_day_is_the_same(three: Tieline) -> None:
    found = surveyed(three, Point(JULY, APRIL), Point(JULY))
    assert {each.name for each in found.rows if each.happened} == set()
    assert {each.name: each.learned for each in found.rows} == {"Castle": 1, "Bridge": 1, "Dale": 2}
    agree(found, told(three, Point(JULY, APRIL), Point(JULY), None))


def test_nothing_is_told_between_a_point_and_itself(three: Tieline) -> None:
    assert surveyed(three, Point(JULY), Point(JULY)).rows == []


def test_a_survey_goes_forwards_on_both_clocks(three: Tieline) -> None:
    for start, end in ((Point(JULY), Point(MARCH)), (Point(MARCH, FOREVER), Point(JULY, APRIL))):
        with pytest.raises(Backwards):
            surveyed(three, start, end)


def test_how_those_stand_that_did_not_move_is_asked_for_when_they_are_shown(three: Tieline) -> None:
    stood = standing(three.database, ["a", "b"], Point(JULY))
    assert [stood[each].account_class for each in ("a", "b")] == ["stable", "stable"]
    assert standing(three.database, ["d"], Point(MARCH)) == {}
