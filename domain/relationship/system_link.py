"""System links: the customer-integrated systems between the two companies (Byrnes)."""

from typing import Literal

import msgspec

from domain.relationship.event import Command, Event
from domain.relationship.opening import entered
from domain.relationship.refusal import LinkAlreadyLive, LinkAlreadyRetired, LinkRetiredBeforeLive
from domain.relationship.when import When

LinkKind = Literal["web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other"]
LINK_KINDS: tuple[LinkKind, ...] = ("web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other")


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A system link as it stands."""

    id: str
    title: str
    live: When
    retired: When | None = None


class SystemLinkWentLive(Event, frozen=True, kw_only=True):
    """A link between the companies' systems carries real work."""

    link_id: str
    title: str
    kind: LinkKind = "other"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"link:{self.link_id}"})


class SystemLinkRetired(Event, frozen=True, kw_only=True):
    """The link was switched off."""

    link_id: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"link:{self.link_id}"})


class TakeLinkLive(Command, frozen=True, kw_only=True):
    """Record that a link went live."""

    link_id: str
    title: str
    kind: LinkKind = "other"


class RetireLink(Command, frozen=True, kw_only=True):
    """Record that a link was switched off."""

    link_id: str

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({f"link:{self.link_id}"})


def decide_going_live(command: TakeLinkLive, links: dict[str, Link]) -> list[Event]:
    """The live link; nothing where the same one is on record. Raises NothingEntered, LinkAlreadyLive."""
    title = entered(command.title, "title", "the link's name")
    for link in links.values():
        if link.title.casefold() != title.casefold():
            continue
        if link.live == command.on:
            return []
        live = link.retired is None or command.on.first < link.retired.first
        if link.live.first <= command.on.first and live:
            until = f" to {link.retired}" if link.retired else ""
            raise LinkAlreadyLive(
                f"The link “{link.title}” is live since {link.live}{until}: retire it first, or choose another name.",
                field="title",
            )
    return [
        SystemLinkWentLive(
            on=command.on, reason=command.reason, link_id=command.link_id, title=title, kind=command.kind
        )
    ]


def decide_retiring(command: RetireLink, link: Link) -> list[Event]:
    """The retired link; nothing where the same end is on record. Raises LinkAlreadyRetired, LinkRetiredBeforeLive."""
    if link.retired:
        if link.retired == command.on:
            return []
        raise LinkAlreadyRetired(
            f"The link “{link.title}” was already retired {link.retired.told}: it is retired once, so name another link.",
            field="link_id",
        )
    if command.on.certainly_before(link.live):
        raise LinkRetiredBeforeLive(
            f"The link “{link.title}” went live {link.live.told}, so it cannot be retired {command.on.told}: "
            f"choose {link.live.first} or a later day.",
            field="on",
        )
    return [SystemLinkRetired(on=command.on, reason=command.reason, link_id=command.link_id)]
