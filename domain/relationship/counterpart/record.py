"""Counterparts as they stand, and what happens to them."""

from collections.abc import Mapping
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.event import Event, Titles
from domain.history.when import When
from domain.relationship.vocabulary import Function


class Counterpart(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the account who holds a role, as known."""

    id: str
    title: str
    function: Function
    person: str
    ours: str = ""
    """Who of one's own faces them; "" where nobody is named."""
    since: When
    confirmed: When | None = None
    """None where it is assumed."""
    faced: When | None = None
    """Since when by whoever faces them now; None where that was said as they were named."""
    left: When | None = None

    @property
    def open(self) -> bool:
        """Still in the role."""
        return self.left is None

    @property
    def latest(self) -> When:
        """When something was last said of them while they hold the role."""
        return max(filter(None, (self.since, self.confirmed, self.faced)), key=lambda when: when.first)


class CounterpartNamed(Event, frozen=True, kw_only=True):
    """Somebody at the account was taken for the one who faces a function of one's own."""

    about: ClassVar = "counterpart_id"
    begins: ClassVar = True

    counterpart_id: str
    title: str
    function: Function
    person: str
    ours: str = ""
    confirmed: bool = False

    @property
    def value(self) -> str:
        return self.function

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        known = "confirmed" if self.confirmed else "assumed"
        return f"Counterpart “{self.title}” named ({self.function}, {known})"

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        said, theirs, ours = self.headline(titles), words.get("person"), words.get("ours")
        faced = f"faced by {ours}" if ours else ""
        return f"{said}: {', '.join(filter(None, (theirs, faced)))}" if theirs or ours else said


class CounterpartConfirmed(Event, frozen=True, kw_only=True):
    """What had been assumed turned out to be so: they hold the role."""

    about: ClassVar = "counterpart_id"

    counterpart_id: str

    def headline(self, titles: Titles) -> str:
        return f"Counterpart {self.called(titles)} confirmed"


class CounterpartFaced(Event, frozen=True, kw_only=True):
    """Somebody of one's own came to face the counterpart, in the place of whoever did before."""

    about: ClassVar = "counterpart_id"

    counterpart_id: str
    ours: str

    def headline(self, titles: Titles) -> str:
        return f"Counterpart {self.called(titles)} faced by somebody of ours"

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        ours = words.get("ours")
        return f"Counterpart {self.called(titles)} faced by {ours}" if ours else self.headline(titles)


class CounterpartLeft(Event, frozen=True, kw_only=True):
    """They no longer hold the role."""

    about: ClassVar = "counterpart_id"

    counterpart_id: str

    def headline(self, titles: Titles) -> str:
        return f"Counterpart {self.called(titles)} left the role"


def evolve(counterparts: dict[str, Counterpart], event: Event) -> dict[str, Counterpart]:
    """The counterparts after one more event."""
    match event:
        case CounterpartNamed():
            named = Counterpart(
                id=event.counterpart_id,
                title=event.title,
                function=event.function,
                person=event.person,
                ours=event.ours,
                since=event.on,
                confirmed=event.on if event.confirmed else None,
            )
            return {**counterparts, named.id: named}
        case CounterpartConfirmed(counterpart_id=id_) if held := counterparts.get(id_):
            return {**counterparts, id_: replace(held, confirmed=event.on)}
        case CounterpartFaced(counterpart_id=id_) if held := counterparts.get(id_):
            return {**counterparts, id_: replace(held, ours=event.ours, faced=event.on)}
        case CounterpartLeft(counterpart_id=id_) if held := counterparts.get(id_):
            return {**counterparts, id_: replace(held, left=event.on)}
        case _:
            return counterparts
