"""What follows up a system link: its steps, depth, cost and end."""

from domain.history.deciding import on_record
from domain.history.event import Event
from domain.history.when import When
from domain.relationship.figures import amount, currency_code
from domain.relationship.moment import Moment
from domain.relationship.system_link.commands import (
    AdvanceLink,
    ChangeLinkDepth,
    InvestInLink,
    RetireLink,
)
from domain.relationship.system_link.events import (
    SystemLinkAdvanced,
    SystemLinkDepthChanged,
    SystemLinkInvested,
    SystemLinkRetired,
)
from domain.relationship.system_link.link import STEPS, Investment, Link
from domain.relationship.system_link.refusals import (
    BeforeLinkBegan,
    InvestmentNotPositive,
    LinkAlreadyRetired,
    LinkGoesBackwards,
    LinkRetiredBeforeLatest,
    LinkRetiredBeforeLive,
)


def decide_advance(command: AdvanceLink, moment: Moment) -> list[Event]:
    """The step; nothing where it is on record for that date.

    Raises NoSuchRecord, BeforeLinkBegan, LinkAlreadyRetired, LinkGoesBackwards.
    """
    link, on = named(command.link_id, moment), command.on
    if (reached := link.steps.get(command.to)) == on:
        return []
    if reached:
        raise LinkGoesBackwards(
            f"The link “{link.title}” was already {command.to} {reached.told}: it comes to each step once, "
            "so name a later step.",
            field="to",
        )
    refuse_outside(link, on)
    if link.proposed and on.certainly_before(link.proposed):
        raise LinkGoesBackwards(
            f"The link “{link.title}” was proposed {link.proposed.told}, so it cannot be {command.to} {on.told}: "
            f"choose {link.proposed.first} or a later day.",
            field="on",
        )
    place = STEPS.index(command.to)
    for step, when in link.steps.items():
        earlier = STEPS.index(step) < place
        if on.certainly_before(when) if earlier else when.certainly_before(on):
            raise LinkGoesBackwards(
                f"The link “{link.title}” was {step} {when.told}, so it cannot be {command.to} {on.told}: "
                f"choose {f'{when.first} or a later' if earlier else f'{when.last} or an earlier'} day.",
                field="on",
            )
    if link.live and link.live.certainly_before(on):
        raise LinkGoesBackwards(
            f"The link “{link.title}” went live {link.live.told}, so it cannot be {command.to} {on.told}: "
            f"choose {link.live.last} or an earlier day.",
            field="on",
        )
    return [SystemLinkAdvanced(on=on, reason=command.reason, link_id=link.id, to=command.to)]


def decide_depth(command: ChangeLinkDepth, moment: Moment) -> list[Event]:
    """The new depth; nothing where it reached that deep already. Raises NoSuchRecord, BeforeLinkBegan, LinkAlreadyRetired."""
    link = named(command.link_id, moment)
    refuse_outside(link, command.on)
    if moment.before.links.get(link.id, link).depth == command.depth:
        return []
    return [
        SystemLinkDepthChanged(on=command.on, reason=command.reason, link_id=link.id, depth=command.depth)
    ]  # fmt: skip


def decide_investment(command: InvestInLink, moment: Moment) -> list[Event]:
    """The investment; nothing where the very same one is on record. A bill may come after the link was retired.

    Raises NoSuchRecord, AmountNotUnderstood, CurrencyNotUnderstood, InvestmentNotPositive, BeforeLinkBegan.
    """
    link = named(command.link_id, moment)
    invested, currency = amount(command.amount, "amount", "the investment"), currency_code(command.currency)
    if not invested:
        raise InvestmentNotPositive("An investment is more than nothing: enter more than 0.", field="amount")
    refuse_before(link, command.on)
    made = Investment(on=command.on, amount=invested, currency=currency, dimension=command.dimension)
    if made in link.investments:
        return []
    return [
        SystemLinkInvested(
            on=command.on,
            reason=command.reason,
            link_id=link.id,
            amount=invested,
            currency=currency,
            dimension=command.dimension,
        )
    ]


def decide_retiring(command: RetireLink, moment: Moment) -> list[Event]:
    """The retired link; nothing where the same end is on record.

    Raises NoSuchRecord, LinkAlreadyRetired, BeforeLinkBegan, LinkRetiredBeforeLive, LinkRetiredBeforeLatest.
    """
    link, on = named(command.link_id, moment), command.on
    if link.retired:
        if link.retired == on:
            return []
        raise LinkAlreadyRetired(
            f"The link “{link.title}” was already retired {link.retired.told}: it is retired once, so name another link.",
            field="link_id",
        )
    if link.live and on.certainly_before(link.live):
        raise LinkRetiredBeforeLive(
            f"The link “{link.title}” went live {link.live.told}, so it cannot be retired {on.told}: "
            f"choose {link.live.first} or a later day.",
            field="on",
        )
    refuse_before(link, on)
    latest = max((*link.steps.values(), *(turn.on for turn in link.turns)), key=lambda each: each.first, default=on)
    if on.certainly_before(latest):
        raise LinkRetiredBeforeLatest(
            f"Something else happened to the link “{link.title}” {latest.told}, so it cannot be retired {on.told}: "
            f"choose {latest.first} or a later day.",
            field="on",
        )
    return [SystemLinkRetired(on=on, reason=command.reason, link_id=link.id)]


def named(link_id: str, moment: Moment) -> Link:
    """The link on record. Raises NoSuchRecord."""
    return on_record(moment.known.links, link_id, "link_id", "system link")


def refuse_before(link: Link, on: When, field: str = "on") -> None:
    """Nothing happens to a link before it began. Raises BeforeLinkBegan."""
    if on.certainly_before(link.begun):
        raise BeforeLinkBegan(
            f"The link “{link.title}” is on record since {link.begun} only: choose {link.begun.first} or a later day, "
            "or first record when it was proposed.",
            field=field,
        )


def refuse_outside(link: Link, on: When, field: str = "on") -> None:
    """Nothing happens to a link before it began or after it was retired. Raises BeforeLinkBegan, LinkAlreadyRetired."""
    refuse_before(link, on, field)
    if link.retired and link.retired.certainly_before(on):
        raise LinkAlreadyRetired(
            f"The link “{link.title}” was retired {link.retired.told}: choose {link.retired.last} or an earlier day, "
            "or name another link.",
            field=field,
        )
