"""What holds of the difference between any two points of any history, corrections and retractions included."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.access import local_actor
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.when import on_day, widen
from domain.relationship.classification import Reclassify
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from domain.relationship.showcase import StartShowcase
from domain.retracting import Correction
from projections.difference import Point, Told, difference, gone, happened, learned
from projections.difference.seen import strikes
from projections.projection import day_number
from projections.retracted import retractions
from projections.timeline import timeline
from projections.what_if import policy_known
from tests.conftest import Clock
from tests.strategies import commands
from ui.bootstrap import Tieline
from ui.settings import Settings

KIM = local_actor("kim")
CLASSED = date(2022, 1, 1)


class Step(NamedTuple):
    """A command as new or in the place of the latest record but some, or the retraction of that record."""

    command: Command
    how: str
    back: int


def early(command: Command) -> Command:
    """The command in the first months of 2024, where its span overlaps with those of many others."""
    day = date(2024, (command.on.first.month + 1) // 2, command.on.first.day % 28 + 1)
    return replace(command, on=widen(day, command.on.precision))


steps = st.builds(
    Step, commands.map(early), st.sampled_from(["new", "new", "new", "retract", "correct"]), st.integers(0, 3)
)
BEGUN = [
    Step(Reclassify(on=on_day(CLASSED), to="strategic", reason="able and willing"), "new", 0),
    Step(StartShowcase(on=on_day(date(2024, 1, 20)), showcase_id="x", title="Tags"), "new", 0),
    Step(StartShowcase(on=on_day(date(2024, 3, 20)), showcase_id="x", title="RFID tags"), "correct", 0),
    Step(PutAtRisk(on=on_day(date(2024, 2, 20)), reason="heard so"), "new", 0),
    Step(PutAtRisk(on=on_day(date(2024, 2, 20)), reason="heard so"), "retract", 0),
]
"""With these each history has something corrected and something retracted."""
histories = st.lists(steps, min_size=12, max_size=20).map(lambda each: [*BEGUN, *each])
days = st.lists(st.dates(date(2023, 12, 1), date(2025, 1, 31)), min_size=3, max_size=3).map(sorted)
instants = st.lists(st.integers(0, 22), min_size=3, max_size=3).map(sorted)
law = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])


class Place:
    """A Tieline in which each history has an account of its own, and each thing recorded an hour of its own."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(datetime(2026, 1, 1, tzinfo=UTC))
        self.tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""), clock=self.clock)
        self.accounts = 0

    def account(self, given_steps: list[Step]) -> tuple[str, int]:
        """A new account with this history, and the instant before it was opened."""
        self.accounts += 1
        stream, before = f"account-{self.accounts}", self.clock()
        opening = OpenRelationship(on=on_day(date(2020, 1, 1)), name=f"Harbour Foods {self.accounts}")
        for step in [Step(opening, "new", 0), *given_steps]:
            self.clock.microseconds += 3_600_000_000
            with suppress(Refusal):
                self.do(stream, step)
        return stream, before

    def do(self, stream: str, step: Step) -> None:
        seq = self.tieline.tracker.recorder.head()[0] - step.back
        if step.how == "retract":
            self.tieline.retract(seq, "typing error", by=KIM)
            return
        correction = Correction(record=seq, reason="typing error") if step.how == "correct" else None
        self.tieline.handle(stream, step.command, by=KIM, correction=correction)

    def seen(self, stream: str, point: Point) -> set[int]:
        """What the timeline shows at a point."""
        return set(timeline(self.tieline.database, stream, point.day, point.known_at)["seq"])

    def came(self, start: Point, end: Point, stream: str | None) -> tuple[set[int], set[int], set[int]]:
        """The numbers of what happened, what was learned, and what is gone."""
        database, recorder = self.tieline.database, self.tieline.tracker.recorder
        struck = retractions(recorder, self.tieline.tracker.codec, strikes(recorder, start, end))
        found = (
            happened(database, start, end, stream),
            learned(database, recorder, start, end, stream),
            gone(database, start, end, struck, stream),
        )
        numbers = [[each.seq for each in some] for some in found]
        assert all(len(set(some)) == len(some) for some in numbers)
        return set(numbers[0]), set(numbers[1]), set(numbers[2])

    def difference(self, start: Point, end: Point, stream: str | None) -> Told:
        tracker = self.tieline.tracker
        return difference(
            self.tieline.database,
            tracker.recorder,
            tracker.codec,
            lambda known_at: policy_known(tracker.recorder, tracker.codec, known_at),
            start,
            end,
            stream,
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    found = Place(tmp_path_factory.mktemp("difference"))
    yield found
    found.tieline.close()


def points(before: int, some_days: list[date], hours: list[int]) -> list[Point]:
    """Points of these days, known so many hours after the history began."""
    return [Point(day, before + hour * 3_600_000_000) for day, hour in zip(some_days, hours, strict=True)]


@law
@given(histories, days, instants)
def test_what_was_seen_then_with_the_difference_is_what_is_seen_now(
    place: Place, given_steps: list[Step], some_days: list[date], hours: list[int]
) -> None:
    stream, before = place.account(given_steps)
    start, end, _ = points(before, some_days, hours)
    then, now = place.seen(stream, start), place.seen(stream, end)
    happened_, learned_, gone_ = place.came(start, end, stream)
    assert gone_ <= then
    assert not (happened_ | learned_) & then
    assert (then - gone_) | happened_ | learned_ == now
    assert not happened_ & learned_
    frame = timeline(place.tieline.database, stream).set_index("seq")["first_day"]
    assert all(frame[seq] > day_number(start.day) for seq in happened_ & set(frame.index))
    everywhere = place.came(start, end, None)
    assert happened_ <= everywhere[0]
    assert learned_ <= everywhere[1]
    assert gone_ <= everywhere[2]


@law
@given(histories, days, instants)
def test_a_difference_of_two_steps_is_the_two_differences_one_after_the_other(
    place: Place, given_steps: list[Step], some_days: list[date], hours: list[int]
) -> None:
    stream, before = place.account(given_steps)
    first, second, third = points(before, some_days, hours)
    came_first, came_then, came_whole = (
        place.came(start, end, stream) for start, end in ((first, second), (second, third), (first, third))
    )
    assert (
        came_whole[0] | came_whole[1] == ((came_first[0] | came_first[1]) - came_then[2]) | came_then[0] | came_then[1]
    )
    assert came_whole[2] == came_first[2] | (came_then[2] & place.seen(stream, first))


@law
@given(histories, days, instants)
def test_how_an_account_stood_with_what_changed_is_how_it_stands(
    place: Place, given_steps: list[Step], some_days: list[date], hours: list[int]
) -> None:
    stream, before = place.account(given_steps)
    start, end, _ = points(before, some_days, hours)
    told = place.difference(start, end, stream)
    stood = {status: each.value for status, each in told.stood.items()}
    stands = {status: each.value for status, each in told.stands.items()}
    changed = sorted((each.aspect, each.before, each.after) for each in told.changed if each.before != each.after)
    assert changed == sorted(
        (status.aspect, stood.get(status, ""), stands.get(status, ""))
        for status in {**stood, **stands}
        if stood.get(status, "") != stands.get(status, "")
        and (status.aspect not in {"name", "kind"} or (status in stood and status in stands))
    )
    assert all(each.by for each in told.changed)
    if start.known_at == end.known_at:
        assert not any("we learned it" in each.by for each in told.changed)
    if start.day == end.day:
        assert not any("it happened" in each.by for each in told.changed)
    everywhere = place.difference(start, end, None)
    assert {status: each for status, each in everywhere.stands.items() if status.relationship == stream} == told.stands
    assert [each for each in everywhere.changed if each.relationship == stream] == told.changed
    assert [each for each in everywhere.gone if each.relationship == stream] == told.gone
    assert [each for each in everywhere.learned if each.relationship == stream] == told.learned


@law
@given(histories, st.dates(date(2023, 12, 1), date(2025, 1, 31)), st.integers(0, 22))
def test_a_point_does_not_differ_from_itself(place: Place, given_steps: list[Step], day: date, hour: int) -> None:
    stream, before = place.account(given_steps)
    point = Point(day, before + timedelta(hours=hour) // timedelta(microseconds=1))
    assert place.difference(point, point, stream).nothing
    assert place.difference(point, point, None).nothing
