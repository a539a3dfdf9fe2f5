"""What is in a window of a timeline: so many events in each lane, the single ones, or how many there were each month.

An event is in the window in which its mark stands: that of the middle of the days on which it may have happened. So it is
in one of several windows that lie side by side, and the counts of these add up to all events.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

import pandas as pd

from domain.ledger.database import Database, Row, in_chunks, question_marks
from projections.projection import FOREVER, KNOWN, day_number
from projections.timeline import COLUMNS, SUBJECT, TITLE, named

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
WIDEST: Mapping[Unit, int] = {"day": 75, "week": 900, "month": 4500, "quarter": 15_000}
"""Up to how many days of a window events are counted by each unit; longer ones by the year."""

MONTHS: Mapping[Unit, int] = {"month": 1, "quarter": 3, "year": 12}

MIDDLE = "(first_day + last_day + 1) / 2"
LATEST = 183
"""A mark stands at most so many days after the first on which its event may have happened: half a year."""
CROWD = ["lane", "first_day", "last_day", "kind", "events", "seq"]
LISTED = ["seq", "first_day", "last_day", "kind", "subject", "retracted_by"]
MONTHS_OF = {
    True: "(CAST(strftime('%Y', {day} + 1721424.5) AS INTEGER) * 12 + CAST(strftime('%m', {day} + 1721424.5) AS INTEGER) - 1)",
    False: "CAST(EXTRACT(YEAR FROM DATE '0001-01-01' + CAST({day} - 1 AS INTEGER)) * 12 "
    "+ EXTRACT(MONTH FROM DATE '0001-01-01' + CAST({day} - 1 AS INTEGER)) - 1 AS BIGINT)",
}
"""The months since the year 0 of a day number, on SQLite and on PostgreSQL."""


class Cut(NamedTuple):
    """What is counted: of one relationship, what had happened by a day as far as it was on record by an instant."""

    relationship: str
    as_of: date = date.max
    known_at: int = FOREVER
    struck: bool = False
    """Whether what was struck through by then is counted, too."""

    @property
    def where(self) -> str:
        """The condition for its rows, written with ``?``."""
        return f"relationship = ? AND first_day <= ? AND {'recorded_at <= ?' if self.struck else KNOWN}"

    @property
    def parameters(self) -> list[Any]:
        """What the condition is given."""
        known = [self.known_at] if self.struck else [self.known_at] * 2
        return [self.relationship, day_number(self.as_of), *known]


class Days(NamedTuple):
    """A window: from the first to the last of its days, both in it, as day numbers."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    @property
    def where(self) -> str:
        """The condition for what is in it; the first half leads through the index."""
        return f"first_day BETWEEN ? AND ? AND {MIDDLE} BETWEEN ? AND ?"

    @property
    def parameters(self) -> list[Any]:
        """What the condition is given."""
        return [self.first - LATEST, self.last, self.first, self.last]


EVER = Days(1, date.max.toordinal())


class Extent(NamedTuple):
    """How many events there are, and from which day to which they or what they promise reach; the days are 0 for none."""

    events: int
    first: int
    last: int


def extent(database: Database, cut: Cut) -> Extent:
    """How far a timeline reaches, terms of plans and due days among it."""
    query = (
        "SELECT COUNT(*), MIN(first_day), MIN(CASE WHEN starts > 0 THEN starts END), MAX(last_day), MAX(ends) "
        f"FROM timeline_entry WHERE {cut.where}"
    )
    ((events, first, starts, last, ends),) = database.look(query, cut.parameters)
    if not events:
        return Extent(0, 0, 0)
    return Extent(int(events), min(first, starts or first), max(last + 1, ends))


def counts(database: Database, cut: Cut, days: Days = EVER) -> dict[str, int]:
    """How many events are in the window, by lane; a lane without any is not named."""
    query = f"SELECT lane, COUNT(*) FROM timeline_entry WHERE {cut.where} AND {days.where} GROUP BY lane"
    return {lane: int(events) for lane, events in database.look(query, [*cut.parameters, *days.parameters])}


def unit_for(days: Days) -> Unit:
    """By what events are counted in a window, so that it has some tens of columns."""
    return next((unit for unit, most in WIDEST.items() if days.length <= most), "year")


