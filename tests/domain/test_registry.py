"""The closed registry: every event has a fixed stored name, a sentence, and its words sealed."""

import inspect
import typing
from types import ModuleType

import msgspec
import pytest

import domain.relationship.classification
import domain.relationship.interaction
import domain.relationship.joint_plan
import domain.relationship.milestone
import domain.relationship.observation
import domain.relationship.opening
import domain.relationship.showcase
import domain.relationship.system_link
from domain.relationship.event import Event
from domain.relationship.registry import REGISTRY
from domain.relationship.sentence import headline, sentence, title_of
from domain.relationship.text import Sealed, Text
from domain.relationship.when import parse_when

MODULES: list[ModuleType] = [
    getattr(domain.relationship, name)
    for name in (
        "classification", "interaction", "joint_plan", "milestone", "observation", "opening", "showcase", "system_link",
    )
]  # fmt: skip

STORED_NAMES = {
    ("relationship-opened", 1),
    ("reclassified", 1),
    ("joint-plan-agreed", 1),
    ("joint-plan-carried-to-end", 1),
    ("joint-plan-closed-early", 1),
    ("showcase-started", 1),
    ("showcase-concluded", 1),
    ("milestone-planned", 1),
    ("milestone-reached", 1),
    ("system-link-went-live", 1),
    ("system-link-retired", 1),
    ("interaction-logged", 1),
    ("fact-observed", 1),
}
"""Written down apart from the code: history is stored under these names, whatever the code is called."""


def example(kind: type[Event]) -> Event:
    """An event of this kind with something in every required field."""
    fillers: dict[str, object] = {"on": parse_when("2024-03"), "due": parse_when("2024-Q3")}
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in fillers:
            fillers[field.name] = (
                parse_when("2024-03-01").first
                if field.name in ("starts", "ends")
                else typing.get_args(field.type)[0]
                if typing.get_origin(field.type) is typing.Literal
                else f"some {field.name}"
            )
    return msgspec.convert({key: fillers[key] for key in fillers if key in kind.__struct_fields__}, kind, strict=False)


kinds = pytest.mark.parametrize("kind", [kind.event for kind in REGISTRY.by_name.values()], ids=lambda k: k.__name__)


def test_the_stored_names_and_schema_versions_are_those_that_history_was_written_with() -> None:
    assert {(kind.name, kind.schema) for kind in REGISTRY.by_name.values()} == STORED_NAMES


def test_every_event_of_the_domain_is_in_the_registry() -> None:
    found = {
        each
        for module in MODULES
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, Event) and each is not Event
    }
    assert found == set(REGISTRY.by_event)


@kinds
def test_every_event_has_a_sentence_that_ends_like_one(kind: type[Event]) -> None:
    event = example(kind)
    said = sentence(event, {}, {"reason": "it was so", "summary": "Line review"})
    assert said[0].isupper()
    assert said.endswith(".")
    assert headline(event, {}).split()[0] in said


@kinds
def test_every_field_that_holds_a_persons_words_is_sealed(kind: type[Event]) -> None:
    holding = {field.name for field in msgspec.structs.fields(kind) if field.type == Text}
    assert set(REGISTRY.by_event[kind].words) == holding
    assert "reason" in holding


@kinds
def test_every_event_comes_back_from_its_bytes_as_it_was(kind: type[Event]) -> None:
    event = msgspec.structs.replace(example(kind), reason=Sealed(7, b"box"))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event


def test_what_begins_something_gives_it_its_title() -> None:
    beginning = {kind.event.__name__ for kind in REGISTRY.by_name.values() if title_of(example(kind.event))}
    assert beginning == {"JointPlanAgreed", "ShowcaseStarted", "MilestonePlanned", "SystemLinkWentLive"}
