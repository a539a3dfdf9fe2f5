"""The one place that writes dates and times for a person, and makes others' words harmless where they are shown."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from domain.history.refusal import Refusal
from domain.history.when import PRECISIONS, When, parse_when, widen

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&=:^@])")

_WRITTEN = r"(?<![\w-])\d{4}-(?:\d\d-\d\d|\d\d|Q[1-4])(?![\w-])"
"""A day, month or quarter as it is written for machines."""

_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?([ \u00a0]?%)?")
NO_NUMBER = ("", "–")
"""What stands in a table where a number is not known."""

_DATES = re.compile(r"\b(\d{1,2} )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b|\bQ[1-4] \d{4}\b")


def plain(text: str) -> str:
    """Somebody's words as Markdown that shows just these words: no formatting, no picture to fetch.

    A web address in them is a link that shows where it leads.
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def one_line(text: str) -> str:
    """The text as one line that cannot steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def are_numbers(cells: Iterable[object]) -> bool:
    """Whether cells of a table are numbers, at least one, and nothing else: "1,200", "-3.5", "27 %", "–" for none."""
    said = [text for each in cells if (text := str(each)) not in NO_NUMBER]
    return bool(said) and all(map(_NUMBER.fullmatch, said))


def unbroken(text: str) -> str:
    """The text with each date in it kept on one line, for narrow cells."""
    return _DATES.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def day(when: date) -> str:
    """A day: "12 Mar 1997"."""
    return f"{when.day} {when:%b %Y}"


def happened(when: When) -> str:
    """When something happened, as precisely as known: "12 Mar 1997", "Mar 1997", "Q1 1997" or "1997"."""
    if when.precision == "day":
        return day(when.first)
    if when.precision == "month":
        return f"{when.first:%b %Y}"
    if when.precision == "quarter":
        return f"Q{(when.first.month + 2) // 3} {when.first.year}"
    return str(when.first.year)


def in_days(text: str, apart_from: Iterable[str] = ()) -> str:
    """A sentence with the dates in it as a person writes them: "to 1 Aug 2028" for "to 2028-08-01".

    What stands in ``apart_from``, such as titles and what somebody wrote, is left as it is.
    """
    kept = "|".join(re.escape(each) for each in sorted({*apart_from}, key=len, reverse=True) if each)
    return re.sub(f"(?<![\\w-])(?P<kept>{kept})(?![\\w-])|{_WRITTEN}" if kept else _WRITTEN, _in_words, text)


def _in_words(found: re.Match[str]) -> str:
    with suppress(Refusal):
        if "kept" not in found.groupdict() or found["kept"] is None:
            return happened(parse_when(found[0]))
    return found[0]


def span(first: date, last: date) -> str:
    """Something that happened on some day from ``first`` to ``last``, in the words for that span."""
    whole = next((when for precision in PRECISIONS if (when := widen(first, precision)).last == last), None)
    return happened(whole) if whole and whole.first == first else f"{day(first)} to {day(last)}"


def day_or_none(number: int) -> date | None:
    """A day number of the read models as a day, None for 0."""
    return date.fromordinal(number) if number else None


def day_at(microseconds: int) -> date:
    """The day of a clock's or a recording's time, in UTC."""
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).date()


def instant(microseconds: int) -> str:
    """A time of recording in UTC: "22 Nov 2026, 09:14 UTC"."""
    at = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
    return f"{day(at.date())}, {at:%H:%M} UTC"


def lately(microseconds: int, today: date) -> str:
    """A time of today in UTC, "09:14 UTC"; with its day where that is another."""
    at = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
    return f"{at:%H:%M} UTC" if at.date() == today else instant(microseconds)


def iso_instant(microseconds: int) -> str:
    """A time of recording for a machine, to the microsecond: "2026-11-22T09:14:05.000123Z"."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:06d}Z"


def end_of_day(day: date) -> int:
    """The last instant of a day in UTC, in microseconds since 1970."""
    after = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return round(after.timestamp()) * 1_000_000 - 1
