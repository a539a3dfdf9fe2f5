"""Amounts, currencies and periods, as reports of figures give them."""

import re
from collections.abc import Collection
from decimal import Decimal

from domain.history.refusal import Refusal
from domain.history.when import Precision, When

LARGEST = Decimal(10) ** 15
"""Amounts from here on are taken for typing errors."""
MOST_DECIMALS = 6

_CURRENCY = re.compile(r"[A-Z]{3}")


class CurrencyNotUnderstood(Refusal):
    """A currency is written as its ISO 4217 code."""


class AmountNotUnderstood(Refusal):
    """An amount is a plain number; only a profit may be negative."""


class PeriodNotAccepted(Refusal):
    """A figure is reported for a whole period of an accepted length."""


class PeriodNotBegun(Refusal):
    """What was is reported once its period has begun."""


def is_currency(text: str) -> bool:
    """Whether this is written like an ISO 4217 code: three capitals."""
    return _CURRENCY.fullmatch(text) is not None


def currency_code(text: str) -> str:
    """The ISO 4217 code that somebody typed. Raises CurrencyNotUnderstood."""
    code = text.strip().upper()
    if not is_currency(code):
        raise CurrencyNotUnderstood(
            f"“{text}” is not a currency: write its code of three letters (ISO 4217), as USD or EUR.", field="currency"
        )
    return code


def is_plain(number: Decimal) -> bool:
    """Whether this is a number as people write one: neither endless, nor too large or too small to read."""
    return number.is_finite() and abs(number) < LARGEST and number == round(number, MOST_DECIMALS)


def amount(number: Decimal, field: str, what: str, *, below_zero: bool = False) -> Decimal:
    """The amount, if it can be one. Raises AmountNotUnderstood."""
    if not is_plain(number):
        raise AmountNotUnderstood(
            f"{number} is not an amount for {what}: write a plain number, as 1250000 or 1250000.50.", field=field
        )
    if number < 0 and not below_zero:
        raise AmountNotUnderstood(
            f"{number} is not an amount for {what}, which is never negative: write 0 or more.", field=field
        )
    return number


def whole_period(period: When, accepted: Collection[Precision]) -> When:
    """The period, if it is as long as figures are reported for. Raises PeriodNotAccepted."""
    if period.precision not in accepted:
        examples = {"month": "a month (2024-03)", "quarter": "a quarter (2024-Q1)", "year": "a year (2024)"}
        *others, last = [example for precision, example in examples.items() if precision in accepted]
        raise PeriodNotAccepted(
            f"The period {period} is a {period.precision}: write {', '.join(others)} or {last}.", field="period"
        )
    return period


def begun_period(period: When, accepted: Collection[Precision], on: When) -> When:
    """The same for what was, which is reported no earlier than it began. Raises PeriodNotAccepted, PeriodNotBegun."""
    whole_period(period, accepted)
    if on.certainly_before(period):
        raise PeriodNotBegun(
            f"The period {period} had not begun {on.told}: report it on {period.first} or later, "
            "or choose an earlier period.",
            field="period",
        )
    return period
