"""What a person records of a joint plan."""

from datetime import date
from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.joint_plan.events import PlanResult

AnyPlan = Annotated[
    str,
    Pick(
        label="Plan",
        help="The plan's title.",
        things="plans",
        what="joint plan",
        example="Growth plan",
        argument=True,
        otherwise="No joint plan is open on this account. Log one as agreed first.",
    ),
]
Starts = Annotated[
    date,
    Ask(
        label="From",
        help="The first day that the plan covers; of a month, quarter or year the first.",
        example="2025-01-01",
        option="--from",
    ),
]
Ends = Annotated[
    date,
    Ask(
        label="Up to, not including",
        help="The first day that it no longer covers; of a month, quarter or year the first.",
        example="2028-01-01",
        option="--to",
    ),
]


class ProposePlan(Command, frozen=True, kw_only=True):
    """Record that a joint plan was proposed.

    A proposal binds nobody and is not judged by the policy. An agreement of the same title is that of the proposed
    plan; a proposal that comes to nothing is withdrawn. The end is exclusive.
    """

    path: ClassVar = "plan propose"
    label: ClassVar = "Joint plan proposed"
    asks_when: ClassVar = "Proposed"

    plan_id: Annotated[str, New("plan")]
    title: Annotated[str, Ask(label="Title", help="What both sides call it.", example="Growth plan", first=True)]
    starts: Starts
    ends: Ends


class WithdrawProposal(Command, frozen=True, kw_only=True):
    """Record that a proposed joint plan came to nothing.

    A plan that was agreed is closed instead.
    """

    path: ClassVar = "plan withdraw"
    label: ClassVar = "Proposed joint plan withdrawn"
    asks_when: ClassVar = "Withdrawn"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan


class AgreePlan(Command, frozen=True, kw_only=True):
    """Record that both sides agreed a joint plan.

    A strategic account shares a plan of three to five years, an integrated one of about a year; an emerging, stable or
    unclassified account has none. The end is exclusive: a plan for the three years 2025, 2026 and 2027 runs from
    2025-01-01 to 2028-01-01. It may be agreed before it starts; the class on the day it was agreed counts. Where a plan
    of that title was proposed, it is that one that is agreed. A strategic plan says how its risk is shared.
    """

    path: ClassVar = "plan agree"
    label: ClassVar = "Joint plan agreed"
    asks_when: ClassVar = "Agreed"

    plan_id: Annotated[str, New("plan")]
    title: Annotated[str, Ask(label="Title", help="What both sides call it.", example="Growth plan", first=True)]
    starts: Starts
    ends: Ends
    closed_on: Annotated[
        When | None,
        Ask(
            label="It was closed before its time",
            help="When it was closed, for a plan logged late that ended before its time.",
        ),
    ] = None
    shared_risk: Annotated[
        str,
        Ask(
            label="Shared risk",
            help="How both sides share the risk of the plan.",
            example="Unsold stock is borne half and half",
            long=True,
        ),
    ] = ""

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class"})


class ShareRisk(Command, frozen=True, kw_only=True):
    """Record how both sides share the risk of a joint plan.

    A strategic plan shares risk; what was agreed of it later is recorded here.
    """

    path: ClassVar = "plan share-risk"
    label: ClassVar = "Shared risk of a joint plan agreed"
    asks_when: ClassVar = "Agreed"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan
    shared_risk: Annotated[
        str,
        Ask(
            label="Shared risk",
            help="How both sides share the risk of the plan.",
            example="Unsold stock is borne half and half",
            argument=True,
            long=True,
        ),
    ]


class AmendPlan(Command, frozen=True, kw_only=True):
    """Record that both sides changed the term of a joint plan.

    Give a new end, a new start, or both, and why. The term as first agreed stays on record, so that one sees how far
    the plan moved. The policy for the account's class on that day judges the new term.
    """

    path: ClassVar = "plan amend"
    label: ClassVar = "Joint plan amended"
    asks_when: ClassVar = "Amended"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan
    ends: Annotated[
        date | None,
        Ask(
            label="Up to, not including",
            help="The first day that it no longer covers; left out where that stays.",
            example="2028-07-01",
            option="--to",
        ),
    ] = None
    starts: Annotated[
        date | None,
        Ask(
            label="From",
            help="The first day that the plan covers; left out where that stays.",
            example="2025-07-01",
            option="--from",
        ),
    ] = None

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class", self.plan_id})


class ReviewPlan(Command, frozen=True, kw_only=True):
    """Record that both sides reviewed a joint plan.

    Say what they found. A plan that has run out can still be reviewed.
    """

    path: ClassVar = "plan review"
    label: ClassVar = "Joint plan reviewed"
    asks_when: ClassVar = "Reviewed"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan
    findings: Annotated[
        str,
        Ask(
            label="Findings",
            help="What both sides found.",
            example="Shelf stock is down, forecasts are still late",
            argument=True,
            long=True,
        ),
    ]


class CompletePlan(Command, frozen=True, kw_only=True):
    """Record what a joint plan came to.

    A plan that ran to its end is completed then or later; one that was done sooner ends on that day. A plan ends once.
    """

    path: ClassVar = "plan complete"
    label: ClassVar = "Joint plan completed"
    asks_when: ClassVar = "Completed"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan
    result: Annotated[
        PlanResult,
        Ask(label="Result", help="Whether what was planned was achieved.", example="met", argument=True, first=True),
    ]


class ClosePlan(Command, frozen=True, kw_only=True):
    """Record that a joint plan ended before its time.

    A plan that runs to its end needs no closing.
    """

    path: ClassVar = "plan close"
    label: ClassVar = "Joint plan closed early"
    asks_when: ClassVar = "Closed"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan


class SupersedePlan(Command, frozen=True, kw_only=True):
    """Record that another joint plan took the place of one.

    Both are agreed by then; the one that is superseded ends on that day.
    """

    path: ClassVar = "plan supersede"
    label: ClassVar = "Joint plan superseded"
    asks_when: ClassVar = "Superseded"
    about: ClassVar = "plan_id"

    plan_id: AnyPlan
    successor_id: Annotated[
        str,
        Pick(
            label="Superseded by",
            help="The title of the plan that takes its place.",
            things="plans",
            what="joint plan",
            example="Growth plan 2028",
            option="--by",
            otherwise="No joint plan is open on this account. Log one as agreed first.",
        ),
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({self.plan_id, self.successor_id})
