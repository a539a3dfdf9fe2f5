"""Values of a table as cells of a spreadsheet: dates as dates, numbers as numbers, words as words and never as formulas.

Tables that were made to be read have days as "17 May 2024" and amounts as "1,200": these are read back, so that a spreadsheet
can order and add them.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import pandas as pd

from ui.format import NO_NUMBER

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula, also in its full-width form (OWASP, CSV Injection)."""

_UNHELD = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_DAY = re.compile(r"(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"

Cell = str | int | float | Decimal | bool | date | None


def column(values: Sequence[Any]) -> list[Cell]:
    """The values of one column as a spreadsheet knows them.

    Words are numbers where all in the column are, but for those that say nothing: a name that happens to be digits is
    left as it is among others.
    """
    found = [day_in(each) if isinstance(each, str) else each for each in map(cell, values)]
    words = [each for each in found if isinstance(each, str) and each not in NO_NUMBER]
    if words and all(_NUMBER.fullmatch(each) for each in words):
        return [number_in(each) if isinstance(each, str) else each for each in found]
    return found


def day_in(text: str) -> str | date:
    """The day that a text is, or the text where it is more or less than a day."""
    if found := _DAY.fullmatch(text):
        with suppress(ValueError):
            return date(int(found[3]), _MONTHS.index(found[2]) // 3 + 1, int(found[1]))
    return text


def number_in(text: str) -> Cell:
    """The number that a text is; None where it says nothing."""
    return None if text in NO_NUMBER else cell(Decimal(text.replace(",", "")))


def cell(value: Any) -> Cell:
    """The value as a spreadsheet knows it; None where there is nothing. A time is in UTC, several values are one text."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(each) for each in value)
    if hasattr(value, "item"):  # a number as pandas keeps it
        value = value.item()
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not isfinite(value)):
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, Decimal):
        return (int(value) if value == value.to_integral_value() else value) if value.is_finite() else None
    return value if isinstance(value, (bool, int, float, date)) else str(value)


def harmless(value: Cell) -> Cell:
    """The value for a file of plain text: words that a spreadsheet would take for a formula stand behind an apostrophe."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def legible(text: str) -> str:
    """The text without signs that a workbook, which is XML, cannot hold."""
    return _UNHELD.sub("\ufffd", text)
