"""When milestones and objectives were late, as rectangles in time: from which day up to which, as known from when up to when.

Something is late from the day after the last one that it was due by, until it is reached, met, missed or dropped; an
objective also no longer once its plan has ended. The rectangles of one thing do not overlap, so that each point lies in
one of them at most, and what became late between two points is a range of an index on either clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from sqlalchemy import Column, Index, MetaData, String, Table

from domain.ledger.database import Row
from domain.ledger.schema import NUMBER
from domain.recorded import NEVER
from projections.projection import Derived
from projections.spans import ENDLESS


class Kinds(NamedTuple):
    """Which kinds of events tell of something with a due day, and which end the plan that it is on."""

    set_by: str
    moved_by: str
    ended_by: frozenset[str]
    plan_ended_by: frozenset[str] = frozenset()


MILESTONES = Kinds("milestone-planned", "milestone-rescheduled", frozenset({"milestone-reached", "milestone-dropped"}))
OBJECTIVES = Kinds(
    "objective-set",
    "objective-moved",
    frozenset({"objective-met", "objective-missed", "objective-dropped"}),
    frozenset({"joint-plan-completed", "joint-plan-closed-early", "joint-plan-superseded", "joint-plan-withdrawn"}),
)


class Fact(NamedTuple):
    """An event that tells of one of them, or that ends a plan."""

    relationship: str
    subject: str
    kind: str
    first_day: int
    seq: int
    recorded_at: int
    retracted_at: int
    ends: int
    plan: str = ""


Rectangle = tuple[int, int]
"""From which day up to which."""


def lateness(name: str, source: Table, kinds: Kinds) -> Derived:
    """The table of when things of these kinds were late, made from a table of facts; ``seq`` is the first event about a thing."""
    table = Table(
        name,
        MetaData(),
        Column("relationship", String, nullable=False),
        Column("subject", String, nullable=False),
        Column("seq", NUMBER, nullable=False),
        Column("valid_from", NUMBER, nullable=False),
        Column("valid_until", NUMBER, nullable=False),
        Column("known_from", NUMBER, nullable=False),
        Column("known_until", NUMBER, nullable=False),
    )
    Index(f"{name}_by_thing", table.c.relationship, table.c.subject)
    Index(f"{name}_by_day", table.c.valid_from)
    Index(f"{name}_by_time", table.c.known_from)
    columns = source.columns.keys()
    places = [columns.index(each) for each in Fact._fields if each in columns]

    def rows(of_one: Sequence[Row]) -> list[Row]:
        return sorted(rectangles((Fact(*(row[place] for place in places)) for row in of_one), kinds))

    return Derived(table, source, rows)


def rectangles(told: Iterable[Fact], kinds: Kinds) -> Iterator[Row]:
    """The rows of one relationship, from its facts in any order."""
    things: Mapping[str, list[Fact]] = defaultdict(list)
    plans: Mapping[str, list[Fact]] = defaultdict(list)
    for each in told:
        if each.kind in {kinds.set_by, kinds.moved_by} or each.kind in kinds.ended_by:
            things[each.subject].append(each)
        elif each.kind in kinds.plan_ended_by:
            plans[each.subject].append(each)
    for subject, about in things.items():
        on = {each.plan for each in about if each.plan}
        both = sorted([*about, *(end for plan in on for end in plans.get(plan, ()))], key=in_order)
        first = min(each.seq for each in about)
        for stay, *known in known_stays(both, kinds):
            yield (both[0].relationship, subject, first, *stay, *known)


def in_order(fact: Fact) -> tuple[int, int]:
    """In the order that things happened, then as recorded."""
    return fact.first_day, fact.seq


def known_stays(told: Sequence[Fact], kinds: Kinds) -> Iterator[tuple[Rectangle, int, int]]:
    """When one thing was late, with from when up to when that was known."""
    instants = sorted({each.recorded_at for each in told} | {each.retracted_at for each in told} - {NEVER})
    open_since: dict[Rectangle, int] = {}
    for instant in instants:
        known = set(stays([each for each in told if each.recorded_at <= instant < each.retracted_at], kinds))
        for over in [each for each in open_since if each not in known]:
            yield over, open_since.pop(over), instant
        open_since |= dict.fromkeys(known - open_since.keys(), instant)
    yield from ((each, since, NEVER) for each, since in open_since.items())


def stays(told: Sequence[Fact], kinds: Kinds) -> Iterator[Rectangle]:
    """The days on which one thing is late, of facts that are all known, in the order that they happened."""
    dues = {each.ends + 1 for each in told if each.kind in {kinds.set_by, kinds.moved_by}}
    days = pairwise([*sorted(dues | {each.first_day for each in told}), ENDLESS])
    for late, those in groupby(days, lambda span: late_on(told, kinds, span[0])):
        if late:
            spans = list(those)
            yield spans[0][0], spans[-1][1]


def late_on(told: Iterable[Fact], kinds: Kinds, day: int) -> bool:
    """Whether it is late on a day: begun, due before, neither ended nor on a plan that has."""
    seen = [each for each in told if each.first_day <= day]
    begun = [each for each in seen if each.kind == kinds.set_by]
    if not begun or any(each.kind in kinds.ended_by for each in seen):
        return False
    moved = [each for each in seen if each.kind == kinds.moved_by]
    plan = begun[-1].plan
    plan_over = any(each.kind in kinds.plan_ended_by and each.subject == plan for each in seen)
    return (moved or begun)[-1].ends < day and not plan_over
