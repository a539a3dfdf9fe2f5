"""The other side: what hand-written SQL has in common on both databases. It knows the drivers and nothing else."""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

import msgspec
import pandas as pd

from benchmarks.raw_views import Row
from domain.history.event import Event
from domain.models import REGISTRY
from domain.recorded import NEVER
from projections.spans import ENDLESS
from projections.timeline import COLUMNS

BATCH = 5000
LOGGED = (
    "stream, version, type, schema, recorded_at, recorded_by, reported_by, command_id, batch, policy_version, payload"
)
READ_ACCOUNT = "SELECT version, type, recorded_at, payload FROM events WHERE stream = ? ORDER BY version"
READ_ALL = (
    f"SELECT seq, stream, type, recorded_at, recorded_by, payload FROM events WHERE seq > ? ORDER BY seq LIMIT {BATCH}"
)
READ_TIMELINE = (
    f"SELECT {', '.join(COLUMNS)} FROM timeline_entry "
    "WHERE relationship = ? AND first_day <= ? AND recorded_at <= ? AND retracted_at > ? ORDER BY first_day, seq"
)
VIEWS = {
    "raw_entry": (
        "relationship TEXT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL, seq BIGINT NOT NULL, "
        "recorded_at BIGINT NOT NULL, retracted_at BIGINT NOT NULL, retracted_by BIGINT NOT NULL, recorded_by TEXT NOT NULL, kind TEXT NOT NULL, lane TEXT NOT NULL, "
        "subject TEXT NOT NULL, title TEXT NOT NULL, value TEXT NOT NULL, starts BIGINT NOT NULL, ends BIGINT NOT NULL, "
        "observed INTEGER NOT NULL, inferred INTEGER NOT NULL, headline TEXT NOT NULL"
    ),
    "raw_change": (
        "relationship TEXT NOT NULL, aspect TEXT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL, "
        "seq BIGINT NOT NULL, recorded_at BIGINT NOT NULL, retracted_at BIGINT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, starts BIGINT NOT NULL, "
        "ends BIGINT NOT NULL"
    ),
    "raw_span": (
        "relationship TEXT NOT NULL, aspect TEXT NOT NULL, value TEXT NOT NULL, kind TEXT NOT NULL, since BIGINT NOT NULL, "
        "since_last BIGINT NOT NULL, ends BIGINT NOT NULL, seq BIGINT NOT NULL, valid_from BIGINT NOT NULL, "
        "valid_until BIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL, folded TEXT NOT NULL"
    ),
}
SPANS = f"""
WITH followed AS (
    SELECT relationship, aspect, value, subject, first_day, last_day, seq, recorded_at,
        CASE WHEN aspect = 'name' THEN LOWER(value) ELSE '' END AS folded,
        LEAD(first_day) OVER next AS until, LEAD(recorded_at) OVER next AS learned
    FROM raw_change WINDOW next AS (PARTITION BY relationship, aspect ORDER BY first_day, seq)
)
INSERT INTO raw_span
SELECT relationship, aspect, value, subject, first_day, last_day, 0, seq, first_day, {ENDLESS}, recorded_at,
    COALESCE(learned, {NEVER}), folded FROM followed WHERE learned IS NULL OR learned > recorded_at
UNION ALL
SELECT relationship, aspect, value, subject, first_day, last_day, 0, seq, first_day, until, learned, {NEVER}, folded
FROM followed WHERE learned IS NOT NULL AND until > first_day
"""
"""Both intervals of each stay, where every change was recorded in the order that it happened and none was retracted."""
INDEXES = (
    "CREATE INDEX raw_by_account ON raw_entry (relationship, first_day, seq)",
    "CREATE INDEX raw_by_kind ON raw_entry (kind, relationship)",
    "CREATE INDEX raw_change_by_account ON raw_change (relationship)",
    "CREATE INDEX raw_by_aspect ON raw_change (aspect, first_day)",
    "CREATE INDEX raw_span_by_account ON raw_span (relationship)",
    "CREATE INDEX raw_span_by_clocks ON raw_span (known_until, valid_until)",
)

encode = msgspec.json.Encoder().encode
TYPES = {event: kind.name for event, kind in REGISTRY.by_event.items()}

Fact = tuple[str, str, Event]
"""A stream, a command id and an event."""


class Raw(Protocol):
    """The five jobs by hand."""

    def append(self, version: int, fact: Fact) -> None:
        """One event of a known version, durable."""

    def command(self, fact: Fact) -> None:
        """Read the account's events, decide, append one, durable."""

    def load(self, facts: Iterable[Fact]) -> None:
        """Many events, 5,000 to a transaction."""

    def rebuild(self) -> None:
        """The rows of both read models from all events of a log, indexes after the load."""

    def timeline(self, stream: str, day: int, known_at: int) -> pd.DataFrame:
        """What had happened to an account by a day."""

    def rows(self, query: str) -> list[Any]:
        """All rows of a query."""

    def close(self) -> None:
        """Let go of the database."""


def row_of(version: int, fact: Fact, recorded_at: int) -> Row:
    """A row of the log as ``LOGGED`` names its columns, the words of the event in plain sight."""
    stream, command_id, event = fact
    return (
        stream, version, TYPES[type(event)], 1, recorded_at, "local:kim", None, command_id, None, 1, encode(event)
    )  # fmt: skip


def in_batches(facts: Iterable[Fact]) -> Iterator[list[Row]]:
    """The rows of the facts, numbered within their streams, by the batch."""
    versions: dict[str, int] = {}
    left = iter(facts)
    while some := list(islice(left, BATCH)):
        now, rows = microseconds(), []
        for fact in some:
            versions[fact[0]] = version = versions.get(fact[0], 0) + 1
            rows.append(row_of(version, fact, now))
        yield rows


def decide(events: Sequence[Any]) -> int:
    """A trivial decision, that anything may follow what happened before: the version of what follows."""
    return len(events) + 1


def microseconds() -> int:
    """UTC microseconds since 1970."""
    return time.time_ns() // 1000
