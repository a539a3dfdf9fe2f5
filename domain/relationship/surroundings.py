"""What a decision about a relationship asks of the world around it: the policy, the company, and other relationships."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

import msgspec

from domain.relationship.rules import Rules

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class OwnSystem(msgspec.Struct, frozen=True, kw_only=True):
    """One of the company's own systems, as it stood on a day."""

    id: str
    title: str
    ready: bool


class Surroundings(Protocol):
    """The world around a relationship, on any day."""

    def rules_on(self, day: date) -> Rules:
        """The policy in force on a day."""

    def own_system(self, system_id: str, day: date) -> OwnSystem | None:
        """One of the company's own systems; None where there is none of that id."""

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        """How many showcases run on a day in all relationships but one."""

    def relationship(self, stream: str, day: date) -> "Relationship | None":
        """Another relationship as it stood on a day; None where it is not on record."""


class Alone(msgspec.Struct, frozen=True):
    """Surroundings with a policy and nothing else."""

    rules: Rules

    def rules_on(self, day: date) -> Rules:  # noqa: ARG002  # the same on every day
        return self.rules

    def own_system(self, system_id: str, day: date) -> OwnSystem | None:  # noqa: ARG002  # there is none
        return None

    def running_showcases(self, day: date, elsewhere_than: str) -> int:  # noqa: ARG002  # there is none
        return 0

    def relationship(self, stream: str, day: date) -> "Relationship | None":  # noqa: ARG002  # there is none
        return None
