"""Opening: Tieline keeps the history of a relationship, under a name that may change and with its ids elsewhere."""

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec.structs import replace

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.deciding import entered_name
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.relationship import closing, risk
from domain.relationship.account_class import IN_A_SENTENCE, KIND_NAMES, RelationshipKind
from domain.relationship.closing import (
    CloseRelationship,
    RelationshipClosed,
    RelationshipReopened,
    ReopenRelationship,
)
from domain.relationship.moment import Moment
from domain.relationship.profile import Profile
from domain.relationship.risk import PutAtRisk, RecoverRelationship, RelationshipPutAtRisk, RelationshipRecovered
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class AlreadyOpen(Refusal):
    """A relationship is opened once."""


class RelationshipOpened(Event, frozen=True, kw_only=True):
    """A relationship is on record under a name; the name is not its identity."""

    name: str
    kind: RelationshipKind = "account"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"name"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Opened as {IN_A_SENTENCE[self.kind]}: {self.name}"


class RelationshipRenamed(Event, frozen=True, kw_only=True):
    """From this day on it is called so; what it was called before stays in its history."""

    name: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"name"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Renamed to {self.name}"


class RelationshipIdentified(Event, frozen=True, kw_only=True):
    """Another system knows the relationship by this id, in place of any id it had there before."""

    system: str
    external_id: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"id in {self.system.casefold()}"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Known in {self.system} as {self.external_id}"


class OpenRelationship(Command, frozen=True, kw_only=True):
    """Put a relationship on record.

    What happened before it was opened can be recorded afterwards. A channel partner has priorities of its own; an
    internal relationship is that between a line of business and its information systems people; a segment is a group
    of accounts.
    """

    path: ClassVar = "open"
    label: ClassVar = "Opened"
    asks_when: ClassVar = "Since"

    name: Annotated[str, Ask(label="Name", help="What you call it.", example="Harbour Foods", argument=True)]
    kind: Annotated[
        RelationshipKind,
        Ask(
            label="Kind",
            help="An account, a channel partner, internal (a line of business and information systems), or a segment: "
            "a group of accounts, shown but not counted as an account.",
        ),
    ] = "account"


class RenameRelationship(Command, frozen=True, kw_only=True):
    """Record that a relationship is called differently from a day on.

    A name is not an identity: the history goes on under the new name, the old one stays in it, and another
    relationship may have the same name.
    """

    path: ClassVar = "rename"
    label: ClassVar = "Renamed"
    asks_when: ClassVar = "From"

    name: Annotated[
        str, Ask(label="New name", help="What it is called from then on.", example="Harbour Group", argument=True)
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"name"})


class IdentifyRelationship(Command, frozen=True, kw_only=True):
    """Record the id that another system knows the relationship by.

    One id for each system: where that system gave it another id, as after a merge, the new one takes the old one's
    place, and the old one stays in the history.
    """

    path: ClassVar = "identify"
    label: ClassVar = "Id in another system"
    asks_when: ClassVar = "Since"

    system: Annotated[
        str, Ask(label="System", help="The system that has the id.", example="Salesforce", argument=True, first=True)
    ]
    external_id: Annotated[
        str,
        Ask(label="Id", help="The id there, letter for letter.", example="0015g00000AbCdE", argument=True, first=True),
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"id in {self.system.strip().casefold()}"})


def decide_opening(command: OpenRelationship, moment: Moment) -> list[Event]:
    """The opening; nothing where it is open under that name, or was once. Raises NothingEntered, AlreadyOpen."""
    known, name = moment.known, " ".join(command.name.split())
    if known.name:
        if known.kind == command.kind and name in {known.name, *known.profile.former_names}:
            return []
        raise AlreadyOpen(
            f"This relationship is already open as the {KIND_NAMES[known.kind]} “{known.name}”: it is opened once, "
            "so choose another name for another one.",
            field="name",
        )
    name = entered_name(command.name, "name", "the name of the account")
    return [RelationshipOpened(on=command.on, reason=command.reason, name=name, kind=command.kind)]


def decide_renaming(command: RenameRelationship, moment: Moment) -> list[Event]:
    """The new name; nothing where it was called so on that day. Raises NothingEntered."""
    name = entered_name(command.name, "name", "the new name")
    if name == moment.before.name:
        return []
    return [RelationshipRenamed(on=command.on, reason=command.reason, name=name)]


def decide_identifying(command: IdentifyRelationship, moment: Moment) -> list[Event]:
    """The id; nothing where the system knew it by that id on that day. Raises NothingEntered."""
    system = entered_name(command.system, "system", "the system's name")
    external_id = entered_name(command.external_id, "external_id", "the id")
    on_record = moment.before.profile.external_ids
    system = spelled(system, on_record or moment.known.profile.external_ids)
    if on_record.get(system) == external_id:
        return []
    return [RelationshipIdentified(on=command.on, reason=command.reason, system=system, external_id=external_id)]


def spelled(system: str, known: dict[str, str]) -> str:
    """The system's name as it is on record already, whatever the letter case."""
    return next((each for each in known if each.casefold() == system.casefold()), system)


def evolve(profile: Profile, event: Event) -> Profile:
    """The profile after one more event."""
    match event:
        case RelationshipOpened():
            return replace(called(profile, event.name), kind=event.kind)
        case RelationshipRenamed():
            return called(profile, event.name)
        case RelationshipIdentified():
            system = spelled(event.system, profile.external_ids)
            return replace(profile, external_ids={**profile.external_ids, system: event.external_id})
        case _:
            return closing.evolve(risk.evolve(profile, event), event)


def called(profile: Profile, name: str) -> Profile:
    """The profile under a new name, the old one among the former names."""
    if profile.name in {"", name}:
        return replace(profile, name=name)
    former = (*(each for each in profile.former_names if each not in {profile.name, name}), profile.name)
    return replace(profile, name=name, former_names=former)


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:  # noqa: ARG001  # no policy decides it
    """What the rules of risk or of closing forbid."""
    return risk.objection(state, event) or closing.objection(state, event)


OPENING = Concept(
    name="relationship",
    source="Tieline's own; the internal line–IS relationship is Henderson's.",
    lane="other",
    holds="profile",
    kinds=(
        EventKind(name="relationship-opened", event=RelationshipOpened, label="Opened", phase="started"),
        EventKind(name="relationship-renamed", event=RelationshipRenamed, label="Renamed"),
        EventKind(name="relationship-identified", event=RelationshipIdentified, label="Id in another system"),
        EventKind(name="relationship-put-at-risk", event=RelationshipPutAtRisk, label="At risk"),
        EventKind(name="relationship-recovered", event=RelationshipRecovered, label="Recovered", phase="reached"),
        EventKind(name="relationship-closed", event=RelationshipClosed, label="Closed", phase="concluded"),
        EventKind(name="relationship-reopened", event=RelationshipReopened, label="Reopened", phase="started"),
    ),
    evolve=evolve,
    decisions={
        OpenRelationship: decide_opening,
        RenameRelationship: decide_renaming,
        IdentifyRelationship: decide_identifying,
        PutAtRisk: risk.decide_risk,
        RecoverRelationship: risk.decide_recovery,
        CloseRelationship: closing.decide_closing,
        ReopenRelationship: closing.decide_reopening,
    },
    objection=objection,
)
