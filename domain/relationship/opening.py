"""Opening: Tieline begins to keep the history of a relationship."""

from typing import Annotated, ClassVar

import msgspec

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.deciding import entered
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.relationship.account_class import RelationshipKind
from domain.relationship.moment import Moment


class AlreadyOpen(Refusal):
    """A relationship is opened once."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What a relationship is called and what kind it is; the name is not its identity."""

    name: str = ""
    kind: RelationshipKind = "account"


class RelationshipOpened(Event, frozen=True, kw_only=True):
    """A relationship is on record under a name; the name is not its identity."""

    name: str
    kind: RelationshipKind = "account"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"name"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Opened as {'an' if self.kind == 'account' else 'a'} {self.kind}: {self.name}"


class OpenRelationship(Command, frozen=True, kw_only=True):
    """Put a relationship on record."""

    path: ClassVar = "open"
    label: ClassVar = "Opened"
    asks_when: ClassVar = "Since"

    name: Annotated[str, Ask(label="Name", help="What you call it.", example="Harbour Foods", argument=True)]
    kind: Annotated[RelationshipKind, Ask(label="Kind")] = "account"


def decide_opening(command: OpenRelationship, moment: Moment) -> list[Event]:
    """The opening; nothing where it is open under that name. Raises NothingEntered, AlreadyOpen."""
    known = moment.known
    if known.version:
        if (known.name, known.kind) == (command.name, command.kind):
            return []
        raise AlreadyOpen(
            f"This relationship is already open as the {known.kind} “{known.name}”: it is opened once, "
            "so choose another name for another one.",
            field="name",
        )
    name = entered(command.name, "name", "the name of the account")
    return [RelationshipOpened(on=command.on, reason=command.reason, name=name, kind=command.kind)]


def evolve(profile: Profile, event: Event) -> Profile:
    """The profile after one more event."""
    match event:
        case RelationshipOpened():
            return Profile(name=event.name, kind=event.kind)
        case _:
            return profile


OPENING = Concept(
    name="relationship",
    lane="other",
    holds="profile",
    kinds=(EventKind(name="relationship-opened", event=RelationshipOpened, label="Opened", phase="started"),),
    evolve=evolve,
    decisions={OpenRelationship: decide_opening},
)
