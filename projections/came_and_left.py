"""Which accounts came into a class over a span, and which left it: the accounts behind a change in a number of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from projections.census import HAPPENED, HELD, NAMED, PLACE, UNCLASSIFIED, Census, at
from projections.projection import day_number

AT_RISK = "at risk"
"""What is asked for beside the classes: a standing that an account of any class may come into."""
ANY = "any"
"""Every account that stands elsewhere than it did; those not yet on record count as not yet classified."""
NOT_ON_RECORD = "not on record"

STOOD = f"{NAMED}, {at('risk', 'since', 0)} AS at_risk_since {HELD} AND aspect IN ('name', 'class', 'closing', 'risk')"


class Moved(NamedTuple):
    """An account that came or left, with where it stood at both ends."""

    relationship: str
    name: str
    before: str
    after: str
    came: bool
    """Whether it is among those that are counted at the end of the span, else it was at its beginning."""


def came_and_left(census: Census, start: date, what: str) -> list[Moved]:
    """The accounts counted as ``what`` at one end only of the span from ``start`` to the day of the census, by name.

    ``what`` is a class, ``UNCLASSIFIED``, ``AT_RISK`` or ``ANY``. As many more came than left as the number of them
    (``projections.census.counts``) grew. With ``ANY`` all of them came.
    """
    after, of_after = census.stood(what=STOOD)
    before, of_before = msgspec.structs.replace(census, as_of=start).stood(what=STOOD)
    day = day_number(start)
    there = HAPPENED.replace("named", "b.named").replace("s.relationship", "b.relationship")
    rows = census.database.look(
        f"SELECT s.relationship, s.name, CASE WHEN {there} THEN {PLACE.format('b')} ELSE '{NOT_ON_RECORD}' END, "
        f"{PLACE.format('s')}, CASE WHEN b.closed_since = 0 AND b.at_risk_since > 0 THEN 1 ELSE 0 END, "
        "CASE WHEN s.closed_since = 0 AND s.at_risk_since > 0 THEN 1 ELSE 0 END "
        f"FROM ({after}) s LEFT JOIN ({before}) b ON b.relationship = s.relationship AND b.name <> '' "
        f"WHERE s.kind = 'account' AND s.name <> '' AND {HAPPENED.replace('named', 's.named')} "
        "ORDER BY s.folded, s.relationship",
        [day, day, census.known_at, census.known_at, *of_after, *of_before, *census.happened()],
    )
    return [
        Moved(relationship, name, before, after, now)
        for relationship, name, before, after, *risk in rows
        for was, now in [among(before, after, risk, what)]
        if was != now
    ]


def among(before: str, after: str, at_risk: Sequence[object], what: str) -> tuple[bool, bool]:
    """Whether an account is counted as something at the beginning and at the end, by where it stood at both."""
    if what == AT_RISK:
        return bool(at_risk[0]) and before != NOT_ON_RECORD, bool(at_risk[1])
    if what == ANY:
        return False, (UNCLASSIFIED if before == NOT_ON_RECORD else before) != after
    return before == what, after == what
