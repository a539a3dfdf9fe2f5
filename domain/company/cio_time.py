"""The CIO's time: the Strategic CIO spends 30 to 50 percent of it with customers (Byrnes).

The company keeps the whole of it, period by period; what of it was with customers, the interactions say.
"""

from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from domain.company.moment import Moment
from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.figures import begun_period, is_plain


class HoursOutOfRange(Refusal):
    """Nobody works fewer hours than none, or more than a period has."""


class CioHours(msgspec.Struct, frozen=True, kw_only=True):
    """How long the CIO worked in a period."""

    period: When
    hours: Decimal


class CioHoursReported(Event, frozen=True, kw_only=True):
    """How many hours the CIO worked in a period, with customers or not."""

    period: When
    hours: Decimal

    @property
    def value(self) -> str:
        return str(self.period)

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"CIO's working hours in {self.period}: {self.hours:f}"


class ReportCioHours(Command, frozen=True, kw_only=True):
    """Record how many hours the CIO worked in a month, quarter or year, with customers or not.

    The share of them that was with customers is read from the interactions. Reporting a period again replaces its hours.
    """

    path: ClassVar = "company cio-hours"
    label: ClassVar = "CIO's hours reported"
    asks_when: ClassVar = "Reported"

    period: Annotated[
        When, Ask(label="Period", help="The month, quarter or year.", example="2025-Q2", argument=True, first=True)
    ]
    hours: Annotated[
        Decimal,
        Ask(label="Hours", help="All working hours of that period.", example="520", argument=True, first=True),
    ]


def decide_hours(command: ReportCioHours, moment: Moment) -> list[Event]:
    """The hours; nothing where they are the same already. Raises PeriodNotAccepted, PeriodNotBegun, HoursOutOfRange."""
    period = begun_period(command.period, ("month", "quarter", "year"), command.on)
    most = 24 * ((period.last - period.first).days + 1)
    if not (is_plain(command.hours) and 0 <= command.hours <= most):
        raise HoursOutOfRange(
            f"{command.hours} are not the hours that somebody works in {period}: write a number from 0 to {most}.",
            field="hours",
        )
    kept = moment.before.cio_hours.get(str(period))
    if kept and kept.hours == command.hours:
        return []
    return [CioHoursReported(on=command.on, reason=command.reason, period=period, hours=command.hours)]


def evolve(cio_hours: dict[str, CioHours], event: Event) -> dict[str, CioHours]:
    """The hours after one more event."""
    match event:
        case CioHoursReported():
            return {**cio_hours, str(event.period): CioHours(period=event.period, hours=event.hours)}
        case _:
            return cio_hours


CIO_TIME = Concept(
    name="CIO's time",
    source="Byrnes, “The Strategic CIO”: 30 to 50 percent of the CIO's time is with customers.",
    lane="interactions",
    holds="cio_hours",
    kinds=(EventKind(name="cio-hours-reported", event=CioHoursReported, label="CIO's hours"),),
    evolve=evolve,
    decisions={ReportCioHours: decide_hours},
)
