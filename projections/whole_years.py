"""Twelve months of an account put together from what was reported of its years, quarters and months.

A year is what was reported of the year, or else the sum of its four quarters, and a quarter in the same way that of its
three months.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from domain.history.when import MONTHS_IN, Precision, When, add_months, parse_when, widen


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """Twelve months of an account of which revenue and net profit are known, in one currency."""

    starts: date
    ends: date
    revenue: Decimal
    net_profit: Decimal
    cost_to_serve: Decimal | None
    share_of_wallet: Decimal | None
    """The one of the latest period that has one."""
    seq: int
    """The last event that it is made of."""


parsed = lru_cache(maxsize=1000)(parse_when)
"""The same few periods are reported of every account."""


class Reports:
    """What was reported of one account in one currency, the latest report of each figure and period."""

    def __init__(self) -> None:
        self._figures: dict[tuple[str, str], Decimal] = {}
        self._seqs: dict[str, int] = {}
        self._periods: dict[str, When] = {}

    def report(self, period: str, seq: int, figures: Mapping[str, str]) -> None:
        """Take in one report; reports come in the order that they happened."""
        self._seqs[period] = max(seq, self._seqs.get(period, 0))
        self._periods[period] = parsed(period)
        self._figures.update({(each, period): Decimal(figure) for each, figure in figures.items() if figure})

    def figure(self, name: str, period: When) -> Decimal | None:
        """A figure of a period as reported, else the sum over all of its parts; None where any is missing."""
        if (own := self._figures.get((name, str(period)))) is not None:
            return own
        return total([self.figure(name, part) for part in parts(period)])

    def years(self, as_of: date) -> list[Year]:
        """The calendar years that have ended by a day and are known, the earliest first."""
        return list(self._backwards(as_of))[::-1]

    def _backwards(self, as_of: date) -> Iterator[Year]:
        """The same, the latest first."""
        known = {each.first.year for each in self._periods.values()}
        for year in sorted(known, reverse=True):
            span = parsed(str(year))
            if span.last <= as_of and (found := self._year([span])):
                yield found

    def last_year(self, as_of: date) -> Year | None:
        """The latest known twelve months that have ended by a day: a calendar year, or four quarters in a row."""
        quarters = {widen(each.last, "quarter").first for each in self._periods.values() if each.precision != "year"}
        for first in sorted(quarters, reverse=True):
            row = [widen(add_months(first, -3 * back), "quarter") for back in (3, 2, 1, 0)]
            if row[-1].last > as_of or row[-1].last.month == 12:
                continue
            if found := self._year(row):
                break
        else:
            found = None
        calendar = next(self._backwards(as_of), None)
        return max((each for each in (calendar, found) if each), key=lambda each: each.ends, default=None)

    def _year(self, row: list[When]) -> Year | None:
        revenue, net_profit, cost = (
            total([self.figure(name, each) for each in row]) for name in ("revenue", "net_profit", "cost_to_serve")
        )
        if revenue is None or net_profit is None:
            return None
        starts, ends = row[0].first, row[-1].last
        within = {name: each.last for name, each in self._periods.items() if starts <= each.first and each.last <= ends}
        said = ((last, self._figures.get(("share_of_wallet", name))) for name, last in within.items())
        shares = sorted((last, share) for last, share in said if share is not None)
        return Year(
            starts=starts,
            ends=ends,
            revenue=revenue,
            net_profit=net_profit,
            cost_to_serve=cost,
            share_of_wallet=shares[-1][1] if shares else None,
            seq=max(self._seqs[name] for name in within),
        )


def parts(period: When) -> list[When]:
    """The quarters of a year, the months of a quarter."""
    smaller: Precision | None = {"year": "quarter", "quarter": "month"}.get(period.precision)  # type: ignore[assignment]  # no other
    if smaller is None:
        return []
    length = MONTHS_IN[smaller]
    count = MONTHS_IN[period.precision] // length
    return [widen(add_months(period.first, length * place), smaller) for place in range(count)]


def total(amounts: list[Decimal | None]) -> Decimal | None:
    """The sum; None where any is missing, or there is none."""
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
