"""When something happened, as precisely as it is known.

A date is a span: "1997" means some day from 1 January to 31 December 1997, never 1 January.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

import msgspec

from domain.history.refusal import DateNotUnderstood

Precision = Literal["day", "month", "quarter", "year"]
PRECISIONS: tuple[Precision, ...] = ("day", "month", "quarter", "year")
MONTHS_IN: dict[Precision, int] = {"month": 1, "quarter": 3, "year": 12}

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Dates outside these years are taken for typing errors."""

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_YEAR = re.compile(r"(\d{4})")


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or that month's last day where it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


class When(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A span of days: its first day and the precision that it is known with."""

    first: date
    precision: Precision = "day"

    @property
    def last(self) -> date:
        """The last day of the span, inclusive."""
        if self.precision == "day":
            return self.first
        return add_months(self.first, MONTHS_IN[self.precision]) - timedelta(days=1)

    def certainly_before(self, other: "When") -> bool:
        """True only where no day of this span falls on or after the first day of the other."""
        return self.last < other.first

    @property
    def told(self) -> str:
        """The date in a sentence: "on 2024-05-17", "in 2024-05"."""
        return f"{'on' if self.precision == 'day' else 'in'} {self}"

    def __str__(self) -> str:
        if self.precision == "day":
            return self.first.isoformat()
        if self.precision == "month":
            return f"{self.first:%Y-%m}"
        if self.precision == "quarter":
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return str(self.first.year)


def on_day(day: date) -> When:
    """A date that is known to the day."""
    return When(first=day)


def widen(day: date, precision: Precision) -> When:
    """The span of the given precision that holds this day: 2024-05-17 by quarter is 2024-Q2."""
    if precision == "day":
        return When(first=day)
    months = MONTHS_IN[precision]
    return When(first=date(day.year, (day.month - 1) // months * months + 1, 1), precision=precision)


def parse_when(text: str) -> When:
    """Read "2024-05-17", "2024-05", "2024-Q2" or "2024"; anything else is refused.

    Raises DateNotUnderstood.
    """
    text = text.strip()
    try:
        if found := _DAY.fullmatch(text):
            when = When(first=date(int(found[1]), int(found[2]), int(found[3])))
        elif found := _MONTH.fullmatch(text):
            when = When(first=date(int(found[1]), int(found[2]), 1), precision="month")
        elif found := _QUARTER.fullmatch(text):
            when = When(first=date(int(found[1]), int(found[2]) * 3 - 2, 1), precision="quarter")
        elif found := _YEAR.fullmatch(text):
            when = When(first=date(int(found[1]), 1, 1), precision="year")
        else:
            raise ValueError(text)
        if not EARLIEST <= when.first <= LATEST:
            raise ValueError(text)
    except ValueError:
        raise DateNotUnderstood(
            f"“{text}” is not a date Tieline can read: write a day (2024-05-17), a month (2024-05), "
            f"a quarter (2024-Q2) or a year (2024), from {EARLIEST.year} to {LATEST.year}.",
            field="on",
        ) from None
    return when


DAYS_OF_A_MONTH = 30.44
"""On average; what is shorter is told in days."""


def duration(days: int) -> str:
    """A length of time as people say it: "3 years 2 months", "5 months", "12 days"; "–" for none."""
    if days <= 0:
        return "–"
    if days < DAYS_OF_A_MONTH:
        return f"{days} day{'s' * (days != 1)}"
    years, months = divmod(round(days / DAYS_OF_A_MONTH), 12)
    said = [f"{count} {word}{'s' * (count != 1)}" for count, word in ((years, "year"), (months, "month")) if count]
    return " ".join(said)
