"""Commands that are asked for many at once: each under its own id, and what became of it."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from domain.history.event import Command, Event
from domain.history.refusal import CannotBeKept, Refusal
from domain.ledger.record import Envelope

if TYPE_CHECKING:
    from domain.in_memory import InMemory

_NUL = re.compile(rb"(?<!\\)(\\\\)*\\u0000")
"""The character that no database keeps as text, in JSON."""

Became = Literal["recorded", "already recorded", "refused"]


class CommandIdReused(Refusal):
    """A command id stands for one command, for good."""


def refuse_other(command_id: str, first: bytes, fingerprint: bytes) -> None:
    """Refuse a command under an id that was first used for another one. Raises CommandIdReused."""
    if fingerprint != first:
        raise CommandIdReused(
            f"The command id “{command_id}” was already used for another command: give each command an id of its own."
        )


def in_writing(*said: object) -> bytes:
    """What was asked as it is written down, letter for letter. Raises CannotBeKept."""
    try:
        written = msgspec.json.encode(said, order="sorted")
    except UnicodeEncodeError as error:
        raise CannotBeKept(
            f"“{ascii(error.object[error.start : error.end])[1:-1]}” is no character that can be kept: write the text in "
            "UTF-8, or leave that out."
        ) from None
    if _NUL.search(written):
        raise CannotBeKept("The text holds the character NUL, which cannot be kept: leave it out.")
    return written


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One of many commands to carry out in order."""

    command_id: str
    said: bytes
    """What was asked, letter for letter: the same says the same, whenever it is asked again."""
    stream: str
    command: "Callable[[InMemory], Command] | None"
    """Makes the command once those before it were decided, and raises a Refusal; None where a record is only retracted."""
    reported_by: str = ""
    strikes: str = ""
    """The record that it retracts or corrects: its number, or the id of the command that led to it. Empty for none."""
    because: str = ""
    """Why that record was wrong."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one of them: events recorded, nothing to record that is not on record already, or refused."""

    command_id: str
    became: Became
    events: int = 0
    refusal: Refusal | None = None


class Decided(msgspec.Struct, frozen=True):
    """What one of them leads to. Without events, refusal or change it was carried out before."""

    command_id: str
    fingerprint: bytes
    stream: str
    events: Sequence[Event] = ()
    version: int = 0
    """The version of the stream before its events."""
    envelope: Envelope | None = None
    refusal: Refusal | None = None
    unchanged: bool = False
    """Whether it was decided for the first time and changes nothing."""

    @property
    def answer(self) -> Answer:
        """What to say of it."""
        became: Became = "refused" if self.refusal else "recorded" if self.events else "already recorded"
        return Answer(command_id=self.command_id, became=became, events=len(self.events), refusal=self.refusal)
