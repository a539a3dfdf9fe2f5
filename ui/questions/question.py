"""What a question is to the page and to the command line: its answers as tables in words, some with a picture."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import pandas as pd

from domain.relationship.rules import Rules
from projections.projection import FOREVER, day_of
from projections.what_if import policy_known
from ui.charts.palette import Theme
from ui.format import span

if TYPE_CHECKING:
    from domain.ledger.database import Database
    from ui.bootstrap import Tieline


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is asked: of what, as of which day, as known at which instant, and looking back how far."""

    tieline: "Tieline"
    as_of: date
    since: date
    """The beginning of the span that is looked back over, where a question is about one."""
    known_at: int = FOREVER
    theme: Theme = "light"

    @property
    def database(self) -> "Database":
        """Where the views are."""
        return self.tieline.database

    @property
    def rules(self) -> Rules:
        """The policy in force on the day."""
        return self.rules_on(self.as_of)

    @property
    def rules_on(self) -> Callable[[date], Rules]:
        """The policy in force on any day, with the versions that were on record at the instant."""
        tracker = self.tieline.tracker
        return policy_known(tracker.recorder, tracker.codec, self.known_at).rules_on


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of an answer: a Vega-Lite specification with its datasets, or the options of an ECharts flow."""

    kind: Literal["vega-lite", "echarts"] = "vega-lite"
    spec: dict[str, Any]
    datasets: dict[str, Any] = {}
    alt: str
    height: int = 320


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: a sentence, and a table whose columns and cells are as a person reads them."""

    title: str
    says: str
    """What the table shows, in one sentence; where it is empty, what to record so that it is not."""
    table: pd.DataFrame
    accounts: Sequence[str] = ()
    """For each row the relationship that it is about, so that its first cell leads there; none where rows are not."""
    events: Sequence[int] = ()
    """For each row the number of the event behind it, so that a second cell leads to its record; 0 for none."""
    drawing: Drawing | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question."""

    key: str
    """Its name on the command line and in the address: "change-load"."""
    title: str
    asks: str
    """The question itself: "Where does change pile up?"."""
    answers: Callable[[Asked], list[Answer]]


def when(first: int, last: int = 0) -> str:
    """A day number, or the span between two, in words; "" for 0."""
    return span(day_of(int(first)), day_of(int(last or first))) if first else ""


def duration(days: int) -> str:
    """A length of time as people say it: "3 years 2 months", "5 months", "12 days"; "–" for none."""
    if days <= 0:
        return "–"
    years, months = divmod(round(days / 30.44), 12)
    if not years and not months:
        return f"{days} day{'s' * (days != 1)}"
    said = [f"{count} {word}{'s' * (count != 1)}" for count, word in ((years, "year"), (months, "month")) if count]
    return " ".join(said)


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 account", "3 accounts"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
