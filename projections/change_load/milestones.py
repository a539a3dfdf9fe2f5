"""The milestones that take a party's capacity for change, and in which quarters."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import msgspec

from domain.ledger.database import Database
from domain.relationship.rules import Weights
from projections.change_load.facts import FACT
from projections.going_on import by_itself
from projections.once import once
from projections.portfolio import names
from projections.projection import FOREVER, day_number, day_of
from projections.question import fact_rows

KINDS = ("milestone-planned", "milestone-rescheduled", "milestone-reached", "milestone-dropped")


class InFlight(msgspec.Struct, kw_only=True):
    """A milestone and the party that has to change; days are day numbers."""

    relationship: str
    name: str
    milestone: str
    title: str
    party: str
    partner: str
    who: str
    """Tells the party apart from others: the account's relationship, or the partner's name."""
    who_name: str
    part_of: str
    weight: int
    planned: int
    due: int
    due_last: int
    moves: int = 0
    ended: int = 0
    """The last day on which it may have been reached or dropped, 0 while it is open."""
    ending: Literal["", "reached", "dropped"] = ""
    seq: int
    """The event that set when it is due."""

    def quarters(self, today: date) -> Iterator[date]:
        """The first day of each quarter in which it takes capacity."""
        until = day_of(self.ended or max(self.due_last, day_number(today)))
        yield from quarters(quarter_number(day_of(self.planned)), quarter_number(until))


def quarter_number(day: date) -> int:
    """The quarter that holds a day, counted from the first quarter of the year 0."""
    return day.year * 4 + (day.month - 1) // 3


@lru_cache(maxsize=4096)
def quarters(first: int, last: int) -> tuple[date, ...]:
    """The first day of each quarter from one to another, by their numbers: the same few are asked for again and again."""
    return tuple(date(each // 4, each % 4 * 3 + 1, 1) for each in range(first, last + 1))


@once
@by_itself
def milestones(
    database: Database,
    as_of: date,
    known_at: int = FOREVER,
    weights: Weights = Weights(),  # noqa: B008  # a frozen value
    relationship: str | None = None,
) -> list[InFlight]:
    """Every milestone that was planned by ``as_of``; ``weights`` are for those that were recorded without a weight."""
    found = fact_rows(database, FACT, as_of, known_at, kinds=KINDS, relationship=relationship)
    called = names(database, known_at, relationship).set_index("relationship")["name"].to_dict()
    kept: dict[tuple[str, str], InFlight] = {}
    for row in found:
        if row.kind != "milestone-planned" or row.relationship not in called:
            continue
        account = called[row.relationship]
        who, who_name = whose(row, account)
        kept[row.relationship, row.subject] = InFlight(
            relationship=row.relationship, name=account, milestone=row.subject, title=row.title, party=row.party,
            partner=row.partner, who=who, who_name=who_name, part_of=row.part_of, planned=row.first_day,
            weight=row.weight or weights.of(row.change), due=row.starts, due_last=row.ends, seq=row.seq,
        )  # fmt: skip
    for row in found:
        held = kept.get((row.relationship, row.subject))
        if held and row.kind == "milestone-rescheduled":
            held.due, held.due_last, held.seq, held.moves = row.starts, row.ends, row.seq, held.moves + 1
        if held and row.kind in ("milestone-reached", "milestone-dropped"):
            held.ended = max(row.last_day, held.planned)
            held.ending = row.kind.removeprefix("milestone-")
    return list(kept.values())


def whose(row: Any, account: str) -> tuple[str, str]:
    """What tells a party apart from others, and what it is called."""
    if row.party == "own company":
        return "", "Own company"
    if row.party == "the account":
        return row.relationship, account
    if row.partner:
        return row.partner.casefold(), row.partner
    return row.relationship, f"Channel partner of {account}"
