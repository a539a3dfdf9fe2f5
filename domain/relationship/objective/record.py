"""Objectives: what happens to them, and how they stand."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

import msgspec
from msgspec.structs import replace

from domain.history.event import Event, Titles
from domain.history.when import When

ObjectiveOutcome = Literal["met", "missed", "dropped"]


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    """An objective as it stands."""

    id: str
    title: str
    plan_id: str
    set_on: When
    due: When
    first_due: When
    """As first promised, which no move changes."""
    owner_here: str = ""
    owner_there: str = ""
    moves: int = 0
    settled: When | None = None
    outcome: ObjectiveOutcome | None = None

    @property
    def open(self) -> bool:
        """Neither met, missed nor dropped."""
        return self.settled is None

    def late_on(self, day: date) -> bool:
        """Open on a day that is certainly after it was due."""
        return day > self.due.last and not (self.settled and self.settled.first <= day)


class ObjectiveSet(Event, frozen=True, kw_only=True):
    """Both sides set out to reach something by ``due``; the owners answer for it, one on each side."""

    about: ClassVar = "objective_id"
    begins: ClassVar = True

    objective_id: str
    plan_id: str
    title: str
    due: When
    owner_here: str = ""
    owner_there: str = ""

    @property
    def term(self) -> tuple[date, date] | None:
        return self.due.first, self.due.last

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Objective “{self.title}” set, due {self.due}"

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        owners = " and ".join(name for name in (words.get("owner_here"), words.get("owner_there")) if name)
        return self.headline(titles) + (f", owned by {owners}" if owners else "")


class ObjectiveMoved(Event, frozen=True, kw_only=True):
    """The objective is due at another time."""

    about: ClassVar = "objective_id"

    objective_id: str
    due: When

    @property
    def term(self) -> tuple[date, date] | None:
        return self.due.first, self.due.last

    def headline(self, titles: Titles) -> str:
        return f"Objective {self.called(titles)} moved, now due {self.due}"


class ObjectiveMet(Event, frozen=True, kw_only=True):
    """What was set out was reached."""

    about: ClassVar = "objective_id"

    objective_id: str

    def headline(self, titles: Titles) -> str:
        return f"Objective {self.called(titles)} met"


class ObjectiveMissed(Event, frozen=True, kw_only=True):
    """What was set out was not reached."""

    about: ClassVar = "objective_id"

    objective_id: str

    def headline(self, titles: Titles) -> str:
        return f"Objective {self.called(titles)} missed"


class ObjectiveDropped(Event, frozen=True, kw_only=True):
    """Both sides gave the objective up."""

    about: ClassVar = "objective_id"

    objective_id: str

    def headline(self, titles: Titles) -> str:
        return f"Objective {self.called(titles)} dropped"


def evolve(objectives: dict[str, Objective], event: Event) -> dict[str, Objective]:
    """The objectives after one more event."""
    match event:
        case ObjectiveSet():
            begun = Objective(
                id=event.objective_id,
                title=event.title,
                plan_id=event.plan_id,
                set_on=event.on,
                due=event.due,
                first_due=event.due,
                owner_here=event.owner_here,
                owner_there=event.owner_there,
            )
            return {**objectives, begun.id: begun}
        case ObjectiveMoved(objective_id=objective_id) if objective := objectives.get(objective_id):
            return {**objectives, objective_id: replace(objective, due=event.due, moves=objective.moves + 1)}
        case ObjectiveMet(objective_id=objective_id) if objective := objectives.get(objective_id):
            return {**objectives, objective_id: replace(objective, settled=event.on, outcome="met")}
        case ObjectiveMissed(objective_id=objective_id) if objective := objectives.get(objective_id):
            return {**objectives, objective_id: replace(objective, settled=event.on, outcome="missed")}
        case ObjectiveDropped(objective_id=objective_id) if objective := objectives.get(objective_id):
            return {**objectives, objective_id: replace(objective, settled=event.on, outcome="dropped")}
        case _:
            return objectives
