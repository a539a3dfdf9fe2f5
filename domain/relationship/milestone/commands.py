"""What a person records of a milestone."""

from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.milestone.state import Stage
from domain.relationship.vocabulary import Change, Party

OPEN = Pick(
    label="Milestone",
    things="milestones",
    what="milestone",
    example="Buyers order on the web",
    argument=True,
    otherwise="No milestone is open on this account. Log one as planned first.",
)


class PlanMilestone(Command, frozen=True, kw_only=True):
    """Record that a change milestone was planned for a party.

    A system can go no faster than the people around it can change, so each milestone names the party that has to. How
    much of the party's capacity it takes follows from the kind of change, unless a weight is given.
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
    channel_partner: Annotated[
        str,
        Ask(
            label="Which channel partner",
            help="The company, where a channel partner has to change.",
            example="Meyer Logistics",
        ),
    ] = ""
    change: Annotated[
        Change,
        Ask(
            label="Kind of change",
            help="Incremental is a step within the way one works, paradigmatic another way to work.",
            example="paradigmatic",
        ),
    ] = "incremental"
    stage: Annotated[
        Stage,
        Ask(
            label="Stage",
            help="Whether it readies people before the need, comes during the change, or cements it.",
            example="before need",
        ),
    ] = "during"
    weight: Annotated[
        int | None,
        Ask(label="Weight", help="How much of the party's capacity for change it takes.", example="2"),
    ] = None
    part_of: Annotated[
        str,
        Ask(
            label="Part of",
            help="The title of the joint plan, system link or showcase that it belongs to.",
            example="Orders by EDI",
        ),
    ] = ""


class RescheduleMilestone(Command, frozen=True, kw_only=True):
    """Record that an open milestone is due at another time.

    A reason is required. What it was due at first stays on record, so that the drift shows.
    """

    path: ClassVar = "milestone reschedule"
    label: ClassVar = "Milestone rescheduled"
    asks_when: ClassVar = "Decided"
    about: ClassVar = "milestone_id"

    milestone_id: Annotated[str, OPEN]
    due: Annotated[When, Ask(label="Now due", help="By when, as precisely as planned.", example="2025-Q4", first=True)]


class ReachMilestone(Command, frozen=True, kw_only=True):
    """Record that a change milestone was reached.

    A milestone is reached once, and not before it was planned.
    """

    path: ClassVar = "milestone reach"
    label: ClassVar = "Milestone reached"
    asks_when: ClassVar = "Reached"
    about: ClassVar = "milestone_id"

    milestone_id: Annotated[str, OPEN]


class DropMilestone(Command, frozen=True, kw_only=True):
    """Record that a milestone is not pursued any more.

    A reason is required. A milestone that was reached cannot be dropped.
    """

    path: ClassVar = "milestone drop"
    label: ClassVar = "Milestone dropped"
    asks_when: ClassVar = "Dropped"
    about: ClassVar = "milestone_id"

    milestone_id: Annotated[str, OPEN]
