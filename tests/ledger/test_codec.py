"""Between events and bytes: only what the registry knows is read, and people's words are sealed as they are written."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from domain.access import Actor
from domain.codec import FORGOTTEN, EventCodec, UnreadableEvent
from domain.history.concept import Concept, EventKind
from domain.history.event import Event
from domain.history.registry import Registry
from domain.history.text import Sealed
from domain.history.when import parse_when
from domain.ledger.record import Record
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.opening import OpenRelationship
from projections.replay import replay
from ui.bootstrap import Tieline
from ui.settings import Settings


def record(type_: str, schema: int, payload: dict[str, Any]) -> Record:
    return Record(7, "s", 1, type_, schema, 0, "local:kim", None, "c", None, 1, msgspec.json.encode(payload))


@pytest.fixture
def codec(tieline: Tieline) -> EventCodec:
    return tieline.tracker.codec


@pytest.fixture
def logged(tieline: Tieline, kim: Actor) -> str:
    """A relationship with a call, told by Ann Dal."""
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    call = LogInteraction(on=parse_when("2024"), kind="call", summary="Ann Dal is ill", reason="She rang")
    tieline.handle("s", call, by=kim, reported_by="Ann Dal")
    return "s"


def test_a_type_that_the_registry_does_not_know_is_refused_and_imports_nothing(codec: EventCodec) -> None:
    with pytest.raises(UnreadableEvent, match=r"Event 7 is of type “os:system”.*upgrade it"):
        codec.recorded(record("os:system", 1, {}))


@pytest.mark.parametrize("schema", [0, 2, 99])
def test_a_schema_version_newer_than_the_code_is_refused(codec: EventCodec, schema: int) -> None:
    with pytest.raises(UnreadableEvent, match=f"schema version {schema}"):
        codec.recorded(record("reclassified", schema, {"on": {"first": "2024-01-01"}, "to": "stable"}))


@pytest.mark.parametrize(
    "payload",
    [
        {"on": {"first": "2024-01-01"}, "to": "platinum"},
        {"on": {"first": "soon"}, "to": "stable"},
        {"on": {"first": "2024-01-01"}, "to": "stable", "more": 1},
        {"to": "stable"},
    ],
)
def test_a_payload_that_does_not_fit_is_refused_naming_the_event(codec: EventCodec, payload: dict[str, Any]) -> None:
    with pytest.raises(UnreadableEvent, match=r"Event 7 \(reclassified\) cannot be read"):
        codec.recorded(record("reclassified", 1, payload))


class Graded(Event, frozen=True, kw_only=True):
    """A kind of event that has had three shapes."""

    grade: str
    scale: str


def test_an_event_of_an_older_schema_is_brought_up_to_date_step_by_step(tieline: Tieline) -> None:
    kind = EventKind(
        name="graded",
        event=Graded,
        label="Graded",
        upcasters=(
            lambda fields: {**fields, "grade": str(fields["grade"])},
            lambda fields: {**fields, "scale": "0-4"},
        ),
    )
    codec = EventCodec(tieline.tracker.vault, Registry([Concept(name="graded", lane="other", kinds=(kind,))]))
    on = {"first": "2024-01-01"}
    expected = Graded(on=parse_when("2024-01-01"), grade="3", scale="0-4")
    assert codec.recorded(record("graded", 1, {"on": on, "grade": 3})).event == expected
    assert codec.recorded(record("graded", 2, {"on": on, "grade": "3"})).event == expected
    assert codec.recorded(record("graded", 3, {"on": on, "grade": "3", "scale": "0-4"})).event == expected


def test_no_words_or_names_of_people_stand_in_the_ledger(tieline: Tieline, logged: str) -> None:
    del logged
    with tieline.database.read() as connection:
        written = str(tieline.database.rows(connection, "SELECT * FROM events"))
        commands = str(tieline.database.rows(connection, "SELECT * FROM commands"))
    for words in ("Ann", "ill", "rang"):
        assert words not in written + commands


def test_words_are_read_again_through_the_vault(tieline: Tieline, logged: str) -> None:
    shown = replay(tieline.tracker, logged).events[-1]
    assert shown.sentence == "Call: Ann Dal is ill — She rang."
    assert shown.reported_by == "Ann Dal"


def test_every_event_has_a_key_of_its_own(tieline: Tieline, logged: str, kim: Actor) -> None:
    tieline.handle(logged, Reclassify(on=parse_when("2025"), to="stable", reason="no will"), by=kim)
    keys = set()
    for each in tieline.tracker.history(logged):
        for field in tieline.tracker.codec.registry.of(each.event).words:
            said = getattr(each.event, field)
            if isinstance(said, Sealed):
                keys.add((each.seq, said.key))
    assert len({key for _, key in keys}) == len({seq for seq, _ in keys}) == 2


def test_once_the_key_is_gone_the_words_are_forgotten_and_the_record_stands(tieline: Tieline, logged: str) -> None:
    event = tieline.tracker.history(logged)[-1].event
    assert isinstance(event, InteractionLogged)
    assert isinstance(event.summary, Sealed)
    with tieline.keys.write() as connection:
        tieline.keys.run(connection, "DELETE FROM keys WHERE id = ?", (event.summary.key,))
        tieline.keys.run(connection, "DELETE FROM people WHERE name = ?", ("Ann Dal",))
    shown = replay(tieline.tracker, logged).events[-1]
    assert shown.sentence == f"Call: {FORGOTTEN} — {FORGOTTEN}."
    assert shown.reported_by == FORGOTTEN
    tieline.engine.rebuild("timeline")
    assert len(replay(tieline.tracker, logged).events) == 2


def test_a_key_is_never_given_twice_also_after_a_restart(
    settings: Settings, open_it: Callable[[Settings], Tieline]
) -> None:
    given = [open_it(settings).tracker.vault.key()[0] for _ in range(3)]
    first = open_it(settings).tracker.vault
    first.reserve(200)
    given += [first.key()[0] for _ in range(200)]
    assert len(set(given)) == len(given)


def test_a_box_opened_with_another_key_gives_nothing(tieline: Tieline, logged: str) -> None:
    event = tieline.tracker.history(logged)[-1].event
    assert isinstance(event.reason, Sealed)
    other = tieline.tracker.vault.key()[0]
    assert tieline.tracker.vault.open_all([(other, event.reason.box)]) == [None]


def test_an_event_recorded_is_the_event_decided_but_for_its_words(tieline: Tieline, kim: Actor) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2024-Q2"), to="stable", reason="no will"), by=kim)
    event = tieline.tracker.history("s")[-1].event
    assert msgspec.structs.replace(event, reason="") == Reclassified(on=parse_when("2024-Q2"), to="stable")
