"""What changed between two points, and was it that something happened, or that we learned of it?

A point is a day and an instant: what had happened by the one, as far as it was on record at the other.
"""

from projections.difference.compared import Changed, Compared, compare
from projections.difference.moves import counts, flows
from projections.difference.points import Backwards, Point, refuse_backwards
from projections.difference.seen import Seen, gone, happened, known_up_to, learned
from projections.difference.standings import Standing, standings
from projections.difference.survey import Row, Survey, survey
from projections.difference.told import Event, Gone, Told, difference, events, those_gone

__all__ = [
    "Backwards",
    "Changed",
    "Compared",
    "Event",
    "Gone",
    "Point",
    "Row",
    "Seen",
    "Standing",
    "Survey",
    "Told",
    "compare",
    "counts",
    "difference",
    "events",
    "flows",
    "gone",
    "happened",
    "known_up_to",
    "learned",
    "refuse_backwards",
    "standings",
    "survey",
    "those_gone",
]
