"""How a live system link is suspended and resumed, by turns."""

from domain.history.event import Event
from domain.history.refusal import ReasonMissing
from domain.history.when import When
from domain.relationship.moment import Moment
from domain.relationship.system_link.commands import ResumeLink, SuspendLink
from domain.relationship.system_link.events import SystemLinkResumed, SystemLinkSuspended
from domain.relationship.system_link.following import named, refuse_outside
from domain.relationship.system_link.link import Link, Turn
from domain.relationship.system_link.refusals import (
    LinkAlreadySuspended,
    LinkNotLive,
    LinkNotSuspended,
    ResumedBeforeSuspended,
)


def decide_suspension(command: SuspendLink, moment: Moment) -> list[Event]:
    """The suspension, with its end where that is known; nothing where it is on record for that date.

    Raises NoSuchRecord, ReasonMissing, LinkNotLive, LinkAlreadyRetired, LinkAlreadySuspended, ResumedBeforeSuspended.
    """
    link = named(command.link_id, moment)
    if Turn(on=command.on, to="suspended") in link.turns:
        return []
    if not command.reason.strip():
        raise ReasonMissing("A suspension states why, so that both sides know: write a reason.", field="reason")
    refuse_unless_live(link, command.on)
    last, following = around(link, command.on)
    if last and last.to == "suspended":
        raise LinkAlreadySuspended(
            f"The link “{link.title}” was already suspended {last.on.told}: resume it first.", field="on"
        )
    resumed = command.resumed_on
    if resumed:
        refuse_outside(link, resumed, field="resumed_on")
    if resumed and resumed.first < command.on.first:
        raise ResumedBeforeSuspended(
            f"The link “{link.title}” cannot be resumed {resumed.told} if it was suspended {command.on.told}: "
            f"choose {command.on.first} or a later day.",
            field="resumed_on",
        )
    if following and not (resumed and resumed.first < following.on.first):
        raise LinkAlreadySuspended(
            f"The link “{link.title}” was suspended again {following.on.told}: "
            f"say when it was resumed, on a day before {following.on.first}.",
            field="resumed_on",
        )
    suspended = SystemLinkSuspended(on=command.on, reason=command.reason, link_id=link.id)
    return [suspended, *([SystemLinkResumed(on=resumed, link_id=link.id)] if resumed else [])]


def decide_resumption(command: ResumeLink, moment: Moment) -> list[Event]:
    """The resumption; nothing where it is on record for that date.

    Raises NoSuchRecord, LinkNotLive, LinkAlreadyRetired, LinkNotSuspended.
    """
    link = named(command.link_id, moment)
    if Turn(on=command.on, to="resumed") in link.turns:
        return []
    refuse_unless_live(link, command.on)
    last, following = around(link, command.on)
    if last is None or last.to == "resumed":
        since = f"is live again since {last.on}" if last else "was never suspended by then"
        raise LinkNotSuspended(
            f"The link “{link.title}” {since}: record its suspension first, or choose a day after it.", field="on"
        )
    if following and following.to == "resumed":
        raise LinkNotSuspended(
            f"The link “{link.title}” was resumed {following.on.told}: it is resumed once for each suspension, "
            "so name another link.",
            field="on",
        )
    return [SystemLinkResumed(on=command.on, reason=command.reason, link_id=link.id)]


def refuse_unless_live(link: Link, on: When) -> None:
    """Only what is live is suspended and resumed. Raises LinkNotLive, LinkAlreadyRetired."""
    if link.live is None or on.certainly_before(link.live):
        raise LinkNotLive(
            f"The link “{link.title}” was not yet live {on.told}: "
            + (f"choose {link.live.first} or a later day." if link.live else "take it live first."),
            field="on",
        )
    refuse_outside(link, on)


def around(link: Link, on: When) -> tuple[Turn | None, Turn | None]:
    """What the link last turned to by that day, and what it turned to next."""
    before = [turn for turn in link.turns if turn.on.first <= on.first]
    after = link.turns[len(before) :]
    return (before[-1] if before else None), (after[0] if after else None)
