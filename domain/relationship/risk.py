"""At risk: a relationship is in danger of being lost, until it recovers or is closed."""

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing, Refusal
from domain.relationship.moment import Moment
from domain.relationship.profile import STANDING, Profile, closed_before, refuse_closed

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class AlreadyAtRisk(Refusal):
    """A relationship at risk has to recover before it is put at risk again."""


class NotAtRisk(Refusal):
    """Only what is at risk recovers."""


class RelationshipPutAtRisk(Event, frozen=True, kw_only=True):
    """The relationship is in danger of being lost; the reason says why."""

    @property
    def touches(self) -> frozenset[str]:
        return STANDING

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return "Put at risk"


class RelationshipRecovered(Event, frozen=True, kw_only=True):
    """The danger of losing it is over."""

    @property
    def touches(self) -> frozenset[str]:
        return STANDING

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return "No longer at risk"


class PutAtRisk(Command, frozen=True, kw_only=True):
    """Record that a relationship is at risk.

    A reason is required: what the danger is. It stays at risk until it is recorded as recovered, or closed.
    """

    path: ClassVar = "at-risk"
    label: ClassVar = "Put at risk"
    asks_when: ClassVar = "Since"
    asks_why: ClassVar = "What the danger is"

    @property
    def rests_on(self) -> frozenset[str]:
        return STANDING


class RecoverRelationship(Command, frozen=True, kw_only=True):
    """Record that a relationship is no longer at risk.

    Only what was put at risk recovers.
    """

    path: ClassVar = "recover"
    label: ClassVar = "No longer at risk"
    asks_why: ClassVar = "What helped"

    @property
    def rests_on(self) -> frozenset[str]:
        return STANDING


def decide_risk(command: PutAtRisk, moment: Moment) -> list[Event]:
    """The risk; nothing where it is at risk since that very date.

    Raises ReasonMissing, RelationshipIsClosed, AlreadyAtRisk.
    """
    since = moment.before.profile.at_risk_since
    if since == command.on:
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "What is put at risk states why, so that the next reader understands it: write a reason.", field="reason"
        )
    refuse_closed(moment, "it cannot be put at risk")
    if since:
        raise AlreadyAtRisk(
            f"The relationship is at risk since {since}: log what is new as a note, or record first that it recovered.",
            field="on",
        )
    return [RelationshipPutAtRisk(on=command.on, reason=command.reason)]


def decide_recovery(command: RecoverRelationship, moment: Moment) -> list[Event]:
    """The recovery; nothing where it recovered on that very date. Raises NotAtRisk."""
    profile = moment.before.profile
    if profile.at_risk_since is None:
        if profile.recovered == command.on:
            return []
        raise NotAtRisk(
            f"The relationship was not at risk {command.on.told}: put it at risk first, or choose a day on which it was.",
            field="on",
        )
    return [RelationshipRecovered(on=command.on, reason=command.reason)]


def evolve(profile: Profile, event: Event) -> Profile:
    """The profile after one more event."""
    match event:
        case RelationshipPutAtRisk():
            return replace(profile, at_risk_since=event.on)
        case RelationshipRecovered():
            return replace(profile, at_risk_since=None, recovered=event.on)
        case _:
            return profile


def objection(state: "Relationship", event: Event) -> Refusal | None:
    """A risk that was there already or came to what was closed; a recovery from none."""
    profile, told = state.profile, event.on.told
    match event:
        case RelationshipPutAtRisk() if profile.at_risk_since:
            return Refusal(f"This would break what is on record {told}, when it was put at risk: choose a later day.")
        case RelationshipPutAtRisk():
            return closed_before(profile, "what is on record", event.on)
        case RelationshipRecovered() if profile.at_risk_since is None:
            return Refusal(
                f"This would break the recovery already effective {told}, up to which it was at risk: choose a later day."
            )
        case _:
            return None
