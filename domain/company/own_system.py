"""The company's own systems: a link to an account works only over systems at home that are ready for it (Byrnes)."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.company.moment import Moment
from domain.history.asking import Ask, New, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered_name, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When


class OwnSystemAlreadyAdded(Refusal):
    """An own system is put on record once."""


class OwnSystemNotYetAdded(Refusal):
    """A system is ready on or after the day that it was put on record."""


class ReadySpan(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when a system was ready for links; no end while it still is."""

    since: When
    until: When | None = None


class OwnSystemKept(msgspec.Struct, frozen=True, kw_only=True):
    """One of the company's own systems and when it was ready, in the order that it happened."""

    id: str
    title: str
    added: When
    ready: tuple[ReadySpan, ...] = ()

    @property
    def open(self) -> bool:
        """Its readiness may always change again."""
        return True

    def ready_on(self, day: date) -> bool:
        """Whether links could rely on it that day."""
        return any(span.since.first <= day and (span.until is None or day < span.until.first) for span in self.ready)

    @property
    def is_ready(self) -> bool:
        """Whether it is ready after the last of the events it is made of."""
        return bool(self.ready) and self.ready[-1].until is None


class OwnSystemAdded(Event, frozen=True, kw_only=True):
    """One of the company's own systems is on record; it is not ready until that is said."""

    about: ClassVar = "system_id"
    begins: ClassVar = True

    system_id: str
    title: str

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Own system “{self.title}” put on record"


class OwnSystemReady(Event, frozen=True, kw_only=True):
    """Links may rely on the system from then on."""

    about: ClassVar = "system_id"

    system_id: str

    def headline(self, titles: Titles) -> str:
        return f"Own system {self.called(titles)} ready"


class OwnSystemUnready(Event, frozen=True, kw_only=True):
    """Links may no longer rely on the system; the reason says why."""

    about: ClassVar = "system_id"

    system_id: str

    def headline(self, titles: Titles) -> str:
        return f"Own system {self.called(titles)} no longer ready"


class AddOwnSystem(Command, frozen=True, kw_only=True):
    """Put one of the company's own systems on record.

    Links to accounts rest on it. It counts as ready from the day that is recorded with "company ready".
    """

    path: ClassVar = "company add-system"
    label: ClassVar = "Own system put on record"
    asks_when: ClassVar = "Since"

    system_id: Annotated[str, New("own-system")]
    title: Annotated[
        str,
        Ask(label="System", help="What it is called.", example="Order management", argument=True, first=True),
    ]


class MarkReady(Command, frozen=True, kw_only=True):
    """Record that one of the company's own systems is ready for links.

    From that day on links may rely on it.
    """

    path: ClassVar = "company ready"
    label: ClassVar = "Own system ready"
    asks_when: ClassVar = "Ready"
    about: ClassVar = "system_id"

    system_id: Annotated[
        str,
        Pick(
            label="System",
            things="systems",
            what="own system",
            example="Order management",
            argument=True,
            otherwise="No own system is on record. Put one on record first.",
        ),
    ]


class MarkUnready(Command, frozen=True, kw_only=True):
    """Record that one of the company's own systems is no longer ready for links, and why.

    From that day on no link may rely on it, until it is ready again.
    """

    path: ClassVar = "company unready"
    label: ClassVar = "Own system no longer ready"
    asks_when: ClassVar = "Since"
    about: ClassVar = "system_id"

    system_id: Annotated[
        str,
        Pick(
            label="System",
            things="systems",
            what="own system",
            example="Order management",
            argument=True,
            otherwise="No own system is on record. Put one on record first.",
        ),
    ]


def decide_adding(command: AddOwnSystem, moment: Moment) -> list[Event]:
    """The system; nothing where it is on record. Raises NothingEntered, OwnSystemAlreadyAdded, IdAlreadyUsed."""
    systems = moment.known.systems
    title = entered_name(command.title, "title", "the system's name")
    for system in systems.values():
        if system.title.casefold() != title.casefold():
            continue
        if system.added == command.on:
            return []
        raise OwnSystemAlreadyAdded(
            f"The system “{system.title}” is on record since {system.added}: choose another name for another one.",
            field="title",
        )
    added = OwnSystemAdded(on=command.on, reason=command.reason, system_id=command.system_id, title=title)
    return begun([added], systems, command.system_id)


def decide_ready(command: MarkReady, moment: Moment) -> list[Event]:
    """The readiness; nothing where it was ready by then. Raises NoSuchRecord, OwnSystemNotYetAdded."""
    if _was_ready(command.system_id, moment):
        return []
    return [OwnSystemReady(on=command.on, reason=command.reason, system_id=command.system_id)]


def decide_unready(command: MarkUnready, moment: Moment) -> list[Event]:
    """The end of its readiness; nothing where it was not ready by then.

    Raises NoSuchRecord, OwnSystemNotYetAdded, ReasonMissing.
    """
    if not _was_ready(command.system_id, moment):
        return []
    if not command.reason.strip():
        raise ReasonMissing("Links may rely on this system: say why it is no longer ready.", field="reason")
    return [OwnSystemUnready(on=command.on, reason=command.reason, system_id=command.system_id)]


def _was_ready(system_id: str, moment: Moment) -> bool:
    """Whether the system was ready as of the command's day. Raises NoSuchRecord, OwnSystemNotYetAdded."""
    system = on_record(moment.known.systems, system_id, "system_id", "own system")
    if moment.on.certainly_before(system.added):
        raise OwnSystemNotYetAdded(
            f"The system “{system.title}” is on record since {system.added}, which is after {moment.on}: "
            f"choose {system.added.first} or a later day.",
            field="on",
        )
    return (then := moment.before.systems.get(system_id)) is not None and then.is_ready


def evolve(systems: dict[str, OwnSystemKept], event: Event) -> dict[str, OwnSystemKept]:
    """The systems after one more event."""
    match event:
        case OwnSystemAdded():
            return {**systems, event.system_id: OwnSystemKept(id=event.system_id, title=event.title, added=event.on)}
        case OwnSystemReady(system_id=system_id) if (system := systems.get(system_id)) and not system.is_ready:
            return {**systems, system_id: replace(system, ready=(*system.ready, ReadySpan(since=event.on)))}
        case OwnSystemUnready(system_id=system_id) if (system := systems.get(system_id)) and system.is_ready:
            ended = replace(system.ready[-1], until=event.on)
            return {**systems, system_id: replace(system, ready=(*system.ready[:-1], ended))}
        case _:
            return systems


OWN_SYSTEM = Concept(
    name="own system",
    source="Byrnes, “The Strategic CIO”: customer-integrated systems rest on systems at home; recording their readiness is Tieline's own.",
    lane="systems",
    holds="systems",
    kinds=(
        EventKind(name="own-system-added", event=OwnSystemAdded, label="Own system put on record", phase="started"),
        EventKind(name="own-system-ready", event=OwnSystemReady, label="Own system ready", phase="reached"),
        EventKind(
            name="own-system-unready", event=OwnSystemUnready, label="Own system no longer ready", phase="abandoned"
        ),
    ),
    evolve=evolve,
    decisions={AddOwnSystem: decide_adding, MarkReady: decide_ready, MarkUnready: decide_unready},
)
