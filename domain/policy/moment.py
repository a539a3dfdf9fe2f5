"""The moment in which a change of the policy is decided."""

from typing import TYPE_CHECKING

import msgspec

from domain.history.when import When

if TYPE_CHECKING:
    from domain.policy.state import Policy


class Moment(msgspec.Struct, frozen=True):
    """What a decision sees: all versions on record, whenever they take effect."""

    known: "Policy"
    on: When
