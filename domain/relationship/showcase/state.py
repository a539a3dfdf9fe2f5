"""A showcase as it stands."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from domain.history.when import When

Outcome = Literal["scale", "extend", "stop"]
OUTCOMES: tuple[Outcome, ...] = ("scale", "extend", "stop")

Status = Literal["proposed", "running", "adopted", "concluded"]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What was fixed before a showcase started; its success measures are words, so that only whether there are any is kept."""

    budget: Decimal | None = None
    currency: str = ""
    sites: int | None = None
    ends: date | None = None
    success: bool = False

    @property
    def none(self) -> bool:
        """Neither money, sites nor time were limited."""
        return self.budget is None and self.sites is None and self.ends is None


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """One result of a showcase."""

    on: When
    measure: str
    measured: Decimal
    unit: str = ""
    target: Decimal | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a showcase was adopted from."""

    relationship: str
    showcase: str


class Showcase(msgspec.Struct, frozen=True, kw_only=True):
    """A showcase experiment, or one that was adopted from another account, as it stands."""

    id: str
    title: str
    proposed: When | None = None
    started: When | None = None
    """When it started; of what was adopted, when that was."""
    observed: bool = False
    """Whether only a source tells of its start, which no policy judges."""
    limits: Limits = Limits()
    extends: str = ""
    """The id of the showcase whose conclusion, to extend it, it follows."""
    adopted_from: Origin | None = None
    spent: Decimal = Decimal(0)
    currency: str = ""
    """What it is spent in."""
    measurements: tuple[Measurement, ...] = ()
    concluded: When | None = None
    outcome: Outcome | None = None

    @property
    def open(self) -> bool:
        """Not yet concluded."""
        return self.concluded is None

    @property
    def begun(self) -> When:
        """When it was proposed, or started where nobody recorded a proposal."""
        return min((each for each in (self.proposed, self.started) if each), key=lambda each: each.first)

    @property
    def waiting(self) -> bool:
        """Proposed, neither started nor given up."""
        return self.open and self.started is None

    @property
    def counts(self) -> bool:
        """Whether it is under way as an experiment of one's own, of which the policy allows only so many at once."""
        return self.status == "running" and not self.observed

    @property
    def over_budget(self) -> bool:
        """More was spent than was fixed."""
        return self.limits.budget is not None and self.spent > self.limits.budget

    @property
    def status(self) -> Status:
        """How far it is."""
        if self.concluded:
            return "concluded"
        if self.adopted_from:
            return "adopted"
        return "running" if self.started else "proposed"
