"""How did this relationship come to be what it is? Every event of it, in the order that things happened.

``picture`` rows carry all that the timeline is drawn from, and no person's words; those are opened only for the
records that somebody looks at (``projections.records``).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Column, Index, Integer, MetaData, String, Table

from domain.history.retraction import Strike
from domain.history.sentence import title_of
from domain.ledger.database import Database, Row
from domain.ledger.schema import NUMBER
from domain.models import REGISTRY
from domain.recorded import Recorded
from domain.relationship.observation import FactObserved
from projections.projection import FOREVER, KNOWN, Derived, day_number

ENTRY = Table(
    "timeline_entry",
    MetaData(),
    Column("relationship", String, nullable=False),
    Column("first_day", NUMBER, nullable=False),
    Column("last_day", NUMBER, nullable=False),
    Column("seq", NUMBER, nullable=False),
    Column("recorded_at", NUMBER, nullable=False),
    Column("retracted_at", NUMBER, nullable=False),
    Column("retracted_by", NUMBER, nullable=False),
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
"""One row for each event; ``retracted_by`` is the event that struck it through, 0 where none did. ``subject`` is the plan,
showcase, milestone or link that it is about, ``title`` its name where the event begins it; ``value`` the class, outcome,
kind or phase; ``starts`` and ``ends`` a plan's term or a milestone's due days, 0 where there is none."""
Index("timeline_by_account", ENTRY.c.relationship, ENTRY.c.first_day, ENTRY.c.seq)
Index("timeline_by_kind", ENTRY.c.kind, ENTRY.c.relationship)
Index("timeline_by_seq", ENTRY.c.seq)
Index("timeline_by_subject", ENTRY.c.relationship, ENTRY.c.subject)

COLUMNS = [column.name for column in ENTRY.columns if column.name not in ("relationship", "retracted_at")]
OF_ONE = f"SELECT {', '.join(COLUMNS)} FROM timeline_entry WHERE relationship = ? AND first_day <= ? AND "
QUERY = f"{OF_ONE}{KNOWN} ORDER BY first_day, seq".replace("retracted_by", "0")
WITH_STRUCK = f"{OF_ONE}recorded_at <= ? ORDER BY first_day, seq".replace(
    "retracted_by", "CASE WHEN retracted_at <= ? THEN retracted_by ELSE 0 END"
)
SUBJECT, TITLE, STRUCK = (COLUMNS.index(name) for name in ("subject", "title", "retracted_by"))
BOTH = 10_000_000
"""Two day numbers as one, the first times this."""
UNNAMED = "\ufffc"
"""Stands in a headline for a title that an earlier event gave."""


class Timeline:
    """A row for each event but those that strike others through."""

    name = "timeline"
    version = 3
    tables: Sequence[Table] = (ENTRY,)
    derived: Sequence[Derived] = ()

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        return {ENTRY.name: [entry(each) for each in batch if not isinstance(each.event, Strike)]}


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
        recorded.retracted_at,
        recorded.retracted_by,
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


def timeline(
    database: Database, relationship: str, as_of: date = date.max, known_at: int = FOREVER, *, struck: bool = False
) -> pd.DataFrame:
    """What had happened by ``as_of``, as far as it was recorded by ``known_at`` (UTC microseconds).

    One row for each event in the order that things happened, with the columns of ``timeline_entry``; an event whose
    span only began by ``as_of`` is included and has a ``last_day`` after it. With ``struck`` the records that were
    struck through by then are among them; their ``retracted_by`` is not 0.
    """
    if struck:
        rows = database.look(WITH_STRUCK, (known_at, relationship, day_number(as_of), known_at))
    else:
        rows = database.look(QUERY, (relationship, day_number(as_of), known_at, known_at))
    return pd.DataFrame.from_records(named(rows), columns=COLUMNS)


def last_days(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """When something last happened by ``as_of`` in every relationship, or only in one, by an index seek for each.

    Columns: relationship, last_event and last_until, the first and last day of its span (day numbers).
    """
    query = (
        f"SELECT relationship, (SELECT first_day * {BOTH} + last_day FROM timeline_entry e "
        "WHERE e.relationship = o.relationship AND e.first_day <= ? "
        f"AND {KNOWN} ORDER BY e.first_day DESC, e.seq DESC LIMIT 1) "
        f"FROM timeline_entry o WHERE kind = 'relationship-opened' AND {KNOWN}"
        f"{' AND relationship = ?' if relationship else ''}"
    )
    known = [known_at, known_at]
    parameters: list[object] = [day_number(as_of), *known, *known, *([relationship] if relationship else [])]
    with database.read() as connection:
        rows = database.rows(connection, query, parameters)
    days = [(stream, *(divmod(both, BOTH) if both else (None, None))) for stream, both in rows]
    return pd.DataFrame.from_records(days, columns=["relationship", "last_event", "last_until"])


def named(rows: Sequence[Row], begun: Iterable[Row] = ()) -> list[Row]:
    """The rows, each follow-up with the title of what it follows up; ``begun`` are other rows that give titles."""
    titles = {row[SUBJECT]: row[TITLE] for row in sorted([*begun, *rows], key=_standing_last) if row[TITLE]}
    return [row if row[TITLE] or not row[SUBJECT] else with_title(row, titles) for row in rows]


def _standing_last(row: Row) -> bool:
    return not row[STRUCK]


def with_title(row: Row, titles: Mapping[str, str]) -> Row:
    """A follow-up with the title of its subject, in its own column and in its headline, which is the last."""
    title = titles.get(row[SUBJECT], row[SUBJECT])
    return (*row[:TITLE], title, *row[TITLE + 1 : -1], row[-1].replace(UNNAMED, title))
