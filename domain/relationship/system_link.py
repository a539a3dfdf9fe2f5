"""System links: the customer-integrated systems between the two companies (Byrnes)."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask, New, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.moment import Moment

LinkKind = Literal["web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other"]
LINK_KINDS: tuple[LinkKind, ...] = ("web ordering", "order status", "EDI", "VMI", "RFID", "CPFR", "API", "other")


class LinkAlreadyLive(Refusal):
    """A system link of the same name goes live once until it is retired."""


class LinkRetiredBeforeLive(Refusal):
    """A system link is retired on or after the day it went live."""


class LinkAlreadyRetired(Refusal):
    """A system link is retired once."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A system link as it stands."""

    id: str
    title: str
    live: When
    retired: When | None = None

    @property
    def open(self) -> bool:
        """Not yet retired."""
        return self.retired is None


class SystemLinkWentLive(Event, frozen=True, kw_only=True):
    """A link between the companies' systems carries real work."""

    about: ClassVar = "link_id"
    begins: ClassVar = True

    link_id: str
    title: str
    kind: LinkKind = "other"

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        kind = "" if self.kind == "other" else f" ({self.kind})"
        return f"System link “{self.title}”{kind} went live"


class SystemLinkRetired(Event, frozen=True, kw_only=True):
    """The link was switched off."""

    about: ClassVar = "link_id"

    link_id: str

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} retired"


class TakeLinkLive(Command, frozen=True, kw_only=True):
    """Record that a system link went live.

    From that date on it carries real work between the two companies. One of the same name is live once at a time.
    """

    path: ClassVar = "link live"
    label: ClassVar = "System link live"
    asks_when: ClassVar = "Live since"

    link_id: Annotated[str, New("link")]
    title: Annotated[
        str, Ask(label="Link", help="What the link is called.", example="Orders by EDI", argument=True, first=True)
    ]
    kind: Annotated[LinkKind, Ask(label="Kind", help="What kind of system it is.", example="EDI", first=True)] = "other"


class RetireLink(Command, frozen=True, kw_only=True):
    """Record that a system link was switched off.

    A link is retired once, and not before it went live. One that comes back is a new link.
    """

    path: ClassVar = "link retire"
    label: ClassVar = "System link retired"
    asks_when: ClassVar = "Retired"
    about: ClassVar = "link_id"

    link_id: Annotated[
        str,
        Pick(
            label="Link",
            things="links",
            what="system link",
            example="Orders by EDI",
            argument=True,
            otherwise="No system link is live on this account. Log one as live first.",
        ),
    ]


def decide_going_live(command: TakeLinkLive, moment: Moment) -> list[Event]:
    """The live link; nothing where the same one is on record. Raises NothingEntered, LinkAlreadyLive, IdAlreadyUsed."""
    links = moment.known.links
    title = entered(command.title, "title", "the link's name")
    for link in links.values():
        if link.title.casefold() != title.casefold():
            continue
        if link.live == command.on:
            return []
        still = link.retired is None or command.on.first < link.retired.first
        if link.live.first <= command.on.first and still:
            until = f" to {link.retired}" if link.retired else ""
            raise LinkAlreadyLive(
                f"The link “{link.title}” is live since {link.live}{until}: retire it first, or choose another name.",
                field="title",
            )
    live = SystemLinkWentLive(
        on=command.on, reason=command.reason, link_id=command.link_id, title=title, kind=command.kind
    )
    return begun([live], links, command.link_id)


def decide_retiring(command: RetireLink, moment: Moment) -> list[Event]:
    """The retired link; nothing where the same end is on record.

    Raises NoSuchRecord, LinkAlreadyRetired, LinkRetiredBeforeLive.
    """
    link = on_record(moment.known.links, command.link_id, "link_id", "system link")
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


def evolve(links: dict[str, Link], event: Event) -> dict[str, Link]:
    """The links after one more event."""
    match event:
        case SystemLinkWentLive():
            return {**links, event.link_id: Link(id=event.link_id, title=event.title, live=event.on)}
        case SystemLinkRetired(link_id=link_id) if link := links.get(link_id):
            return {**links, link_id: replace(link, retired=event.on)}
        case _:
            return links


SYSTEM_LINK = Concept(
    name="system link",
    lane="systems",
    holds="links",
    kinds=(
        EventKind(name="system-link-went-live", event=SystemLinkWentLive, label="Link live", phase="reached"),
        EventKind(name="system-link-retired", event=SystemLinkRetired, label="Link retired", phase="concluded"),
    ),
    evolve=evolve,
    decisions={TakeLinkLive: decide_going_live, RetireLink: decide_retiring},
)
