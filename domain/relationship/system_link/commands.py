"""What is recorded of system links, and how it is asked for."""

from decimal import Decimal
from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.system_link.link import LinkKind, Step
from domain.relationship.vocabulary import Depth, Dimension

A_LINK = Pick(
    label="Link",
    help="Which system link.",
    things="links",
    what="system link",
    example="Orders by EDI",
    argument=True,
    otherwise="No system link is on record for this account. Log one as proposed or live first.",
)
TITLE = Ask(label="Link", help="What the link is called.", example="Orders by EDI", argument=True, first=True)
KIND = Ask(label="Kind", help="What kind of system it is.", example="EDI", first=True)
DEPTH = Ask(
    label="Depth",
    help="How deep it reaches into both companies: at arm's length each keeps to itself, coordinated they act on each "
    "other's data, integrated they work as one.",
    example="coordinated",
    first=True,
)
CUSTOM = Ask(label="Built to this account's own measure", help="Custom work, rather than what any account may have.")
NEEDS = Pick(
    label="Own systems it needs",
    help="The company's own systems that it depends on.",
    things="systems",
    of="company",
    what="own system",
    example="Order desk",
    otherwise="No own system is on record. Record the company's systems first.",
)


class ProposeLink(Command, frozen=True, kw_only=True):
    """Record that a link between the two companies' systems was proposed.

    It says what kind of system it is and how deep it would reach. What the account's class is owed shows, once it is
    live, whether that is too deep or not deep enough.
    """

    path: ClassVar = "link propose"
    label: ClassVar = "System link proposed"
    asks_when: ClassVar = "Proposed"

    link_id: Annotated[str, New("link")]
    title: Annotated[str, TITLE]
    kind: Annotated[LinkKind, KIND]
    depth: Annotated[Depth, DEPTH]
    custom: Annotated[bool, CUSTOM] = False
    needs: Annotated[tuple[str, ...], NEEDS] = ()
    channel_partner: Annotated[
        str,
        Ask(
            label="Channel partner",
            help="The company in between, if it runs through one.",
            example="Northern Wholesale",
        ),
    ] = ""


class AdvanceLink(Command, frozen=True, kw_only=True):
    """Record that a system link was agreed, built, tested or certified.

    The steps come in this order. Some may be left out, but a link never goes backwards, and none of them comes after it
    went live.
    """

    path: ClassVar = "link advance"
    label: ClassVar = "System link agreed, built, tested or certified"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]
    to: Annotated[
        Step, Ask(label="Now", help="How far it has come.", example="tested", argument=True, first=True)
    ]  # fmt: skip


class TakeLinkLive(Command, frozen=True, kw_only=True):
    """Record that a system link went live.

    From that date on it carries real work between the two companies. One of the same name is live once at a time. A
    proposed link of that name goes live as it was proposed, but for what is said here. Going live is recorded even
    where no change of process that belongs to it was reached, or where own systems that it needs are not ready: the
    record then says so.
    """

    path: ClassVar = "link live"
    label: ClassVar = "System link live"
    asks_when: ClassVar = "Live since"

    link_id: Annotated[str, New("link")]
    title: Annotated[str, TITLE]
    kind: Annotated[LinkKind, KIND] = "other"
    depth: Annotated[Depth | None, DEPTH] = None
    custom: Annotated[bool, CUSTOM] = False
    needs: Annotated[tuple[str, ...], NEEDS] = ()


class ChangeLinkDepth(Command, frozen=True, kw_only=True):
    """Record how deep a system link reaches from now on.

    Coordinated systems can nudge an integrated account towards a strategic relationship, so a link that deepens is
    worth a record; so is one that nobody described when it went live.
    """

    path: ClassVar = "link depth"
    label: ClassVar = "System link deepened or loosened"
    asks_when: ClassVar = "Since"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]
    depth: Annotated[
        Depth, Ask(label="Depth", help=DEPTH.help, example="integrated", argument=True, first=True)
    ]  # fmt: skip


class InvestInLink(Command, frozen=True, kw_only=True):
    """Record money that was put into a system link.

    IT investment has three dimensions: horizontal across the company, vertical within a function or business, and
    customer-integrated between the companies. A link is mostly the last.
    """

    path: ClassVar = "link invest"
    label: ClassVar = "Investment in a system link"
    asks_when: ClassVar = "Spent"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]
    amount: Annotated[Decimal, Ask(label="Amount", help="How much.", example="75000", argument=True, first=True)]
    currency: Annotated[
        str, Ask(label="Currency", help="Its three letters (ISO 4217).", example="EUR", argument=True, first=True)
    ]
    dimension: Annotated[Dimension, Ask(label="Dimension", help="What kind of IT investment it is.")] = (
        "customer-integrated"
    )


class SuspendLink(Command, frozen=True, kw_only=True):
    """Record that a live system link carries no work for the time being.

    It says why. It may be resumed; one that is switched off for good is retired. A suspension that is logged late, when
    it was over, may say at once when the link was resumed.
    """

    path: ClassVar = "link suspend"
    label: ClassVar = "System link suspended"
    asks_when: ClassVar = "Suspended"
    asks_why: ClassVar = "Why"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]
    resumed_on: Annotated[
        When | None,
        Ask(label="Resumed", help="When it was resumed, for a suspension that is over.", example="2025-02"),
    ] = None


class ResumeLink(Command, frozen=True, kw_only=True):
    """Record that a suspended system link carries work again."""

    path: ClassVar = "link resume"
    label: ClassVar = "System link resumed"
    asks_when: ClassVar = "Resumed"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]


class RetireLink(Command, frozen=True, kw_only=True):
    """Record that a system link was switched off.

    A link is retired once, and not before it went live. One that comes back is a new link. A proposed link that nobody
    pursues any more is retired as well.
    """

    path: ClassVar = "link retire"
    label: ClassVar = "System link retired"
    asks_when: ClassVar = "Retired"
    about: ClassVar = "link_id"

    link_id: Annotated[str, A_LINK]
