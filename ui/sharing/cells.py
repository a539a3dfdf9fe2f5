"""Values of a table as cells of a spreadsheet: dates as dates, numbers as numbers, words as words and never as formulas."""

import re
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

import pandas as pd

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula, also in its full-width form (OWASP, CSV Injection)."""

_UNHELD = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Cell = str | int | float | bool | date | None


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
    return value if isinstance(value, (bool, int, float, date)) else str(value)


def harmless(value: Cell) -> Cell:
    """The value for a file of plain text: words that a spreadsheet would take for a formula stand behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def legible(text: str) -> str:
    """The text without signs that a workbook, which is XML, cannot hold."""
    return _UNHELD.sub("\ufffd", text)
