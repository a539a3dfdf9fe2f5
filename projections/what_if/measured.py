"""What is measured against a threshold of the policy: profit segments, the CIO's time, the load of change."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import pandas as pd

from domain.history.when import widen
from domain.relationship.rules import Rules
from projections.change_load import load
from projections.economics import by_year, standing
from projections.projection import day_number, day_of
from projections.question import rows_of
from projections.reach import cio_time
from projections.what_if.asked import Supposing
from projections.what_if.signs import Sign

Compared = Iterator[tuple[Literal["appear", "go", "differ"], Sign]]


def segments_moved(supposing: Supposing) -> Compared:
    """Accounts whose last known year would be in another profit segment (``projections.economics``).

    Since the end of the first calendar year from which on every known year would have been in another segment.
    """
    if not supposing.supposed.differs(lambda rules: rules.segments):
        return
    database, day, known_at = supposing.database, supposing.as_of, supposing.known_at
    present, other = supposing.supposed.policy.rules_on, supposing.supposed.rules_on
    there = set(supposing.open_accounts["relationship"])
    years = beside(
        by_year(database, day, present, known_at),
        by_year(database, day, other, known_at),
        ["relationship", "currency", "year"],
        "segment",
    )
    began: dict[tuple[str, str], int] = {}
    for row in rows_of(years):
        account = row["relationship"], row["currency"]
        if row["segment"] == row["segment_other"]:
            began.pop(account, None)
        else:
            began.setdefault(account, day_number(date(row["year"], 12, 31)))
    both = beside(
        standing(database, day, present, known_at),
        standing(database, day, other, known_at),
        ["relationship", "currency"],
        "segment",
    )
    for row in rows_of(both):
        if row["segment"] == row["segment_other"] or row["relationship"] not in there:
            continue
        since = began.get((row["relationship"], row["currency"]), int(row["ends"]))
        what = (
            f"The twelve months to {day_of(int(row['ends']))} in {row['currency']} would be “{row['segment_other']}” in "
            f"place of “{row['segment']}”."
        )
        yield (
            "differ",
            Sign(row["relationship"], "profit segment", what, since, since, int(row["seq"]), row["currency"]),
        )


def cio_time_judged(supposing: Supposing) -> Compared:
    """The CIO's time with customers in the last reported period, where it would be judged otherwise (``projections.reach``).

    Since the end of the first period from which on every reported period would have been judged otherwise.
    """
    if not supposing.supposed.differs(lambda rules: rules.cio_time):
        return
    database, day, known_at = supposing.database, supposing.as_of, supposing.known_at
    present, other = supposing.supposed.policy.rules_on, supposing.supposed.rules_on
    periods = beside(
        cio_time(database, day, present, known_at),
        cio_time(database, day, other, known_at),
        ["starts", "ends"],
        "verdict",
    )
    since, last = 0, None
    for row in rows_of(periods):
        differs = row["verdict"] != row["verdict_other"]
        since = (since or int(row["ends"])) if differs else 0
        last = row if differs else None
    if last is not None:
        what = (
            f"The CIO's time with customers from {day_of(int(last['starts']))} to {day_of(int(last['ends']))} would be "
            f"{last['verdict_other']} what the policy wants, not {last['verdict']}."
        )
        yield "differ", Sign("", "CIO time", what, since, since, int(last["seq"]))


def load_exceeded(supposing: Supposing) -> Compared:
    """Parties that would have more to absorb than they can, from the quarter of the day on (``projections.change_load``).

    A milestone keeps the weight that it was recorded with; the policy's counts for those that have none of their own.
    """
    if not supposing.differs(lambda rules: rules.weights):
        return
    present, other = (exceeded(supposing, rules) for rules in (supposing.present, supposing.other))
    yield from (("appear", each) for key, each in other.items() if key not in present)
    yield from (("go", each) for key, each in present.items() if key not in other)


def exceeded(supposing: Supposing, rules: Rules) -> dict[tuple[str, str, int], Sign]:
    """The parties that are over their capacity in a quarter, by party, who and quarter."""
    found = load(supposing.database, supposing.as_of, supposing.known_at, rules.weights)
    now = day_number(widen(supposing.as_of, "quarter").first)
    return {
        (row["party"], row["who"], int(row["quarter"])): Sign(
            row["who"] if row["party"] == "the account" else "",
            "change load",
            f"{row['name']} has more change to absorb in {widen(day_of(int(row['quarter'])), 'quarter')} than it can.",
            int(row["quarter"]),
            int(row["quarter"]),
        )
        for row in rows_of(found[(found["over"] > 0) & (found["quarter"] >= now)])
    }


def beside(present: pd.DataFrame, other: pd.DataFrame, by: list[str], column: str) -> pd.DataFrame:
    """Two answers to one question side by side: all of the first, and a column of the second as ``…_other``."""
    wanted = other[[*by, column]].rename(columns={column: f"{column}_other"})
    return present.merge(wanted, "inner", by)
