"""Between which two points: the second is what the page looks at, the first is chosen by name or by its dates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from domain.history.when import add_months, widen
from projections.difference import Point, refuse_backwards
from ui.format import day, day_at, end_of_day, instant
from ui.looking import Looking

VISIT, QUARTER, YEAR, OTHER = "My last visit", "Last quarter", "Last year", "Another point"
"""The first points that have a name; the address has these, too."""


class Between(NamedTuple):
    """Two points, and how they came about."""

    start: Point
    end: Point
    only_days: bool = False
    """Whether nothing was on record yet at the first point, so that only the days are told apart."""


def end_of(looked: Looking) -> Point:
    """The second point: what the page looks at."""
    return Point(looked.day, looked.known_at)


def offered(last_visit: int | None, looked: Looking) -> list[str]:
    """The first points to choose from; the last visit only where there was one, ahead of what is looked at."""
    visited = last_visit is not None and day_at(last_visit) <= looked.day and last_visit <= looked.known_at
    return [*([VISIT] if visited else []), QUARTER, YEAR, OTHER]


def named_start(name: str, looked: Looking, last_visit: int | None) -> Point:
    """The first point of a name: what was seen at the end of that day, or at the last visit."""
    if name == VISIT and last_visit is not None:
        return Point(day_at(last_visit), last_visit)
    last_quarter = widen(looked.day, "quarter").first - timedelta(days=1)
    then = add_months(looked.day, -12) if name == YEAR else last_quarter
    return Point(then, min(end_of_day(then), looked.known_at))


def between(start: Point, looked: Looking, anything_by: Callable[[int], bool]) -> Between:
    """The two points in full. Where nothing was on record at the first, only the days are told apart. Raises Backwards."""
    end = end_of(looked)
    refuse_backwards(start, end)
    nothing = start.known_at < end.known_at and not anything_by(start.known_at)
    return Between(start._replace(known_at=end.known_at) if nothing else start, end, nothing)


def said(point: Point) -> str:
    """A point in a few words: "30 Sep 2026, as known on 1 Oct 2026"."""
    if point.known_at == Point(point.day).known_at:
        return f"{day(point.day)}, as known now"
    if point.known_at == end_of_day(point.day):
        return f"{day(point.day)}, as known that day"
    whole = point.known_at == end_of_day(day_at(point.known_at))
    return f"{day(point.day)}, as known {f'on {day(day_at(point.known_at))}' if whole else f'at {instant(point.known_at)}'}"


def other_start(first_day: date | None, known_on: date | None, looked: Looking) -> Point:
    """The point of these two dates; what is left out is as at the second point."""
    known_at = end_of_day(known_on) if known_on else looked.known_at
    return Point(first_day or looked.day, known_at)
