"""The rules of milestones that refuse a command."""

from domain.history.refusal import Refusal


class MilestoneAlreadyPlanned(Refusal):
    """A milestone of the same name and party is planned once while it is open."""


class MilestoneDueBeforePlanned(Refusal):
    """A milestone is due on or after the day it was planned."""


class NoChannelPartner(Refusal):
    """A channel partner is named where a channel partner has to change."""


class WeightNotPositive(Refusal):
    """A milestone takes some of its party's capacity for change."""


class MilestoneChangedBeforePlanned(Refusal):
    """A milestone is rescheduled or dropped on or after the day it was planned."""


class MilestoneReachedBeforePlanned(Refusal):
    """A milestone is reached on or after the day it was planned."""


class MilestoneAlreadyReached(Refusal):
    """A milestone is reached once."""


class MilestoneAlreadyDropped(Refusal):
    """A milestone that was dropped is neither reached, rescheduled nor dropped again."""
