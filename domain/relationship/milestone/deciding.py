"""How what is recorded of a milestone is judged."""

from typing import Protocol

from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import NoSuchRecord, ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.milestone.commands import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
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
from domain.relationship.milestone.state import Milestone
from domain.relationship.moment import Moment


class Holder(Protocol):
    """A plan, system link or showcase: what a milestone may belong to."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def open(self) -> bool: ...


def decide_planning(command: PlanMilestone, moment: Moment) -> list[Event]:
    """The planned milestone, with the weight that the policy gives it; nothing where the same one is on record.

    Raises NothingEntered, NoChannelPartner, WeightNotPositive, NoSuchRecord, MilestoneDueBeforePlanned,
    MilestoneAlreadyPlanned, IdAlreadyUsed.
    """
    milestones = moment.known.milestones
    title = entered_name(command.title, "title", "the milestone's name")
    partner = " ".join(command.channel_partner.split())
    if partner and command.party != "channel partner":
        raise NoChannelPartner(
            f"A channel partner is named, but {command.party} is to change: choose channel partner as who changes, or "
            "leave the name out.",
            field="channel_partner",
        )
    if command.weight is not None and command.weight < 1:
        raise WeightNotPositive("A milestone weighs at least 1: give 1 or more, or leave it out.", field="weight")
    for milestone in milestones.values():
        held = milestone.title.casefold(), milestone.party, milestone.channel_partner.casefold()
        if not milestone.open or held != (title.casefold(), command.party, partner.casefold()):
            continue
        details = milestone.change, milestone.stage
        if command.due in (milestone.first_due, milestone.due) and details == (command.change, command.stage):
            return []
        raise MilestoneAlreadyPlanned(
            f"The milestone “{milestone.title}” is already planned for {milestone.due}: reschedule it, reach it first, "
            "or choose another name.",
            field="title",
        )
    refuse_due_before(command.due, command.on)
    planned = MilestonePlanned(
        on=command.on,
        reason=command.reason,
        milestone_id=command.milestone_id,
        title=title,
        party=command.party,
        due=command.due,
        channel_partner=partner,
        change=command.change,
        stage=command.stage,
        weight=command.weight or moment.rules.weights.of(command.change),
        part_of=holder(command.part_of, moment) if command.part_of.strip() else "",
    )
    return begun([planned], milestones, command.milestone_id)


def refuse_due_before(due: When, planned: When) -> None:
    """Refuse what is due before it is planned. Raises MilestoneDueBeforePlanned."""
    if due.certainly_before(planned):
        raise MilestoneDueBeforePlanned(
            f"The milestone would be due {due.told}, before it was planned {planned.told}: "
            f"choose {planned.first} or a later date.",
            field="due",
        )


def holder(text: str, moment: Moment) -> str:
    """The id of the plan, link or showcase of that id or title; an open one goes first. Raises NoSuchRecord."""
    known = moment.known
    things: list[Holder] = [*known.plans.values(), *known.links.values(), *known.showcases.values()]
    sought = " ".join(text.split())
    found = [each for each in things if each.id == sought]
    found = found or [each for each in things if each.title.casefold() == sought.casefold()]
    found = [each for each in found if each.open] or found
    if len(found) == 1:
        return found[0].id
    if found:
        ids = " or ".join(f"“{each.id}”" for each in found)
        raise NoSuchRecord(f"Several things are called “{sought}”: write the id, {ids}.", field="part_of")
    titles = ", ".join(f"“{each.title}”" for each in things)
    accepted = f"name one of {titles}" if titles else "record it first, or leave this out"
    raise NoSuchRecord(f"There is no plan, link or showcase “{sought}” on record: {accepted}.", field="part_of")


def decide_rescheduling(command: RescheduleMilestone, moment: Moment) -> list[Event]:
    """The new due date; nothing where it is due then already.

    Raises NoSuchRecord, ReasonMissing, MilestoneChangedBeforePlanned, MilestoneDueBeforePlanned,
    MilestoneAlreadyReached, MilestoneAlreadyDropped.
    """
    milestone = on_record(moment.known.milestones, command.milestone_id, "milestone_id", "milestone")
    refuse_before_planned(milestone, command.on, "rescheduled")
    then = moment.before.milestones.get(milestone.id, milestone)
    ended = then.ended and then.ended.last <= command.on.first
    if ended and (refusal := over(then, "choose an earlier day, when it was still open, or plan a new milestone")):
        raise refusal
    if then.due == command.due:
        return []
    refuse_due_before(command.due, milestone.planned)
    refuse_without_reason(command.reason, "rescheduled")
    return [MilestoneRescheduled(on=command.on, reason=command.reason, milestone_id=milestone.id, due=command.due)]


def decide_reaching(command: ReachMilestone, moment: Moment) -> list[Event]:
    """The reached milestone.

    Raises NoSuchRecord, MilestoneAlreadyReached, MilestoneAlreadyDropped, MilestoneReachedBeforePlanned.
    """
    milestone = on_record(moment.known.milestones, command.milestone_id, "milestone_id", "milestone")
    if refusal := over(milestone, "a milestone is reached once, so plan a new one for a further step"):
        raise refusal
    if command.on.certainly_before(milestone.planned):
        raise MilestoneReachedBeforePlanned(
            f"The milestone “{milestone.title}” was planned {milestone.planned.told}, so it cannot be reached "
            f"{command.on.told}: choose {milestone.planned.first} or a later day.",
            field="on",
        )
    return [MilestoneReached(on=command.on, reason=command.reason, milestone_id=command.milestone_id)]


def decide_dropping(command: DropMilestone, moment: Moment) -> list[Event]:
    """The dropped milestone; nothing where it was dropped that day.

    Raises NoSuchRecord, ReasonMissing, MilestoneAlreadyReached, MilestoneAlreadyDropped, MilestoneChangedBeforePlanned.
    """
    milestone = on_record(moment.known.milestones, command.milestone_id, "milestone_id", "milestone")
    if milestone.dropped == command.on:
        return []
    if refusal := over(milestone, "it ends once, so name another milestone"):
        raise refusal
    refuse_before_planned(milestone, command.on, "dropped")
    refuse_without_reason(command.reason, "dropped")
    return [MilestoneDropped(on=command.on, reason=command.reason, milestone_id=milestone.id)]


def over(milestone: Milestone, accepted: str) -> Refusal | None:
    """Why nothing more can become of a milestone that was reached or dropped, or None."""
    if milestone.reached:
        return MilestoneAlreadyReached(
            f"The milestone “{milestone.title}” was already reached {milestone.reached.told}: {accepted}.",
            field="milestone_id",
        )
    if milestone.dropped:
        return MilestoneAlreadyDropped(
            f"The milestone “{milestone.title}” was already dropped {milestone.dropped.told}: {accepted}.",
            field="milestone_id",
        )
    return None


def refuse_before_planned(milestone: Milestone, on: When, what: str) -> None:
    """Refuse a change to what was not yet planned. Raises MilestoneChangedBeforePlanned."""
    if on.certainly_before(milestone.planned):
        raise MilestoneChangedBeforePlanned(
            f"The milestone “{milestone.title}” was planned {milestone.planned.told}, so it cannot be {what} "
            f"{on.told}: choose {milestone.planned.first} or a later day.",
            field="on",
        )


def refuse_without_reason(reason: str, what: str) -> None:
    """Refuse what is decided without saying why. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(f"A milestone is {what} for a reason: write it down.", field="reason")
