"""How a relationship stands on a day: its class, plans, showcases, milestones and links, in words and for a machine."""

from datetime import date
from typing import Any

from domain.history.when import When
from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import Milestone
from domain.relationship.showcase import Showcase
from domain.relationship.state import Relationship
from domain.relationship.system_link import Link
from ui.format import day as in_words
from ui.format import happened


def plan_status(plan: Plan, day: date) -> str:
    """Where a plan stands on a day."""
    if plan.closed:
        return f"closed early, {happened(plan.closed)}"
    if day >= plan.ends:
        return "ran to its end"
    status = "in force" if plan.starts <= day else "agreed, not yet in force"
    return f"{status}, carried to its end" if plan.carried else status


def showcase_status(showcase: Showcase) -> str:
    """Where a showcase stands."""
    if showcase.concluded:
        return f"concluded {happened(showcase.concluded)}: {showcase.outcome}"
    return "running"


def milestone_status(milestone: Milestone, day: date) -> str:
    """Where a milestone stands on a day."""
    if milestone.reached:
        return f"reached {happened(milestone.reached)}"
    return "overdue" if day > milestone.due.last else "planned"


def link_status(link: Link) -> str:
    """Where a system link stands."""
    return f"retired {happened(link.retired)}" if link.retired else "live"


def lines(state: Relationship, day: date) -> list[str]:
    """The standing, a line for each thing; what there is none of is not named."""
    since = f" since {happened(state.class_since)}" if state.class_since else ""
    return [
        f"class      {state.account_class or 'not yet classified'}{since}",
        *(
            f"plan       “{plan.title}”, {in_words(plan.starts)} up to, not including, {in_words(plan.ends)}: "
            f"{plan_status(plan, day)}"
            for plan in state.plans.values()
        ),
        *(
            f"showcase   “{showcase.title}”, started {happened(showcase.started)}: {showcase_status(showcase)}"
            for showcase in state.showcases.values()
        ),
        *(
            f"milestone  “{milestone.title}” ({milestone.party}), due {happened(milestone.due)}: "
            f"{milestone_status(milestone, day)}"
            for milestone in state.milestones.values()
        ),
        *(
            f"link       “{link.title}”, live since {happened(link.live)}: {link_status(link)}"
            for link in state.links.values()
        ),
    ]


def as_data(state: Relationship, day: date) -> dict[str, Any]:
    """The standing for a machine; dates are as precise as known: "1997-03"."""
    return {
        "as_of": day,
        "class": state.account_class,
        "class_since": written(state.class_since),
        "plans": [
            {
                "id": plan.id,
                "title": plan.title,
                "agreed": written(plan.agreed),
                "starts": plan.starts,
                "ends": plan.ends,
                "closed": written(plan.closed),
                "carried": plan.carried,
                "status": plan_status(plan, day),
            }
            for plan in state.plans.values()
        ],
        "showcases": [
            {
                "id": showcase.id,
                "title": showcase.title,
                "started": written(showcase.started),
                "concluded": written(showcase.concluded),
                "outcome": showcase.outcome,
                "status": showcase_status(showcase),
            }
            for showcase in state.showcases.values()
        ],
        "milestones": [
            {
                "id": milestone.id,
                "title": milestone.title,
                "party": milestone.party,
                "planned": written(milestone.planned),
                "due": written(milestone.due),
                "reached": written(milestone.reached),
                "status": milestone_status(milestone, day),
            }
            for milestone in state.milestones.values()
        ],
        "links": [
            {
                "id": link.id,
                "title": link.title,
                "live": written(link.live),
                "retired": written(link.retired),
                "status": link_status(link),
            }
            for link in state.links.values()
        ],
    }


def written(when: When | None) -> str | None:
    """A date as it may be typed."""
    return None if when is None else str(when)
