"""What a question is to the page and to the command line: its answers as tables in words, some with a picture."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from domain.codec import FORGOTTEN
from domain.policy.state import Policy
from domain.relationship.rules import Rules
from projections.once import once
from projections.projection import FOREVER, day_of
from projections.records import records
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
        return policy_of(self.tieline, self.known_at).rules_on


@once
def policy_of(tieline: "Tieline", known_at: int) -> Policy:
    """Every version of the policy that was on record at an instant; within a look always the same one."""
    return policy_known(tieline.tracker.recorder, tieline.tracker.codec, known_at)


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of an answer: a Vega-Lite specification with its datasets, and what it shows in words."""

    spec: dict[str, Any]
    datasets: dict[str, Any] = {}
    alt: str


Behind = Sequence[tuple[str, int]]
"""What a number counts: relationships with 0, or with the number of the record that is counted."""
Numbers = Sequence[Behind] | Callable[[int], Behind]
"""What the numbers of a column count, row by row, or what finds it for one row where to hold all would be too much."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of an answer's sentence, and the rows of its table that it counts, or what else it does."""

    name: str
    """What is counted, as it stands behind the number and in an address: "to decide"."""
    rows: Sequence[int] = ()
    behind: Behind = ()
    """What it counts where that is not rows of the table."""

    @property
    def number(self) -> int:
        """How many."""
        return len(self.rows) or len(self.behind)


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
    key: str = ""
    """What an address calls it, where a number of it opens what it counts: the same on every day."""
    figures: Sequence[Figure] = ()
    behind: Mapping[str, Numbers] = {}
    """By column of numbers, for each row what they count."""
    sums: Collection[str] = ()
    """Those of these columns that are not how many, but the sum of what stands in the records."""
    rows: Sequence[str] = ()
    """What each row is called in an address; its first cell where nothing is said."""
    reasons: Mapping[str, Sequence[int]] = {}
    """By column, for each row the event whose reason is to stand there. What people wrote is opened only where it is
    shown (``told``), and never kept."""
    people: Mapping[str, Sequence[str]] = {}
    """By column, for each row the id of the person whose name is to stand there; "" for nobody."""

    @property
    def row_names(self) -> list[str]:
        """What each row is called in an address."""
        return list(self.rows) or [str(each) for each in self.table.iloc[:, 0]]

    def counted_in(self, column: str, row: str) -> Behind | None:
        """What a number counts, by its column and what its row is called; None where there is no such number."""
        those = self.behind.get(column)
        place = next((place for place, each in enumerate(self.row_names) if each == row), None) if those else None
        if those is None or place is None:
            return None
        return those(place) if callable(those) else those[place]

    def chosen(self, rows: Sequence[int]) -> "Answer":
        """The answer with some of its rows only."""
        pick = list(rows)

        def some(those: Sequence[Any]) -> list[Any]:
            return [those[each] for each in pick] if those else []

        return msgspec.structs.replace(
            self,
            table=self.table.iloc[pick].reset_index(drop=True),
            accounts=some(self.accounts),
            events=some(self.events),
            behind={name: picked(those, pick) for name, those in self.behind.items()},
            rows=some(self.row_names),
            reasons={name: some(those) for name, those in self.reasons.items()},
            people={name: some(those) for name, those in self.people.items()},
            figures=(),
            drawing=None,
        )


def picked(those: Numbers, rows: Sequence[int]) -> Numbers:
    """What the numbers of some rows count."""
    return (lambda row: those(rows[row])) if callable(those) else [those[each] for each in rows]


def told(tieline: "Tieline", answer: Answer, rows: slice = slice(None)) -> pd.DataFrame:
    """The table of an answer, or some rows of it, with the words that people wrote in their places."""
    table = answer.table.iloc[rows]
    tracker = tieline.tracker
    for column, seqs in answer.reasons.items():
        wanted = [seq for seq in seqs[rows] if seq]
        said = {each.seq: each.reason for each in records(tracker.recorder, tracker.codec, wanted, {})}
        table = table.assign(**{column: [said.get(seq, "") for seq in seqs[rows]]})
    for column, ids in answer.people.items():
        wanted_people = [each for each in ids[rows] if each]
        names = tracker.vault.names(wanted_people) if wanted_people else {}
        table = table.assign(**{column: [names.get(each, FORGOTTEN) if each else "nobody named" for each in ids[rows]]})
    return table


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question."""

    key: str
    """Its name on the command line and in the address: "change-load"."""
    title: str
    asks: str
    """The question itself: "Where does change pile up?"."""
    answers: Callable[[Asked], list[Answer]]


def accounts_only(those: Iterable[object]) -> Behind:
    """Accounts as what a number counts."""
    return [(str(each), 0) for each in those]


def figures(those: pd.Series, names: Sequence[str]) -> list[Figure]:
    """How many rows have each of these values, without those that none has."""
    rows: dict[str, list[int]] = {}
    for place, each in enumerate(those):
        rows.setdefault(str(each), []).append(place)
    return [Figure(name=name, rows=rows[name]) for name in names if name in rows]


def when(first: int, last: int = 0) -> str:
    """A day number, or the span between two, in words; "" for 0."""
    return span(day_of(int(first)), day_of(int(last or first))) if first else ""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 account", "3 accounts"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
