"""Dates in what somebody wrote: "yesterday", "12 Mar", "last quarter", "2024-Q2"; each as precisely as it was said.

What could be two dates, or is no date that Tieline records, is told rather than guessed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from domain.history.refusal import DateNotUnderstood
from domain.history.when import EARLIEST, LATEST, Precision, When, add_months, on_day, parse_when, widen

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})"
_BEFORE = r"(?<![\w/.\-])(?:(?P<lead>on|in|since|from|as of|by|until|till|for|to|due)\s+)?(?:the\s+)?"
_AFTER = r"(?![\w/\-]|\.\d)"

LEADS_TO_END = frozenset({"by", "until", "till", "to", "due"})
"""Words ahead of a date by which something is due."""


class Dated(NamedTuple):
    """A date in a text: when it is, from where to where it stands, and the word ahead of it."""

    when: When
    first: int
    last: int
    lead: str = ""


class Doubt(NamedTuple):
    """What looks like a date and cannot be taken for one, and why, as a sentence."""

    sentence: str
    first: int
    last: int


Found = Mapping[str, str | None]
Reading = Callable[[Found, date], When | None]


def dates_in(text: str, today: date) -> tuple[list[Dated], list[Doubt]]:
    """The dates in a text, in the order that they stand, and what could be one and is doubtful."""
    found: list[Dated] = []
    doubts: list[Doubt] = []
    taken: list[tuple[int, int]] = []
    for pattern, reading in READINGS:
        for match in pattern.finditer(text):
            first, last = match.span()
            if any(first < end and start < last for start, end in taken):
                continue
            try:
                when = reading(match.groupdict(), today)
            except _InDoubt as doubt:
                doubts.append(Doubt(str(doubt).format(match[0].strip()), first, last))
                taken.append((first, last))
                continue
            except (ValueError, OverflowError, DateNotUnderstood):
                doubts.append(
                    Doubt(f"“{match[0].strip()}” is no date that there is, or none that Tieline keeps.", first, last)
                )
                taken.append((first, last))
                continue
            if when and EARLIEST <= when.first <= LATEST:
                found.append(Dated(when, first, last, (match.groupdict().get("lead") or "").casefold()))
                taken.append((first, last))
    return sorted(found, key=lambda each: each.first), doubts


class _InDoubt(Exception):
    """Why something is not taken for a date; {} stands for what was written."""


def _iso(found: Found, _today: date) -> When:
    return parse_when(str(found["iso"]).upper())


def _in_figures(found: Found, _today: date) -> When:
    first, second, year = int(found["one"] or 0), int(found["two"] or 0), int(found["year"] or 0)
    if found["mark"] == "." or (first > 12 >= second):
        return on_day(date(year, second, first))
    if second > 12 >= first:
        return on_day(date(year, first, second))
    if first == second:
        return on_day(date(year, first, second))
    if max(first, second) > 12:
        raise ValueError(found)
    raise _InDoubt(
        f"“{{}}” could be {_said(year, second, first)} or {_said(year, first, second)}: write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}."
    )


def _said(year: int, month: int, day: int) -> str:
    return f"{day} {MONTHS[month - 1].capitalize()} {year}"


def _named_day(found: Found, today: date) -> When:
    month, day = MONTHS.index(str(found["month"])[:3].lower()) + 1, int(found["day"] or 0)
    if found["year"]:
        return on_day(date(int(found["year"]), month, day))
    this_year = date(today.year, month, day)
    return on_day(date(today.year + _years_on(found, this_year, today), month, day))


def _named_month(found: Found, _today: date) -> When:
    return widen(date(int(found["year"] or 0), MONTHS.index(str(found["month"])[:3].lower()) + 1, 1), "month")


def _lone_month(found: Found, today: date) -> When:
    month = MONTHS.index(str(found["month"])[:3].lower()) + 1
    this_year = date(today.year, month, 1)
    return widen(date(today.year + _years_on(found, this_year, today.replace(day=1)), month, 1), "month")


def _years_on(found: Found, this_year: date, today: date) -> int:
    """The year of a day without one: the next such day where something is due by it, else the last one."""
    if (found["lead"] or "").lower() in LEADS_TO_END:
        return int(this_year < today)
    return -int(this_year > today)


def _quarter(found: Found, _today: date) -> When:
    return parse_when(f"{found['year']}-Q{found['quarter']}")


def _year(found: Found, _today: date) -> When:
    return widen(date(int(found["year"] or 0), 1, 1), "year")


def _near(found: Found, today: date) -> When:
    days = {"today": 0, "yesterday": -1, "the day before yesterday": -2, "day before yesterday": -2, "tomorrow": 1}
    return on_day(today + timedelta(days=days[" ".join(str(found["near"]).lower().split())]))


def _period(found: Found, today: date) -> When:
    which, unit = str(found["which"]).lower(), str(found["unit"]).lower()
    if unit == "week":
        raise _InDoubt("“{}” is no single day, and Tieline keeps days, months, quarters and years: choose the day.")
    step = {"last": -1, "this": 0, "next": 1}[which]
    precision: Precision = "month" if unit == "month" else "quarter" if unit == "quarter" else "year"
    months = {"month": 1, "quarter": 3, "year": 12}[precision]
    return widen(add_months(today.replace(day=1), step * months), precision)


def _ago(found: Found, today: date) -> When:
    said, unit = str(found["count"]).lower(), str(found["unit"]).lower().removesuffix("s")
    count = COUNTS.get(said) or int(said)
    if unit in ("day", "week"):
        return on_day(today - timedelta(days=count * (7 if unit == "week" else 1)))
    months = count * (12 if unit == "year" else 1)
    return widen(add_months(today, -months), "year" if unit == "year" else "month")


def _weekday(found: Found, today: date) -> When:
    name = str(found["weekday"]).lower()
    back = (today.weekday() - WEEKDAYS.index(next(each for each in WEEKDAYS if each.startswith(name[:3])))) % 7
    if back == 0 and found["which"]:
        back = 7
    return on_day(today - timedelta(days=back))


def _readings() -> Iterator[tuple[re.Pattern[str], Reading]]:
    for pattern, reading in (
        (r"(?P<iso>\d{4}-\d{1,2}-\d{1,2}|\d{4}-?[Qq][1-4]|\d{4}-\d{1,2})", _iso),
        (r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})", _in_figures),
        (rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _named_day),
        (rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\d)", _named_day),
        (rf"{_MONTH},?\s+{_YEAR}", _named_month),
        (rf"[Qq](?P<quarter>[1-4]),?\s+{_YEAR}", _quarter),
        (r"(?P<near>the\s+day\s+before\s+yesterday|day\s+before\s+yesterday|yesterday|today|tomorrow)", _near),
        (r"(?P<which>last|this|next)\s+(?P<unit>week|month|quarter|year)", _period),
        (rf"{_COUNT}\s+(?P<unit>days?|weeks?|months?|years?)\s+ago", _ago),
        (rf"(?P<which>last\s+)?(?P<weekday>{'|'.join(WEEKDAYS)}|mon|tue|wed|thu|fri)", _weekday),
    ):
        yield re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE), reading
    yield re.compile(rf"(?<!\w)(?P<lead>in|by|until|since|to)\s+{_MONTH}{_AFTER}", re.IGNORECASE), _lone_month
    yield re.compile(rf"(?<!\w)(?P<lead>in|by|until|since|to|for|of)\s+{_YEAR}{_AFTER}", re.IGNORECASE), _year
    yield re.compile(rf"^\s*{_YEAR}(?=\s*(?:$|[:,;]|\s[a-z]))", re.IGNORECASE), _year


READINGS = tuple(_readings())
"""How dates are written, the more telling ways first."""
