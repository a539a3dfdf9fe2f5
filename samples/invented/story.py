"""One account's story, told as commands in the order that things happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from samples.invented.names import FAMILY, GIVEN

FIRST, LAST = date(2018, 11, 1), date(2026, 11, 14)


FOREVER = date(2030, 1, 1)


@dataclass
class Story:
    """One account's lines."""

    name: str
    random: Random
    lines: list[dict[str, Any]] = field(default_factory=list)
    counter: int = 0
    used: set[str] = field(default_factory=set)
    """The titles of what it has already."""

    def say(self, do: str, on: date, why: str = "", *, precision: str = "day", **answers: Any) -> None:
        """A command on a day, left out where that is not yet."""
        if on > LAST:
            return
        self.counter += 1
        written = {
            "day": on.isoformat(),
            "month": f"{on:%Y-%m}",
            "quarter": f"{on.year}-Q{(on.month + 2) // 3}",
            "year": str(on.year),
        }[precision]
        said = {key: answer for key, answer in answers.items() if answer is not None}
        line = {"account": self.name, "do": do, "on": written, **({"reason": why} if why else {}), **said}
        self.lines.append({"_at": on, "_number": self.counter, **line})

    def fresh(self, title: str) -> bool:
        """Whether nothing of it has this title yet."""
        unused = title not in self.used
        self.used.add(title)
        return unused

    def person(self) -> str:
        """Somebody's invented name."""
        return f"{self.random.choice(GIVEN)} {self.random.choice(FAMILY)}"

    def near(self, day: date, days: int) -> date:
        """A day up to so many days later."""
        return day + timedelta(days=self.random.randint(0, days))


def month(text: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{text}-01")


def months_later(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, 1)


def periods(start: date, end: date, months: int) -> Iterator[date]:
    """The first days of the periods that end by ``end``."""
    day = date(start.year, (start.month - 1) // months * months + 1, 1)
    day = day if day >= start else months_later(day, months)
    while months_later(day, months) <= min(end, LAST):
        yield day
        day = months_later(day, months)


def classed(career: Sequence[tuple[str, str]], on: date) -> str:
    """The class on a day."""
    return next((each for text, each in reversed(career) if month(text) <= on), "")
