"""Showcase experiments: limited trials, usually with a small innovator, that may spread to the large (Byrnes)."""

from typing import Literal

import msgspec

from domain.relationship.event import Command, Event
from domain.relationship.opening import entered
from domain.relationship.refusal import (
    ShowcaseAlreadyConcluded,
    ShowcaseAlreadyRunning,
    ShowcaseConcludedBeforeStart,
)
from domain.relationship.when import When

Outcome = Literal["scale", "extend", "stop"]
OUTCOMES: tuple[Outcome, ...] = ("scale", "extend", "stop")


class Showcase(msgspec.Struct, frozen=True, kw_only=True):
    """A showcase experiment as it stands."""

    id: str
    title: str
    started: When
    concluded: When | None = None
    outcome: Outcome | None = None


class ShowcaseStarted(Event, frozen=True, kw_only=True):
    """An experiment began; its reason is the hypothesis that it tests."""

    showcase_id: str
    title: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"showcase:{self.showcase_id}"})


class ShowcaseConcluded(Event, frozen=True, kw_only=True):
    """The experiment was judged: scale it, extend it or stop it; the reason says why."""

    showcase_id: str
    outcome: Outcome

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"showcase:{self.showcase_id}"})


class StartShowcase(Command, frozen=True, kw_only=True):
    """Begin an experiment."""

    showcase_id: str
    title: str


class ConcludeShowcase(Command, frozen=True, kw_only=True):
    """Judge an experiment."""

    showcase_id: str
    outcome: Outcome

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"showcase:{self.showcase_id}"})


def decide_start(command: StartShowcase, showcases: dict[str, Showcase]) -> list[Event]:
    """The start; nothing where the same showcase started that day. Raises NothingEntered, ShowcaseAlreadyRunning."""
    title = entered(command.title, "title", "the showcase's name")
    for showcase in showcases.values():
        if showcase.title.casefold() != title.casefold():
            continue
        if showcase.started == command.on:
            return []
        running = showcase.concluded is None or command.on.first < showcase.concluded.first
        if showcase.started.first <= command.on.first and running:
            until = f" to {showcase.concluded}" if showcase.concluded else ""
            raise ShowcaseAlreadyRunning(
                f"The showcase “{showcase.title}” runs since {showcase.started}{until}: "
                "conclude it first, or choose another name.",
                field="title",
            )
    return [ShowcaseStarted(on=command.on, reason=command.reason, showcase_id=command.showcase_id, title=title)]


def decide_conclusion(command: ConcludeShowcase, showcase: Showcase) -> list[Event]:
    """The conclusion; nothing where the same one is on record.

    Raises ShowcaseAlreadyConcluded, ShowcaseConcludedBeforeStart.
    """
    if showcase.concluded:
        if (showcase.concluded, showcase.outcome) == (command.on, command.outcome):
            return []
        raise ShowcaseAlreadyConcluded(
            f"The showcase “{showcase.title}” was already concluded ({showcase.outcome}) {showcase.concluded.told}: "
            "a showcase is concluded once, so start a new one for a further trial.",
            field="showcase_id",
        )
    if command.on.certainly_before(showcase.started):
        raise ShowcaseConcludedBeforeStart(
            f"The showcase “{showcase.title}” started {showcase.started.told}, so it cannot be concluded "
            f"{command.on.told}: choose {showcase.started.first} or a later day.",
            field="on",
        )
    return [
        ShowcaseConcluded(
            on=command.on, reason=command.reason, showcase_id=command.showcase_id, outcome=command.outcome
        )
    ]
