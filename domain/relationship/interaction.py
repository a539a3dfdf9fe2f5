"""Interactions: the meetings, calls and visits that a relationship is made of."""

from typing import Literal

from domain.relationship.event import Command, Event
from domain.relationship.refusal import NothingEntered
from domain.relationship.text import Text

InteractionKind = Literal["meeting", "call", "visit", "review", "note"]
INTERACTION_KINDS: tuple[InteractionKind, ...] = ("meeting", "call", "visit", "review", "note")


class InteractionLogged(Event, frozen=True, kw_only=True):
    """The two sides met or spoke; the summary is what it was about, the reason why it was held."""

    kind: InteractionKind
    summary: Text


class LogInteraction(Command, frozen=True, kw_only=True):
    """Record a meeting, call, visit, review or note."""

    kind: InteractionKind
    summary: str


def decide_interaction(command: LogInteraction) -> list[Event]:
    """The interaction. Raises NothingEntered without a summary."""
    summary = command.summary.strip()
    if not summary:
        raise NothingEntered(
            "Nothing was entered for the summary: write in a few words what it was about.", field="summary"
        )
    return [InteractionLogged(on=command.on, reason=command.reason, kind=command.kind, summary=summary)]
