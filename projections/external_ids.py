"""By which ids do other systems know the relationships on record?"""

from typing import NamedTuple

from domain.ledger.database import Database
from domain.recorded import NEVER, Recorded
from domain.relationship.opening import RelationshipIdentified
from projections.question import AddedRow, Facts, fact_table, text

EXTERNAL_ID = fact_table("external_id", text("system"), text("external"))
"""One row for each time that an id in a system (in lower case) was recorded."""


class ExternalId(NamedTuple):
    """The id that a system, in lower case, knows a relationship by."""

    relationship: str
    system: str
    id: str


def identified(recorded: Recorded) -> AddedRow | None:
    """The system and the id."""
    event = recorded.event
    return (event.system.casefold(), event.external_id) if isinstance(event, RelationshipIdentified) else None


EXTERNAL_IDS = Facts("external ids", 1, EXTERNAL_ID, identified, of=(RelationshipIdentified,))


def external_ids(database: Database) -> list[ExternalId]:
    """The last id of each relationship in each system, of what was not struck through."""
    found = database.look(
        f"SELECT relationship, system, external FROM external_id WHERE retracted_at = {NEVER} ORDER BY first_day, seq"
    )
    last = {(relationship, system): external for relationship, system, external in found}
    return [ExternalId(relationship, system, external) for (relationship, system), external in last.items()]
