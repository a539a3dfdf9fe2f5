"""Interactions: the meetings, calls and visits that a relationship is made of."""

from typing import Annotated, ClassVar, Literal

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import NothingEntered
from domain.history.text import Text
from domain.relationship.moment import Moment

InteractionKind = Literal["meeting", "call", "visit", "review", "note"]
INTERACTION_KINDS: tuple[InteractionKind, ...] = ("meeting", "call", "visit", "review", "note")


class InteractionLogged(Event, frozen=True, kw_only=True):
    """The two sides met or spoke; the summary is what it was about, the reason why it was held."""

    kind: InteractionKind
    summary: Text

    @property
    def value(self) -> str:
        return self.kind

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return self.kind.capitalize()


class LogInteraction(Command, frozen=True, kw_only=True):
    """Log a meeting, call, visit, review or note.

    Days later is fine: say when it was, and it lands there on the timeline.
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


def decide_interaction(command: LogInteraction, moment: Moment) -> list[Event]:  # noqa: ARG001  # judged by nothing else
    """The interaction. Raises NothingEntered without a summary."""
    summary = command.summary.strip()
    if not summary:
        raise NothingEntered(
            "Nothing was entered for the summary: write in a few words what it was about.", field="summary"
        )
    return [InteractionLogged(on=command.on, reason=command.reason, kind=command.kind, summary=summary)]


INTERACTION = Concept(
    name="interaction",
    lane="interactions",
    kinds=(
        EventKind(
            name="interaction-logged",
            event=InteractionLogged,
            label="Interaction",
            phase="met",
            words=("reason", "summary"),
        ),
    ),
    decisions={LogInteraction: decide_interaction},
)
