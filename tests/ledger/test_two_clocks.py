"""Any sequence of commands, corrections and retractions, asked about any day as known at any time, against a naive model.

The model is a list: what happened, from when it was known, and up to when. It is asked by going through all of it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.access import local_actor
from domain.history.event import Command, Event
from domain.history.order import dated
from domain.history.refusal import Refusal
from domain.history.when import on_day, widen
from domain.ledger.record import Receipt
from domain.relationship.classification import Reclassify
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.relationship.state import Relationship
from domain.retracting import Correction, folded
from projections.audit import audit
from projections.portfolio import portfolio
from projections.replay import replay
from projections.timeline import timeline
from tests.conftest import Clock
from tests.strategies import commands
from ui.bootstrap import Tieline
from ui.settings import Settings

KIM = local_actor("kim")
HOUR = timedelta(hours=1)


class Step(NamedTuple):
    """A command recorded as new, or in the place of one of the records before; or only that record retracted."""

    command: Command
    does: str
    which: int


class Known(NamedTuple):
    """A line of the model: what happened, its number, and from when up to when it was known."""

    event: Event
    seq: int
    command: int
    since: int
    until: int | None


class Naive:
    """The model of two clocks."""

    def __init__(self) -> None:
        self.lines: list[Known] = []

    def add(self, events: list[tuple[int, Event]], now: int) -> None:
        number = events[0][0] if events else 0
        self.lines += [Known(event, seq, number, now, None) for seq, event in events]

    def strike(self, seq: int, now: int) -> None:
        command = next(each.command for each in self.lines if each.seq == seq)
        self.lines = [
            each._replace(until=now) if each.command == command and each.until is None else each for each in self.lines
        ]

    def standing(self, known_at: int) -> list[Known]:
        return [each for each in self.lines if each.since <= known_at and (each.until is None or each.until > known_at)]

    def state(self, day: date, known_at: int) -> Relationship:
        by_then = [
            event for _, event in dated(each.event for each in self.standing(known_at) if each.event.on.first <= day)
        ]
        return RELATIONSHIP.fold(Relationship(id="any"), by_then)


class Place:
    """A Tieline where every history has an account of its own, and every command an hour of its own."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(datetime(2026, 1, 1, tzinfo=UTC))
        where = Settings(data_dir=folder, database_url="", keys_database_url="")
        self.tieline, self.other = Tieline(where, clock=self.clock), Tieline(where, clock=self.clock)
        self.accounts = 0

    def later(self) -> int:
        self.clock.microseconds += HOUR // timedelta(microseconds=1)
        return self.clock.microseconds

    def told(self, steps: list[Step]) -> tuple[str, Naive, list[int]]:
        """Carry the steps out on a fresh account; the model, and the instants at which something was recorded."""
        self.accounts += 1
        stream, model, instants = f"relationship-{self.accounts}", Naive(), [self.later()]
        opened = OpenRelationship(on=on_day(date(2019, 1, 1)), name=f"Account {self.accounts}")
        self.took(stream, model, self.tieline.tracker.handle(stream, opened, by=KIM), struck=0)
        for step in steps:
            instants.append(self.later())
            seqs = [each.seq for each in model.lines]
            seq = seqs[step.which % len(seqs)]
            try:
                if step.does == "retract":
                    receipt = self.tieline.tracker.retract(seq, "wrong", by=KIM)
                elif step.does == "correct":
                    correction = Correction(record=seq, reason="wrong")
                    receipt = self.tieline.tracker.handle(stream, step.command, by=KIM, correction=correction)
                else:
                    receipt = self.tieline.tracker.handle(stream, step.command, by=KIM)
            except Refusal:
                continue
            self.took(stream, model, receipt, struck=0 if step.does == "record" else seq)
        self.tieline.engine.catch_up()
        return stream, model, instants

    def took(self, stream: str, model: Naive, receipt: Receipt, *, struck: int) -> None:
        """Write what was accepted into the model."""
        if not receipt.count:
            return
        if struck:
            model.strike(struck, self.clock.microseconds)
        new = [
            (each.seq, each.event)
            for each in self.tieline.tracker.history(stream)
            if receipt.first_seq <= each.seq <= receipt.last_seq and not hasattr(each.event, "record")
        ]
        model.add(new, self.clock.microseconds)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    found = Place(tmp_path_factory.mktemp("clocks"))
    yield found
    assert not audit(found.tieline.engine, [], []).findings
    found.tieline.close()
    found.other.close()


def early(command: Command) -> Command:
    """The command in the first months of 2024, where its span overlaps with those of many others."""
    day = date(2024, (command.on.first.month + 1) // 2, command.on.first.day % 28 + 1)
    return replace(command, on=widen(day, command.on.precision))


CLASSED = Step(Reclassify(on=on_day(date(2022, 1, 1)), to="strategic", reason="able and willing"), "record", 0)
steps = st.builds(
    Step,
    commands.map(early),
    st.sampled_from(["record", "record", "record", "correct", "retract"]),
    st.integers(0, 40),
)
histories = st.lists(steps, min_size=5, max_size=25).map(lambda each: [CLASSED, *each])
days = st.dates(date(2021, 12, 1), date(2025, 1, 31))
law = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def without_id(state: Relationship) -> Relationship:
    """What a state says, whichever account it is of, and however many events led to it."""
    return replace(state, id="any", version=0, frontier=date.min)


@law
@given(histories, days, st.integers(0, 30))
def test_any_history_is_what_a_naive_model_of_two_clocks_says(
    place: Place, told: list[Step], day: date, which: int
) -> None:
    stream, model, instants = place.told(told)
    known_at = instants[which % len(instants)]
    tieline = place.tieline
    expected = model.state(day, known_at)
    assert without_id(replay(tieline.tracker, stream, known_at=known_at, as_of=day).state) == expected
    by_then = [each.seq for each in model.standing(known_at) if each.event.on.first <= day]
    assert sorted(timeline(tieline.database, stream, day, known_at)["seq"]) == sorted(by_then)
    rows = portfolio(tieline.database, day, known_at, stream).to_dict("records")
    if not by_then or not any(type(each.event).__name__ == "RelationshipOpened" for each in model.standing(known_at)):
        assert rows == []
    else:
        assert rows[0]["account_class"] == (expected.account_class or "")
        assert rows[0]["name"] == model.state(date.max, known_at).name


@law
@given(histories)
def test_what_everybody_sees_now_is_what_the_model_says_now(place: Place, told: list[Step]) -> None:
    stream, model, instants = place.told(told)
    expected = model.state(date.max, instants[-1])
    if expected.name:
        for each in (place.tieline, place.other):  # as kept from command to command, and as another process reads it
            assert without_id(each.tracker.load(stream)) == expected


@law
@given(histories, commands.map(early))
def test_what_was_just_recorded_can_be_taken_back_and_nothing_else_changes(
    place: Place, told: list[Step], command: Command
) -> None:
    stream, model, instants = place.told(told)
    before = model.state(date.max, instants[-1])
    place.later()
    try:
        receipt = place.tieline.tracker.handle(stream, command, by=KIM)
    except Refusal:
        return
    if receipt.count:
        place.later()
        place.tieline.tracker.retract(receipt.first_seq, "a slip", by=KIM)
        found = place.tieline.tracker.history(stream)
        assert without_id(folded(stream, found)) == before
