"""What the policy says of joint plans: which classes have one, and how long it may run (Byrnes)."""

from datetime import date

from domain.history.refusal import Refusal
from domain.history.when import add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.joint_plan.refusals import NoJointPlanForClass, PlanHorizonOutsidePolicy
from domain.relationship.joint_plan.state import Plan
from domain.relationship.rules import Horizon, Rules


def outside_policy(current: AccountClass | None, starts: date, ends: date, rules: Rules) -> Refusal | None:
    """Why the policy forbids a plan of this length for an account of this class, or None.

    The horizon is counted in calendar months with the end exclusive: 1 March to 1 March is twelve.
    """
    horizon = rules.plan_horizons.get(current) if current else None
    if current is None or horizon is None:
        who = (
            f"{article(current).capitalize()} {current} account" if current else "An account that is not yet classified"
        )
        having = " and ".join(rules.plan_horizons)
        accepted = (
            f"only {having} accounts do, so classify it as one of these first"
            if having
            else f"{rules.called} has none for any class, so give one a plan in the policy first"
        )
        return NoJointPlanForClass(f"{who} has no joint plan: {accepted}.", field="title", policy_version=rules.version)
    first_end, last_end = add_months(starts, horizon.at_least), add_months(starts, horizon.at_most)
    if first_end <= ends <= last_end:
        return None
    runs = f"runs {length(starts, ends)}" if starts < ends else f"would end on {ends}, not after its start"
    return PlanHorizonOutsidePolicy(
        f"A joint plan for {article(current)} {current} account runs {horizon.at_least} to {horizon.at_most} calendar months; "
        f"this one {runs}: from {starts} it may end from {first_end} to {last_end}.",
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


def article(account_class: AccountClass) -> str:
    """What stands before the name of the class: "an emerging account"."""
    return "an" if account_class[0] in "aeio" else "a"


def class_name(account_class: AccountClass) -> str:
    """The class to begin a sentence with: "The class stable"."""
    return f"The class {account_class}"
