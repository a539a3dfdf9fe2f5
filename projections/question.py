"""What the questions share: a table of dated facts for each, cut by both clocks, one row for each event that matters.

A question is a module named after it. It says which facts it keeps (``Facts``), and answers with DataFrames made from
what had happened by a day (``as_of``) as far as it was recorded by an instant (``known_at``).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

import pandas as pd
from sqlalchemy import Column, Index, MetaData, String, Table

from domain.history.event import Event
from domain.ledger.database import Database, Row, question_marks
from domain.ledger.schema import NUMBER
from domain.models import REGISTRY
from domain.recorded import Recorded
from projections.projection import FOREVER, KNOWN, Derived, day_number

BEGINNINGS = [name for name, kind in REGISTRY.by_name.items() if kind.event.begins]
"""The kinds of event with which a thing may begin."""
BEGUN = frozenset(BEGINNINGS)
ABOUT = {name: kind.event.about for name, kind in REGISTRY.by_name.items()}
"""What sort of thing each kind of event is about; things of different sorts may have the same id."""

AddedRow = tuple[object, ...]
"""The columns that a question adds to those of every fact."""


def fact_table(name: str, *columns: Column[object]) -> Table:
    """A table of dated facts with the columns that a question adds, indexed for one relationship and for a kind by day."""
    table = Table(
        name,
        MetaData(),
        Column("relationship", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("first_day", NUMBER, nullable=False),
        Column("last_day", NUMBER, nullable=False),
        Column("seq", NUMBER, nullable=False),
        Column("recorded_at", NUMBER, nullable=False),
        Column("retracted_at", NUMBER, nullable=False),
        *columns,
    )
    Index(f"{name}_by_relationship", table.c.relationship, table.c.first_day, table.c.seq)
    Index(f"{name}_by_kind", table.c.kind, table.c.first_day)
    return table


def text(name: str) -> Column[object]:
    """A column of text, "" where there is none."""
    return Column(name, String, nullable=False)


def number(name: str) -> Column[object]:
    """A column of whole numbers or day numbers, 0 where there is none."""
    return Column(name, NUMBER, nullable=False)


class Facts:
    """A projection into one table of facts: a row for each event for which ``added`` gives the question's own columns.

    Events that are not ``of`` these kinds are passed over without a look.
    """

    def __init__(
        self,
        name: str,
        version: int,
        table: Table,
        added: Callable[[Recorded], AddedRow | None],
        *,
        of: Iterable[type[Event]],
        derived: Sequence[Derived] = (),
    ) -> None:
        self.name = name
        self.version = version
        self.tables: Sequence[Table] = (table,)
        self.derived = derived
        self.added = added
        self.of = frozenset(of)

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        table, of = self.tables[0].name, self.of
        those = (each for each in batch if type(each.event) in of)
        return {table: [fact(each, added) for each in those if (added := self.added(each)) is not None]}


def fact(recorded: Recorded, added: AddedRow) -> Row:
    """The row of one event."""
    on = recorded.event.on
    first = day_number(on.first)
    return (
        recorded.originator_id,
        REGISTRY.of(recorded.event).name,
        first,
        first if on.precision == "day" else day_number(on.last),
        recorded.seq,
        recorded.recorded_at,
        recorded.retracted_at,
        *added,
    )


def facts(
    database: Database,
    table: Table,
    as_of: date,
    known_at: int = FOREVER,
    *,
    kinds: Iterable[str] = (),
    relationship: str | None = None,
    columns: Sequence[str] = (),
) -> pd.DataFrame:
    """The facts by a day, as known at an instant, in the order that they happened; some kinds only, or of one relationship.

    Only these ``columns``, or all but when it was recorded and retracted.
    """
    wanted = tuple(columns) or told_of(table)
    rows = fetched(database, table, wanted, as_of, known_at, kinds, relationship)
    return pd.DataFrame.from_records(rows, columns=list(wanted))


def fact_rows(
    database: Database,
    table: Table,
    as_of: date,
    known_at: int = FOREVER,
    *,
    kinds: Iterable[str] = (),
    relationship: str | None = None,
    columns: Sequence[str] = (),
) -> list[Any]:
    """``facts`` as named tuples, for what goes through them one by one: a table of them takes longer to make than to read."""
    wanted = tuple(columns) or told_of(table)
    return [*map(named_row(wanted)._make, fetched(database, table, wanted, as_of, known_at, kinds, relationship))]


def fetched(
    database: Database,
    table: Table,
    columns: Sequence[str],
    as_of: date,
    known_at: int,
    kinds: Iterable[str],
    relationship: str | None,
) -> list[Row]:
    """The rows, in the order that they happened."""
    conditions, parameters = ["first_day <= ?", KNOWN], [day_number(as_of), known_at, known_at]
    wanted = list(kinds)
    if wanted:
        conditions.append(f"kind IN ({question_marks(wanted)})")
    if relationship is not None:
        conditions.append("relationship = ?")
    return database.look(
        f"SELECT {', '.join(columns)} FROM {table.name} WHERE {' AND '.join(conditions)} ORDER BY first_day, seq",
        (*parameters, *wanted, *([relationship] if relationship is not None else [])),
    )


@lru_cache
def told_of(table: Table) -> tuple[str, ...]:
    """The columns of a table of facts that tell of what happened, and not of when that was known."""
    return tuple(column.name for column in table.columns if column.name not in {"recorded_at", "retracted_at"})


@lru_cache
def named_row(columns: tuple[str, ...]) -> Any:
    """What a row of these columns is as a named tuple."""
    return namedtuple("Fact", columns)  # noqa: PYI024  # its fields are the table's


def counted_rows(rows: Iterable[Any]) -> list[list[tuple[Any, int]]]:
    """Facts with a ``subject``, thing by thing in the order in which they count, each with the day that it counts from.

    The same order as ``counted`` gives; things that never began are left out.
    """
    things: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        things.setdefault((row.relationship, ABOUT[row.kind], row.subject), []).append(row)
    found = []
    for those in things.values():
        begun = next((place for place, row in enumerate(those) if row.kind in BEGUN), None)
        if begun is not None:
            first = those[begun]
            waited = [(row, first.first_day) for row in those[:begun]]
            found.append([(first, first.first_day), *waited, *((row, row.first_day) for row in those[begun + 1 :])])
    return sorted(found, key=lambda steps: (steps[0][1], steps[0][0].seq))


def counted(found: pd.DataFrame) -> pd.DataFrame:
    """Facts with a ``subject`` in the order in which they count (``domain.history.order``), and the ``day`` that each does.

    What follows up something that began on a later first day ("in 2024", for what began in March 2024) counts from that
    beginning.
    """
    place = pd.Series(range(len(found)), found.index, dtype="int64")
    thing = [found["relationship"], found["kind"].map(ABOUT), found["subject"]]
    begun = place.where(found["kind"].isin(BEGINNINGS)).groupby(thing).transform("min")
    waits = begun > place
    counts = begun.where(waits, place).astype("int64")
    found = found.assign(day=found["first_day"].to_numpy()[counts], counts=counts, waits=waits)
    return found.sort_values(["counts", "waits"], kind="stable").drop(columns=["counts", "waits"])


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an answer, by column."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def latest(frame: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Of facts in the order that they happened, the last for each relationship, or for each of these columns."""
    return frame.drop_duplicates(list(by) or ["relationship"], keep="last")
