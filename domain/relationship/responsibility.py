"""Responsibility: which account manager a relationship is assigned to; whoever is confined to accounts of their own sees these."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.deciding import entered_name
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When, on_day
from domain.relationship.moment import Moment

if TYPE_CHECKING:
    from domain.relationship.state import Relationship
    from domain.relationship.surroundings import Surroundings


class AlreadyResponsible(Refusal):
    """A relationship is assigned to somebody once while they are responsible for it."""


class NotResponsible(Refusal):
    """Only who is responsible for a relationship is released from it."""


class Responsible(msgspec.Struct, frozen=True, kw_only=True):
    """Since when somebody is responsible, and until when they were."""

    since: When
    until: When | None = None

    def on(self, day: date) -> bool:
        """Whether they are on this day; no longer on the day of their release."""
        return self.since.first <= day and (self.until is None or day < self.until.first)


class AccountAssigned(Event, frozen=True, kw_only=True):
    """The relationship was assigned to an account manager, by the subject that they sign in as."""

    manager: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"manager {self.manager}"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Assigned to {self.manager}"


class AccountReleased(Event, frozen=True, kw_only=True):
    """An account manager was released from the relationship."""

    manager: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"manager {self.manager}"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"No longer assigned to {self.manager}"


class AssignAccount(Command, frozen=True, kw_only=True):
    """Make an account manager responsible for an account.

    Only an administrator does. Whoever is confined to accounts of their own may look at it and record about it from that
    day on. They are named by the subject that they sign in as, not by their name.
    """

    path: ClassVar = "assign"
    label: ClassVar = "Assigned to an account manager"
    asks_when: ClassVar = "From"

    manager: Annotated[
        str,
        Ask(
            label="Account manager",
            help="The subject that they sign in as: “You record as …” in the app.",
            example="a81bc4",
            argument=True,
            first=True,
        ),
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"manager {self.manager}"})


class ReleaseAccount(Command, frozen=True, kw_only=True):
    """Release an account manager from an account.

    Only an administrator does. What they recorded stays; from that day on the account is no longer one of their own.
    """

    path: ClassVar = "release"
    label: ClassVar = "Account manager released"
    asks_when: ClassVar = "From"

    manager: Annotated[
        str,
        Ask(
            label="Account manager",
            help="The subject that they sign in as.",
            example="a81bc4",
            argument=True,
            first=True,
        ),
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"manager {self.manager}"})


def decide_assigning(command: AssignAccount, moment: Moment) -> list[Event]:
    """The assignment; nothing where they are responsible since that very date. Raises NothingEntered, AlreadyResponsible."""
    manager = entered_name(command.manager, "manager", "who becomes responsible")
    held = moment.before.managers.get(manager)
    if held and held.until is None:
        if held.since == command.on:
            return []
        raise AlreadyResponsible(
            f"“{manager}” is responsible since {held.since}: assign another account manager, or release this one first.",
            field="manager",
        )
    return [AccountAssigned(on=command.on, reason=command.reason, manager=manager)]


def decide_releasing(command: ReleaseAccount, moment: Moment) -> list[Event]:
    """The release; nothing where they were released on that very date. Raises NothingEntered, NotResponsible."""
    manager = entered_name(command.manager, "manager", "who is released")
    held = moment.before.managers.get(manager)
    if held and held.until is None:
        return [AccountReleased(on=command.on, reason=command.reason, manager=manager)]
    if held and held.until == command.on:
        return []
    there = [f"“{name}”" for name, each in moment.before.managers.items() if each.until is None]
    accepted = f"name {' or '.join(there)}, or another day" if there else "choose a day on which somebody was"
    raise NotResponsible(f"“{manager}” was not responsible {command.on.told}: {accepted}.", field="manager")


def assigned_by_opening(manager: str, opened: Event, today: date) -> AccountAssigned:
    """The assignment of a relationship to whoever opened it and is confined to their own; from today where it begins later."""
    on = opened.on if opened.on.first <= today else on_day(today)
    return AccountAssigned(on=on, observed=opened.observed, manager=manager)


def evolve(managers: dict[str, Responsible], event: Event) -> dict[str, Responsible]:
    """Who is and was responsible after one more event."""
    match event:
        case AccountAssigned(manager=manager):
            held = managers.get(manager)
            return managers if held and held.until is None else {**managers, manager: Responsible(since=event.on)}
        case AccountReleased(manager=manager) if (held := managers.get(manager)) and held.until is None:
            return {**managers, manager: replace(held, until=event.on)}
        case _:
            return managers


def objection(state: "Relationship", event: Event, around: "Surroundings") -> Refusal | None:  # noqa: ARG001  # no policy decides it
    """An assignment to who is responsible already; a release of who is not."""
    if not isinstance(event, AccountAssigned | AccountReleased):
        return None
    held = state.managers.get(event.manager)
    responsible = held is not None and held.until is None
    if responsible == isinstance(event, AccountReleased):
        return None
    what = "release" if isinstance(event, AccountReleased) else "assignment"
    return Refusal(
        f"This would break the {what} of {event.manager} already effective {event.on.told}: choose a later day."
    )


RESPONSIBILITY = Concept(
    name="responsibility",
    source="Tieline's own.",
    lane="people",
    needs="operate",
    holds="managers",
    kinds=(
        EventKind(
            name="account-assigned", event=AccountAssigned, label="Assigned to an account manager", phase="started"
        ),
        EventKind(name="account-released", event=AccountReleased, label="Account manager released", phase="concluded"),
    ),
    evolve=evolve,
    decisions={AssignAccount: decide_assigning, ReleaseAccount: decide_releasing},
    objection=objection,
)
