"""Joint plans: a strategic account shares a plan of three to five years, an integrated one of about a year (Byrnes)."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask, New, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When, add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.moment import Moment
from domain.relationship.rules import Horizon, Rules
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class NoJointPlanForClass(Refusal):
    """Only strategic and integrated accounts have a joint plan (Byrnes)."""


class PlanHorizonOutsidePolicy(Refusal):
    """A joint plan runs as long as the policy allows for the class (Byrnes)."""


class PlanEndsBeforeItStarts(Refusal):
    """A plan's end, exclusive, is after its start."""


class PlanAlreadyEnded(Refusal):
    """A plan ends once."""


class PlanNotYetAgreed(Refusal):
    """A plan cannot be closed before it was agreed."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A joint plan as it stands: in force from ``starts`` up to, not including, ``ends``."""

    id: str
    title: str
    agreed: When
    starts: date
    ends: date
    closed: When | None = None
    carried: bool = False

    @property
    def open(self) -> bool:
        """Not closed before its time."""
        return self.closed is None

    def live_on(self, day: date) -> bool:
        """Agreed by that day, and neither closed nor run out."""
        return self.agreed.first <= day < self.ends and not (self.closed and self.closed.first <= day)


class JointPlanAgreed(Event, frozen=True, kw_only=True):
    """Both sides agreed a plan, in force from ``starts`` up to, not including, ``ends``."""

    about: ClassVar = "plan_id"
    begins: ClassVar = True

    plan_id: str
    title: str
    starts: date
    ends: date

    @property
    def term(self) -> tuple[date, date] | None:
        return self.starts, self.ends

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Joint plan “{self.title}” agreed, {self.starts} to {self.ends}"


class JointPlanCarriedToEnd(Event, frozen=True, kw_only=True):
    """A plan that the new class would not allow runs on to its end all the same."""

    about: ClassVar = "plan_id"

    plan_id: str

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} carried on to its end"


class JointPlanClosedEarly(Event, frozen=True, kw_only=True):
    """A plan ended before its time."""

    about: ClassVar = "plan_id"

    plan_id: str

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} closed early"


class AgreePlan(Command, frozen=True, kw_only=True):
    """Record that both sides agreed a joint plan.

    A strategic account shares a plan of three to five years, an integrated one of about a year; an emerging, stable or
    unclassified account has none. The end is exclusive: a plan for the three years 2025, 2026 and 2027 runs from
    2025-01-01 to 2028-01-01. It may be agreed before it starts; the class on the day it was agreed counts.
    """

    path: ClassVar = "plan agree"
    label: ClassVar = "Joint plan agreed"
    asks_when: ClassVar = "Agreed"

    plan_id: Annotated[str, New("plan")]
    title: Annotated[str, Ask(label="Title", help="What both sides call it.", example="Growth plan", first=True)]
    starts: Annotated[
        date,
        Ask(
            label="From",
            help="The first day that the plan covers; of a month, quarter or year the first.",
            example="2025-01-01",
            option="--from",
        ),
    ]
    ends: Annotated[
        date,
        Ask(
            label="Up to, not including",
            help="The first day that it no longer covers; of a month, quarter or year the first.",
            example="2028-01-01",
            option="--to",
        ),
    ]
    closed_on: Annotated[
        When | None,
        Ask(
            label="It was closed before its time",
            help="When it was closed, for a plan logged late that ended before its time.",
        ),
    ] = None

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class"})


class ClosePlan(Command, frozen=True, kw_only=True):
    """Record that a joint plan ended before its time.

    A plan that runs to its end needs no closing.
    """

    path: ClassVar = "plan close"
    label: ClassVar = "Joint plan closed early"
    asks_when: ClassVar = "Closed"
    about: ClassVar = "plan_id"

    plan_id: Annotated[
        str,
        Pick(
            label="Plan",
            things="plans",
            what="joint plan",
            example="Growth plan",
            argument=True,
            otherwise="No joint plan is open on this account. Log one as agreed first.",
        ),
    ]


def decide_plan(command: AgreePlan, moment: Moment) -> list[Event]:
    """The agreed plan; nothing where the very same plan is on record.

    Raises NothingEntered, PlanEndsBeforeItStarts, NoJointPlanForClass, PlanHorizonOutsidePolicy, IdAlreadyUsed.
    """
    plans = moment.known.plans
    title = entered(command.title, "title", "the plan's title")
    for plan in plans.values():
        if (plan.title.casefold(), plan.starts, plan.ends, plan.closed) == (
            title.casefold(),
            command.starts,
            command.ends,
            None,
        ):
            return []
    if command.ends <= command.starts:
        raise PlanEndsBeforeItStarts(
            f"The plan would end on {command.ends}, not after its start on {command.starts}: choose a later end "
            "(the end is the first day that the plan no longer covers).",
            field="ends",
        )
    if refusal := outside_policy(moment.before.account_class, command.starts, command.ends, moment.rules):
        raise refusal
    agreed = JointPlanAgreed(
        on=command.on,
        reason=command.reason,
        plan_id=command.plan_id,
        title=title,
        starts=command.starts,
        ends=command.ends,
    )
    if command.closed_on is None:
        return begun([agreed], plans, command.plan_id)
    plan = Plan(id=agreed.plan_id, title=title, agreed=agreed.on, starts=agreed.starts, ends=agreed.ends)
    plan_to_close(plan, command.closed_on, field="closed_on")
    return begun([agreed, JointPlanClosedEarly(on=command.closed_on, plan_id=plan.id)], plans, command.plan_id)


