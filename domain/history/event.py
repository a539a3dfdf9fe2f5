"""What every event and every command has in common."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import msgspec

from domain.history.case import CaseRow
from domain.history.text import Text
from domain.history.when import When

Titles = Mapping[str, str]
"""The titles of things on record, by id."""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Something that happened.

    ``on`` is the day or span it happened; when it was recorded is the ledger's to say. ``reason`` is why, in the
    recorder's or the source's words. ``observed`` marks history that happened, which today's policy does not judge;
    ``case`` the published fact behind it.
    """

    about: ClassVar[str] = ""
    """The field that holds the id of the thing it is about: a plan, a showcase, a link."""
    begins: ClassVar[bool] = False
    """Whether the thing may begin with it; it then gives the ``title``."""
    joins_reason: ClassVar[str] = " — "
    """What stands between the headline and the reason."""

    on: When
    reason: Text = ""
    observed: bool = False
    case: CaseRow | None = None

    @property
    def subject(self) -> str:
        """The id of the thing that it is about, "" where there is none."""
        return str(getattr(self, self.about)) if self.about else ""

    @property
    def touches(self) -> frozenset[str]:
        """What on record it changes, for telling two people's changes apart."""
        return frozenset({self.subject}) if self.about else frozenset()

    @property
    def value(self) -> str:
        """What a picture distinguishes it by: a class, an outcome, a kind. Never a person's words."""
        return ""

    @property
    def term(self) -> tuple[date, date] | None:
        """The first and last day that it sets for its thing: a plan's start and end, a milestone's due days."""
        return None

    def headline(self, titles: Titles) -> str:
        """What happened, in a few words, without a full stop, the reason or any person's words."""
        raise NotImplementedError  # every event says its own; a test asks each kind for its sentence

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        """The headline and then each of the person's words but the reason; ``words`` are opened, or say they are forgotten."""
        said = self.headline(titles)
        for field, word in words.items():
            if field != "reason" and word:
                said = f"{said}: {word}" if said[-1] not in ".!?" else f"{said} {word}"
        return said

    def called(self, titles: Titles) -> str:
        """The title of the thing that it is about, in quotes; its id where the title is not known."""
        return f"“{titles.get(self.subject, self.subject)}”"


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's intent: what to record, when it happened, and why.

    A command says of itself how it is asked for, once for the form, the command line and a file of commands: its
    ``path`` and ``label`` here, and of each field an ``Ask``, ``Pick`` or ``New`` (``domain.history.asking``).
    """

    path: ClassVar[str]
    """What it is called on the command line and in a file of commands: "milestone plan"."""
    label: ClassVar[str]
    """What a person chooses in the form: "Milestone planned"."""
    asks_when: ClassVar[str] = "When"
    asks_why: ClassVar[str] = "Reason"
    about: ClassVar[str] = ""
    """The field that holds the id of the thing that it follows up."""
    offered: ClassVar[bool] = True
    """Whether the forms, the command line and files of commands offer it as it is; else it has a way in of its own."""

    on: When
    reason: str = ""

    @property
    def rests_on(self) -> frozenset[str]:
        """The things on record that it assumes unchanged since its author looked."""
        return frozenset({str(getattr(self, self.about))}) if self.about else frozenset()
