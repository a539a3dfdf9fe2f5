"""When each person last looked at Tieline, kept for “since my last visit” and for nothing else."""

from collections.abc import Callable

from domain.ledger.database import Database

A_VISIT_ENDS_AFTER = 4 * 3600 * 1_000_000
"""Microseconds without a look; whoever looks again before that is still on the same visit."""

LOOKED = """
    INSERT INTO visits (subject, seen_at) VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET
        before_at = CASE WHEN excluded.seen_at - visits.seen_at >= ? THEN visits.seen_at ELSE visits.before_at END,
        seen_at = CASE WHEN excluded.seen_at > visits.seen_at THEN excluded.seen_at ELSE visits.seen_at END
"""


class Visits:
    """The visits of one database. They stand outside the ledger: rows change, and none of it is evidence."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        """``clock`` gives UTC microseconds since 1970."""
        self.database = database
        self.clock = clock

    def note(self, subject: str) -> None:
        """This subject looks now. A power cut may take the note back."""
        with self.database.write(durable=False) as connection:
            self.database.run(connection, LOOKED, (subject, self.clock(), A_VISIT_ENDS_AFTER))

    def last(self, subject: str) -> int | None:
        """The last look of the visit before the present one, in UTC microseconds since 1970; None for a first visit."""
        found = self.database.look("SELECT before_at FROM visits WHERE subject = ?", (subject,))
        return found[0][0] if found else None
