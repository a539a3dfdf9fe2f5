"""Change-management milestones: a party's ability to absorb change gates any system (Byrnes)."""

from domain.relationship.milestone.commands import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.milestone.concept import MILESTONE
from domain.relationship.milestone.events import (
    MilestoneDropped,
    MilestonePlanned,
    MilestoneReached,
    MilestoneRescheduled,
)
from domain.relationship.milestone.refusals import (
    MilestoneAlreadyDropped,
    MilestoneAlreadyPlanned,
    MilestoneAlreadyReached,
    MilestoneChangedBeforePlanned,
    MilestoneDueBeforePlanned,
    MilestoneReachedBeforePlanned,
    NoChannelPartner,
    WeightNotPositive,
)
from domain.relationship.milestone.state import STAGES, Milestone, Stage

__all__ = [
    "MILESTONE",
    "STAGES",
    "DropMilestone",
    "Milestone",
    "MilestoneAlreadyDropped",
    "MilestoneAlreadyPlanned",
    "MilestoneAlreadyReached",
    "MilestoneChangedBeforePlanned",
    "MilestoneDropped",
    "MilestoneDueBeforePlanned",
    "MilestonePlanned",
    "MilestoneReached",
    "MilestoneReachedBeforePlanned",
    "MilestoneRescheduled",
    "NoChannelPartner",
    "PlanMilestone",
    "ReachMilestone",
    "RescheduleMilestone",
    "Stage",
    "WeightNotPositive",
]
