"""Change-management milestones: a party's ability to absorb change gates any system (Byrnes)."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask, New, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.moment import Moment
from domain.relationship.vocabulary import Party


class MilestoneAlreadyPlanned(Refusal):
    """A milestone of the same name and party is planned once while it is open."""


class MilestoneAlreadyReached(Refusal):
    """A milestone is reached once."""


class MilestoneReachedBeforePlanned(Refusal):
    """A milestone is reached on or after the day it was planned."""


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone as it stands."""

    id: str
    title: str
    party: Party
    planned: When
    due: When
    reached: When | None = None

    @property
    def open(self) -> bool:
        """Not yet reached."""
        return self.reached is None


class MilestonePlanned(Event, frozen=True, kw_only=True):
    """A step of change was planned for a party, to be reached by ``due``."""

    about: ClassVar = "milestone_id"
    begins: ClassVar = True

    milestone_id: str
    title: str
    party: Party
    due: When

    @property
    def value(self) -> str:
        return self.party

    @property
    def term(self) -> tuple[date, date] | None:
        return self.due.first, self.due.last

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Milestone “{self.title}” planned for {self.party}, due {self.due}"


class MilestoneReached(Event, frozen=True, kw_only=True):
    """The party got there."""

    about: ClassVar = "milestone_id"

    milestone_id: str

    def headline(self, titles: Titles) -> str:
        return f"Milestone {self.called(titles)} reached"


class PlanMilestone(Command, frozen=True, kw_only=True):
    """Record that a change milestone was planned for a party.

    A system can go no faster than the people around it can change, so each milestone names the party that has to.
    """

    path: ClassVar = "milestone plan"
    label: ClassVar = "Milestone planned"
    asks_when: ClassVar = "Planned"

    milestone_id: Annotated[str, New("milestone")]
    title: Annotated[
        str,
        Ask(
            label="Milestone",
            help="What will be different.",
            example="Buyers order on the web",
            argument=True,
            first=True,
        ),
    ]
    party: Annotated[Party, Ask(label="Who changes", help="Who has to change.", example="the account", first=True)]
    due: Annotated[When, Ask(label="Due", help="By when, as precisely as planned.", example="2025-Q2", first=True)]


class ReachMilestone(Command, frozen=True, kw_only=True):
    """Record that a change milestone was reached.

    A milestone is reached once, and not before it was planned.
    """

    path: ClassVar = "milestone reach"
    label: ClassVar = "Milestone reached"
    asks_when: ClassVar = "Reached"
    about: ClassVar = "milestone_id"

    milestone_id: Annotated[
        str,
        Pick(
            label="Milestone",
            things="milestones",
            what="milestone",
            example="Buyers order on the web",
            argument=True,
            otherwise="No milestone is open on this account. Log one as planned first.",
        ),
    ]


def decide_planning(command: PlanMilestone, moment: Moment) -> list[Event]:
    """The planned milestone; nothing where the same one is on record.

    Raises NothingEntered, MilestoneAlreadyPlanned, IdAlreadyUsed.
    """
    milestones = moment.known.milestones
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
    planned = MilestonePlanned(
        on=command.on,
        reason=command.reason,
        milestone_id=command.milestone_id,
        title=title,
        party=command.party,
        due=command.due,
    )
    return begun([planned], milestones, command.milestone_id)


def decide_reaching(command: ReachMilestone, moment: Moment) -> list[Event]:
    """The reached milestone. Raises NoSuchRecord, MilestoneAlreadyReached, MilestoneReachedBeforePlanned."""
    milestone = on_record(moment.known.milestones, command.milestone_id, "milestone_id", "milestone")
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


def evolve(milestones: dict[str, Milestone], event: Event) -> dict[str, Milestone]:
    """The milestones after one more event."""
    match event:
        case MilestonePlanned():
            planned = Milestone(
                id=event.milestone_id, title=event.title, party=event.party, planned=event.on, due=event.due
            )
            return {**milestones, planned.id: planned}
        case MilestoneReached(milestone_id=milestone_id) if milestone := milestones.get(milestone_id):
            return {**milestones, milestone_id: replace(milestone, reached=event.on)}
        case _:
            return milestones


MILESTONE = Concept(
    name="milestone",
    lane="milestones",
    holds="milestones",
    kinds=(
        EventKind(name="milestone-planned", event=MilestonePlanned, label="Milestone planned", phase="proposed"),
        EventKind(name="milestone-reached", event=MilestoneReached, label="Milestone reached", phase="reached"),
    ),
    evolve=evolve,
    decisions={PlanMilestone: decide_planning, ReachMilestone: decide_reaching},
)
