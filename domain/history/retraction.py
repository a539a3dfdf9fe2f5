"""Retraction and correction: a record that was wrong stays, struck through, and counts no longer from when that is known.

What is struck is named by its number in the ledger. Both clocks stay true: as known before the retraction, the record
stood. A correction is a retraction whose command records something else in its place.
"""

from domain.history.concept import Concept, EventKind
from domain.history.event import Event, Titles
from domain.history.refusal import Refusal


class RecordRetracted(Event, frozen=True, kw_only=True):
    """A record of this history does not hold; ``on`` is the day that it had said.

    ``record`` is its number in the ledger.
    """

    record: int

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Record {self.record} retracted"


class RecordCorrected(Event, frozen=True, kw_only=True):
    """A record of this history does not hold, and what the same command records stands in its place."""

    record: int

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Record {self.record} corrected"


Strike = RecordRetracted | RecordCorrected
"""What strikes a record through."""


class NothingToStrike(Refusal):
    """A retraction names a record of something that happened."""


class OthersDependOnIt(Refusal):
    """What later records rest on stays until they are retracted or corrected; no work of others is undone on the way."""


class NothingInstead(Refusal):
    """A correction records something in the place of what it strikes."""


class OfAnotherHistory(Refusal):
    """A correction stays within one history."""


class DecidedForGood(Refusal):
    """What decisions were judged by cannot be taken from under them."""


RETRACTION = Concept(
    name="retraction",
    source="Tieline's own; nothing recorded is edited (Fowler, “Retroactive Event”, 2005, names three kinds: out of order, "
    "rejected and incorrect).",
    lane="other",
    kinds=(
        EventKind(name="record-retracted", event=RecordRetracted, label="Record retracted"),
        EventKind(name="record-corrected", event=RecordCorrected, label="Record corrected"),
    ),
)
STRIKES = tuple(kind.name for kind in RETRACTION.kinds)
"""The stored names of what strikes a record through."""
