"""The company's rules as values: what the decisions ask, whichever policy version supplies it."""

import msgspec

from domain.relationship.account_class import AccountClass


class Horizon(msgspec.Struct, frozen=True):
    """How long a joint plan may run, in calendar months, both bounds included."""

    at_least: int
    at_most: int


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the service-differentiation policy, as far as decisions need it."""

    version: int
    plan_horizons: dict[AccountClass, Horizon]
    """The classes that have a joint plan; a class that is not named has none."""