def crowds(database: Database, cut: Cut, days: Days, lanes: Collection[str], unit: Unit) -> pd.DataFrame:
    """How many events of each kind there were in each ``unit`` of the window, in some lanes.

    Columns: lane, first_day and last_day (of the unit; day numbers), kind, events, and seq (of the first one recorded).
    """
    if not lanes:
        return pd.DataFrame(columns=CROWD)
    place = {"day": MIDDLE, "week": f"({MIDDLE} - 1) / 7"}.get(unit) or f"{months_of(database)} / {MONTHS[unit]}"
    query = (
        f"SELECT lane, {place} AS place, kind, COUNT(*), MIN(seq) FROM timeline_entry WHERE {cut.where} AND {days.where} "
        f"AND lane IN ({question_marks(lanes)}) GROUP BY lane, place, kind ORDER BY lane, place, kind"
    )
    found = database.look(query, [*cut.parameters, *days.parameters, *lanes])
    rows = [(lane, *unit_days(unit, int(at)), kind, int(events), int(seq)) for lane, at, kind, events, seq in found]
    return pd.DataFrame.from_records(rows, columns=CROWD)


def months_of(database: Database) -> str:
    """The months since the year 0 of the day on which a mark stands, for a query of dated facts."""
    return MONTHS_OF[database.is_sqlite].format(day=f"({MIDDLE})")


def unit_days(unit: Unit, place: int) -> tuple[int, int]:
    """The first and last day of a unit by its place in the order of all such units."""
    if unit == "day":
        return place, place
    if unit == "week":
        return place * 7 + 1, place * 7 + 7
    months = MONTHS[unit]
    (year, month), (after, first) = divmod(place * months, 12), divmod((place + 1) * months, 12)
    end = date(after, first + 1, 1).toordinal() if after <= date.max.year else date.max.toordinal() + 1
    return date(year, month + 1, 1).toordinal(), end - 1


class Lasting(NamedTuple):
    """What lasts: the kinds of event that tell of it, and those by which it ends."""

    kinds: frozenset[str]
    ends: frozenset[str]

    def where(self, lanes: Collection[str] = ()) -> str:
        """The condition for what may last into a window: unless what it is about ended before, and not in some lanes."""
        ended = (
            f"SELECT subject FROM timeline_entry WHERE relationship = ? AND {KNOWN} AND first_day <= ? AND last_day < ? "
            f"AND kind IN ({question_marks(self.ends)}) AND subject <> ''"
        )
        without = f" AND lane NOT IN ({question_marks(lanes)})" if lanes else ""
        return f"kind IN ({question_marks(self.kinds)}){without} AND (subject = '' OR subject NOT IN ({ended}))"

    def parameters(self, cut: Cut, days: Days, lanes: Collection[str] = ()) -> list[Any]:
        """What the condition is given."""
        by = day_number(cut.as_of)
        ended = [cut.relationship, cut.known_at, cut.known_at, by, days.first, *self.ends]
        return [*self.kinds, *lanes, *ended]


def lasting_counts(database: Database, cut: Cut, days: Days, lasting: Lasting) -> dict[str, int]:
    """How many events tell of what may last into the window, by lane."""
    query = f"SELECT lane, COUNT(*) FROM timeline_entry WHERE {cut.where} AND {lasting.where()} GROUP BY lane"
    return dict(database.look(query, [*cut.parameters, *lasting.parameters(cut, days)]))


def singles(
    database: Database, cut: Cut, days: Days, lanes: Collection[str], lasting: Lasting, bare: Collection[str] = ()
) -> pd.DataFrame:
    """The events of some lanes that may have happened in the window, and those that tell of what may last into it.

    The latter are found in every lane that is not ``bare``, whenever they happened. Columns and order are those of
    ``projections.timeline.timeline``.
    """
    inside = f"(lane IN ({question_marks(lanes)}) AND first_day <= ? AND last_day >= ?)" if lanes else "1 = 0"
    query = (
        f"SELECT {_columns(cut)} FROM timeline_entry WHERE {cut.where} AND ({inside} OR ({lasting.where(bare)})) "
        "ORDER BY first_day, seq"
    )
    parameters = [
        *([cut.known_at] if cut.struck else []),
        *cut.parameters,
        *([*lanes, days.last, days.first] if lanes else []),
        *lasting.parameters(cut, days, bare),
    ]
    rows = database.look(query, parameters)
    missing = {row[SUBJECT] for row in rows if row[SUBJECT]} - {row[SUBJECT] for row in rows if row[TITLE]}
    return pd.DataFrame.from_records(named(rows, beginnings(database, cut, missing)), columns=COLUMNS)


