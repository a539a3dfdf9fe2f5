"""What became late between two points, because its day passed and nothing came of it, or because that was learned.

A milestone or an objective is late at a point when the last day that it was due by has passed and nothing ended it; an
objective is not once its plan has ended. Only what was due between the days, or was told of between the points, is
looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.ledger.database import Database, question_marks
from projections.difference.points import Point
from projections.projection import day_number


class Kinds(NamedTuple):
    """In which table something with a due day is kept, and which kinds of events tell of it."""

    table: str
    set_by: str
    moved_by: str
    ended_by: Sequence[str]
    on_plan: str = "''"
    """The column that names the plan that it is on."""


MILESTONES = Kinds(
    "change_load_fact", "milestone-planned", "milestone-rescheduled", ("milestone-reached", "milestone-dropped")
)
OBJECTIVES = Kinds(
    "plan_fact", "objective-set", "objective-moved", ("objective-met", "objective-missed", "objective-dropped"), "plan"
)
PLAN_ENDED = ("joint-plan-completed", "joint-plan-closed-early", "joint-plan-superseded", "joint-plan-withdrawn")


class Fact(NamedTuple):
    """An event that tells of one of them, or that ends a plan."""

    relationship: str
    subject: str
    kind: str
    first_day: int
    recorded_at: int
    retracted_at: int
    ends: int
    plan: str

    def seen(self, point: Point) -> bool:
        """Whether it had happened and was known."""
        return self.first_day <= day_number(point.day) and self.recorded_at <= point.known_at < self.retracted_at


Thing = tuple[str, str]
"""A relationship and the id of something of it."""


def became_late(database: Database, start: Point, end: Point) -> Iterator[str]:
    """Whose milestones and objectives became late: the relationship, once for each."""
    for kinds in (MILESTONES, OBJECTIVES):
        things = _told_of(database, kinds, start, end)
        plans = {(each.relationship, each.plan) for told in things.values() for each in told if each.plan}
        ended = _plans_ended(database, plans) if plans else {}
        for (relationship, _), told in things.items():
            if _late(told, kinds, end, ended) and not _late(told, kinds, start, ended):
                yield relationship


def _late(told: Sequence[Fact], kinds: Kinds, point: Point, ended: Mapping[Thing, Sequence[Fact]]) -> bool:
    """Whether something is late at a point, of which these facts tell in the order that they happened."""
    seen = [each for each in told if each.seen(point)]
    begun = [each for each in seen if each.kind == kinds.set_by]
    if not begun or any(each.kind in kinds.ended_by for each in seen):
        return False
    moved = [each for each in seen if each.kind == kinds.moved_by]
    due = (moved or begun)[-1].ends
    plan_over = any(each.seen(point) for each in ended.get((begun[-1].relationship, begun[-1].plan), ()))
    return due < day_number(point.day) and not plan_over


def _told_of(database: Database, kinds: Kinds, start: Point, end: Point) -> dict[Thing, list[Fact]]:
    """The facts about each thing that may have become late, in the order that they happened."""
    every = [kinds.set_by, kinds.moved_by, *kinds.ended_by]
    marks = question_marks(every)
    first, last = day_number(start.day), day_number(end.day)
    between = "ends >= ? AND ends < ? OR first_day > ? AND first_day <= ?"
    known = " OR recorded_at > ? AND recorded_at <= ? OR retracted_at > ? AND retracted_at <= ?"
    query = (
        f"SELECT {_columns(kinds)} FROM {kinds.table} f JOIN (SELECT DISTINCT relationship AS r, subject AS s "
        f"FROM {kinds.table} WHERE kind IN ({marks}) AND ({between}{known})) t ON f.relationship = t.r AND f.subject = t.s "
        f"WHERE kind IN ({marks}) ORDER BY first_day, seq"
    )
    instants = start.known_at, end.known_at
    return _by_thing(database, query, (*every, first, last, first, last, *instants, *instants, *every))


def _plans_ended(database: Database, plans: Iterable[Thing]) -> dict[Thing, list[Fact]]:
    """What ended any of the plans."""
    marks = question_marks(PLAN_ENDED)
    query = f"SELECT {_columns(OBJECTIVES)} FROM plan_fact f WHERE kind IN ({marks})"
    found = _by_thing(database, query, PLAN_ENDED)
    return {each: found[each] for each in plans if each in found}


def _columns(kinds: Kinds) -> str:
    return f"relationship, subject, kind, first_day, recorded_at, retracted_at, ends, {kinds.on_plan}"


def _by_thing(database: Database, query: str, parameters: Sequence[object]) -> dict[Thing, list[Fact]]:
    found: dict[Thing, list[Fact]] = {}
    for row in database.look(query, parameters):
        fact = Fact(*row)
        found.setdefault((fact.relationship, fact.subject), []).append(fact)
    return found
