"""The scorecard's measures: what happens to them, and how they stand."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec
from msgspec.structs import replace

from domain.history.event import Event, Titles
from domain.history.when import When

Better = Literal["higher", "lower"]
"""Which way a measure is to go."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One period of a measure; what was not said is None."""

    period: When
    first_target: Decimal | None = None
    """As first promised, which no later target changes."""
    target: Decimal | None = None
    actual: Decimal | None = None


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure as it stands, with its periods by how they are written: "2025-Q1"."""

    id: str
    title: str
    plan_id: str
    unit: str
    better: Better
    set_on: When
    periods: dict[str, Reading] = {}

    @property
    def open(self) -> bool:
        """A measure can always be told another target or actual."""
        return True

    def reading(self, period: When) -> Reading:
        """What is on record of a period."""
        return self.periods.get(str(period)) or Reading(period=period)

    def on_target(self, reading: Reading) -> bool | None:
        """Whether the actual is as good as the target; None where either is not on record."""
        if reading.target is None or reading.actual is None:
            return None
        return reading.actual >= reading.target if self.better == "higher" else reading.actual <= reading.target


class MeasureSet(Event, frozen=True, kw_only=True):
    """Both sides chose what a plan is measured by, in which unit, and which way is better."""

    about: ClassVar = "measure_id"
    begins: ClassVar = True

    measure_id: str
    plan_id: str
    title: str
    unit: str
    better: Better

    @property
    def value(self) -> str:
        return self.better

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Measure “{self.title}” set, in {self.unit}, {self.better} is better"


class MeasureTargetSet(Event, frozen=True, kw_only=True):
    """Both sides agreed what a measure is to be in a period."""

    about: ClassVar = "measure_id"

    measure_id: str
    period: When
    target: Decimal

    @property
    def term(self) -> tuple[date, date] | None:
        return self.period.first, self.period.last

    def headline(self, titles: Titles) -> str:
        return f"Target of measure {self.called(titles)} for {self.period}: {self.target:f}"


class MeasureRecorded(Event, frozen=True, kw_only=True):
    """What a measure was in a period; the latest word counts."""

    about: ClassVar = "measure_id"

    measure_id: str
    period: When
    actual: Decimal

    @property
    def term(self) -> tuple[date, date] | None:
        return self.period.first, self.period.last

    def headline(self, titles: Titles) -> str:
        return f"Measure {self.called(titles)} in {self.period}: {self.actual:f}"


def evolve(measures: dict[str, Measure], event: Event) -> dict[str, Measure]:
    """The measures after one more event."""
    match event:
        case MeasureSet():
            begun = Measure(
                id=event.measure_id,
                title=event.title,
                plan_id=event.plan_id,
                unit=event.unit,
                better=event.better,
                set_on=event.on,
            )
            return {**measures, begun.id: begun}
        case MeasureTargetSet() if measure := measures.get(event.measure_id):
            reading = measure.reading(event.period)
            first = event.target if reading.first_target is None else reading.first_target
            return {**measures, measure.id: read(measure, replace(reading, target=event.target, first_target=first))}
        case MeasureRecorded() if measure := measures.get(event.measure_id):
            return {**measures, measure.id: read(measure, replace(measure.reading(event.period), actual=event.actual))}
        case _:
            return measures


def read(measure: Measure, reading: Reading) -> Measure:
    """The measure with this reading of a period."""
    return replace(measure, periods={**measure.periods, str(reading.period): reading})