def beginnings(database: Database, cut: Cut, subjects: Iterable[str]) -> list[Row]:
    """The rows that give things their titles, also of what was struck through since."""
    found: list[Row] = []
    titled = cut._replace(struck=True)
    for some in in_chunks(sorted(subjects), 500):
        query = (
            f"SELECT {_columns(titled)} FROM timeline_entry WHERE {titled.where} AND subject IN ({question_marks(some)}) "
            "AND title <> '' ORDER BY first_day, seq"
        )
        found += database.look(query, [cut.known_at, *titled.parameters, *some])
    return found


def titled(database: Database, cut: Cut, seqs: Iterable[int]) -> pd.DataFrame:
    """The rows that give their titles to what these events are about, with the columns of a timeline."""
    subjects: set[str] = set()
    for some in in_chunks(seqs, 500):
        query = f"SELECT subject FROM timeline_entry WHERE seq IN ({question_marks(some)}) AND relationship = ? AND subject <> ''"
        subjects.update(subject for (subject,) in database.look(query, [*some, cut.relationship]))
    return pd.DataFrame.from_records(beginnings(database, cut, subjects), columns=COLUMNS)


def listed(
    database: Database, cut: Cut, days: Days = EVER, lane: str = "", *, past: int = 0, most: int = 25
) -> pd.DataFrame:
    """A page of the events in the window, of all lanes or of one, the newest first: ``most`` of them after ``past``.

    Columns: seq, first_day, last_day (day numbers), kind, subject (the id of what it is about, "" where of nothing) and
    retracted_by (the event that struck it through, 0 where none did).
    """
    query = (
        f"SELECT seq, first_day, last_day, kind, subject, {_struck(cut)} FROM timeline_entry WHERE {cut.where} AND {days.where}"
        f"{' AND lane = ?' if lane else ''} ORDER BY first_day DESC, seq DESC LIMIT ? OFFSET ?"
    )
    before = [cut.known_at] if cut.struck else []
    rows = database.look(
        query, [*before, *cut.parameters, *days.parameters, *([lane] if lane else []), most, past]
    )  # fmt: skip
    return pd.DataFrame.from_records(rows, columns=LISTED)


def one(database: Database, cut: Cut, seq: int) -> pd.DataFrame:
    """One event where it is among what is counted, else nothing: the columns of ``listed``."""
    query = f"SELECT seq, first_day, last_day, kind, subject, {_struck(cut)} FROM timeline_entry WHERE seq = ? AND {cut.where}"
    before = [cut.known_at] if cut.struck else []
    return pd.DataFrame.from_records(database.look(query, [*before, seq, *cut.parameters]), columns=LISTED)


def first_of(database: Database, relationship: str) -> tuple[int, int, int] | None:
    """The span of the earliest event of a relationship (day numbers), and when the first was recorded; None for none."""
    cut = Cut(relationship)
    rows = database.look(
        f"SELECT first_day, last_day FROM timeline_entry WHERE {cut.where} ORDER BY first_day, seq LIMIT 1",
        cut.parameters,
    )
    ((recorded,),) = database.look(f"SELECT MIN(recorded_at) FROM timeline_entry WHERE {cut.where}", cut.parameters)
    return (*rows[0], recorded) if rows else None


def _struck(cut: Cut) -> str:
    return "CASE WHEN retracted_at <= ? THEN retracted_by ELSE 0 END" if cut.struck else "0"


def _columns(cut: Cut) -> str:
    """The columns of a timeline, of which what was struck through later than is looked at does not say so."""
    return ", ".join(_struck(cut) if name == "retracted_by" else name for name in COLUMNS)
