"""Forgetting: on request a person's name, and the words that mention them, are destroyed, while every record stands.

The record says who asked and which keys went, by their numbers, so that no copy of the keys that is put back revives
them. It has no name in it.
"""

from typing import ClassVar

import msgspec

from domain.company.moment import Moment
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing, Refusal


class NobodyToForget(Refusal):
    """Only somebody who is named or mentioned on record can be forgotten."""


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of everybody who was forgotten, and the numbers of the keys that were destroyed for it."""

    people: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()


class PersonForgotten(Event, frozen=True, kw_only=True):
    """Somebody was forgotten: their name, and the words of the records that mention them; the reason says who asked."""

    people: tuple[str, ...] = ()
    """The ids that stood for them: usually one, none where they were only mentioned in words."""
    records: int
    """How many records name or mention them."""
    keys: tuple[int, ...] = ()
    """The numbers of the vault's keys that were destroyed."""

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        who = f"Person forgotten ({', '.join(self.people)})" if self.people else "Mentioned person forgotten"
        words = f"the words of {len(self.keys)} were destroyed" if self.keys else "no words were destroyed"
        return f"{who}: {self.records} record{'s' * (self.records != 1)}, {words}"


class ForgetPerson(Command, frozen=True, kw_only=True):
    """Forget a person: destroy their name, and the words of the records that mention them."""

    path: ClassVar = "forget"
    label: ClassVar = "Person forgotten"
    asks_why: ClassVar = "Who asked"
    offered: ClassVar = False

    people: tuple[str, ...]
    """Found by whoever looked: a decision opens no words and knows no names. The same for what follows."""
    records: int
    keys: tuple[int, ...]


def decide_forgetting(command: ForgetPerson, moment: Moment) -> list[Event]:
    """What is forgotten now; nothing where all of it was before. Raises NobodyToForget, ReasonMissing."""
    if not command.people and not command.keys:
        raise NobodyToForget(
            "Nobody was found to forget: name somebody whom a record names, or whom the words of a record mention.",
            field="person",
        )
    before = moment.known.forgotten
    people = tuple(sorted(set(command.people) - before.people))
    keys = tuple(sorted(set(command.keys) - before.keys))
    if not people and not keys:
        return []
    refuse_without_reason(command.reason)
    return [PersonForgotten(on=command.on, reason=command.reason, people=people, records=command.records, keys=keys)]


def refuse_without_reason(reason: str) -> None:
    """Refuse to forget somebody on nobody's request. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing("This cannot be undone: say who asked for it, without the person's name.", field="reason")


def evolve(forgotten: Forgotten, event: Event) -> Forgotten:
    """All that was forgotten after one more event."""
    match event:
        case PersonForgotten():
            return Forgotten(people=forgotten.people.union(event.people), keys=forgotten.keys.union(event.keys))
        case _:
            return forgotten


FORGETTING = Concept(
    name="forgetting",
    source="The right to erasure: Regulation (EU) 2016/679, article 17; destroying keys rather than records is Tieline's own.",
    lane="people",
    needs="operate",
    holds="forgotten",
    kinds=(
        EventKind(
            name="person-forgotten",
            event=PersonForgotten,
            label="Person forgotten",
            for_good="That somebody was forgotten is not retracted, because what was destroyed does not come back.",
        ),
    ),
    evolve=evolve,
    decisions={ForgetPerson: decide_forgetting},
)
