"""What is looked at for what needs somebody, and what is found: something about one account, how pressing, since when."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from domain.ledger.database import Database
from domain.relationship.rules import Rules
from projections.projection import KNOWN, day_number
from projections.question import rows_of

Urgency = Literal["late or in danger", "to decide", "to look at"]
URGENCIES: tuple[Urgency, ...] = ("late or in danger", "to decide", "to look at")


class Matter(NamedTuple):
    """Something about one account that needs somebody."""

    relationship: str
    urgency: Urgency
    matter: str
    what: str
    since: int
    seq: int = 0


class Look(NamedTuple):
    """What is looked at: where, as of which day, as known when, by which policy; and which account, None for all."""

    database: Database
    as_of: date
    known_at: int
    rules: Rules
    relationship: str | None = None

    @property
    def day(self) -> int:
        """The day as a number."""
        return day_number(self.as_of)


def only_observed(look: Look) -> set[str]:
    """The accounts whose class a source tells of and nobody decided: published history calls for nobody to act."""
    only, parameters = (" AND relationship = ?", [look.relationship]) if look.relationship else ("", [])
    told = look.database.look(
        "SELECT relationship, observed FROM timeline_entry WHERE kind = 'reclassified' "
        f"AND first_day <= ? AND {KNOWN}{only} ORDER BY first_day, seq",
        (look.day, look.known_at, look.known_at, *parameters),
    )
    last: dict[str, int] = dict(told)
    return {stream for stream, observed in last.items() if observed}


def first_of_each(frame: pd.DataFrame, *by: str) -> Iterator[tuple[dict[str, Any], int]]:
    """The first row for each value of some columns, and how many rows have it."""
    counted = frame.groupby(list(by), sort=False).cumcount(ascending=False) + 1
    first = frame.assign(many=counted).drop_duplicates(list(by))
    yield from ((row, int(row["many"])) for row in rows_of(first))
