"""The dated facts of showcases."""

from datetime import date
from decimal import Decimal

from domain.ledger.database import Database
from domain.recorded import NEVER, Recorded
from domain.relationship.showcase import (
    ShowcaseAdopted,
    ShowcaseConcluded,
    ShowcaseMeasured,
    ShowcaseProposed,
    ShowcaseSpent,
    ShowcaseStarted,
)
from projections.projection import day_number
from projections.question import AddedRow, Facts, fact_table, number, text

FACT = fact_table(
    "showcase_fact",
    text("subject"),
    text("title"),
    text("value"),
    text("amount"),
    text("currency"),
    text("target"),
    number("sites"),
    number("ends"),
    number("success"),
    number("observed"),
    text("origin"),
    text("origin_showcase"),
)
"""What happened to a showcase (``subject``): ``value`` is its outcome or what was measured; ``amount`` its budget, what
was spent or what came out, in ``currency`` or that unit; ``origin`` where it was adopted from."""

PROPOSED, STARTED, ADOPTED = "showcase-proposed", "showcase-started", "showcase-adopted"
BEGINNINGS = (PROPOSED, STARTED, ADOPTED)


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of a showcase."""
    match recorded.event:
        case ShowcaseProposed() as event:
            return event.showcase_id, event.title, "", "", "", "", 0, 0, 0, int(event.observed), "", ""
        case ShowcaseStarted() as event:
            return (
                event.showcase_id, event.title, "", written(event.budget), event.currency, "", event.sites or 0,
                day_number(event.ends) if event.ends else 0, int(bool(event.success)), int(event.observed), "", "",
            )  # fmt: skip
        case ShowcaseAdopted() as event:
            return (
                event.showcase_id, event.title, "", "", "", "", 0, 0, 0, int(event.observed),
                event.source_relationship, event.source_showcase,
            )  # fmt: skip
        case ShowcaseSpent() as event:
            return event.showcase_id, "", "", written(event.amount), event.currency, "", 0, 0, 0, 0, "", ""
        case ShowcaseMeasured() as event:
            measured, target = written(event.measured), written(event.target)
            return event.showcase_id, "", event.measure, measured, event.unit, target, 0, 0, 0, 0, "", ""
        case ShowcaseConcluded() as event:
            return event.showcase_id, "", event.outcome, "", "", "", 0, 0, 0, 0, "", ""
        case _:
            return None


def written(amount: Decimal | None) -> str:
    """A number as it is kept, "" for none."""
    return "" if amount is None else f"{amount:f}"


SHOWCASES = Facts(
    "showcases",
    2,
    FACT,
    added,
    of=(
        ShowcaseProposed,
        ShowcaseStarted,
        ShowcaseAdopted,
        ShowcaseSpent,
        ShowcaseMeasured,
        ShowcaseConcluded,
    ),
)


def running(database: Database, day: date, elsewhere_than: str) -> int:
    """How many showcases run as experiments on a day in all relationships but one; what a source tells of is not counted."""
    query = (
        "SELECT COUNT(*) FROM showcase_fact s WHERE s.kind = ? AND s.first_day <= ? AND s.relationship <> ? "
        f"AND s.observed = 0 AND s.retracted_at = {NEVER} AND NOT EXISTS (SELECT 1 FROM showcase_fact e WHERE e.relationship = s.relationship "
        f"AND e.kind = 'showcase-concluded' AND e.subject = s.subject AND e.first_day <= ? AND e.retracted_at = {NEVER})"
    )
    last = day_number(day)
    return int(database.look(query, (STARTED, last, elsewhere_than, last))[0][0])
