"""How much change each party takes in a quarter, against its capacity."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from domain.history.when import widen
from domain.ledger.database import Database
from domain.relationship.rules import Weights
from domain.relationship.vocabulary import PARTIES
from projections.change_load.facts import FACT, span
from projections.change_load.milestones import milestones
from projections.once import once
from projections.projection import FOREVER, day_number
from projections.question import facts


@once
def load(
    database: Database,
    as_of: date,
    known_at: int = FOREVER,
    weights: Weights = Weights(),  # noqa: B008  # a frozen value
) -> pd.DataFrame:
    """The weight of the milestones in flight for each party and quarter, and the party's capacity.

    Columns: party, who ("" for the own company, the relationship of an account, the name of a channel partner in small
    letters), name, quarter (the day number of its first day), weight, milestones (how many), capacity (missing where
    none was set) and over (by how much it is exceeded, 0 where it is not). A quarter without a capacity of its own has a
    quarter of that of its year. In the order of the quarters, then of the parties.
    """
    weighed: dict[tuple[str, str, date], int] = defaultdict(int)
    counts: dict[tuple[str, str, date], int] = defaultdict(int)
    called: dict[tuple[str, str], str] = {}
    for each in milestones(database, as_of, known_at, weights):
        called.setdefault((each.party, each.who), each.who_name)
        for quarter in each.quarters(as_of):
            weighed[each.party, each.who, quarter] += each.weight
            counts[each.party, each.who, quarter] += 1
    capacity = capacities(database, as_of, known_at)
    there: dict[tuple[str, str, date], float | None] = {}
    rows = []
    for (party, who, quarter), weight in weighed.items():
        whose = party, who if party == "channel partner" else "", quarter
        if whose not in there:
            found = capacity_in(capacity, *whose)
            there[whose] = None if found is None else float(found)
        most = there[whose]
        over = 0.0 if most is None else max(0.0, weight - most)
        rows.append(
            (party, who, called[party, who], day_number(quarter), weight, counts[party, who, quarter], most, over)
        )
    columns = ["party", "who", "name", "quarter", "weight", "milestones", "capacity", "over"]
    frame = pd.DataFrame(rows, columns=columns).astype({"capacity": "float64"})
    order = frame.assign(party_order=frame["party"].map(PARTIES.index), folded=frame["name"].str.casefold())
    order = order.sort_values(["quarter", "party_order", "folded"], ignore_index=True)
    return order.drop(columns=["party_order", "folded"])


Period = tuple[str, str, int, int]
"""A party, a channel partner in small letters, and the first and last day of a period."""


def capacities(database: Database, as_of: date, known_at: int = FOREVER) -> dict[Period, int]:
    """The capacity of each party in each period that one was set for, as last set."""
    found = facts(database, FACT, as_of, known_at, kinds=["capacity-set"])
    rows: Iterable[Any] = found.itertuples(index=False)
    return {(row.party, row.partner.casefold(), row.starts, row.ends): row.weight for row in rows}


def capacity_in(capacity: dict[Period, int], party: str, partner: str, quarter: date) -> Fraction | None:
    """The party's capacity in a quarter: its own, else a quarter of the year's; None where neither was set."""
    own = capacity.get((party, partner, *days(quarter, "quarter")))
    if own is not None:
        return Fraction(own)
    year = capacity.get((party, partner, *days(quarter, "year")))
    return None if year is None else Fraction(year, 4)


@lru_cache(maxsize=4096)
def days(quarter: date, precision: Literal["quarter", "year"]) -> tuple[int, int]:
    """The first and last day of a quarter, or of its year, as they are kept: the same few are asked for again and again."""
    return span(widen(quarter, precision))
