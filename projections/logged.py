"""What is logged of an account: how often each kind lately, and which records lie near a day."""

from collections.abc import Sequence

from domain.ledger.database import Database
from projections.projection import FOREVER

LATEST = (
    "SELECT kind, recorded_by, COUNT(*) FROM (SELECT kind, recorded_by FROM timeline_entry "
    "WHERE relationship = ? AND retracted_at > ? AND observed = 0 ORDER BY first_day DESC, seq DESC LIMIT ?) latest "
    "GROUP BY kind, recorded_by ORDER BY kind, recorded_by"
)
NEAR = (
    "SELECT seq FROM timeline_entry WHERE relationship = ? AND first_day <= ? AND last_day >= ? AND kind = ? "
    "AND retracted_at > ? ORDER BY first_day DESC, seq DESC LIMIT ?"
)


def kinds_of(database: Database, relationship: str, most: int) -> Sequence[tuple[str, str, int]]:
    """How often each kind stands among the latest so many events that people decided: (kind, recorded by, times)."""
    rows = database.look(LATEST, (relationship, FOREVER, most))
    return [(kind, by, int(times)) for kind, by, times in rows]


def seqs_near(database: Database, relationship: str, kind: str, first_day: int, last_day: int, most: int) -> list[int]:
    """The records of a kind that stand and may have happened on one of these days (day numbers), the latest first."""
    rows = database.look(NEAR, (relationship, last_day, first_day, kind, FOREVER, most))
    return [int(seq) for (seq,) in rows]


def is_standing(database: Database, relationship: str, seq: int) -> bool:
    """Whether a record of this relationship is there and was not struck through."""
    return bool(
        database.look(
            "SELECT 1 FROM timeline_entry WHERE seq = ? AND relationship = ? AND retracted_at > ?",
            (seq, relationship, FOREVER),
        )
    )
