"""The dated facts of change load: milestones, capacities, and the links that may wait."""

from domain.company.capacity import CapacitySet
from domain.history.when import When
from domain.recorded import Recorded
from domain.relationship.milestone import MilestoneDropped, MilestonePlanned, MilestoneReached, MilestoneRescheduled
from domain.relationship.system_link import SystemLinkProposed, SystemLinkRetired, SystemLinkWentLive
from projections.lateness import MILESTONES, lateness
from projections.projection import day_number
from projections.question import AddedRow, Facts, fact_table, number, text

FACT = fact_table(
    "change_load_fact",
    text("subject"),
    text("title"),
    text("party"),
    text("partner"),
    text("change"),
    text("part_of"),
    number("weight"),
    number("starts"),
    number("ends"),
)
"""A milestone (``subject``) with when it is due, a capacity (``weight``) in its period, or a link and what became of it."""


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of milestones, of capacity, or of the links that wait."""
    match recorded.event:
        case MilestonePlanned() as event:
            return (
                event.milestone_id, event.title, event.party, event.channel_partner, event.change, event.part_of,
                event.weight or 0, *span(event.due),
            )  # fmt: skip
        case MilestoneRescheduled() as event:
            return event.milestone_id, "", "", "", "", "", 0, *span(event.due)
        case MilestoneReached() | MilestoneDropped() | SystemLinkRetired() as event:
            return event.subject, "", "", "", "", "", 0, 0, 0
        case CapacitySet() as event:
            return "", "", event.party, event.channel_partner, "", "", event.capacity, *span(event.period)
        case SystemLinkProposed() | SystemLinkWentLive() as event:
            return event.link_id, event.title, "", "", "", "", 0, 0, 0
        case _:
            return None


def span(when: When) -> tuple[int, int]:
    """The first and last day as they are kept."""
    return day_number(when.first), day_number(when.last)


LATE = lateness("milestone_late", FACT, MILESTONES)
"""When milestones were late."""

CHANGE_LOAD = Facts(
    "change-load",
    4,
    FACT,
    added,
    of=(
        MilestonePlanned,
        MilestoneRescheduled,
        MilestoneReached,
        MilestoneDropped,
        SystemLinkRetired,
        CapacitySet,
        SystemLinkProposed,
        SystemLinkWentLive,
    ),
    derived=(LATE,),
)
