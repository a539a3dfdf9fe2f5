"""docs/domain.md tells every concept, event, command and rule; TIELINE_WRITE_DOCS=1 writes it anew from the code."""

import importlib
import inspect
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import domain
from domain.history.asking import New, fields
from domain.history.concept import Concept
from domain.history.event import Command
from domain.history.model import Model
from domain.history.refusal import Refusal
from domain.models import MODELS

PAGE = Path(__file__).parents[2] / "docs" / "domain.md"
INTRODUCTION = """\
# The domain

Everything that Tieline records: each concept of the field with its events, how they are recorded, and the rules that a command is refused by.
This page is made from the code: `TIELINE_WRITE_DOCS=1 .venv/bin/pytest tests/domain/test_domain_page.py` writes it anew, and a test fails while it does not say what the code does.

Sources: J. L. S. Byrnes, "The Strategic CIO" (service differentiation); J. C. Henderson, "Plugging into Strategic Partnerships: The Critical IS Connection", Sloan Management Review, Spring 1990 (the partnership model).
"""

MODULES = [
    importlib.import_module(each.name)
    for each in pkgutil.walk_packages(domain.__path__, "domain.")
    if each.name.startswith(("domain.history.", "domain.relationship.", "domain.company.", "domain.policy."))
]

ROOMS = {"domain.history", "domain.relationship", "domain.company", "domain.policy"}
"""What lies directly in one of these is a concept of one module; in any other folder, a concept of several."""


def first_sentence(thing: type | ModuleType) -> str:
    """What the docstring begins with, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def rules_of(modules: list[ModuleType]) -> list[type[Refusal]]:
    """The refusals that modules define."""
    return [
        each
        for module in modules
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, Refusal) and each.__module__ == module.__name__
    ]


def modules_of(concept: Concept) -> list[ModuleType]:
    """The modules of a concept: where its events and decisions are, and its folder where it has one."""
    names = {kind.event.__module__ for kind in concept.kinds}
    names |= {command.__module__ for command in concept.decisions}
    names |= {decision.__module__ for decision in concept.decisions.values()}
    folders = {name.rpartition(".")[0] for name in names} - ROOMS
    return [each for each in MODULES if each.__name__ in names or each.__name__.rpartition(".")[0] in folders]


def asked_for(command: type[Command]) -> str:
    """The questions of a command, those that may be left out in brackets."""
    said = [
        each.ask.label.lower() if each.required else f"[{each.ask.label.lower()}]"
        for each in fields(command)
        if each.ask is not None and not isinstance(each.ask, New)
    ]
    return ", ".join(said)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table; nothing where it has no rows."""
    if rows:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
        yield ""


def told(concept: Concept) -> Iterator[str]:
    """The section of a concept."""
    module = importlib.import_module(concept.kinds[0].event.__module__)
    package = module.__name__.rpartition(".")[0]
    if package not in ROOMS:
        module = importlib.import_module(package)
    yield f"## {concept.name[0].upper()}{concept.name[1:]}"
    yield f"{first_sentence(module)} Lane: {concept.lane}. Source: {concept.source}"
    yield ""
    yield from table(
        ("event", "stored as", "what it says"),
        [(kind.label, f"`{kind.name}` {kind.schema}", first_sentence(kind.event)) for kind in concept.kinds],
    )
    yield from table(
        ("command", "what it does", "asks for"),
        [(f"`{each.path}`", first_sentence(each), asked_for(each)) for each in concept.decisions],
    )
    yield from table(
        ("rule", "what it says"),
        [(f"`{each.__name__}`", first_sentence(each)) for each in rules_of(modules_of(concept))],
    )


def sections() -> Iterator[str]:
    """The page, line by line."""
    yield INTRODUCTION
    shared = [concept for concept in MODELS[0].concepts if all(concept in each.concepts for each in MODELS[:2])]
    for model in MODELS:
        yield f"# {title(model)}\n"
        for concept in model.concepts:
            if concept not in shared:
                yield from told(concept)
    yield "# Every relationship, and the company\n"
    for concept in shared:
        yield from told(concept)
    own = {each for model in MODELS for concept in model.concepts for each in modules_of(concept)}
    yield "# Rules of every concept\n"
    yield from table(
        ("rule", "what it says"),
        [
            (f"`{each.__name__}`", first_sentence(each))
            for each in rules_of([module for module in MODULES if module not in own])
            if each is not Refusal
        ],
    )


def title(model: Model) -> str:  # type: ignore[type-arg]  # whatever its state
    return {"relationship": "A relationship", "company": "The company", "policy": "The policy"}[model.name]


def test_the_page_says_what_the_code_does() -> None:
    page = "\n".join(sections()).rstrip() + "\n"
    if os.environ.get("TIELINE_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("concept", [each for model in MODELS for each in model.concepts], ids=lambda each: each.name)
def test_every_concept_names_its_source(concept: Concept) -> None:
    assert concept.source.endswith("."), "an article, or that it is Tieline's own"


def test_every_rule_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for rule in rules_of(MODULES):
        assert rule is Refusal or f"`{rule.__name__}`" in page
