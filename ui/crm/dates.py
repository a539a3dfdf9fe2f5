"""Dates and date-times as other systems write them, as the days of Tieline, which are those of UTC.

A date-time that says its zone counts on the day that it has in UTC. One that says none is taken to be in a zone that
somebody chose. "03/04/2024" is not guessed at: somebody says whether the day or the month comes first.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from domain.history.refusal import DateNotUnderstood, Refusal
from domain.history.when import EARLIEST, LATEST, When, parse_when

DateOrder = Literal["year first", "day first", "month first"]
ORDERS: dict[DateOrder, str] = {
    "year first": "2024-05-17",
    "day first": "17/05/2024",
    "month first": "05/17/2024",
}
"""Which part of a date comes first, each with an example."""

_TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}),?{_TIME}", re.IGNORECASE)


class NoSuchZone(Refusal):
    """A time zone is one that there is."""


class OrderNotChosen(Refusal):
    """Whether the day or the month comes first is chosen, not guessed."""


def zones() -> list[str]:
    """The names of all time zones, UTC first."""
    return [
        "UTC",
        *sorted(
            each for each in available_timezones() if "/" in each and not each.startswith(("Etc/", "posix/", "right/"))
        ),
    ]


@lru_cache(maxsize=8)
def zone_called(name: str) -> ZoneInfo:
    """The time zone of this name. Raises NoSuchZone."""
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoSuchZone(
            f"“{name}” is no time zone: name one such as UTC, Europe/Oslo or America/Chicago.", field="zone"
        ) from None


def order_in(values: Iterable[str]) -> DateOrder:
    """What comes first in dates such as 17/05/2024, where one of them tells; "year first" where none does."""
    first = second = 0
    for value in values:
        if found := _YEAR_LAST.fullmatch(value.strip()):
            first, second = max(first, int(found[1])), max(second, int(found[2]))
    if first > 12 >= second:
        return "day first"
    return "month first" if second > 12 >= first else "year first"


def has_order(values: Iterable[str]) -> bool:
    """Whether one of these is a date such as 17/05/2024."""
    return any(_YEAR_LAST.fullmatch(each.strip()) for each in values)


def lacks_zone(values: Iterable[str]) -> bool:
    """Whether one of these is a time that does not say its zone."""
    found = (_YEAR_FIRST.fullmatch(each.strip()) or _YEAR_LAST.fullmatch(each.strip()) for each in values)
    return any(each[4] is not None and each[8] is None for each in found if each)


@lru_cache(maxsize=20_000)
def read_when(text: str, order: DateOrder, zone: str) -> When:
    """When something happened, by what a cell says. Raises DateNotUnderstood, OrderNotChosen, NoSuchZone."""
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_LAST.fullmatch(text):
        if order == "year first":
            raise OrderNotChosen(
                f"“{text}” may be told with the day or the month first: choose which it is.", field="dates"
            )
        year = int(found[3])
        day, month = (int(found[1]), int(found[2])) if order == "day first" else (int(found[2]), int(found[1]))
    else:
        return parse_when(text)
    try:
        when = date(year, month, day)
        if found[4] is not None:
            when = utc_day(when, (found[4], found[5], found[6] or "0", found[7] or "", found[8] or ""), zone)
        if not EARLIEST <= when <= LATEST:
            raise ValueError(text)
    except (ValueError, OverflowError):
        raise DateNotUnderstood(
            f"“{text}” is not a date that there is: write a day such as {ORDERS[order]}, from {EARLIEST.year} to {LATEST.year}.",
            field="on",
        ) from None
    return When(first=when)


def utc_day(day: date, said: tuple[str, str, str, str, str], zone: str) -> date:
    """The day in UTC of a time: hour, minute, second, AM or PM, and the zone that it says. Raises ValueError."""
    hour, minute, second, half, own = int(said[0]), int(said[1]), int(said[2]), said[3].casefold()[:1], said[4].upper()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    at = datetime.combine(day, time(hour, minute, second))
    if not own:
        return at.replace(tzinfo=zone_called(zone)).astimezone(UTC).date()
    if own in {"Z", "UTC", "GMT"}:
        return day
    away = timedelta(hours=int(own[1:3]), minutes=int(own[-2:]))
    return at.replace(tzinfo=timezone(-away if own[0] == "-" else away)).astimezone(UTC).date()
