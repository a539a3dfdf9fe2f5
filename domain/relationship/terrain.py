"""IT terrain: what systems, standards and constraints an account runs, surveyed early because links take long (Byrnes)."""

from typing import Annotated, ClassVar

import msgspec

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import NothingEntered, Refusal
from domain.history.text import Text
from domain.history.when import When
from domain.relationship.moment import Moment

LONGEST_LEAD_TIME = 1000
"""More weeks are taken for a typing error."""


class LeadTimeNotPossible(Refusal):
    """The lead time to link is a number of weeks, from 0 to some years'."""


class Terrain(msgspec.Struct, frozen=True, kw_only=True):
    """The account's IT terrain as last surveyed."""

    surveyed: When | None = None
    """When; None where it never was."""
    systems: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    lead_time_weeks: int | None = None
    """How long it takes to link to the account; None where the survey did not say."""


class TerrainSurveyed(Event, frozen=True, kw_only=True):
    """Somebody looked at what the account runs; the constraints are in the surveyor's words."""

    systems: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    constraints: Text = ""
    lead_time_weeks: int | None = None

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"terrain"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        parts = ["IT terrain surveyed"]
        if found := (*self.systems, *self.standards):
            parts.append(", ".join(found))
        if self.lead_time_weeks is not None:
            parts.append(f"{self.lead_time_weeks} week{'s' * (self.lead_time_weeks != 1)} to link")
        return "; ".join(parts)


class SurveyTerrain(Command, frozen=True, kw_only=True):
    """Record what systems, standards and constraints an account runs.

    Coordinated systems can nudge an account towards a strategic relationship, but the lead time is long: map its IT
    terrain early. Each survey stands by itself, so name everything that was found, also what an earlier one had.
    """

    path: ClassVar = "terrain survey"
    label: ClassVar = "IT terrain surveyed"
    asks_when: ClassVar = "Surveyed"

    systems: Annotated[
        tuple[str, ...],
        Ask(label="Systems", help="What the account runs that a link would touch.", example="SAP S/4HANA", first=True),
    ] = ()
    standards: Annotated[
        tuple[str, ...],
        Ask(label="Standards", help="What it exchanges data by.", example="GS1 EANCOM", first=True),
    ] = ()
    constraints: Annotated[
        str,
        Ask(
            label="Constraints",
            help="What stands in the way of a link.",
            example="No changes from October to January",
            long=True,
        ),
    ] = ""
    lead_time_weeks: Annotated[
        int | None,
        Ask(label="Lead time in weeks", help="How long it would take to link to the account.", example="26"),
    ] = None

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"terrain"})


def decide_survey(command: SurveyTerrain, moment: Moment) -> list[Event]:
    """The survey; nothing where the same one, without any further words, is on record.

    Raises NothingEntered, LeadTimeNotPossible.
    """
    systems, standards, constraints = named(command.systems), named(command.standards), command.constraints.strip()
    lead_time = command.lead_time_weeks
    if lead_time is not None and not 0 <= lead_time <= LONGEST_LEAD_TIME:
        raise LeadTimeNotPossible(
            f"A link cannot take {lead_time:.0f} weeks: write 0 to {LONGEST_LEAD_TIME}, or leave it out.",
            field="lead_time_weeks",
        )
    if not (systems or standards or constraints or lead_time is not None):
        raise NothingEntered(
            "Nothing was entered for the survey: name a system, a standard, a constraint or the lead time.",
            field="systems",
        )
    found = Terrain(surveyed=command.on, systems=systems, standards=standards, lead_time_weeks=lead_time)
    if found == moment.before.terrain and not constraints:
        return []
    return [
        TerrainSurveyed(
            on=command.on,
            reason=command.reason,
            systems=systems,
            standards=standards,
            constraints=constraints,
            lead_time_weeks=lead_time,
        )
    ]


def named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without surrounding blanks, each once, in the order given."""
    return tuple(dict.fromkeys(name for each in names if (name := " ".join(each.split()))))


def evolve(terrain: Terrain, event: Event) -> Terrain:
    """The terrain after one more event: as the latest survey found it."""
    match event:
        case TerrainSurveyed():
            return Terrain(
                surveyed=event.on,
                systems=event.systems,
                standards=event.standards,
                lead_time_weeks=event.lead_time_weeks,
            )
        case _:
            return terrain


TERRAIN = Concept(
    name="IT terrain",
    source="Byrnes, “The Strategic CIO”: the lead time is long, so an account's IT terrain is mapped early.",
    lane="systems",
    holds="terrain",
    kinds=(
        EventKind(
            name="terrain-surveyed",
            event=TerrainSurveyed,
            label="IT terrain surveyed",
            words=("reason", "constraints"),
        ),
    ),
    evolve=evolve,
    decisions={SurveyTerrain: decide_survey},
)
