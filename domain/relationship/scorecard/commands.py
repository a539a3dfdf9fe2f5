"""What a person records of a scorecard."""

from decimal import Decimal
from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.scorecard.record import Better

AnyMeasure = Annotated[
    str,
    Pick(
        label="Measure",
        help="The measure's title.",
        things="measures",
        what="measure",
        example="Order fill rate",
        argument=True,
        otherwise="No measure is set on this account. Log one as set first.",
    ),
]
Period = Annotated[
    When,
    Ask(
        label="Period",
        help="The month, quarter or year that the number is for.",
        example="2026-Q1",
        argument=True,
        first=True,
    ),
]


class SetMeasure(Command, frozen=True, kw_only=True):
    """Record what a joint plan is measured by.

    An integrated account's plan has a scorecard; each line of it is a measure, with targets and actuals by period. It
    is set while the plan is proposed or in force.
    """

    path: ClassVar = "measure set"
    label: ClassVar = "Measure set"
    asks_when: ClassVar = "Set"

    measure_id: Annotated[str, New("measure")]
    plan_id: Annotated[
        str,
        Pick(
            label="Plan",
            help="The title of the plan that it measures.",
            things="plans",
            what="joint plan",
            example="Growth plan",
            argument=True,
            otherwise="No joint plan is open on this account. Log one as agreed first.",
        ),
    ]
    title: Annotated[
        str, Ask(label="Measure", help="What is measured.", example="Order fill rate", argument=True, first=True)
    ]
    unit: Annotated[str, Ask(label="Unit", help="What it is counted in.", example="percent", first=True)]
    better: Annotated[Better, Ask(label="Better when", help="Which way it is to go.", example="higher", first=True)] = (
        "higher"
    )

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({self.plan_id})


class SetTarget(Command, frozen=True, kw_only=True):
    """Record what a measure is to be in a period.

    A period is a month, a quarter or a year. Another target for the same period takes its place; the one first promised
    stays on record.
    """

    path: ClassVar = "measure target"
    label: ClassVar = "Target of a measure agreed"
    asks_when: ClassVar = "Agreed"
    about: ClassVar = "measure_id"

    measure_id: AnyMeasure
    period: Period
    target: Annotated[
        Decimal,
        Ask(label="Target", help="What it is to be, in the measure's unit.", example="98.5", argument=True, first=True),
    ]


class RecordMeasure(Command, frozen=True, kw_only=True):
    """Record what a measure was in a period.

    A period is a month, a quarter or a year that has begun. A number that turns out to be another is recorded again;
    the latest counts, and the earlier one stays in the history.
    """

    path: ClassVar = "measure record"
    label: ClassVar = "Measure recorded"
    asks_when: ClassVar = "Known since"
    about: ClassVar = "measure_id"

    measure_id: AnyMeasure
    period: Period
    actual: Annotated[
        Decimal,
        Ask(label="Actual", help="What it was, in the measure's unit.", example="97.2", argument=True, first=True),
    ]
