"""Interactions: the meetings, calls and visits that a relationship is made of."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import NothingEntered, Refusal
from domain.history.text import Text
from domain.relationship.moment import Moment

InteractionKind = Literal["meeting", "call", "visit", "review", "note"]

MOST_HOURS = 24 * 14
"""Longer than two weeks is taken for a typing error."""
HOUR_DECIMALS = 2


class HoursNotPossible(Refusal):
    """An interaction takes more than no time and at most two weeks."""


class InteractionLogged(Event, frozen=True, kw_only=True):
    """The two sides met or spoke; the summary is what it was about, the reason why it was held."""

    kind: InteractionKind
    summary: Text
    participants: Text = ""
    """The names of who took part."""
    hours: Decimal | None = None
    with_cio: bool = False
    """Whether one's own CIO took part: 30 to 50 percent of a strategic CIO's time is with customers (Byrnes)."""

    @property
    def value(self) -> str:
        return self.kind

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        notes = [] if self.hours is None else [f"{self.hours.normalize():f} h"]
        if self.with_cio:
            notes.append("the CIO took part")
        return f"{self.kind.capitalize()} ({', '.join(notes)})" if notes else self.kind.capitalize()

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        participants, summary = words.get("participants"), words.get("summary")
        said = self.headline(titles) + (f" with {participants}" if participants else "")
        return f"{said}: {summary}" if summary else said


class LogInteraction(Command, frozen=True, kw_only=True):
    """Log a meeting, call, visit, review or note.

    Days later is fine: say when it was, and it lands there on the timeline. Hours, and whether the CIO took part, are
    what the CIO's share of time with customers is reckoned from.
    """

    path: ClassVar = "interaction"
    label: ClassVar = "Meeting, call, visit, review or note"
    asks_why: ClassVar = "Reason (optional)"

    kind: Annotated[
        InteractionKind,
        Ask(label="Kind", help="What kind of contact it was.", example="meeting", argument=True, first=True),
    ]
    summary: Annotated[
        str,
        Ask(
            label="What it was about",
            help="What it was about, in a few words.",
            example="Agreed who counts the pallets",
            argument=True,
            first=True,
            long=True,
        ),
    ]
    participants: Annotated[
        str, Ask(label="Participants", help="The names of who took part.", example="Ann Lee and Kim Berg")
    ] = ""
    hours: Annotated[Decimal | None, Ask(label="Hours", help="How many hours it took.", example="1.5")] = None
    with_cio: Annotated[bool, Ask(label="The CIO took part", help="Whether your own CIO took part.", example="yes")] = (
        False
    )


def decide_interaction(command: LogInteraction, moment: Moment) -> list[Event]:  # noqa: ARG001  # judged by nothing else
    """The interaction. Raises NothingEntered without a summary, HoursNotPossible."""
    summary = command.summary.strip()
    if not summary:
        raise NothingEntered(
            "Nothing was entered for the summary: write in a few words what it was about.", field="summary"
        )
    if command.hours is not None and not _are_hours(command.hours):
        raise HoursNotPossible(
            f"{command.hours} hours is not how long an interaction takes: give more than 0 and at most {MOST_HOURS} "
            f"hours, with up to {HOUR_DECIMALS} decimals.",
            field="hours",
        )
    return [
        InteractionLogged(
            on=command.on,
            reason=command.reason,
            kind=command.kind,
            summary=summary,
            participants=" ".join(command.participants.split()),
            hours=command.hours,
            with_cio=command.with_cio,
        )
    ]


def _are_hours(hours: Decimal) -> bool:
    return hours.is_finite() and 0 < hours <= MOST_HOURS and hours == round(hours, HOUR_DECIMALS)


INTERACTION = Concept(
    name="interaction",
    source='Byrnes, "The Strategic CIO": the CIO spends 30 to 50 percent of the time with customers.',
    lane="interactions",
    kinds=(
        EventKind(
            name="interaction-logged",
            event=InteractionLogged,
            label="Interaction",
            phase="met",
            words=("reason", "summary", "participants"),
        ),
    ),
    decisions={LogInteraction: decide_interaction},
)
