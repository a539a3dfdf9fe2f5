"""A concept of the field: its events, how they add up, and how its commands are decided. One module each."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from domain.access import Action
from domain.history.event import Command, Event
from domain.history.lane import Lane, Phase
from domain.history.refusal import Refusal

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes the fields of one schema version and returns those of the next."""

Decision = Callable[[Any, Any], list[Event]]
"""What a command, in a moment, leads to: no events where it would change nothing. Raises a Refusal."""


class EventKind(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of event is stored and how it is shown.

    The stored name never changes and never derives from where the code lives.
    """

    name: str
    event: type[Event]
    label: str
    phase: Phase = "noted"
    words: tuple[str, ...] = ("reason",)
    """The fields that hold a person's words, which are sealed when recorded."""
    people: tuple[str, ...] = ()
    """The fields that hold the id of a person."""
    for_good: str = ""
    """Why a record of this kind cannot be retracted, as a sentence; empty where it can."""
    upcasters: tuple[Upcaster, ...] = ()
    """One for each step from schema version 1 to the present one."""

    @property
    def schema(self) -> int:
        """The present schema version."""
        return len(self.upcasters) + 1


def nothing_kept(held: Any, event: Event) -> Any:  # noqa: ARG001  # the shape of every evolve
    """What is evolved by a concept that keeps nothing."""
    return held


def no_objection(state: Any, event: Event, around: Any) -> Refusal | None:  # noqa: ARG001  # the shape of every objection
    """The rules do not look at it again."""
    return None


class Concept(msgspec.Struct, frozen=True, kw_only=True):
    """One concept."""

    name: str
    """In the field's words: "joint plan"."""
    source: str = ""
    """Where the field defines it, as a sentence: the article, or that it is Tieline's own."""
    lane: Lane
    needs: Action | None = None
    """What somebody must be allowed to do to record it; None for what its kind of history needs."""
    holds: str = ""
    """The field of the state that its events add up in."""
    kinds: tuple[EventKind, ...]
    evolve: Callable[[Any, Any], Any] = nothing_kept
    """What that field holds after one more event. What has no beginning on record is passed over."""
    decisions: Mapping[type[Command], Decision] = {}
    objection: Callable[[Any, Any, Any], Refusal | None] = no_objection
    """Why the rules forbid a decision of the past (state before it, event, surroundings); a back-dated change is
    refused when it calls one forth. Its sentence says what would break and what would be accepted."""
