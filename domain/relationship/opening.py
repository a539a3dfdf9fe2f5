"""Opening: Tieline begins to keep the history of a relationship."""

from domain.relationship.account_class import RelationshipKind
from domain.relationship.event import Command, Event
from domain.relationship.refusal import NothingEntered


class RelationshipOpened(Event, frozen=True, kw_only=True):
    """A relationship is on record under a name; the name is not its identity."""

    name: str
    kind: RelationshipKind = "account"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"name"})


class OpenRelationship(Command, frozen=True, kw_only=True):
    """Put a relationship on record."""

    name: str
    kind: RelationshipKind = "account"


def decide_opening(command: OpenRelationship) -> RelationshipOpened:
    """Raises NothingEntered without a name."""
    name = entered(command.name, "name", "the name of the account")
    return RelationshipOpened(on=command.on, reason=command.reason, name=name, kind=command.kind)


def entered(text: str, field: str, what: str) -> str:
    """The text without surrounding blanks; refused when nothing is left."""
    if not (stripped := " ".join(text.split())):
        raise NothingEntered(f"Nothing was entered for {what}: write {what}.", field=field)
    return stripped
