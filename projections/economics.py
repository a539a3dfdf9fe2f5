"""Which accounts are peaks, drains and deserts, how did they move, and where does the IT investment go?

Nothing is ever added across currencies. A year is judged by the policy of its last day.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from domain.company.investment import CompanyInvested
from domain.history.when import When, parse_when
from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.economics import FIGURES, AccountInvested, EconomicsReported, segment
from domain.relationship.rules import Rules
from domain.relationship.vocabulary import DIMENSIONS
from projections.going_on import by_itself
from projections.once import once
from projections.portfolio import accounts, names
from projections.projection import FOREVER, day_number
from projections.question import AddedRow, Facts, fact_table, facts, rows_of, text
from projections.whole_years import Reports, Year, parts

FACT = fact_table(
    "economics_fact",
    text("dimension"),
    text("period"),
    text("currency"),
    text("revenue"),
    text("net_profit"),
    text("cost_to_serve"),
    text("share_of_wallet"),
    text("amount"),
)
"""Figures of a period, or what was invested along a ``dimension`` in it; amounts are decimal numbers in digits."""

SMALL_BUT_PROFITABLE = "small but profitable"
"""Low revenue with high profit, which Byrnes gives no name."""
NO_THRESHOLD = "no threshold"
"""The policy has none in that currency."""
NO_WHOLE_YEAR = "no whole year"
"""Revenue and net profit are not both known of any twelve months."""
PLACES = ("peak", "drain", "desert", SMALL_BUT_PROFITABLE, NO_THRESHOLD, NO_WHOLE_YEAR)

COMPANY = "company"
"""The stream of what the company invests for no account in particular."""

RulesOn = Callable[[date], Rules]


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of money."""
    match recorded.event:
        case EconomicsReported() as event:
            figures = [digits(getattr(event, each)) for each in FIGURES]
            return "", str(event.period), event.currency, *figures, ""
        case AccountInvested() | CompanyInvested() as event:
            return event.dimension, str(event.period), event.currency, "", "", "", "", digits(event.amount)
        case _:
            return None


def digits(amount: Decimal | None) -> str:
    """An amount as the table keeps it, "" for none."""
    return "" if amount is None else f"{amount:f}"


ECONOMICS = Facts(
    "economics",
    2,
    FACT,
    added,
    of=(
        EconomicsReported,
        AccountInvested,
        CompanyInvested,
    ),
)


def place(year: Year, currency: str, rules_on: RulesOn) -> str:
    """The profit segment of a year by the policy of its last day."""
    threshold = rules_on(year.ends).segments.get(currency)
    if threshold is None:
        return NO_THRESHOLD
    return segment(year.revenue, year.net_profit, threshold) or SMALL_BUT_PROFITABLE


