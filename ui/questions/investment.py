"""The IT investment on the page: by dimension and by account, each sum with the records that it is made of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from domain.relationship.vocabulary import DIMENSIONS
from projections.economics import COMPANY, by_account, by_dimension
from projections.question import rows_of
from ui.format import day
from ui.questions.question import Answer, Asked, Behind


def spent(asked: Asked, invested: pd.DataFrame) -> Answer:
    """The IT investment by dimension, of the company and for accounts."""
    found = by_dimension(invested)
    reported = grouped(invested, "currency", "year", "dimension")
    cells = [reported[key] for key in zip(found["currency"], found["year"], found["dimension"], strict=True)]
    table = pd.DataFrame(
        {
            "Year": found["year"],
            "Dimension": found["dimension"],
            "Currency": found["currency"],
            "Company": found["company"].map(money),
            "For accounts": found["accounts"].map(money),
            "Both": [money(ours + theirs) for ours, theirs in zip(found["company"], found["accounts"], strict=True)],
        }
    )
    return Answer(
        title="IT investment by dimension",
        says=f"In the years that touch {day(asked.since)} to {day(asked.as_of)}; never added across currencies."
        if len(found)
        else "No IT investment is reported by this day: report one of the company, or for an account.",
        table=table,
        key="by-dimension",
        behind={
            "Company": [behind(each, lambda whose: whose == COMPANY) for each in cells],
            "For accounts": [behind(each, lambda whose: whose != COMPANY) for each in cells],
            "Both": [behind(each, lambda _: True) for each in cells],
        },
        sums={"Company", "For accounts", "Both"},
        rows=[
            f"{dimension}, {year}, {currency}"
            for dimension, year, currency in zip(found["dimension"], found["year"], found["currency"], strict=True)
        ],
    )


def behind(invested: Iterable[dict[str, Any]], of: Callable[[str], bool]) -> Behind:
    """The records that a sum of investments is made of, of the company or of accounts."""
    return [(each["relationship"], seq) for each in invested if of(each["relationship"]) for seq in each["seqs"]]


def where(invested: pd.DataFrame) -> Answer:
    """The IT investment by account, the largest first."""
    found = by_account(invested)
    reported = grouped(invested, "relationship", "currency", "dimension")
    whose = list(zip(found["relationship"], found["currency"], strict=True))
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Currency": found["currency"],
            **{each.capitalize(): found[each].map(money) for each in DIMENSIONS},
        }
    )
    return Answer(
        title="IT investment by account",
        says="What was invested for each in the same years, the largest sum of a currency first."
        if len(found)
        else "No IT investment for an account is reported by this day: report one.",
        table=table,
        accounts=list(found["relationship"]),
        key="by-account",
        behind={
            each.capitalize(): [behind(reported.get((*one, each), ()), lambda _: True) for one in whose]
            for each in DIMENSIONS
        },
        sums={each.capitalize() for each in DIMENSIONS},
        rows=told_apart(found),
    )


def told_apart(found: pd.DataFrame) -> list[str]:
    """What the rows of accounts are called, by their ids where two have the same name."""
    called = [f"{name}, {currency}" for name, currency in zip(found["name"], found["currency"], strict=True)]
    many = Counter(called)
    return [
        f"{each}, {relationship}" if many[each] > 1 else each
        for each, relationship in zip(called, found["relationship"], strict=True)
    ]


def grouped(invested: pd.DataFrame, *by: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """What was invested, by some of its columns."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for each in rows_of(invested):
        found[tuple(each[name] for name in by)].append(each)
    return found


def money(amount: Decimal | None) -> str:
    """An amount with its thousands apart, "–" where it is not known."""
    return f"{amount:,f}" if isinstance(amount, Decimal) else "–"
