"""Change-management milestones: a party's ability to absorb change gates any system (Byrnes)."""

from typing import Literal

import msgspec

from domain.relationship.event import Command, Event
from domain.relationship.opening import entered
from domain.relationship.refusal import (
    MilestoneAlreadyPlanned,
    MilestoneAlreadyReached,
    MilestoneReachedBeforePlanned,
)
from domain.relationship.when import When

Party = Literal["own company", "the account", "channel partner"]
PARTIES: tuple[Party, ...] = ("own company", "the account", "channel partner")


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone as it stands."""

    id: str
    title: str
    party: Party
    planned: When
    due: When
    reached: When | None = None


class MilestonePlanned(Event, frozen=True, kw_only=True):
    """A step of change was planned for a party, to be reached by ``due``."""

    milestone_id: str
    title: str
    party: Party
    due: When

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"milestone:{self.milestone_id}"})


class MilestoneReached(Event, frozen=True, kw_only=True):
    """The party got there."""

    milestone_id: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"milestone:{self.milestone_id}"})


class PlanMilestone(Command, frozen=True, kw_only=True):
    """Plan a step of change."""

    milestone_id: str
    title: str
    party: Party
    due: When


class ReachMilestone(Command, frozen=True, kw_only=True):
    """Record that a step of change was reached."""

    milestone_id: str

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"milestone:{self.milestone_id}"})


def decide_planning(command: PlanMilestone, milestones: dict[str, Milestone]) -> list[Event]:
    """The planned milestone; nothing where the same one is on record. Raises NothingEntered, MilestoneAlreadyPlanned."""
    title = entered(command.title, "title", "the milestone's name")
    for milestone in milestones.values():
        if milestone.reached or (milestone.title.casefold(), milestone.party) != (title.casefold(), command.party):
            continue
        if milestone.due == command.due:
            return []
        raise MilestoneAlreadyPlanned(
            f"The milestone “{milestone.title}” is already planned for {milestone.due}: reach it first, "
            "or choose another name.",
            field="title",
        )
    return [
        MilestonePlanned(
            on=command.on,
            reason=command.reason,
            milestone_id=command.milestone_id,
            title=title,
            party=command.party,
            due=command.due,
        )
    ]


def decide_reaching(command: ReachMilestone, milestone: Milestone) -> list[Event]:
    """The reached milestone. Raises MilestoneAlreadyReached, MilestoneReachedBeforePlanned."""
    if milestone.reached:
        raise MilestoneAlreadyReached(
            f"The milestone “{milestone.title}” was already reached {milestone.reached.told}: "
            "a milestone is reached once, so plan a new one for a further step.",
            field="milestone_id",
        )
    if command.on.certainly_before(milestone.planned):
        raise MilestoneReachedBeforePlanned(
            f"The milestone “{milestone.title}” was planned {milestone.planned.told}, so it cannot be reached "
            f"{command.on.told}: choose {milestone.planned.first} or a later day.",
            field="on",
        )
    return [MilestoneReached(on=command.on, reason=command.reason, milestone_id=command.milestone_id)]
