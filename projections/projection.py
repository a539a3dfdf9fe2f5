"""What a projection is: events in, rows out. It keeps no state and asks no database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from sqlalchemy import BigInteger, Table

from domain.ledger.database import Row
from domain.recorded import Recorded

DAY = BigInteger
"""A day is kept as the number of days since 0001-01-01, the same on both databases."""

LONGEST_SPAN = 366
"""Days: nothing is known less precisely than to a year."""

FOREVER = 2**62
"""An instant after every recording, for questions about now."""

KNOWN = "recorded_at <= ? AND retracted_at > ?"
"""The rows known at an instant, which is given twice: from when they were recorded up to when they were retracted."""


class Derived(NamedTuple):
    """A table made from the rows that another table of the same projection has of one relationship.

    ``rows`` is given all of them, in any order; the same rows give the same rows.
    """

    table: Table
    source: Table
    rows: Callable[[Sequence[Row]], list[Row]]


class Projection(Protocol):
    """A named, versioned function from events to rows of its own tables."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int:
        """Raised when the rows come out differently: the tables are then rebuilt beside the old ones and swapped."""

    @property
    def tables(self) -> Sequence[Table]: ...

    @property
    def derived(self) -> Sequence[Derived]:
        """What is made from those tables, one relationship at a time."""

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        """The rows that these events add, by table name. An exception stops the projection at the event."""


def day_number(day: date) -> int:
    """A day as the read models keep it."""
    return day.toordinal()


def day_of(number: int) -> date:
    """The reverse of ``day_number``."""
    return date.fromordinal(number)
