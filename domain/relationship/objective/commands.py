"""What a person records of an objective."""

from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Person, Pick
from domain.history.event import Command
from domain.history.when import When

AnyObjective = Annotated[
    str,
    Pick(
        label="Objective",
        help="The objective's title.",
        things="objectives",
        what="objective",
        example="Halve shelf gaps",
        argument=True,
        otherwise="No objective is open on this account. Log one as set first.",
    ),
]


class SetObjective(Command, frozen=True, kw_only=True):
    """Record an objective of a joint plan.

    It says what is to be reached and by when, and who answers for it on each side. It is set while the plan is proposed
    or in force.
    """

    path: ClassVar = "objective set"
    label: ClassVar = "Objective set"
    asks_when: ClassVar = "Set"

    objective_id: Annotated[str, New("objective")]
    plan_id: Annotated[
        str,
        Pick(
            label="Plan",
            help="The title of the plan that it belongs to.",
            things="plans",
            what="joint plan",
            example="Growth plan",
            argument=True,
            otherwise="No joint plan is open on this account. Log one as agreed first.",
        ),
    ]
    title: Annotated[
        str,
        Ask(label="Objective", help="What is to be reached.", example="Halve shelf gaps", argument=True, first=True),
    ]
    due: Annotated[When, Ask(label="Due", help="By when, as precisely as agreed.", example="2026-Q2", first=True)]
    owner_here: Annotated[
        str, Person(label="Owner on our side", help="Who of your own answers for it.", example="Kim Berg")
    ] = ""
    owner_there: Annotated[
        str, Person(label="Owner on their side", help="Who at the account answers for it.", example="Ann Lee")
    ] = ""

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({self.plan_id})


class MoveObjective(Command, frozen=True, kw_only=True):
    """Record that an objective is due at another time.

    Say why. The date as first promised stays on record.
    """

    path: ClassVar = "objective move"
    label: ClassVar = "Objective moved"
    asks_when: ClassVar = "Moved"
    about: ClassVar = "objective_id"

    objective_id: AnyObjective
    due: Annotated[When, Ask(label="Now due", help="By when, as precisely as agreed.", example="2026-Q4", first=True)]


class MeetObjective(Command, frozen=True, kw_only=True):
    """Record that an objective was met.

    An objective is met, missed or dropped once.
    """

    path: ClassVar = "objective meet"
    label: ClassVar = "Objective met"
    asks_when: ClassVar = "Met"
    about: ClassVar = "objective_id"

    objective_id: AnyObjective


class MissObjective(Command, frozen=True, kw_only=True):
    """Record that an objective was missed.

    An objective is met, missed or dropped once; one that is only late stays open, or is moved.
    """

    path: ClassVar = "objective miss"
    label: ClassVar = "Objective missed"
    asks_when: ClassVar = "Missed"
    about: ClassVar = "objective_id"

    objective_id: AnyObjective


class DropObjective(Command, frozen=True, kw_only=True):
    """Record that both sides gave an objective up.

    Say why. An objective is met, missed or dropped once.
    """

    path: ClassVar = "objective drop"
    label: ClassVar = "Objective dropped"
    asks_when: ClassVar = "Dropped"
    about: ClassVar = "objective_id"

    objective_id: AnyObjective
