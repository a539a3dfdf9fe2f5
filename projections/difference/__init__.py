"""What changed between two points, and was it that something happened, or that we learned of it?

A point is a day and an instant: what had happened by the one, as far as it was on record at the other.
"""

from projections.difference.moves import counts, flows
from projections.difference.points import Backwards, Point
from projections.difference.seen import Seen, gone, happened, known_up_to, learned
from projections.difference.standings import Standing, standings
from projections.difference.told import Changed, Event, Gone, Told, difference

__all__ = [
    "Backwards",
    "Changed",
    "Event",
    "Gone",
    "Point",
    "Seen",
    "Standing",
    "Told",
    "counts",
    "difference",
    "flows",
    "gone",
    "happened",
    "known_up_to",
    "learned",
    "standings",
]