@once
@by_itself
def standing(
    database: Database, as_of: date, rules_on: RulesOn, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Where every account, or only one, stands by its last known twelve months that have ended, in each currency.

    Columns: relationship, name, currency, starts and ends (day numbers, 0 where no whole year is known), revenue,
    net_profit, cost_to_serve and share_of_wallet (Decimal; missing where not known), segment (one of ``PLACES``) and seq.
    """
    rows = []
    for (stream, name, currency), reports in _reports(database, as_of, known_at, relationship).items():
        year = reports.last_year(as_of)
        row: dict[str, Any] = {"relationship": stream, "name": name, "currency": currency}
        if year is None:
            rows.append({**row, "starts": 0, "ends": 0, **dict.fromkeys(FIGURES), "segment": NO_WHOLE_YEAR, "seq": 0})
            continue
        rows.append(
            {
                **row,
                "starts": day_number(year.starts),
                "ends": day_number(year.ends),
                **{each: getattr(year, each) for each in FIGURES},
                "segment": place(year, currency, rules_on),
                "seq": year.seq,
            }
        )
    columns = ["relationship", "name", "currency", "starts", "ends", *FIGURES, "segment", "seq"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype(
        {"starts": "int64", "ends": "int64", "seq": "int64"}
    )


def by_year(database: Database, as_of: date, rules_on: RulesOn, known_at: int = FOREVER) -> pd.DataFrame:
    """The segment of every account in every calendar year that has ended and is known.

    Columns: relationship, name, currency, year, before (the segment of the known year before it, "" for the first),
    segment, revenue, net_profit (Decimal) and seq; in the order of the years.
    """
    rows = []
    for (relationship, name, currency), reports in _reports(database, as_of, known_at).items():
        before = ""
        for year in reports.years(as_of):
            now = place(year, currency, rules_on)
            rows.append(
                (relationship, name, currency, year.ends.year, before, now, year.revenue, year.net_profit, year.seq)
            )
            before = now
    columns = ["relationship", "name", "currency", "year", "before", "segment", "revenue", "net_profit", "seq"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object).astype({"year": "int64", "seq": "int64"})
    return frame.sort_values(["year", "currency"], kind="stable", ignore_index=True)


def moves(years: pd.DataFrame, since: date) -> pd.DataFrame:
    """Of ``by_year``, the years that ended after a day in another segment than the known year before."""
    ended = pd.Series([date(year, 12, 31) > since for year in years["year"]], index=years.index, dtype=bool)
    moved = (years["before"] != "") & (years["before"] != years["segment"])
    return years[ended & moved].reset_index(drop=True)


def counts(years: pd.DataFrame) -> pd.DataFrame:
    """How many accounts were in each segment, by currency and year: a column for each of ``PLACES`` that is a segment."""
    found = pd.crosstab([years["currency"], years["year"]], years["segment"])
    return found.reindex(columns=[*PLACES[:-1]], fill_value=0).reset_index().rename_axis(columns=None)


def investments(database: Database, since: date, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """What was invested in IT in the calendar years that touch the span after ``since`` up to ``as_of``.

    Columns: relationship (``COMPANY`` for no account in particular), name, currency, year, dimension, amount (Decimal):
    of the year as reported, else the sum of what was reported of its quarters, and of a quarter's months; and seqs, of
    the reports that it is the sum of.
    """
    found = facts(database, FACT, as_of, known_at, kinds=["account-invested", "company-invested"])
    named = names(database, known_at)
    called = {COMPANY: "The company", **dict(zip(named["relationship"], named["name"], strict=True))}
    amounts: dict[tuple[str, str, str], dict[str, Reported]] = defaultdict(dict)
    for each in rows_of(found):
        reported = Decimal(each["amount"]), int(each["seq"])
        amounts[each["relationship"], each["currency"], each["dimension"]][each["period"]] = reported
    rows = []
    for (relationship, currency, dimension), by_period in amounts.items():
        for year in sorted({parse_when(each).first.year for each in by_period}):
            span = parse_when(str(year))
            if span.last > since and relationship in called:
                those = spent(by_period, span)
                amount = sum((each for each, _ in those), Decimal(0))
                rows.append(
                    (relationship, called[relationship], currency, year, dimension, amount, [seq for _, seq in those])
                )
    columns = ["relationship", "name", "currency", "year", "dimension", "amount", "seqs"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"year": "int64"})


Reported = tuple[Decimal, int]
"""An amount, and the number of the record that it stands in."""


def spent(by_period: Mapping[str, Reported], period: When) -> list[Reported]:
    """What was spent in a period as reported, else what was reported of its parts."""
    if (own := by_period.get(str(period))) is not None:
        return [own]
    return [each for part in parts(period) for each in spent(by_period, part)]


def by_dimension(invested: pd.DataFrame) -> pd.DataFrame:
    """Of ``investments``, the sums by currency, year and dimension.

    Columns: currency, year, dimension, company, accounts (Decimal), in the order of the dimensions.
    """
    sums: dict[tuple[str, int, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for each in rows_of(invested):
        sums[each["currency"], each["year"], each["dimension"]][each["relationship"] != COMPANY] += each["amount"]
    order = sorted(sums, key=lambda each: (each[0], each[1], DIMENSIONS.index(each[2])))
    columns = ["currency", "year", "dimension", "company", "accounts"]
    return pd.DataFrame([(*each, *sums[each]) for each in order], columns=columns, dtype=object)


def by_account(invested: pd.DataFrame) -> pd.DataFrame:
    """Of ``investments``, the sums by account and currency, a column (Decimal) for each dimension.

    Columns: relationship, name, currency and the dimensions, the largest sum of a currency first.
    """
    sums: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(DIMENSIONS, Decimal(0)))
    for each in rows_of(invested):
        if each["relationship"] != COMPANY:
            sums[each["relationship"], each["name"], each["currency"]][each["dimension"]] += each["amount"]
    order = sorted(sums, key=lambda each: (each[2], -sum(sums[each].values()), each[1].casefold()))
    rows = [(*each, *sums[each].values()) for each in order]
    return pd.DataFrame(rows, columns=["relationship", "name", "currency", *DIMENSIONS], dtype=object)


@once
def _reports(
    database: Database, as_of: date, known_at: int, relationship: str | None = None
) -> dict[tuple[str, str, str], Reports]:
    """The reports of every account by relationship, name and currency, in the order of their names."""
    found = facts(database, FACT, as_of, known_at, kinds=["economics-reported"], relationship=relationship)
    found = found.merge(accounts(database, as_of, known_at, relationship), "inner", "relationship")
    reports: dict[tuple[str, str, str], Reports] = defaultdict(Reports)
    for each in rows_of(found.sort_values(["first_day", "seq"])):
        figures = {figure: each[figure] for figure in FIGURES}
        reports[each["relationship"], each["name"], each["currency"]].report(each["period"], each["seq"], figures)
    return dict(sorted(reports.items(), key=lambda each: (each[0][1].casefold(), each[0])))
