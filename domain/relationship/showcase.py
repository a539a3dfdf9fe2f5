"""Showcase experiments: limited trials, usually with a small innovator, that may spread to the large (Byrnes)."""

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

Outcome = Literal["scale", "extend", "stop"]
OUTCOMES: tuple[Outcome, ...] = ("scale", "extend", "stop")


class ShowcaseAlreadyRunning(Refusal):
    """A showcase experiment of the same name runs once at a time."""


class ShowcaseConcludedBeforeStart(Refusal):
    """A showcase is concluded on or after the day it started."""


class ShowcaseAlreadyConcluded(Refusal):
    """A showcase is concluded once."""


class Showcase(msgspec.Struct, frozen=True, kw_only=True):
    """A showcase experiment as it stands."""

    id: str
    title: str
    started: When
    concluded: When | None = None
    outcome: Outcome | None = None

    @property
    def open(self) -> bool:
        """Not yet concluded."""
        return self.concluded is None


class ShowcaseStarted(Event, frozen=True, kw_only=True):
    """An experiment began; its reason is the hypothesis that it tests."""

    about: ClassVar = "showcase_id"
    begins: ClassVar = True

    showcase_id: str
    title: str

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Showcase “{self.title}” started"


class ShowcaseConcluded(Event, frozen=True, kw_only=True):
    """The experiment was judged: scale it, extend it or stop it; the reason says why."""

    about: ClassVar = "showcase_id"

    showcase_id: str
    outcome: Outcome

    @property
    def value(self) -> str:
        return self.outcome

    def headline(self, titles: Titles) -> str:
        return f"Showcase {self.called(titles)} concluded: {self.outcome}"


class StartShowcase(Command, frozen=True, kw_only=True):
    """Record that a showcase experiment began.

    A showcase is a limited trial, usually with a small innovator, that may spread to large accounts. Its reason is
    what the trial is to find out. One of the same name runs once at a time.
    """

    path: ClassVar = "showcase start"
    label: ClassVar = "Showcase started"
    asks_when: ClassVar = "Started"
    asks_why: ClassVar = "Hypothesis"

    showcase_id: Annotated[str, New("showcase")]
    title: Annotated[
        str,
        Ask(label="Showcase", help="What is tried.", example="RFID on pallets", argument=True, first=True),
    ]


class ConcludeShowcase(Command, frozen=True, kw_only=True):
    """Record what a showcase came to.

    Scale it to other accounts, extend the trial, or stop it. A showcase is concluded once, and not before it started.
    """

    path: ClassVar = "showcase conclude"
    label: ClassVar = "Showcase concluded"
    asks_when: ClassVar = "Concluded"
    about: ClassVar = "showcase_id"

    showcase_id: Annotated[
        str,
        Pick(
            label="Showcase",
            things="showcases",
            what="showcase",
            example="RFID on pallets",
            argument=True,
            otherwise="No showcase is running on this account. Log one as started first.",
        ),
    ]
    outcome: Annotated[
        Outcome, Ask(label="Outcome", help="What is to become of it.", example="scale", argument=True, first=True)
    ]


def decide_start(command: StartShowcase, moment: Moment) -> list[Event]:
    """The start; nothing where the same showcase started that day.

    Raises NothingEntered, ShowcaseAlreadyRunning, IdAlreadyUsed.
    """
    showcases = moment.known.showcases
    title = entered(command.title, "title", "the showcase's name")
    for showcase in showcases.values():
        if showcase.title.casefold() != title.casefold():
            continue
        if showcase.started == command.on:
            return []
        running = showcase.concluded is None or command.on.first < showcase.concluded.first
        if showcase.started.first <= command.on.first and running:
            until = f" to {showcase.concluded}" if showcase.concluded else ""
            raise ShowcaseAlreadyRunning(
                f"The showcase “{showcase.title}” runs since {showcase.started}{until}: "
                "conclude it first, or choose another name.",
                field="title",
            )
    started = ShowcaseStarted(on=command.on, reason=command.reason, showcase_id=command.showcase_id, title=title)
    return begun([started], showcases, command.showcase_id)


def decide_conclusion(command: ConcludeShowcase, moment: Moment) -> list[Event]:
    """The conclusion; nothing where the same one is on record.

    Raises NoSuchRecord, ShowcaseAlreadyConcluded, ShowcaseConcludedBeforeStart.
    """
    showcase = on_record(moment.known.showcases, command.showcase_id, "showcase_id", "showcase")
    if showcase.concluded:
        if (showcase.concluded, showcase.outcome) == (command.on, command.outcome):
            return []
        raise ShowcaseAlreadyConcluded(
            f"The showcase “{showcase.title}” was already concluded ({showcase.outcome}) {showcase.concluded.told}: "
            "a showcase is concluded once, so start a new one for a further trial.",
            field="showcase_id",
        )
    if command.on.certainly_before(showcase.started):
        raise ShowcaseConcludedBeforeStart(
            f"The showcase “{showcase.title}” started {showcase.started.told}, so it cannot be concluded "
            f"{command.on.told}: choose {showcase.started.first} or a later day.",
            field="on",
        )
    return [
        ShowcaseConcluded(
            on=command.on, reason=command.reason, showcase_id=command.showcase_id, outcome=command.outcome
        )
    ]


def evolve(showcases: dict[str, Showcase], event: Event) -> dict[str, Showcase]:
    """The showcases after one more event."""
    match event:
        case ShowcaseStarted():
            started = Showcase(id=event.showcase_id, title=event.title, started=event.on)
            return {**showcases, started.id: started}
        case ShowcaseConcluded(showcase_id=showcase_id) if showcase := showcases.get(showcase_id):
            return {**showcases, showcase_id: replace(showcase, concluded=event.on, outcome=event.outcome)}
        case _:
            return showcases


SHOWCASE = Concept(
    name="showcase",
    lane="showcases",
    holds="showcases",
    kinds=(
        EventKind(name="showcase-started", event=ShowcaseStarted, label="Showcase started", phase="started"),
        EventKind(name="showcase-concluded", event=ShowcaseConcluded, label="Showcase concluded", phase="concluded"),
    ),
    evolve=evolve,
    decisions={StartShowcase: decide_start, ConcludeShowcase: decide_conclusion},
)
