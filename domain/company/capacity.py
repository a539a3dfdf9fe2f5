"""Capacity for change: how much a party can absorb in a period, which gates any system (Byrnes).

It is counted in weight points, as milestones are: the policy gives an incremental one and a paradigmatic one a weight.
"""

from typing import Annotated, ClassVar

import msgspec

from domain.company.moment import Moment
from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.deciding import entered
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.figures import whole_period
from domain.relationship.vocabulary import Party

LARGEST = 10_000
"""More points than this are taken for a typing error."""


class CapacityOutOfRange(Refusal):
    """A capacity is a whole number of weight points, none at the least."""


class NotAChannelPartner(Refusal):
    """Only a channel partner goes by a name of its own."""


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """How much a party can absorb in a period."""

    party: Party
    channel_partner: str
    period: When
    capacity: int


class CapacitySet(Event, frozen=True, kw_only=True):
    """A party's capacity for change in a period was set; "the account" stands for each account by itself."""

    party: Party
    channel_partner: str = ""
    period: When
    capacity: int

    @property
    def value(self) -> str:
        return self.party

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        who = f"channel partner {self.channel_partner}" if self.channel_partner else self.party
        return f"Capacity for change of {who} in {self.period}: {self.capacity} points"


class SetCapacity(Command, frozen=True, kw_only=True):
    """Record how much change a party can absorb in a quarter or a year.

    In weight points, as milestones are counted: by the policy an incremental one usually takes 1, a paradigmatic one 3.
    What is set for "the account" holds for each account; a channel partner is named.
    """

    path: ClassVar = "company capacity"
    label: ClassVar = "Capacity for change set"
    asks_when: ClassVar = "Set"

    party: Annotated[
        Party, Ask(label="Whose capacity", help="Who has to change.", example="own company", argument=True, first=True)
    ]
    period: Annotated[
        When, Ask(label="Period", help="The quarter or year.", example="2025-Q2", argument=True, first=True)
    ]
    capacity: Annotated[
        int,
        Ask(
            label="Capacity",
            help="How many weight points of milestones it can absorb in that period.",
            example="12",
            argument=True,
            first=True,
        ),
    ]
    channel_partner: Annotated[
        str, Ask(label="Channel partner", help="Which channel partner it is.", example="Northway Logistics")
    ] = ""


def decide_capacity(command: SetCapacity, moment: Moment) -> list[Event]:
    """The capacity; nothing where it is the same already.

    Raises PeriodNotAccepted, CapacityOutOfRange, NothingEntered, NotAChannelPartner.
    """
    period = whole_period(command.period, ("quarter", "year"))
    if not 0 <= command.capacity <= LARGEST:
        raise CapacityOutOfRange(
            f"{command.capacity} is not a capacity for change: write a whole number of points from 0 to {LARGEST}.",
            field="capacity",
        )
    partner = " ".join(command.channel_partner.split())
    if command.party == "channel partner":
        partner = entered(partner, "channel_partner", "the name of the channel partner")
    elif partner:
        raise NotAChannelPartner(
            f"“{partner}” was named as a channel partner, but the capacity is that of {command.party}: "
            "leave the name out, or choose channel partner.",
            field="channel_partner",
        )
    kept = moment.before.capacities.get(key(command.party, partner, period))
    if kept and kept.capacity == command.capacity:
        return []
    return [
        CapacitySet(
            on=command.on,
            reason=command.reason,
            party=command.party,
            channel_partner=partner,
            period=period,
            capacity=command.capacity,
        )
    ]


def key(party: Party, channel_partner: str, period: When) -> str:
    """What a capacity is kept by: a channel partner's name in whatever letter case is the same."""
    return f"{party}|{channel_partner.casefold()}|{period}"


def evolve(capacities: dict[str, Capacity], event: Event) -> dict[str, Capacity]:
    """The capacities after one more event."""
    match event:
        case CapacitySet():
            kept = Capacity(
                party=event.party, channel_partner=event.channel_partner, period=event.period, capacity=event.capacity
            )
            return {**capacities, key(event.party, event.channel_partner, event.period): kept}
        case _:
            return capacities


CAPACITY = Concept(
    name="capacity for change",
    source="Byrnes, “The Strategic CIO”: each party's capacity for change gates any system; counting it in points is Tieline's own.",
    lane="milestones",
    holds="capacities",
    kinds=(EventKind(name="capacity-set", event=CapacitySet, label="Capacity for change"),),
    evolve=evolve,
    decisions={SetCapacity: decide_capacity},
)
