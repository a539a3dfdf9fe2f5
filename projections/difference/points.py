"""The two points that a difference lies between."""

from datetime import date
from typing import NamedTuple

from domain.history.refusal import Refusal
from projections.projection import FOREVER


class Backwards(Refusal):
    """A difference goes forwards on both clocks."""


class Point(NamedTuple):
    """What had happened by a day, as far as it was on record at an instant (UTC microseconds since 1970)."""

    day: date
    known_at: int = FOREVER


def refuse_backwards(start: Point, end: Point) -> None:
    """Refuse a span that goes back on either clock. Raises Backwards."""
    if start.day > end.day:
        raise Backwards(
            f"{start.day} is after {end.day}: choose a first day that is not after the second.", field="from"
        )
    if start.known_at > end.known_at:
        raise Backwards(
            "What was known at the first point is more than what was known at the second: choose a first time of "
            "recording, after the @, that is not after the second.",
            field="from",
        )
