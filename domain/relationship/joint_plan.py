"""Joint plans: a strategic account shares a plan of three to five years, an integrated one of about a year (Byrnes)."""

from datetime import date

import msgspec

from domain.relationship.account_class import AccountClass
from domain.relationship.event import Command, Event
from domain.relationship.opening import entered
from domain.relationship.refusal import (
    NoJointPlanForClass,
    PlanAlreadyEnded,
    PlanEndsBeforeItStarts,
    PlanHorizonOutsidePolicy,
    PlanNotYetAgreed,
    Refusal,
)
from domain.relationship.rules import Horizon, Rules
from domain.relationship.when import When, add_months


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A joint plan as it stands: in force from ``starts`` up to, not including, ``ends``."""

    id: str
    title: str
    agreed: When
    starts: date
    ends: date
    closed: When | None = None
    carried: bool = False

    def live_on(self, day: date) -> bool:
        """Agreed by that day, and neither closed nor run out."""
        return self.agreed.first <= day < self.ends and not (self.closed and self.closed.first <= day)


class JointPlanAgreed(Event, frozen=True, kw_only=True):
    """Both sides agreed a plan, in force from ``starts`` up to, not including, ``ends``."""

    plan_id: str
    title: str
    starts: date
    ends: date

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"plan:{self.plan_id}"})


class JointPlanCarriedToEnd(Event, frozen=True, kw_only=True):
    """A plan that the new class would not allow runs on to its end all the same."""

    plan_id: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"plan:{self.plan_id}"})


class JointPlanClosedEarly(Event, frozen=True, kw_only=True):
    """A plan ended before its time."""

    plan_id: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"plan:{self.plan_id}"})


class AgreePlan(Command, frozen=True, kw_only=True):
    """Record a joint plan; ``ends`` is exclusive: a plan for 2025 ends on 2026-01-01.

    ``closed_on`` is for a plan logged late that was closed before its time.
    """

    plan_id: str
    title: str
    starts: date
    ends: date
    closed_on: When | None = None

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class", f"plan:{self.plan_id}"})


class ClosePlan(Command, frozen=True, kw_only=True):
    """End a plan early."""

    plan_id: str

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"plan:{self.plan_id}"})


def decide_plan(command: AgreePlan, current: AccountClass | None, plans: dict[str, Plan], rules: Rules) -> list[Event]:
    """The agreed plan; nothing where the very same plan is on record.

    Raises NothingEntered, PlanEndsBeforeItStarts, NoJointPlanForClass, PlanHorizonOutsidePolicy.
    """
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
    if refusal := outside_policy(current, command.starts, command.ends, rules):
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
        return [agreed]
    plan = Plan(id=agreed.plan_id, title=title, agreed=agreed.on, starts=agreed.starts, ends=agreed.ends)
    plan_to_close(plan, command.closed_on, field="closed_on")
    return [agreed, JointPlanClosedEarly(on=command.closed_on, plan_id=plan.id)]


def decide_closing(command: ClosePlan, plan: Plan) -> list[Event]:
    """The plan's early end. Raises PlanAlreadyEnded, PlanNotYetAgreed."""
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
