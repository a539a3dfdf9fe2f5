"""A system link as it stands: how far it has come, how deep it reaches, what it cost and what it depends on."""

from decimal import Decimal
from typing import Literal

import msgspec

from domain.history.when import When
from domain.relationship.vocabulary import Depth, Dimension

LinkKind = Literal["web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other"]
LINK_KINDS: tuple[LinkKind, ...] = ("web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other")

Step = Literal["agreed", "built", "tested", "certified"]
STEPS: tuple[Step, ...] = ("agreed", "built", "tested", "certified")
"""What lies between a proposal and going live, in this order; steps may be left out."""

Stage = Literal["proposed", "agreed", "built", "tested", "certified", "live", "suspended", "retired"]
STAGES: tuple[Stage, ...] = ("proposed", *STEPS, "live", "suspended", "retired")


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A live link was suspended, or resumed."""

    on: When
    to: Literal["suspended", "resumed"]


class Investment(msgspec.Struct, frozen=True, kw_only=True):
    """Money put into a link."""

    on: When
    amount: Decimal
    currency: str
    dimension: Dimension


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A system link as it stands. It begins with its proposal, or by going live where nobody recorded one."""

    id: str
    title: str
    kind: LinkKind = "other"
    depth: Depth | None = None
    """None where nobody said how deep it reaches."""
    custom: bool = False
    """Whether it is built to this account's own measure."""
    needs: tuple[str, ...] = ()
    """The ids of the company's own systems that it depends on."""
    channel_partner: str = ""
    proposed: When | None = None
    steps: dict[Step, When] = {}
    live: When | None = None
    over_unchanged_processes: bool = False
    """Whether no change of process that belongs to it had been reached when it went live, as far as was known."""
    on_unready_systems: tuple[str, ...] = ()
    """Which of the own systems that it needs were not ready when it went live, as far as was known."""
    turns: tuple[Turn, ...] = ()
    """How it was suspended and resumed, in the order of the days."""
    investments: tuple[Investment, ...] = ()
    retired: When | None = None

    @property
    def open(self) -> bool:
        """Not yet retired."""
        return self.retired is None

    @property
    def begun(self) -> When:
        """When it was proposed, or went live where nobody recorded a proposal."""
        return min((each for each in (self.proposed, self.live) if each), key=lambda each: each.first)

    @property
    def suspended(self) -> When | None:
        """Since when it is suspended; None where it is not."""
        return self.turns[-1].on if self.turns and self.turns[-1].to == "suspended" else None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.retired:
            return "retired"
        if self.live:
            return "suspended" if self.suspended else "live"
        return next((step for step in reversed(STEPS) if step in self.steps), "proposed")

    @property
    def working(self) -> bool:
        """Whether it carries real work: live, and neither suspended nor retired."""
        return self.stage == "live"

    @property
    def invested(self) -> dict[str, Decimal]:
        """What was put into it, by currency."""
        sums: dict[str, Decimal] = {}
        for each in self.investments:
            sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.amount
        return sums
