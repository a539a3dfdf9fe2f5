"""What became late between two points, because its day passed and nothing came of it, or because that was learned.

When each thing was late is kept as rectangles on both clocks (``projections.lateness``). One that holds the second point
and not the first begins between them on one of the clocks, which is what is looked for; where another one of the same
thing holds the first, it was late already.
"""

from collections import Counter

from domain.ledger.database import Database
from projections.change_load.facts import LATE as LATE_MILESTONES
from projections.difference.points import Point
from projections.plans.facts import LATE as LATE_OBJECTIVES
from projections.projection import day_number

HOLDS = "{0}.valid_from <= ? AND {0}.valid_until > ? AND {0}.known_from <= ? AND {0}.known_until > ?"  # its day and instant, twice


def became_late(database: Database, start: Point, end: Point) -> Counter[str]:
    """Of whom how many milestones and objectives became late, by relationship."""
    found: Counter[str] = Counter()
    first, last = day_number(start.day), day_number(end.day)
    for derived in (LATE_MILESTONES, LATE_OBJECTIVES):
        table = derived.table.name
        rows = database.look(
            f"SELECT e.relationship, COUNT(*) FROM {table} e WHERE (e.valid_from > ? AND e.valid_from <= ? "
            f"OR e.known_from > ? AND e.known_from <= ?) AND {HOLDS.format('e')} AND NOT EXISTS (SELECT 1 FROM {table} s "
            f"WHERE s.relationship = e.relationship AND s.subject = e.subject AND {HOLDS.format('s')}) "
            "GROUP BY e.relationship",
            (
                *(first, last, start.known_at, end.known_at),
                *(last, last, end.known_at, end.known_at),
                *(first, first, start.known_at, start.known_at),
            ),
        )
        found.update(dict(rows))
    return found
