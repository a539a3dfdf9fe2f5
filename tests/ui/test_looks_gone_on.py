"""A look that goes on from an earlier one finds what a look from nothing finds, whatever was recorded in between."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.access import local_actor
from domain.company.capacity import SetCapacity
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.when import on_day, parse_when, widen
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.opening import OpenRelationship, RenameRelationship
from domain.relationship.showcase import AdoptShowcase, ConcludeShowcase, StartShowcase
from domain.retracting import Correction
from projections.going_on import RECORDS, RELATIONSHIPS, changed
from projections.once import Memory
from projections.projection import FOREVER
from tests.conftest import Clock, database_on
from tests.strategies import commands
from ui.bootstrap import Tieline
from ui.portfolio.summing_up import Matters, Summary, matters, sum_up
from ui.queries.answers import Key
from ui.queries.looks import Looks
from ui.questions.question import Asked
from ui.settings import Settings

KIM = local_actor("kim")
DAY, NOW = date(2024, 7, 1), date(2026, 1, 1)
HOUR = 3_600_000_000
ACCOUNTS = 3
ON = parse_when


class Step(NamedTuple):
    """A command about one of the accounts, as new or in the place of the latest record but some, or a retraction of that."""

    account: int
    command: Command
    how: str
    back: int


def early(command: Command) -> Command:
    """The command in the first months of 2024, where its span overlaps with those of many others."""
    day = date(2024, (command.on.first.month + 1) // 2, command.on.first.day % 28 + 1)
    return replace(command, on=widen(day, command.on.precision))


COMPANY: list[Command] = [
    SetCapacity(on=ON("2024-01-01"), party="the account", period=ON("2024-Q2"), capacity=1),
    ChangePolicy(on=ON("2024-02-01"), reason="Sooner", rules=parse(POLICY, ["attention.quiet=9"])),
    ChangePolicy(on=ON("2024-03-01"), reason="Later", rules=parse(POLICY, ["attention.quiet=90"])),
]
account_commands = st.one_of(
    commands.map(early),
    st.builds(
        Reclassify, on=st.just(ON("2024-01-05")), to=st.sampled_from(["strategic", "emerging"]), reason=st.just("able")
    ),
    st.builds(RenameRelationship, on=st.just(ON("2024-01-06")), name=st.sampled_from(["Harbour", "harbour", "Mill"])),
    st.builds(StartShowcase, on=st.just(ON("2024-01-07")), showcase_id=st.just("x"), title=st.just("Tags")),
    st.builds(ConcludeShowcase, on=st.just(ON("2024-03-07")), showcase_id=st.just("x"), outcome=st.just("scale")),
    st.builds(
        AdoptShowcase,
        on=st.just(ON("2024-04-07")),
        showcase_id=st.just("y"),
        source=st.just(""),
        showcase=st.just("Tags"),
    ),
)
steps = st.builds(
    Step,
    st.integers(0, ACCOUNTS - 1),
    account_commands | st.sampled_from(COMPANY),
    st.sampled_from(["new", "new", "new", "retract", "correct"]),
    st.integers(0, 3),
)
rounds = st.lists(st.lists(steps, max_size=4), min_size=2, max_size=5)
law = settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])


class Place:
    """A Tieline with some accounts more for each example, and the looks of a process."""

    def __init__(self, folder: Path, url: str) -> None:
        self.clock = Clock(datetime(2026, 1, 1, tzinfo=UTC))
        self.tieline = Tieline(Settings(data_dir=folder, database_url=url, keys_database_url=""), clock=self.clock)
        self.looks = Looks()
        self.streams: list[str] = []

    def open(self) -> None:
        self.streams = [f"account-{len(self.streams)}-{self.position}-{each}" for each in range(ACCOUNTS)]
        for each in self.streams:
            opening = OpenRelationship(on=on_day(date(2020, 1, 1)), name=each)
            self.tieline.handle(each, opening, by=KIM)
            classed = Reclassify(on=ON("2022-01-01"), to="integrated", reason="able and willing")
            self.tieline.handle(each, classed, by=KIM)

    @property
    def position(self) -> int:
        return self.tieline.engine.position()

    def do(self, step: Step) -> None:
        self.clock.microseconds += HOUR
        seq = self.position - step.back
        command, stream = step.command, self.streams[step.account]
        if isinstance(command, AdoptShowcase):
            command = replace(command, source=self.streams[0])
        if isinstance(command, SetCapacity | ChangePolicy):
            stream = "company" if isinstance(command, SetCapacity) else "policy"
        with suppress(Refusal):
            if step.how == "retract":
                self.tieline.retract(seq, "typing error", by=KIM)
                return
            correction = Correction(record=seq, reason="typing error") if step.how == "correct" else None
            self.tieline.handle(stream, command, by=KIM, correction=correction)

    def asked(self, day: date, known_at: int = FOREVER) -> Asked:
        return Asked(tieline=self.tieline, as_of=day, since=date(2023, 1, 1), known_at=known_at)

    def gone_on(self, day: date, known_at: int = FOREVER) -> tuple[Memory, Matters, list[Summary]]:
        """What a look finds that goes on from the last one of this day."""
        key = Key(("settings", (self.position, 0)), (day, known_at))
        memory, asked = self.looks.begin(key, self.tieline.tracker.recorder), self.asked(day, known_at)
        found = matters(asked, memory)
        self.looks.keep(key, memory)
        summed_up = sum_up(asked, memory)
        self.looks.keep(key, memory)
        return memory, found, summed_up

    def agrees(self, day: date, known_at: int = FOREVER) -> Memory:
        """Check it against a look from nothing."""
        asked = self.asked(day, known_at)
        from_nothing = Memory()
        expected, summed_up = matters(asked, from_nothing), sum_up(asked, from_nothing)
        memory, found, gone_on = self.gone_on(day, known_at)
        assert found.found.to_dict("records") == expected.found.to_dict("records")
        assert found.answer.says == expected.answer.says
        assert gone_on == summed_up
        return memory


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    fresh = iter(database_on(request.getfixturevalue("postgresql"))) if request.param == "postgresql" else iter([""])
    found = Place(tmp_path_factory.mktemp("looks"), next(fresh))
    yield found
    found.tieline.close()
    next(fresh, None)


@law
@given(rounds, st.booleans())
def test_a_look_that_goes_on_finds_what_a_look_from_nothing_finds(
    place: Place,
    given_rounds: list[list[Step]],
    looked: bool,
) -> None:
    if looked:
        place.agrees(DAY)
    place.open()
    for some in given_rounds:
        for step in some:
            place.do(step)
        place.agrees(DAY)
    place.agrees(NOW)
    place.agrees(DAY, place.clock() - HOUR)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    """A Tieline of its own with its first accounts, looked at once; the database makes no difference."""
    found = Place(tmp_path, "")
    found.open()
    found.gone_on(DAY)
    yield found
    found.tieline.close()


def looked_up(memory: Memory) -> set[object]:
    """The relationships that were looked up by themselves."""
    return {bound.arguments.get("relationship") for _, bound in memory.values()} - {None}


def test_only_what_was_recorded_about_is_looked_up_again(here: Place) -> None:
    here.do(Step(1, StartShowcase(on=ON("2024-01-07"), showcase_id="x", title="Tags"), "new", 0))
    memory, *_ = here.gone_on(DAY)
    assert looked_up(memory) == {here.streams[1]}
    memory, *_ = here.gone_on(DAY)
    assert looked_up(memory) == set()


def test_a_retraction_is_about_what_it_strikes(here: Place) -> None:
    here.do(Step(0, COMPANY[0], "retract", 0))
    memory, *_ = here.gone_on(DAY)
    assert looked_up(memory) == {here.streams[-1]}


def test_another_version_of_the_policy_is_looked_at_from_nothing(here: Place) -> None:
    here.do(Step(0, COMPANY[1], "new", 0))
    memory = here.agrees(DAY)
    assert memory.earlier is None
    assert looked_up(memory) == set()


def test_more_than_is_worth_going_on_from_is_looked_at_from_nothing(here: Place) -> None:
    recorder, before = here.tieline.tracker.recorder, here.position
    for _ in range(RELATIONSHIPS // ACCOUNTS + 1):
        here.open()
    assert changed(recorder, here.position - 1, here.position) == (here.streams[-1],)
    assert changed(recorder, before, here.position) is None
    assert here.position - before < RECORDS
    assert looked_up(here.agrees(DAY)) == set()


def test_nothing_is_gone_on_from_that_is_of_before_something_was_forgotten(here: Place) -> None:
    recorder = here.tieline.tracker.recorder
    memory, *_ = here.gone_on(DAY)
    assert memory.earlier is not None
    forgotten = Key(("settings", (here.position, 1)), (DAY, FOREVER))
    assert here.looks.begin(forgotten, recorder).earlier is None
    here.looks.keep(forgotten, Memory())
    assert here.looks.begin(Key(("settings", (here.position, 0)), (DAY, FOREVER)), recorder).earlier is None
