"""System links as a concept: how their events add up, and how they are stored and shown."""

from msgspec.structs import replace

from domain.history.concept import Concept, EventKind
from domain.history.event import Event
from domain.relationship.system_link import beginning, following, interruption
from domain.relationship.system_link.commands import (
    AdvanceLink,
    ChangeLinkDepth,
    InvestInLink,
    ProposeLink,
    ResumeLink,
    RetireLink,
    SuspendLink,
    TakeLinkLive,
)
from domain.relationship.system_link.events import (
    SystemLinkAdvanced,
    SystemLinkDepthChanged,
    SystemLinkInvested,
    SystemLinkProposed,
    SystemLinkResumed,
    SystemLinkRetired,
    SystemLinkSuspended,
    SystemLinkWentLive,
)
from domain.relationship.system_link.link import Investment, Link, Turn


def evolve(links: dict[str, Link], event: Event) -> dict[str, Link]:
    """The links after one more event."""
    match event:
        case SystemLinkProposed():
            link = proposed(links.get(event.link_id), event)
        case SystemLinkWentLive():
            link = live(links.get(event.link_id) or Link(id=event.link_id, title=event.title), event)
        case (
            SystemLinkAdvanced()
            | SystemLinkDepthChanged()
            | SystemLinkInvested()
            | SystemLinkSuspended()
            | SystemLinkResumed()
            | SystemLinkRetired()
        ) if held := links.get(event.link_id):
            link = followed_up(held, event)
        case _:
            return links
    return {**links, link.id: link}


def proposed(held: Link | None, event: SystemLinkProposed) -> Link:
    """The proposed link. What is on record of one that is live, from the same span of days, stands."""
    link = Link(
        id=event.link_id,
        title=event.title,
        kind=event.kind,
        depth=event.depth,
        custom=event.custom,
        needs=event.needs,
        channel_partner=event.channel_partner,
        proposed=event.on,
    )
    if held is None:
        return link
    return replace(
        held,
        proposed=event.on,
        channel_partner=event.channel_partner,
        kind=event.kind if held.kind == "other" else held.kind,
        depth=held.depth or event.depth,
        custom=held.custom or event.custom,
        needs=held.needs or event.needs,
    )


def live(link: Link, event: SystemLinkWentLive) -> Link:
    """The link that went live; what the event does not say of it stands as it was proposed."""
    return replace(
        link,
        live=event.on,
        kind=link.kind if event.kind == "other" else event.kind,
        depth=event.depth or link.depth,
        custom=event.custom or link.custom,
        needs=event.needs or link.needs,
        over_unchanged_processes=event.over_unchanged_processes,
        on_unready_systems=event.on_unready_systems,
    )


def followed_up(link: Link, event: Event) -> Link:
    """The link after what followed it up."""
    match event:
        case SystemLinkAdvanced():
            return replace(link, steps={**link.steps, event.to: event.on})
        case SystemLinkDepthChanged():
            return replace(link, depth=event.depth)
        case SystemLinkInvested():
            made = Investment(on=event.on, amount=event.amount, currency=event.currency, dimension=event.dimension)
            return replace(link, investments=(*link.investments, made))
        case SystemLinkSuspended():
            return replace(link, turns=(*link.turns, Turn(on=event.on, to="suspended")))
        case SystemLinkResumed():
            return replace(link, turns=(*link.turns, Turn(on=event.on, to="resumed")))
        case _:
            return replace(link, retired=event.on)


SYSTEM_LINK = Concept(
    name="system link",
    source="Byrnes, “The Strategic CIO”: customer-integrated systems; their stages are Tieline's own.",
    lane="systems",
    holds="links",
    kinds=(
        EventKind(name="system-link-proposed", event=SystemLinkProposed, label="Link proposed", phase="proposed"),
        EventKind(name="system-link-advanced", event=SystemLinkAdvanced, label="Link advanced", phase="started"),
        EventKind(name="system-link-went-live", event=SystemLinkWentLive, label="Link live", phase="reached"),
        EventKind(name="system-link-depth-changed", event=SystemLinkDepthChanged, label="Link depth changed"),
        EventKind(name="system-link-invested", event=SystemLinkInvested, label="Invested in link"),
        EventKind(name="system-link-suspended", event=SystemLinkSuspended, label="Link suspended", phase="abandoned"),
        EventKind(name="system-link-resumed", event=SystemLinkResumed, label="Link resumed", phase="reached"),
        EventKind(name="system-link-retired", event=SystemLinkRetired, label="Link retired", phase="concluded"),
    ),
    evolve=evolve,
    decisions={
        ProposeLink: beginning.decide_proposal,
        AdvanceLink: following.decide_advance,
        TakeLinkLive: beginning.decide_going_live,
        ChangeLinkDepth: following.decide_depth,
        InvestInLink: following.decide_investment,
        SuspendLink: interruption.decide_suspension,
        ResumeLink: interruption.decide_resumption,
        RetireLink: following.decide_retiring,
    },
)
