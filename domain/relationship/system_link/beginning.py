"""How a system link begins: with a proposal, or by going live."""

from collections.abc import Iterator, Mapping

from domain.history.deciding import begun, entered_name
from domain.history.event import Event
from domain.history.when import When
from domain.relationship.moment import Moment
from domain.relationship.system_link.commands import ProposeLink, TakeLinkLive
from domain.relationship.system_link.events import SystemLinkProposed, SystemLinkWentLive
from domain.relationship.system_link.link import Link
from domain.relationship.system_link.refusals import (
    BeforeLinkBegan,
    LinkAlreadyLive,
    LinkAlreadyProposed,
    LinkGoesBackwards,
    OwnSystemUnknown,
)


def decide_proposal(command: ProposeLink, moment: Moment) -> list[Event]:
    """The proposal; of a link that is on record as live from a later day, where there is one of that name.

    Nothing where the same proposal is on record. Raises NothingEntered, LinkAlreadyProposed, LinkAlreadyLive,
    OwnSystemUnknown, IdAlreadyUsed.
    """
    title = entered_name(command.title, "title", "the link's name")
    live: Link | None = None
    for link in called(title, moment.known.links):
        if (link.proposed, link.kind, link.depth) == (command.on, command.kind, command.depth):
            return []
        if over_by(link, command.on):
            continue
        if link.proposed:
            if link.open or link.proposed.first <= command.on.first:
                raise LinkAlreadyProposed(
                    f"The link “{link.title}” was already proposed {link.proposed.told}: "
                    "retire it first, or choose another name.",
                    field="title",
                )
        elif (first := first_known(link)).certainly_before(command.on):
            raise LinkAlreadyLive(
                f"The link “{link.title}” is live since {link.live}: propose it for {first.last} or an earlier day, "
                "or choose another name.",
                field="title",
            )
        else:
            live = link
    refuse_unknown(command.needs, moment)
    proposed = SystemLinkProposed(
        on=command.on,
        reason=command.reason,
        link_id=live.id if live else command.link_id,
        title=live.title if live else title,
        kind=command.kind,
        depth=command.depth,
        custom=command.custom,
        needs=tuple(dict.fromkeys(command.needs)),
        channel_partner=" ".join(command.channel_partner.split()),
    )
    return [proposed] if live else begun([proposed], moment.known.links, command.link_id)


def decide_going_live(command: TakeLinkLive, moment: Moment) -> list[Event]:
    """The live link: the proposed one of that name, or a new one. Nothing where the same one is on record.

    Raises NothingEntered, LinkAlreadyLive, BeforeLinkBegan, LinkGoesBackwards, OwnSystemUnknown, IdAlreadyUsed.
    """
    title = entered_name(command.title, "title", "the link's name")
    proposed: Link | None = None
    for link in called(title, moment.known.links):
        if link.live == command.on:
            return []
        if over_by(link, command.on):
            continue
        if link.live is None:
            proposed = link
        elif link.begun.first <= command.on.first:
            until = f" to {link.retired}" if link.retired else ""
            raise LinkAlreadyLive(
                f"The link “{link.title}” is live since {link.live}{until}: retire it first, or choose another name.",
                field="title",
            )
    refuse_unknown(command.needs, moment)
    if proposed is None:
        return begun(
            [went_live(command, Link(id=command.link_id, title=title), moment)], moment.known.links, command.link_id
        )
    refuse_before_the_rest(command.on, proposed)
    return [went_live(command, moment.before.links.get(proposed.id, proposed), moment)]


def went_live(command: TakeLinkLive, link: Link, moment: Moment) -> SystemLinkWentLive:
    """The event, with what the link goes live over: unchanged processes, unready systems."""
    needs = tuple(dict.fromkeys(command.needs)) or link.needs
    return SystemLinkWentLive(
        on=command.on,
        reason=command.reason,
        link_id=link.id,
        title=link.title,
        kind=link.kind if command.kind == "other" else command.kind,
        depth=command.depth or link.depth,
        custom=command.custom or link.custom,
        needs=needs,
        over_unchanged_processes=not any(
            each.part_of == link.id and each.reached for each in moment.before.milestones.values()
        ),
        on_unready_systems=tuple(each for each in needs if not ready(each, moment)),
    )


def ready(system_id: str, moment: Moment) -> bool:
    """Whether one of the company's own systems was ready on the day."""
    system = moment.around.own_system(system_id, moment.on.first)
    return system is not None and system.ready


def refuse_unknown(needs: tuple[str, ...], moment: Moment) -> None:
    """Refuse to depend on what is not there. Raises OwnSystemUnknown."""
    for each in needs:
        if moment.around.own_system(each, moment.on.first) is None:
            raise OwnSystemUnknown(
                f"The company has no own system “{each}” on record {moment.on.told}: "
                "name one that it has, or record that system first.",
                field="needs",
            )


def refuse_before_the_rest(on: When, link: Link) -> None:
    """Refuse to go live before the proposal and its steps. Raises BeforeLinkBegan, LinkGoesBackwards."""
    if on.certainly_before(link.begun):
        raise BeforeLinkBegan(
            f"The link “{link.title}” was proposed {link.begun.told}, so it cannot go live {on.told}: "
            f"choose {link.begun.first} or a later day, or another name.",
            field="on",
        )
    step, reached = max(link.steps.items(), key=lambda each: each[1].first, default=("", on))
    if on.certainly_before(reached):
        raise LinkGoesBackwards(
            f"The link “{link.title}” was {step} {reached.told}, so it cannot go live {on.told}: "
            f"choose {reached.first} or a later day.",
            field="on",
        )


def first_known(link: Link) -> When:
    """What is on record of a live link and ends first: it was proposed no later."""
    return min((link.begun, *link.steps.values(), *(turn.on for turn in link.turns)), key=lambda each: each.last)


def called(title: str, links: Mapping[str, Link]) -> Iterator[Link]:
    """The links of that name, whatever the letter case."""
    return (link for link in links.values() if link.title.casefold() == title.casefold())


def over_by(link: Link, on: When) -> bool:
    """Whether a link was retired by then."""
    return link.retired is not None and link.retired.first <= on.first
