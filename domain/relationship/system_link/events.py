"""What happens to system links."""

from decimal import Decimal
from typing import ClassVar

from domain.history.event import Event, Titles
from domain.relationship.system_link.link import LinkKind, Step
from domain.relationship.vocabulary import Depth, Dimension

MEASURE: dict[Depth, str] = {
    "arm's length": "at arm's length",
    "coordinated": "coordinated",
    "integrated": "integrated",
}  # fmt: skip
"""How deep a link reaches, in a sentence."""


def titled(title: str, kind: LinkKind) -> str:
    """The link with its kind, where it has one: "System link “EDI orders” (EDI)"."""
    return f"System link “{title}”" + ("" if kind == "other" else f" ({kind})")


class SystemLinkProposed(Event, frozen=True, kw_only=True):
    """A link between the companies' systems was proposed."""

    about: ClassVar = "link_id"
    begins: ClassVar = True

    link_id: str
    title: str
    kind: LinkKind
    depth: Depth
    custom: bool = False
    needs: tuple[str, ...] = ()
    channel_partner: str = ""

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        custom = ", to the account's own measure" if self.custom else ""
        return f"{titled(self.title, self.kind)} proposed, {MEASURE[self.depth]}{custom}"


class SystemLinkAdvanced(Event, frozen=True, kw_only=True):
    """The link was agreed, built, tested or certified."""

    about: ClassVar = "link_id"

    link_id: str
    to: Step

    @property
    def value(self) -> str:
        return self.to

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} {self.to}"


class SystemLinkWentLive(Event, frozen=True, kw_only=True):
    """A link between the companies' systems carries real work.

    Over unchanged processes it only speeds up the mess (Byrnes), so what was known of them on the day is kept: that no
    change of process belonging to it had been reached, and which of the own systems it needs were not ready.
    """

    about: ClassVar = "link_id"
    begins: ClassVar = True

    link_id: str
    title: str
    kind: LinkKind = "other"
    depth: Depth | None = None
    custom: bool = False
    needs: tuple[str, ...] = ()
    over_unchanged_processes: bool = False
    on_unready_systems: tuple[str, ...] = ()

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        marks = [
            *(["over unchanged processes"] if self.over_unchanged_processes else []),
            *(["on unready systems"] if self.on_unready_systems else []),
        ]
        return " ".join([f"{titled(self.title, self.kind)} went live", ", ".join(marks)]).strip()


class SystemLinkDepthChanged(Event, frozen=True, kw_only=True):
    """From this day on the link reaches this deep into both companies."""

    about: ClassVar = "link_id"

    link_id: str
    depth: Depth

    @property
    def value(self) -> str:
        return self.depth

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} now {MEASURE[self.depth]}"


class SystemLinkInvested(Event, frozen=True, kw_only=True):
    """Money was put into the link."""

    about: ClassVar = "link_id"

    link_id: str
    amount: Decimal
    currency: str
    dimension: Dimension = "customer-integrated"

    @property
    def value(self) -> str:
        return self.dimension

    def headline(self, titles: Titles) -> str:
        return f"Invested {self.amount:,f} {self.currency} in system link {self.called(titles)}"


class SystemLinkSuspended(Event, frozen=True, kw_only=True):
    """The link carries no work for the time being."""

    about: ClassVar = "link_id"

    link_id: str

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} suspended"


class SystemLinkResumed(Event, frozen=True, kw_only=True):
    """The link carries work again."""

    about: ClassVar = "link_id"

    link_id: str

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} resumed"


class SystemLinkRetired(Event, frozen=True, kw_only=True):
    """The link was switched off, or given up before it went live."""

    about: ClassVar = "link_id"

    link_id: str

    def headline(self, titles: Titles) -> str:
        return f"System link {self.called(titles)} retired"
