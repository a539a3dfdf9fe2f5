"""What decisions of many concepts share: required words, things found on record, ids used once."""

import unicodedata
from collections.abc import Mapping
from typing import Protocol, TypeVar

from domain.history.event import Event
from domain.history.refusal import IdAlreadyUsed, NameTooLong, NoSuchRecord, NothingEntered

LONGEST_NAME = 300
"""Characters: longer than the titles that CRM systems export."""
JOINERS = "\u200c\u200d"
"""Unseen, but part of how some languages are written."""


class Titled(Protocol):
    """Something on record that people know by a title."""

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Titled)


def entered(text: str, field: str, what: str) -> str:
    """The text without surrounding blanks and what nobody can see; refused when nothing is left. Raises NothingEntered."""
    if not (stripped := " ".join(visible(text).split())):
        raise NothingEntered(f"Nothing was entered for {what}: write {what}.", field=field)
    return stripped


def entered_name(text: str, field: str, what: str) -> str:
    """The same of a name, which stands in the clear wherever it is mentioned. Raises NothingEntered, NameTooLong."""
    name = entered(text, field, what)
    if len(name) > LONGEST_NAME:
        raise NameTooLong(
            f"What was entered for {what} has {len(name)} characters: write at most {LONGEST_NAME}, and the rest as the "
            "reason.",
            field=field,
        )
    return name


def visible(text: str) -> str:
    """The text without control characters, marks that turn its direction, and the like."""
    if text.isprintable():
        return text
    return "".join(
        each for each in text if each.isspace() or each in JOINERS or unicodedata.category(each) not in {"Cc", "Cf"}
    )


def begun(events: list[Event], things: Mapping[str, T], thing_id: str) -> list[Event]:
    """The events, if what they begin has an id that nothing else has. Raises IdAlreadyUsed."""
    if events and (other := things.get(thing_id)):
        raise IdAlreadyUsed(
            f"The id “{thing_id}” stands for “{other.title}” already: give the new one an id of its own."
        )
    return events


def on_record(things: Mapping[str, T], thing_id: str, field: str, what: str) -> T:
    """The thing of that id. Raises NoSuchRecord naming those there are."""
    if thing := things.get(thing_id):
        return thing
    names = ", ".join(f"“{each.title}”" for each in things.values())
    accepted = f"name one of {names}" if names else f"record a {what} first"
    raise NoSuchRecord(f"There is no {what} “{thing_id}” on record: {accepted}.", field=field)
