"""Closing: a relationship ends, its history stays, and it may be reopened."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.joint_plan import Plan
from domain.relationship.moment import Moment
from domain.relationship.profile import STANDING, Profile

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class AlreadyClosed(Refusal):
    """A relationship is closed once until it is reopened."""


class PlansStillRun(Refusal):
    """A relationship is not closed over a live joint plan."""


class NotClosed(Refusal):
    """Only what is closed is reopened."""


class RelationshipClosed(Event, frozen=True, kw_only=True):
    """The relationship ended; its history stays."""

    @property
    def touches(self) -> frozenset[str]:
        return STANDING

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return "Relationship closed"


class RelationshipReopened(Event, frozen=True, kw_only=True):
    """The relationship goes on after it had ended."""

    @property
    def touches(self) -> frozenset[str]:
        return STANDING

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return "Relationship reopened"


class CloseRelationship(Command, frozen=True, kw_only=True):
    """Record that a relationship ended.

    A reason is required. Live joint plans are closed first, or run out. Nothing is removed: its history stays, and it
    can be reopened.
    """

    path: ClassVar = "close"
    label: ClassVar = "Relationship closed"
    asks_when: ClassVar = "Ended"
    asks_why: ClassVar = "Why it ended"

    @property
    def rests_on(self) -> frozenset[str]:
        return STANDING


class ReopenRelationship(Command, frozen=True, kw_only=True):
    """Record that a relationship goes on after it had ended.

    Only what was closed is reopened.
    """

    path: ClassVar = "reopen"
    label: ClassVar = "Relationship reopened"
    asks_when: ClassVar = "Reopened"

    @property
    def rests_on(self) -> frozenset[str]:
        return STANDING


def decide_closing(command: CloseRelationship, moment: Moment) -> list[Event]:
    """The end; nothing where it ended on that very date. Raises ReasonMissing, AlreadyClosed, PlansStillRun."""
    closed = moment.before.profile.closed
    if closed == command.on:
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "What is closed states why, so that the next reader understands it: write a reason.", field="reason"
        )
    if closed:
        raise AlreadyClosed(
            f"The relationship was already closed {closed.told}: it is closed once, so reopen it first.", field="on"
        )
    if refusal := plans_left(moment.before.plans.values(), command.on):
        raise refusal
    return [RelationshipClosed(on=command.on, reason=command.reason)]


def decide_reopening(command: ReopenRelationship, moment: Moment) -> list[Event]:
    """The reopening; nothing where it was reopened on that very date. Raises NotClosed."""
    profile = moment.before.profile
    if profile.closed is None:
        if profile.reopened == command.on:
            return []
        raise NotClosed(
            f"The relationship was not closed {command.on.told}: close it first, or choose a day on which it was.",
            field="on",
        )
    return [RelationshipReopened(on=command.on, reason=command.reason)]


def plans_left(plans: Iterable[Plan], on: When) -> Refusal | None:
    """Refuse to close a relationship while joint plans are live on the day."""
    live = [f"“{plan.title}” (to {plan.ends})" for plan in plans if plan.live_on(on.first)]
    if not live:
        return None
    one = len(live) == 1
    return PlansStillRun(
        f"The joint plan{'' if one else 's'} {' and '.join(live)} still run{'s' if one else ''} {on.told}: "
        f"close {'it' if one else 'them'} first, or choose a day after {'its' if one else 'their'} end.",
        field="on",
    )


def evolve(profile: Profile, event: Event) -> Profile:
    """The profile after one more event."""
    match event:
        case RelationshipClosed():
            return replace(profile, at_risk_since=None, closed=event.on)
        case RelationshipReopened():
            return replace(profile, closed=None, reopened=event.on)
        case _:
            return profile


def objection(state: "Relationship", event: Event) -> Refusal | None:
    """An end that was there already or that a plan outlived; a reopening of what was open."""
    profile, told = state.profile, event.on.told
    match event:
        case RelationshipClosed() if profile.closed:
            return Refusal(
                f"This would break the closing already effective {told}, up to which it was open: choose a later day."
            )
        case RelationshipClosed() if plans_left(state.plans.values(), event.on):
            return Refusal(
                f"This would break the closing already effective {told}, by which every joint plan but this one had "
                "ended: record the plan together with the date on which it was closed."
            )
        case RelationshipReopened() if profile.closed is None:
            return Refusal(
                f"This would break the reopening already effective {told}, up to which it was closed: choose a later day."
            )
        case _:
            return None
