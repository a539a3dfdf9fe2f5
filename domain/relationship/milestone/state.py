"""A milestone as it stands."""

from typing import Literal

import msgspec

from domain.history.when import When
from domain.relationship.vocabulary import Change, Party

Stage = Literal["before need", "during", "cementing"]
STAGES: tuple[Stage, ...] = ("before need", "during", "cementing")
"""Change that readies people before a system is needed, while it comes, or that makes it last."""


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone as it stands."""

    id: str
    title: str
    party: Party
    channel_partner: str = ""
    """The company, where a channel partner has to change."""
    planned: When
    due: When
    first_due: When
    """What it was due at first."""
    moves: int = 0
    """How often it was rescheduled."""
    reached: When | None = None
    dropped: When | None = None
    change: Change = "incremental"
    stage: Stage = "during"
    weight: int | None = None
    """How much of the party's capacity it takes; None for what a policy is yet to say."""
    part_of: str = ""
    """The id of the plan, system link or showcase that it belongs to."""

    @property
    def ended(self) -> When | None:
        """When it was reached or dropped."""
        return self.reached or self.dropped

    @property
    def open(self) -> bool:
        """Neither reached nor dropped."""
        return self.ended is None
