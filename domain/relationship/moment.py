"""The moment in which a command about a relationship is decided."""

from typing import TYPE_CHECKING

import msgspec

from domain.history.when import When
from domain.relationship.rules import Rules
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class Moment(msgspec.Struct, frozen=True):
    """What a decision sees."""

    before: "Relationship"
    """The relationship as of the command's own first day: what rules about the class, or what is live, ask."""
    known: "Relationship"
    """Everything on record, also of later days: what is begun or ended only once asks this."""
    around: Surroundings
    on: When

    @property
    def rules(self) -> Rules:
        """The policy in force on the command's first day."""
        return self.around.rules_on(self.on.first)
