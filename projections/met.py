"""With whom somebody met or spoke lately, and when last: of chosen relationships, by the index over each one's timeline."""

from collections.abc import Sequence
from datetime import date

from domain.ledger.database import Database, in_chunks, question_marks
from projections.projection import KNOWN, LONGEST_SPAN, day_number

AT_ONCE = 500
"""So many relationships are asked for at once."""


def met_since(database: Database, relationships: Sequence[str], day: int, as_of: date, known_at: int) -> set[str]:
    """Those with which somebody met or spoke on a day (a day number) or later, by ``as_of``, as known at an instant.

    A span that ends then began no more than a year before; the few that nobody met for sure since are asked for it.
    """
    surely = met_between(database, relationships, day, day, as_of, known_at)
    others = [each for each in relationships if each not in surely]
    return surely | met_between(database, others, day - LONGEST_SPAN, day, as_of, known_at)


def met_between(
    database: Database, relationships: Sequence[str], begun: int, ended: int, as_of: date, known_at: int
) -> set[str]:
    """Those with which somebody met or spoke in a span that began on one day or later and ended on another or later."""
    found: set[str] = set()
    for some in in_chunks(relationships, AT_ONCE):
        rows = database.look(
            f"SELECT DISTINCT relationship FROM timeline_entry WHERE relationship IN ({question_marks(some)}) "
            f"AND first_day >= ? AND first_day <= ? AND kind = 'interaction-logged' AND last_day >= ? AND {KNOWN}",
            (*some, begun, day_number(as_of), ended, known_at, known_at),
        )
        found |= {stream for (stream,) in rows}
    return found


def last_met(database: Database, relationships: Sequence[str], as_of: date, known_at: int) -> dict[str, int]:
    """The last day (a day number) on which somebody met or spoke with each of these, where anybody did."""
    last: dict[str, int] = {}
    for some in in_chunks(relationships, AT_ONCE):
        rows = database.look(
            f"SELECT relationship, MAX(last_day) FROM timeline_entry WHERE relationship IN ({question_marks(some)}) "
            f"AND kind = 'interaction-logged' AND first_day <= ? AND {KNOWN} GROUP BY relationship",
            (*some, day_number(as_of), known_at, known_at),
        )
        last |= dict(rows)
    return last
