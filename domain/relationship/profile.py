"""What a relationship is called, what kind it is, and whether it is at risk or closed."""

import msgspec

from domain.history.asking import begins_something
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.account_class import RelationshipKind
from domain.relationship.moment import Moment

STANDING = frozenset({"standing"})
"""What being at risk and being closed both change, for telling two people's changes apart."""


class RelationshipIsClosed(Refusal):
    """What is closed is reopened first."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The outside of a relationship; its name is not its identity."""

    name: str = ""
    kind: RelationshipKind = "account"
    former_names: tuple[str, ...] = ()
    """What it was called before, the oldest first."""
    external_ids: dict[str, str] = {}
    """Its id in other systems, by the system's name."""
    at_risk_since: When | None = None
    recovered: When | None = None
    """When it was last out of risk."""
    closed: When | None = None
    """None while it is open."""
    reopened: When | None = None
    """When it was last opened again."""


def refuse_closed(moment: Moment, what: str) -> None:
    """Refuse what cannot happen in a relationship that is closed on that day. Raises RelationshipIsClosed."""
    if closed := moment.before.profile.closed:
        raise RelationshipIsClosed(
            f"The relationship was closed {closed.told}, so {what} {moment.on.told}: reopen it first, "
            "or choose a day before it was closed.",
            field="on",
        )


def refuse_beginnings_when_closed(command: Command, moment: Moment) -> None:
    """Nothing new begins in a relationship that is closed; what runs may still end, and what was may still be told.

    Raises RelationshipIsClosed.
    """
    if begins_something(type(command)):
        refuse_closed(moment, "nothing new can begin")


def closed_before(profile: Profile, what: str, on: When) -> Refusal | None:
    """Why what happened later keeps the relationship open until then, or None where it is open."""
    if profile.closed is None:
        return None
    return Refusal(f"This would break {what} already effective {on.told}, when it would be closed: choose a later day.")
