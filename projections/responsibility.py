"""Which relationships is an account manager responsible for, on any day and as known at any time?"""

from datetime import date

from sqlalchemy import Index

from domain.ledger.database import Database
from domain.models import REGISTRY
from domain.recorded import Recorded
from domain.relationship.responsibility import AccountAssigned, AccountReleased
from projections.projection import FOREVER, KNOWN, day_number, day_of
from projections.question import AddedRow, Facts, fact_table, text

RESPONSIBILITY = fact_table("responsibility", text("manager"))
"""One row for each assignment to, or release of, an account manager (``manager``, the subject that they sign in as)."""
Index("responsibility_by_manager", RESPONSIBILITY.c.manager, RESPONSIBILITY.c.first_day)
ASSIGNED = REGISTRY.by_event[AccountAssigned].name


def _added(recorded: Recorded) -> AddedRow | None:
    event = recorded.event
    return (event.manager,) if isinstance(event, AccountAssigned | AccountReleased) else None


RESPONSIBLE = Facts("responsibility", 1, RESPONSIBILITY, _added, of=(AccountAssigned, AccountReleased))


def own(database: Database, manager: str, as_of: date, known_at: int = FOREVER) -> frozenset[str]:
    """The relationships that an account manager is responsible for on a day, as known at an instant."""
    query = (
        "SELECT relationship, kind FROM responsibility WHERE manager = ? AND first_day <= ? "
        f"AND {KNOWN} ORDER BY first_day, seq"
    )
    last: dict[str, str] = dict(database.look(query, (manager, day_number(as_of), known_at, known_at)))
    return frozenset(relationship for relationship, kind in last.items() if kind == ASSIGNED)


def assignments(database: Database, as_of: date, known_at: int = FOREVER) -> list[tuple[str, str, date]]:
    """Every relationship with each account manager responsible for it on a day, and since when, as known at an instant."""
    query = (
        "SELECT relationship, manager, kind, first_day FROM responsibility WHERE first_day <= ? "
        f"AND {KNOWN} ORDER BY first_day, seq"
    )
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for relationship, manager, kind, first in database.look(query, (day_number(as_of), known_at, known_at)):
        last[relationship, manager] = kind, first
    return [(*both, day_of(first)) for both, (kind, first) in last.items() if kind == ASSIGNED]
