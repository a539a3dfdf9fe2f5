"""What rests on a thing of another history? A showcase adopted elsewhere, a link that needs one of the company's systems."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Index

from domain.ledger.database import Database, Row, in_chunks, question_marks
from domain.recorded import NEVER, Recorded
from domain.relationship.showcase import ShowcaseAdopted
from domain.relationship.system_link import SystemLinkProposed, SystemLinkWentLive
from projections.projection import Derived
from projections.question import fact, fact_table, text

MENTION = fact_table("mention", text("thing"))
"""One row for each thing (``thing``) of another history that an event names."""
Index("mention_by_thing", MENTION.c.thing)
NAMING = (ShowcaseAdopted, SystemLinkProposed, SystemLinkWentLive)


class Mentions:
    """The things that events of one history name of another."""

    name = "mentions"
    version = 1
    tables = (MENTION,)
    derived: Sequence[Derived] = ()

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        those = (each for each in batch if isinstance(each.event, NAMING))
        return {MENTION.name: [fact(each, (thing,)) for each in those for thing in things_in(each)]}


def things_in(recorded: Recorded) -> Iterator[str]:
    """The things of other histories that an event names."""
    match recorded.event:
        case ShowcaseAdopted() as event:
            yield event.source_showcase
        case SystemLinkProposed() | SystemLinkWentLive() as event:
            yield from dict.fromkeys(event.needs)
        case _:
            return


def mentioned(database: Database, things: Sequence[str]) -> list[tuple[str, int, str]]:
    """The relationship and ``seq`` of each standing record that names one of these things, and which."""
    found: list[tuple[str, int, str]] = []
    for some in in_chunks(things, 500):
        marks = question_marks(some)
        query = f"SELECT relationship, seq, thing FROM mention WHERE thing IN ({marks}) AND retracted_at = {NEVER} ORDER BY seq"
        found += database.look(query, some)
    return found
