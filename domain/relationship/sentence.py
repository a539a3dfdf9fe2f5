"""One plain sentence for every event: what a timeline, a replay and a refusal say of it."""

from domain.relationship.classification import Reclassified
from domain.relationship.event import Event
from domain.relationship.interaction import InteractionLogged
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanCarriedToEnd, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.observation import FactObserved
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive


def headline(event: Event, titles: dict[str, str]) -> str:
    """What happened, in a few words and without the reason.

    ``titles`` gives the title of each plan, showcase, milestone and link by its id.
    """
    match event:
        case InteractionLogged():
            return event.kind.capitalize()
        case FactObserved():
            phase = f", {event.phase}" if event.phase else ""
            return f"Observed in {event.lane}{phase}"
        case RelationshipOpened():
            return f"Opened as {'an' if event.kind == 'account' else 'a'} {event.kind}: {event.name}"
        case Reclassified():
            return f"Classified {event.to}"
        case JointPlanAgreed():
            return f"Joint plan “{event.title}” agreed, {event.starts} to {event.ends}"
        case JointPlanCarriedToEnd():
            return f"Joint plan “{titles.get(event.plan_id, event.plan_id)}” carried on to its end"
        case JointPlanClosedEarly():
            return f"Joint plan “{titles.get(event.plan_id, event.plan_id)}” closed early"
        case ShowcaseStarted():
            return f"Showcase “{event.title}” started"
        case ShowcaseConcluded():
            return f"Showcase “{titles.get(event.showcase_id, event.showcase_id)}” concluded: {event.outcome}"
        case MilestonePlanned():
            return f"Milestone “{event.title}” planned for {event.party}, due {event.due}"
        case MilestoneReached():
            return f"Milestone “{titles.get(event.milestone_id, event.milestone_id)}” reached"
        case SystemLinkWentLive():
            kind = "" if event.kind == "other" else f" ({event.kind})"
            return f"System link “{event.title}”{kind} went live"
        case SystemLinkRetired():
            return f"System link “{titles.get(event.link_id, event.link_id)}” retired"
        case _:
            raise TypeError(f"no sentence for {type(event).__name__}")


def sentence(event: Event, titles: dict[str, str], words: dict[str, str]) -> str:
    """What happened and why, in one sentence; ``words`` are the event's words, opened or said to be forgotten."""
    said = headline(event, titles)
    if isinstance(event, InteractionLogged):
        said = f"{said}: {words['summary']}"
    reason = words.get("reason", "")
    if not reason:
        return said if said.endswith((".", "!", "?")) else f"{said}."
    joint = ": " if isinstance(event, FactObserved) else " — "
    return f"{said.rstrip('.')}{joint}{reason if reason.endswith(('.', '!', '?')) else reason + '.'}"


def title_of(event: Event) -> tuple[str, str] | None:
    """The id and title of what this event began, if it began something that later events refer to."""
    match event:
        case JointPlanAgreed():
            return event.plan_id, event.title
        case ShowcaseStarted():
            return event.showcase_id, event.title
        case MilestonePlanned():
            return event.milestone_id, event.title
        case SystemLinkWentLive():
            return event.link_id, event.title
        case _:
            return None
