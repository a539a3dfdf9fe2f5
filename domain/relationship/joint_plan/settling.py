"""When something may still happen to a plan."""

from domain.history.when import When
from domain.relationship.joint_plan.refusals import PlanAlreadyEnded, PlanNotInHand, PlanNotYetAgreed
from domain.relationship.joint_plan.state import Plan


def plan_to_close(plan: Plan, on: When, *, field: str, carried: bool = False) -> Plan:
    """The plan, if it can be settled on that date: agreed by then, not ended, not run out.

    One that ended later can still be carried, up to that ending. Raises PlanAlreadyEnded, PlanNotYetAgreed.
    """
    not_ended(plan, on, field=field, meanwhile=carried)
    if on.first >= plan.ends:
        raise PlanAlreadyEnded(
            f"The plan “{plan.title}” had already run out on {plan.ends}: choose a day before then.", field=field
        )
    agreed_by(plan, on, field=field)
    return plan


def not_ended(plan: Plan, on: When, *, field: str, meanwhile: bool = False) -> None:
    """Refuse a plan that was ended; where something happens ``meanwhile``, only from the day that it ended.

    Raises PlanAlreadyEnded.
    """
    if plan.ended and not (meanwhile and on.first < plan.ended.first):
        raise PlanAlreadyEnded(
            f"The plan “{plan.title}” was already {plan.ending} {plan.ended.told}: it ends once, so name another plan.",
            field=field,
        )


def agreed_by(plan: Plan, on: When, *, field: str, named: str = "") -> None:
    """Refuse a date before the plan was agreed, in the field ``field``, and a plan that was not agreed, in ``named``.

    Raises PlanNotYetAgreed.
    """
    if plan.agreed is None:
        raise PlanNotYetAgreed(
            f"The plan “{plan.title}” is only proposed: record first that both sides agreed it.", field=named or field
        )
    if on.certainly_before(plan.agreed):
        raise PlanNotYetAgreed(
            f"The plan “{plan.title}” was agreed {plan.agreed.told}: choose {plan.agreed.first} or a later day.",
            field=field,
        )


def plan_in_hand(plan: Plan, on: When, *, field: str) -> None:
    """Refuse a plan that on that date is neither proposed nor in force. Raises PlanNotInHand."""
    what, begun = ("proposed", plan.proposed) if plan.proposed else ("agreed", plan.agreed)
    if begun and on.certainly_before(begun):
        raise PlanNotInHand(
            f"The plan “{plan.title}” was {what} {begun.told}: choose {begun.first} or a later day.", field="on"
        )
    if plan.ended and on.first >= plan.ended.first:
        raise PlanNotInHand(
            f"The plan “{plan.title}” was already {plan.ending} {plan.ended.told}: name a plan that is in force, "
            "or choose a day before then.",
            field=field,
        )
    if plan.agreed and on.first >= plan.ends:
        raise PlanNotInHand(
            f"The plan “{plan.title}” had already run out on {plan.ends}: name a plan that is in force, "
            "or choose a day before then.",
            field=field,
        )
