"""How did this relationship come to be what it is? Every event of it, in the order that things happened.

``picture`` rows carry all that the timeline is drawn from, and no person's words; those are opened only for the
records that somebody looks at (``projections.records``).
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Column, Index, Integer, MetaData, String, Table

from domain.history.sentence import title_of
from domain.ledger.database import Database, Row
from domain.ledger.schema import NUMBER
from domain.models import REGISTRY
from domain.recorded import Recorded
from domain.relationship.observation import FactObserved
from projections.projection import FOREVER, day_number

ENTRY = Table(
    "timeline_entry",
    MetaData(),
    Column("relationship", String, nullable=False),
    Column("first_day", NUMBER, nullable=False),
    Column("last_day", NUMBER, nullable=False),
    Column("seq", NUMBER, nullable=False),
    Column("recorded_at", NUMBER, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("title", String, nullable=False),
    Column("value", String, nullable=False),
    Column("starts", NUMBER, nullable=False),
    Column("ends", NUMBER, nullable=False),
    Column("observed", Integer, nullable=False),
    Column("inferred", Integer, nullable=False),
    Column("headline", String, nullable=False),
)
"""One row for each event. ``subject`` is the plan, showcase, milestone or link that it is about, ``title`` its name
where the event begins it; ``value`` the class, outcome, kind or phase; ``starts`` and ``ends`` a plan's term or a
milestone's due days, 0 where there is none."""
Index("timeline_by_account", ENTRY.c.relationship, ENTRY.c.first_day, ENTRY.c.seq)
Index("timeline_by_kind", ENTRY.c.kind, ENTRY.c.relationship)

COLUMNS = [column.name for column in ENTRY.columns if column.name != "relationship"]
QUERY = (
    f"SELECT {', '.join(COLUMNS)} FROM timeline_entry "
    "WHERE relationship = ? AND first_day <= ? AND recorded_at <= ? ORDER BY first_day, seq"
)
SUBJECT, TITLE = COLUMNS.index("subject"), COLUMNS.index("title")
UNNAMED = "\ufffc"
"""Stands in a headline for a title that an earlier event gave."""


class Timeline:
    """A row for each event."""

    name = "timeline"
    version = 1
    tables: Sequence[Table] = (ENTRY,)

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        return {ENTRY.name: [entry(recorded) for recorded in batch]}


def entry(recorded: Recorded) -> Row:
    """The row of one event."""
    event = recorded.event
    on, kind = event.on, REGISTRY.of(event)
    subject, title = title_of(event) or (event.subject, "")
    term = event.term
    first = day_number(on.first)
    return (
        recorded.originator_id,
        first,
        first if on.precision == "day" else day_number(on.last),
        recorded.seq,
        recorded.recorded_at,
        recorded.recorded_by,
        kind.name,
        event.lane if isinstance(event, FactObserved) else REGISTRY.concept_of[kind.name].lane,
        subject,
        title,
        event.value,
        day_number(term[0]) if term else 0,
        day_number(term[1]) if term else 0,
        int(event.observed),
        int(event.case is not None and event.case.inferred == "yes"),
        event.headline({subject: UNNAMED} if subject else {}),
    )


def timeline(database: Database, relationship: str, as_of: date = date.max, known_at: int = FOREVER) -> pd.DataFrame:
    """What had happened by ``as_of``, as far as it was recorded by ``known_at`` (UTC microseconds).

    One row for each event in the order that things happened, with the columns of ``timeline_entry``; an event whose
    span only began by ``as_of`` is included and has a ``last_day`` after it.
    """
    rows = database.look(QUERY, (relationship, day_number(as_of), known_at))
    return pd.DataFrame.from_records(named(rows), columns=COLUMNS)


def last_days(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """When something last happened by ``as_of`` in every relationship, or only in one, by an index seek for each.

    Columns: relationship, last_event and last_until, the first and last day of its span (day numbers).
    """
    latest = (
        "(SELECT {} FROM timeline_entry e WHERE e.relationship = o.relationship AND e.first_day <= ? "
        "AND e.recorded_at <= ? ORDER BY e.first_day DESC, e.seq DESC LIMIT 1)"
    )
    query = (
        f"SELECT relationship, {latest.format('first_day')}, {latest.format('last_day')} "
        f"FROM timeline_entry o WHERE kind = 'relationship-opened'{' AND relationship = ?' if relationship else ''}"
    )
    parameters: list[object] = [day_number(as_of), known_at] * 2 + ([relationship] if relationship else [])
    with database.read() as connection:
        rows = database.rows(connection, query, parameters)
    return pd.DataFrame.from_records(rows, columns=["relationship", "last_event", "last_until"])


def named(rows: list[Row]) -> list[Row]:
    """The rows, each follow-up with the title of what it follows up."""
    titles = {row[SUBJECT]: row[TITLE] for row in rows if row[TITLE]}
    return [row if row[TITLE] or not row[SUBJECT] else with_title(row, titles) for row in rows]


def with_title(row: Row, titles: Mapping[str, str]) -> Row:
    """A follow-up with the title of its subject, in its own column and in its headline, which is the last."""
    title = titles.get(row[SUBJECT], row[SUBJECT])
    return (*row[:TITLE], title, *row[TITLE + 1 : -1], row[-1].replace(UNNAMED, title))
