"""What a person records of a showcase."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick, Relation
from domain.history.event import Command
from domain.relationship.showcase.state import Outcome

RUNNING = Pick(
    label="Showcase",
    things="showcases",
    what="showcase",
    example="RFID on pallets",
    argument=True,
    otherwise="No showcase is running on this account. Log one as started first.",
)


class ProposeShowcase(Command, frozen=True, kw_only=True):
    """Record that a showcase experiment was proposed.

    Its reason is the hypothesis that the trial would test. Started later under the same name, it is the same showcase.
    """

    path: ClassVar = "showcase propose"
    label: ClassVar = "Showcase proposed"
    asks_when: ClassVar = "Proposed"
    asks_why: ClassVar = "Hypothesis"

    showcase_id: Annotated[str, New("showcase")]
    title: Annotated[
        str,
        Ask(label="Showcase", help="What is to be tried.", example="RFID on pallets", argument=True, first=True),
    ]


class StartShowcase(Command, frozen=True, kw_only=True):
    """Record that a showcase experiment began.

    A showcase is a limited trial, usually with a small innovator, that may spread to large accounts. Its reason is
    what the trial is to find out. One of the same name runs once at a time. What it may take, and by what its success
    is measured, is fixed before it starts. Proposed under this name before, it is that showcase.
    """

    path: ClassVar = "showcase start"
    label: ClassVar = "Showcase started"
    asks_when: ClassVar = "Started"
    asks_why: ClassVar = "Hypothesis"

    showcase_id: Annotated[str, New("showcase")]
    title: Annotated[
        str,
        Ask(label="Showcase", help="What is tried.", example="RFID on pallets", argument=True, first=True),
    ]
    budget: Annotated[
        Decimal | None, Ask(label="Budget", help="The most that it may cost, with its currency.", example="50000")
    ] = None
    currency: Annotated[str, Ask(label="Currency", help="What it is spent in, as three capitals.", example="EUR")] = ""
    sites: Annotated[int | None, Ask(label="Sites", help="At how many sites it may run at most.", example="3")] = None
    ends: Annotated[
        date | None, Ask(label="Last day", help="The last day of the trial.", example="2025-12-31", option="--until")
    ] = None
    success: Annotated[
        str,
        Ask(
            label="Success measures",
            help="By what you will see that it worked.",
            example="Counting a pallet takes less than 30 seconds",
            long=True,
        ),
    ] = ""


class SpendOnShowcase(Command, frozen=True, kw_only=True):
    """Record what was spent on a showcase.

    Each record adds to what was spent before. More than the budget is recorded, too, and marked.
    """

    path: ClassVar = "showcase spend"
    label: ClassVar = "Showcase spending"
    asks_when: ClassVar = "Spent"
    asks_why: ClassVar = "What for"
    about: ClassVar = "showcase_id"

    showcase_id: Annotated[str, RUNNING]
    amount: Annotated[
        Decimal, Ask(label="Amount", help="How much was spent.", example="12000", argument=True, first=True)
    ]
    currency: Annotated[
        str, Ask(label="Currency", help="Three capitals; the showcase's own if left out.", example="EUR", first=True)
    ] = ""


class MeasureShowcase(Command, frozen=True, kw_only=True):
    """Record a result of a showcase.

    A number with its unit, and the target if one was set; the same measure may be taken again later.
    """

    path: ClassVar = "showcase measure"
    label: ClassVar = "Showcase measured"
    asks_when: ClassVar = "Measured"
    about: ClassVar = "showcase_id"

    showcase_id: Annotated[str, RUNNING]
    measure: Annotated[
        str,
        Ask(label="Measure", help="What was measured.", example="Time to count a pallet", argument=True, first=True),
    ]
    measured: Annotated[
        Decimal, Ask(label="Result", help="The number that came out.", example="41", argument=True, first=True)
    ]
    unit: Annotated[str, Ask(label="Unit", help="What the number counts.", example="seconds", first=True)] = ""
    target: Annotated[
        Decimal | None, Ask(label="Target", help="What it was to be, in the same unit.", example="30", first=True)
    ] = None


class ConcludeShowcase(Command, frozen=True, kw_only=True):
    """Record what a showcase came to.

    Scale it to other accounts, extend the trial, or stop it. A showcase is concluded once, and not before it started;
    the extended trial is a new start under the same name. A proposal that is not taken up is concluded with stop.
    """

    path: ClassVar = "showcase conclude"
    label: ClassVar = "Showcase concluded"
    asks_when: ClassVar = "Concluded"
    about: ClassVar = "showcase_id"

    showcase_id: Annotated[str, RUNNING]
    outcome: Annotated[
        Outcome, Ask(label="Outcome", help="What is to become of it.", example="scale", argument=True, first=True)
    ]


class AdoptShowcase(Command, frozen=True, kw_only=True):
    """Record that this account adopted what was tried at another.

    The record leads from the one account to the other, so that the spread can be followed. What was stopped there is
    not adopted; what is adopted is no experiment of its own and does not count against the limit of showcases.
    """

    path: ClassVar = "showcase adopt"
    label: ClassVar = "Showcase adopted"
    asks_when: ClassVar = "Adopted"

    showcase_id: Annotated[str, New("showcase")]
    source: Annotated[
        str,
        Relation(label="From", help="The account where it was tried.", example="Schnucks", option="--from", first=True),
    ]
    showcase: Annotated[
        str,
        Ask(
            label="Showcase",
            help="What the showcase is called there.",
            example="RFID on pallets",
            argument=True,
            first=True,
        ),
    ]
