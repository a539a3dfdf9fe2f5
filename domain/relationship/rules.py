"""The company's rules as values: what the decisions ask, whichever policy version supplies it.

The numbers that Byrnes gives ("The Strategic CIO") are the default's; the rest are a company's own to set.
"""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from domain.relationship.account_class import AccountClass
from domain.relationship.vocabulary import Change, Depth, Function, Rating


class Horizon(msgspec.Struct, frozen=True):
    """How long a joint plan may run, in calendar months, both bounds included."""

    at_least: int
    at_most: int


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """What one class of account gets: a column of the service-differentiation matrix."""

    plan: Horizon | None = None
    """None where accounts of the class have no joint plan."""
    shared_risk: bool = False
    """Whether a plan states how risk is shared."""
    scorecard: bool = False
    """Whether a plan is measured by a scorecard."""
    deepest_link: Depth = "arm's length"
    """Deeper links than this are over-service."""
    link_expected: Depth | None = None
    """At least one live link this deep, or the account is under-served; None where none is expected."""
    custom_links: bool = False
    """Whether links may be built to the account's own measure."""
    team: tuple[Function, ...] = ()
    """The functions of one's own account team."""
    counterparts: tuple[Function, ...] = ()
    """The functions in which somebody at the account is known."""
    terrain_months: int | None = None
    """How old the last survey of the account's IT terrain may be; None where none is needed."""
    gets: Mapping[str, str] = {}
    """The matrix in words, by row: plan, supply chain, systems, people."""


class Criteria(msgspec.Struct, frozen=True, kw_only=True):
    """From which rating on (0–4) an account counts as large, willing, able, innovative, growing."""

    large: Rating = 3
    willing: Rating = 3
    able: Rating = 3
    innovative: Rating = 3
    growing: Rating = 2


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a party's capacity for change a milestone takes, where it says nothing else."""

    incremental: int = 1
    paradigmatic: int = 3

    def of(self, change: Change) -> int:
        """The weight of a kind of change."""
        return self.paradigmatic if change == "paradigmatic" else self.incremental


class ShowcaseLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How many showcases may run at once."""

    per_account: int = 2
    in_total: int = 12


class CioTime(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the CIO's time that is with customers: 30 to 50 percent (Byrnes)."""

    at_least: Decimal = Decimal("0.30")
    at_most: Decimal = Decimal("0.50")


class SegmentThreshold(msgspec.Struct, frozen=True, kw_only=True):
    """From which yearly revenue and net profit, in one currency, both count as high."""

    revenue: Decimal
    profit: Decimal


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """When something needs a look: days."""

    due_soon: int = 30
    quiet: int = 120
    """A strategic or integrated account without any interaction for so long."""
    review_every: int = 190
    """A live plan without a review for so long."""
    assessment_every: int = 400
    """A partnership not assessed for so long."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the service-differentiation policy."""

    version: int
    """0 for one that was never drawn up, only supposed."""
    services: Mapping[AccountClass, Service]
    criteria: Criteria = Criteria()
    showcases: ShowcaseLimits = ShowcaseLimits()
    weights: Weights = Weights()
    cio_time: CioTime = CioTime()
    segments: Mapping[str, SegmentThreshold] = {}
    """The profit segments' thresholds by currency (ISO 4217)."""
    attention: Attention = Attention()

    @property
    def called(self) -> str:
        """The policy in a sentence, by its number; one without a number is only supposed."""
        return f"version {self.version} of the policy" if self.version else "the supposed policy"

    @property
    def plan_horizons(self) -> dict[AccountClass, Horizon]:
        """The classes that have a joint plan, and how long it may run."""
        return {each: service.plan for each, service in self.services.items() if service.plan}

    def service(self, account_class: AccountClass | None) -> Service:
        """What an account of this class gets; an unclassified account is owed nothing."""
        return self.services[account_class] if account_class else UNCLASSIFIED


UNCLASSIFIED = Service()
