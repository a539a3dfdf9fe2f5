"""The state of a relationship: what its events add up to, folded in the order that things happened."""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec.structs import replace

from domain.relationship.account_class import AccountClass, RelationshipKind
from domain.relationship.classification import Reclassified
from domain.relationship.event import Event
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanCarriedToEnd, JointPlanClosedEarly, Plan
from domain.relationship.milestone import Milestone, MilestonePlanned, MilestoneReached
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import Outcome, Showcase, ShowcaseConcluded, ShowcaseStarted
from domain.relationship.system_link import Link, SystemLinkRetired, SystemLinkWentLive
from domain.relationship.when import When


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """The end of something whose beginning comes later in the order of first days: "in 2024", begun in March 2024."""

    on: When
    outcome: Outcome | None = None


class NoEnding(msgspec.Struct, frozen=True):
    """Nothing waited."""

    on: None = None
    outcome: None = None


NO_ENDING = NoEnding()


class Relationship(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a relationship after some of its events."""

    id: str
    name: str = ""
    kind: RelationshipKind = "account"
    account_class: AccountClass | None = None
    class_since: When | None = None
    plans: dict[str, Plan] = {}
    showcases: dict[str, Showcase] = {}
    milestones: dict[str, Milestone] = {}
    links: dict[str, Link] = {}
    endings: dict[str, Ending] = {}
    """Ends that still wait for their beginning."""
    version: int = 0
    """How many events of the stream are in it."""
    frontier: date = date.min
    """The latest first day among them: an event that happened earlier cannot simply be added at the end."""


def evolve(state: Relationship, event: Event) -> Relationship:
    """The state after one more event. An end that comes before its beginning waits for it."""
    match event:
        case RelationshipOpened():
            return replace(state, name=event.name, kind=event.kind)
        case Reclassified():
            return replace(state, account_class=event.to, class_since=event.on)
        case JointPlanAgreed():
            plan = Plan(
                id=event.plan_id,
                title=event.title,
                agreed=event.on,
                starts=event.starts,
                ends=event.ends,
                closed=waiting(state, f"closing:{event.plan_id}").on,
                carried=f"carrying:{event.plan_id}" in state.endings,
            )
            return replace(began(state, "closing", "carrying", of=plan.id), plans={**state.plans, plan.id: plan})
        case JointPlanCarriedToEnd(plan_id=plan_id) if plan_id in state.plans:
            return replace(state, plans={**state.plans, plan_id: replace(state.plans[plan_id], carried=True)})
        case JointPlanClosedEarly(plan_id=plan_id) if plan_id in state.plans:
            return replace(state, plans={**state.plans, plan_id: replace(state.plans[plan_id], closed=event.on)})
        case ShowcaseStarted():
            end = waiting(state, f"showcase:{event.showcase_id}")
            showcase = Showcase(
                id=event.showcase_id, title=event.title, started=event.on, concluded=end.on, outcome=end.outcome
            )
            return replace(
                began(state, "showcase", of=showcase.id), showcases={**state.showcases, showcase.id: showcase}
            )
        case ShowcaseConcluded(showcase_id=showcase_id) if showcase_id in state.showcases:
            showcase = replace(state.showcases[showcase_id], concluded=event.on, outcome=event.outcome)
            return replace(state, showcases={**state.showcases, showcase_id: showcase})
        case MilestonePlanned():
            milestone = Milestone(
                id=event.milestone_id,
                title=event.title,
                party=event.party,
                planned=event.on,
                due=event.due,
                reached=waiting(state, f"milestone:{event.milestone_id}").on,
            )
            return replace(
                began(state, "milestone", of=milestone.id), milestones={**state.milestones, milestone.id: milestone}
            )
        case MilestoneReached(milestone_id=milestone_id) if milestone_id in state.milestones:
            milestone = replace(state.milestones[milestone_id], reached=event.on)
            return replace(state, milestones={**state.milestones, milestone_id: milestone})
        case SystemLinkWentLive():
            end = waiting(state, f"link:{event.link_id}")
            link = Link(id=event.link_id, title=event.title, live=event.on, retired=end.on)
            return replace(began(state, "link", of=link.id), links={**state.links, link.id: link})
        case SystemLinkRetired(link_id=link_id) if link_id in state.links:
            return replace(state, links={**state.links, link_id: replace(state.links[link_id], retired=event.on)})
        case JointPlanCarriedToEnd():
            return wait(state, f"carrying:{event.plan_id}", Ending(on=event.on))
        case JointPlanClosedEarly():
            return wait(state, f"closing:{event.plan_id}", Ending(on=event.on))
        case ShowcaseConcluded():
            return wait(state, f"showcase:{event.showcase_id}", Ending(on=event.on, outcome=event.outcome))
        case MilestoneReached():
            return wait(state, f"milestone:{event.milestone_id}", Ending(on=event.on))
        case SystemLinkRetired():
            return wait(state, f"link:{event.link_id}", Ending(on=event.on))
        case _:
            return state


def wait(state: Relationship, what: str, ending: Ending) -> Relationship:
    """The state with an end that waits for its beginning."""
    return replace(state, endings={**state.endings, what: ending})


def began(state: Relationship, *kinds: str, of: str) -> Relationship:
    """The state in which nothing waits any more for the beginning of this."""
    consumed = {f"{kind}:{of}" for kind in kinds}
    if consumed.isdisjoint(state.endings):
        return state
    return replace(state, endings={what: end for what, end in state.endings.items() if what not in consumed})


def waiting(state: Relationship, what: str) -> Ending | NoEnding:
    """The end that waited for this beginning, if one did."""
    return state.endings.get(what, NO_ENDING)


def fold(state: Relationship, events: Iterable[Event]) -> Relationship:
    """The state after these events, which are in the order that they happened."""
    for event in events:
        state = evolve(state, event)
    return state


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events, given in the order they were recorded, in the order that they happened: by first day, then as recorded."""
    return sorted(events, key=lambda event: event.on.first)