def decide_closing(command: ClosePlan, moment: Moment) -> list[Event]:
    """The plan's early end. Raises NoSuchRecord, PlanAlreadyEnded, PlanNotYetAgreed."""
    plan = on_record(moment.known.plans, command.plan_id, "plan_id", "joint plan")
    if plan.closed == command.on:
        return []
    plan_to_close(plan, command.on, field="on")
    return [JointPlanClosedEarly(on=command.on, reason=command.reason, plan_id=plan.id)]


def plan_to_close(plan: Plan, on: When, *, field: str, carried: bool = False) -> Plan:
    """The plan, if it can be settled on that date: agreed by then, not closed, not run out.

    One that was closed later can still be carried, up to that closing.
    """
    if plan.closed and not (carried and on.first < plan.closed.first):
        raise PlanAlreadyEnded(
            f"The plan “{plan.title}” was already closed {plan.closed.told}: it ends once, so name another plan.",
            field=field,
        )
    if on.first >= plan.ends:
        raise PlanAlreadyEnded(
            f"The plan “{plan.title}” had already run out on {plan.ends}: choose a day before then.", field=field
        )
    if on.certainly_before(plan.agreed):
        raise PlanNotYetAgreed(
            f"The plan “{plan.title}” was agreed {plan.agreed.told}: choose {plan.agreed.first} or a later day.",
            field=field,
        )
    return plan


def outside_policy(current: AccountClass | None, starts: date, ends: date, rules: Rules) -> Refusal | None:
    """Why the policy forbids a plan of this length for an account of this class, or None.

    The horizon is counted in calendar months with the end exclusive: 1 March to 1 March is twelve.
    """
    horizon = rules.plan_horizons.get(current) if current else None
    if horizon is None:
        having = " and ".join(rules.plan_horizons)
        who = f"An {current} account has" if current == "emerging" else f"A {current} account has"
        return NoJointPlanForClass(
            f"{who if current else 'An account that is not yet classified has'} no joint plan: "
            f"only {having} accounts do, so classify it as one of these first.",
            field="title",
            policy_version=rules.version,
        )
    first_end, last_end = add_months(starts, horizon.at_least), add_months(starts, horizon.at_most)
    if first_end <= ends <= last_end:
        return None
    article = "an" if current == "integrated" else "a"
    return PlanHorizonOutsidePolicy(
        f"A joint plan for {article} {current} account runs {horizon.at_least} to {horizon.at_most} calendar months; "
        f"this one runs {length(starts, ends)}: from {starts} it may end from {first_end} to {last_end}.",
        field="ends",
        policy_version=rules.version,
    )


def allows(account_class: AccountClass, plan: Plan, rules: Rules) -> bool:
    """Whether an account of this class may have this plan."""
    return outside_policy(account_class, plan.starts, plan.ends, rules) is None


def length(starts: date, ends: date) -> str:
    """The span in whole calendar months and days over, end exclusive: "23 months and 30 days"."""
    months = (ends.year - starts.year) * 12 + ends.month - starts.month
    if add_months(starts, months) > ends:
        months -= 1
    days = (ends - add_months(starts, months)).days
    return f"{months} month{'s' * (months != 1)}" + (f" and {days} day{'s' * (days != 1)}" if days else "")


def horizon_in_words(horizon: Horizon) -> str:
    """The horizon for a form's help: "36 to 60 calendar months"."""
    return f"{horizon.at_least} to {horizon.at_most} calendar months"


def class_name(account_class: AccountClass) -> str:
    """The class to begin a sentence with: "The class stable"."""
    return f"The class {account_class}"


def evolve(plans: dict[str, Plan], event: Event) -> dict[str, Plan]:
    """The plans after one more event."""
    match event:
        case JointPlanAgreed():
            agreed = Plan(id=event.plan_id, title=event.title, agreed=event.on, starts=event.starts, ends=event.ends)
            return {**plans, agreed.id: agreed}
        case JointPlanCarriedToEnd(plan_id=plan_id) if plan := plans.get(plan_id):
            return {**plans, plan_id: replace(plan, carried=True)}
        case JointPlanClosedEarly(plan_id=plan_id) if plan := plans.get(plan_id):
            return {**plans, plan_id: replace(plan, closed=event.on)}
        case _:
            return plans


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:
    """A plan that the class on its day does not allow, or that was closed before it was carried on."""
    match event:
        case JointPlanAgreed():
            refusal = outside_policy(state.account_class, event.starts, event.ends, around.rules_on(event.on.first))
            return refusal and Refusal(
                f"This would break the joint plan “{event.title}” already effective {event.on.told}, which the class would "
                "no longer allow: choose a day after it, or first record the class that the account had by then.",
                policy_version=refusal.policy_version,
            )
        case JointPlanCarriedToEnd() if (plan := state.plans.get(event.plan_id)) and plan.closed:
            return Refusal(
                f"This would break what was settled {event.on.told}, when the plan was carried on: choose a later day."
            )
        case _:
            return None


JOINT_PLAN = Concept(
    name="joint plan",
    lane="plans",
    holds="plans",
    kinds=(
        EventKind(name="joint-plan-agreed", event=JointPlanAgreed, label="Plan agreed", phase="started"),
        EventKind(
            name="joint-plan-carried-to-end", event=JointPlanCarriedToEnd, label="Plan carried on", phase="reached"
        ),
        EventKind(name="joint-plan-closed-early", event=JointPlanClosedEarly, label="Plan closed", phase="concluded"),
    ),
    evolve=evolve,
    decisions={AgreePlan: decide_plan, ClosePlan: decide_closing},
    objection=objection,
)
