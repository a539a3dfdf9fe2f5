"""What an account takes from the company's menu of service offerings (Byrnes)."""

from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask, New, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.moment import Moment


class OfferingAlreadyTaken(Refusal):
    """An offering is taken once until it is dropped."""


class OfferingAlreadyDropped(Refusal):
    """An offering is dropped once."""


class OfferingDroppedBeforeTaken(Refusal):
    """An offering is dropped on or after the day it was taken."""


class Offering(msgspec.Struct, frozen=True, kw_only=True):
    """An offering from the menu that the account takes, or took."""

    id: str
    title: str
    taken: When
    dropped: When | None = None

    @property
    def open(self) -> bool:
        """Still taken."""
        return self.dropped is None


class OfferingTaken(Event, frozen=True, kw_only=True):
    """The account takes this offering from the menu from this day on."""

    about: ClassVar = "offering_id"
    begins: ClassVar = True

    offering_id: str
    title: str

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Offering “{self.title}” taken"


class OfferingDropped(Event, frozen=True, kw_only=True):
    """The account no longer takes the offering."""

    about: ClassVar = "offering_id"

    offering_id: str

    def headline(self, titles: Titles) -> str:
        return f"Offering {self.called(titles)} dropped"


class TakeOffering(Command, frozen=True, kw_only=True):
    """Record that an account takes an offering from the menu.

    A stable account is served from a menu of service offerings, reliably and at low cost. Others may take from it too.
    """

    path: ClassVar = "terms take"
    label: ClassVar = "Service offering taken"
    asks_when: ClassVar = "Since"

    offering_id: Annotated[str, New("offering")]
    title: Annotated[
        str,
        Ask(
            label="Offering",
            help="What the menu calls it.",
            example="Weekly delivery to the distribution centre",
            argument=True,
            first=True,
        ),
    ]


class DropOffering(Command, frozen=True, kw_only=True):
    """Record that an account no longer takes an offering.

    An offering is dropped once, and not before it was taken. One that is taken up again is a new one.
    """

    path: ClassVar = "terms drop"
    label: ClassVar = "Service offering dropped"
    asks_when: ClassVar = "Dropped"
    about: ClassVar = "offering_id"

    offering_id: Annotated[
        str,
        Pick(
            label="Offering",
            help="Which of the offerings that it takes.",
            things="offerings",
            what="service offering",
            example="Weekly delivery to the distribution centre",
            argument=True,
            otherwise="This account takes no service offering. Log one as taken first.",
        ),
    ]


def decide_taking(command: TakeOffering, moment: Moment) -> list[Event]:
    """The offering taken; nothing where it is on record for that date.

    Raises NothingEntered, OfferingAlreadyTaken, IdAlreadyUsed.
    """
    title = entered_name(command.title, "title", "the offering's name")
    for offering in moment.known.offerings.values():
        if offering.title.casefold() != title.casefold():
            continue
        if offering.taken == command.on:
            return []
        if offering.dropped is None or offering.taken.first <= command.on.first < offering.dropped.first:
            until = f" to {offering.dropped}" if offering.dropped else ""
            raise OfferingAlreadyTaken(
                f"The offering “{offering.title}” is taken since {offering.taken}{until}: "
                "drop it first, or name another offering.",
                field="title",
            )
    taken = OfferingTaken(on=command.on, reason=command.reason, offering_id=command.offering_id, title=title)
    return begun([taken], moment.known.offerings, command.offering_id)


def decide_dropping(command: DropOffering, moment: Moment) -> list[Event]:
    """The offering dropped; nothing where the same end is on record.

    Raises NoSuchRecord, OfferingAlreadyDropped, OfferingDroppedBeforeTaken.
    """
    offering = on_record(moment.known.offerings, command.offering_id, "offering_id", "service offering")
    if offering.dropped:
        if offering.dropped == command.on:
            return []
        raise OfferingAlreadyDropped(
            f"The offering “{offering.title}” was already dropped {offering.dropped.told}: "
            "it is dropped once, so name another offering.",
            field="offering_id",
        )
    if command.on.certainly_before(offering.taken):
        raise OfferingDroppedBeforeTaken(
            f"The offering “{offering.title}” was taken {offering.taken.told}, so it cannot be dropped "
            f"{command.on.told}: choose {offering.taken.first} or a later day.",
            field="on",
        )
    return [OfferingDropped(on=command.on, reason=command.reason, offering_id=offering.id)]


def evolve(offerings: dict[str, Offering], event: Event) -> dict[str, Offering]:
    """The offerings after one more event."""
    match event:
        case OfferingTaken():
            taken = Offering(id=event.offering_id, title=event.title, taken=event.on)
            return {**offerings, taken.id: taken}
        case OfferingDropped(offering_id=offering_id) if offering := offerings.get(offering_id):
            return {**offerings, offering_id: replace(offering, dropped=event.on)}
        case _:
            return offerings


SERVICE_OFFERING = Concept(
    name="service offering",
    source="Byrnes, “The Strategic CIO”: a stable account is offered a menu of services.",
    lane="service terms",
    holds="offerings",
    kinds=(
        EventKind(name="offering-taken", event=OfferingTaken, label="Offering taken", phase="started"),
        EventKind(name="offering-dropped", event=OfferingDropped, label="Offering dropped", phase="concluded"),
    ),
    evolve=evolve,
    decisions={TakeOffering: decide_taking, DropOffering: decide_dropping},
)
