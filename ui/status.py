"""Where the things that most is said of stand on a day: joint plans, showcases, milestones and system links."""

from datetime import date
from typing import Any

from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import Milestone
from domain.relationship.showcase import Showcase
from domain.relationship.system_link import Link
from ui.format import day as in_words
from ui.format import happened


def in_short(thing: Any, day: date) -> str:
    """One of these things in a line; "" for any other."""
    match thing:
        case Plan():
            term = f"{in_words(thing.starts)} up to, not including, {in_words(thing.ends)}"
            return f"“{thing.title}”, {term}: {status(thing, day)}"
        case Showcase():
            begun = f"{begun_as(thing)} {happened(thing.begun)}"
            return f"“{thing.title}”, {begun}: {status(thing, day)}"
        case Milestone():
            return f"“{thing.title}” ({thing.party}), due {happened(thing.due)}: {status(thing, day)}"
        case Link():
            since = f"live since {happened(thing.live)}" if thing.live else f"begun {happened(thing.begun)}"
            return f"“{thing.title}”, {since}: {status(thing, day)}"
        case _:
            return ""


def status(thing: Any, day: date) -> str:
    """Where one of these things stands on a day; "" for any other."""
    match thing:
        case Plan():
            return plan_status(thing, day)
        case Showcase():
            return f"concluded {happened(thing.concluded)}: {thing.outcome}" if thing.concluded else thing.status
        case Milestone():
            return milestone_status(thing, day)
        case Link():
            return f"retired {happened(thing.retired)}" if thing.retired else thing.stage
        case _:
            return ""


def begun_as(showcase: Showcase) -> str:
    """How a showcase began."""
    if showcase.adopted_from:
        return "adopted"
    return "started" if showcase.started and showcase.begun == showcase.started else "proposed"


def plan_status(plan: Plan, day: date) -> str:
    """Where a plan stands on a day."""
    if plan.ended:
        ending = "closed early," if plan.ending == "closed" else plan.ending
        return f"{ending} {happened(plan.ended)}{f': {plan.result}' if plan.result else ''}"
    if plan.agreed is None:
        return "proposed"
    if day >= plan.ends:
        return "ran to its end"
    standing = "in force" if plan.starts <= day else "agreed, not yet in force"
    return f"{standing}, carried to its end" if plan.carried else standing


def milestone_status(milestone: Milestone, day: date) -> str:
    """Where a milestone stands on a day."""
    if milestone.reached:
        return f"reached {happened(milestone.reached)}"
    if milestone.dropped:
        return f"dropped {happened(milestone.dropped)}"
    return "overdue" if day > milestone.due.last else "planned"
