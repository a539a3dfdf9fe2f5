"""The closed registry: every event has a fixed stored name, a sentence, and its words sealed."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

import domain
from domain.history.asking import New, fields
from domain.history.concept import Concept
from domain.history.event import Command, Event
from domain.history.sentence import sentence, title_of
from domain.history.text import Sealed, Text
from domain.models import MODELS, REGISTRY
from domain.policy.change import ChangePolicy
from domain.retracting.resting import is_link
from tests.domain.examples import example

STORED_NAMES = set((Path(__file__).parent / "stored_names.txt").read_text(encoding="utf-8").splitlines())
"""Written down apart from the code: history is stored under these names, whatever the code is called."""

CONCEPT_MODULES = [
    importlib.import_module(each.name)
    for each in pkgutil.walk_packages(domain.__path__, "domain.")
    if each.name.startswith(("domain.relationship.", "domain.company.", "domain.policy.", "domain.history.retraction"))
]


def defined(base: type) -> set[type]:
    """The classes of a sort that the concepts define."""
    return {
        each
        for module in CONCEPT_MODULES
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, base) and each not in (base, Event)
    }


COMMANDS: list[type[Command]] = sorted(defined(Command), key=lambda each: each.__name__)
kinds = pytest.mark.parametrize("kind", [kind.event for kind in REGISTRY.by_name.values()], ids=lambda k: k.__name__)


def test_the_stored_names_and_schema_versions_are_those_that_history_was_written_with() -> None:
    assert {f"{kind.name} {kind.schema}" for kind in REGISTRY.by_name.values()} == STORED_NAMES


def test_every_event_of_the_domain_is_in_the_registry() -> None:
    assert defined(Event) == set(REGISTRY.by_event)


NO_IDS_OF_THINGS = {
    "assessor", "channel_partner", "currency", "decided_by", "external_id", "manager", "measure", "name", "ours", "owner_here",
    "owner_there", "people", "person", "phase", "ratings", "source_relationship", "standards", "system", "systems", "title",
    "unit",
}  # fmt: skip
"""The fields that hold names, people, relationships or words and no id of a thing."""


def test_every_field_of_text_is_known_to_hold_the_id_of_a_thing_or_to_hold_none() -> None:
    texts = {
        field.name
        for kind in REGISTRY.by_event
        for field in msgspec.structs.fields(kind)
        if any(part in str(get_type_hints(kind)[field.name]) for part in ("'str'", "[str", "dict"))
    }
    assert {name for name in texts if not is_link(name)} == NO_IDS_OF_THINGS


def test_every_concept_is_in_a_model() -> None:
    found = [each for module in CONCEPT_MODULES for each in vars(module).values() if isinstance(each, Concept)]
    assert {each.name for each in found} == {concept.name for model in MODELS for concept in model.concepts}


def test_every_command_of_the_domain_is_decided() -> None:
    assert set(COMMANDS) == {command for model in MODELS for command in model.decisions}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.__name__)
def test_every_command_says_how_it_is_asked_for(command: type[Command]) -> None:
    assert command.path
    assert command.label
    assert command.__doc__
    for field in fields(command):
        if (command, field.name) == (ChangePolicy, "rules") or not command.offered:
            continue  # asked by hand: key by key, or as a file; or found rather than asked
        assert field.ask is not None, field.name
        if not isinstance(field.ask, New):
            assert field.ask.label
            assert not field.required or field.ask.example or field.type is bool, field.name


def test_no_two_commands_are_called_the_same() -> None:
    assert len({command.path for command in COMMANDS}) == len({command.label for command in COMMANDS}) == len(COMMANDS)


@kinds
def test_every_event_has_a_sentence_that_ends_like_one(kind: type[Event]) -> None:
    event = example(kind)
    said = sentence(event, {}, {"reason": "it was so", "summary": "Line review"})
    assert said[0].isupper()
    assert said.endswith(".")
    assert event.headline({}).split()[0] in said


@kinds
def test_every_field_that_holds_a_persons_words_is_sealed(kind: type[Event]) -> None:
    holding = {field.name for field in msgspec.structs.fields(kind) if field.type == Text}
    assert set(REGISTRY.by_event[kind].words) == holding
    assert "reason" in holding


@kinds
def test_every_event_comes_back_from_its_bytes_as_it_was(kind: type[Event]) -> None:
    event = msgspec.structs.replace(example(kind), reason=Sealed(7, b"box"))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event


@kinds
def test_what_begins_something_gives_it_its_title(kind: type[Event]) -> None:
    begun = title_of(example(kind))
    assert (begun is not None) == kind.begins
    assert begun is None or all(begun)


@kinds
def test_people_are_ids_in_events(kind: type[Event]) -> None:
    for field in REGISTRY.by_event[kind].people:
        assert field in kind.__struct_fields__
