"""Which accounts are different at the second of two points, and how each stood: the whole portfolio at a glance.

Only what changed is looked at: ranges of the indexes by day and by number, and the rectangles of ``projections.spans``
that hold one of the points and not the other. What is different in all other respects is told of one account at a time
(``projections.difference.compared``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import Database, in_chunks, question_marks
from domain.ledger.recorder import LedgerRecorder
from projections.census import Census, counts
from projections.difference.compared import by_now
from projections.difference.due import became_late
from projections.difference.points import Point, refuse_backwards
from projections.difference.seen import AT_ONCE, STREAMS, gone, known_up_to, strikes
from projections.migration import CLASSES, CLOSED, UNCLASSIFIED
from projections.portfolio import OWN_HISTORIES
from projections.projection import KNOWN, day_number, day_of
from projections.retracted import retractions
from projections.spans import ENDLESS

HOLDS = "known_from <= ? AND known_until > ? AND valid_from <= ? AND valid_until > ?"
"""The rectangles that a point lies in; its instant and its day are each given twice."""
STANDING = "known_from <= ? AND known_until > ? AND valid_until > ? AND (valid_from <= ? OR aspect = 'name')"
"""What a standing is made from: what holds, and the name, which is the last one also on an earlier day."""


class Standing(NamedTuple):
    """How a relationship stood at a point, in words; all "" where it was not on record."""

    account_class: str = ""
    risk: str = ""
    plan: str = ""
    name: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One relationship that is different, or the company."""

    relationship: str
    name: str
    happened: int
    learned: int
    gone: int
    late: int
    """So many milestones and objectives are late that were not."""
    before: Standing
    after: Standing
    """The same as ``before`` where nothing of it changed; then both are empty until ``standing`` is asked for them."""

    @property
    def moved(self) -> bool:
        """Whether the class is another one."""
        return self.before.account_class != self.after.account_class


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """All of the portfolio between two points, in no person's words."""

    start: Point
    end: Point
    rows: Sequence[Row]
    """Those that are different; the farthest moved first."""
    classes: Sequence[tuple[str, int, int]]
    """Each class, unclassified and closed accounts too, with how many accounts were in it and how many are."""
    moves: Sequence[tuple[str, str, int]]
    """From which class to which how many accounts moved, in the order of the classes; "" where one is not on record."""
    totals: Mapping[str, int]
    """How many events "happened", were "learned" of, are "gone"; or what is "late"."""


def survey(database: Database, recorder: LedgerRecorder, codec: EventCodec, start: Point, end: Point) -> Survey:
    """What is different at the second point, of every relationship and the company. Raises Backwards."""
    refuse_backwards(start, end)
    start, end = by_now(recorder, start, end)
    came = happened_to(database, start, end)
    told = learned_of(database, recorder, start, end)
    struck = retractions(recorder, codec, strikes(recorder, start, end), with_words=False)
    went = Counter(each.relationship for each in gone(database, start, end, struck))
    late = became_late(database, start, end)
    crossed = _crossed(database, start, end)
    stood, stands = standing(database, crossed, start), standing(database, crossed, end)
    counted = {"happened": came, "learned": told, "gone": went, "late": late}
    called = _called(database, start, end)
    rows = [
        Row(
            relationship=each,
            name=called.get(each) or OWN_HISTORIES.get(each, each),
            happened=came[each],
            learned=told[each],
            gone=went[each],
            late=late[each],
            before=stood.get(each, NOWHERE),
            after=stands.get(each, NOWHERE),
        )
        for each in {*came, *told, *went, *late, *(each for each in crossed if stood.get(each) != stands.get(each))}
    ]
    moved = Counter((each.before.account_class, each.after.account_class) for each in rows if each.moved)
    return Survey(
        start=start,
        end=end,
        rows=sorted(rows, key=_farthest),
        classes=_classes(database, end, moved),
        moves=[(*each, moved[each]) for each in sorted(moved, key=lambda each: [ORDER.index(side) for side in each])],
        totals={what: each.total() for what, each in counted.items()},
    )


ORDER = ("", *CLASSES)
NOWHERE = Standing()


def _farthest(row: Row) -> tuple[object, ...]:
    before, after = row.before, row.after
    return (
        before.account_class == after.account_class,
        before.risk == after.risk,
        not row.late,
        before.plan == after.plan,
        -(row.happened + row.learned + row.gone),
        row.name.casefold(),
        row.relationship,
    )


def happened_to(database: Database, start: Point, end: Point) -> Counter[str]:
    """To whom how many events happened after the first day and by the second: in every history a range of its index."""
    rows = database.look(
        f"SELECT e.relationship, COUNT(*) FROM ({STREAMS}) o CROSS JOIN timeline_entry e "
        f"WHERE e.relationship = o.relationship AND e.first_day > ? AND e.first_day <= ? AND {KNOWN} GROUP BY e.relationship",
        (day_number(start.day), day_number(end.day), end.known_at, end.known_at),
    )
    return Counter(dict(rows))


def learned_of(database: Database, recorder: LedgerRecorder, start: Point, end: Point) -> Counter[str]:
    """Of whom how many events were learned that had happened by the first day: a range of the index by number."""
    first, last = known_up_to(recorder, start.known_at), known_up_to(recorder, end.known_at)
    if first == last:
        return Counter()
    rows = database.look(
        "SELECT relationship, COUNT(*) FROM timeline_entry "
        "WHERE seq > ? AND seq <= ? AND first_day <= ? AND retracted_at > ? GROUP BY relationship",
        (first, last, day_number(start.day), end.known_at),
    )
    return Counter(dict(rows))


def _crossed(database: Database, start: Point, end: Point) -> set[str]:
    """Whose standing has a rectangle that holds only one of the points, or who may have had none at the first."""
    rows = database.look(
        f"SELECT DISTINCT relationship FROM (SELECT relationship, CASE WHEN {HOLDS} THEN 1 ELSE 0 END AS was, "
        f"CASE WHEN {HOLDS} THEN 1 ELSE 0 END AS stands, CASE WHEN aspect = 'name' AND valid_from > ? THEN 1 ELSE 0 END "
        "AS fresh FROM portfolio_span) s WHERE was <> stands OR fresh = 1",
        (*_place(start), *_place(end), day_number(start.day)),
    )
    return {relationship for (relationship,) in rows}


def _called(database: Database, start: Point, end: Point) -> dict[str, str]:
    """What every relationship is called at last, as known at the second instant, else at the first."""
    query = (
        "SELECT relationship, value FROM portfolio_span "
        "WHERE known_from <= ? AND known_until > ? AND valid_until = ? AND aspect = 'name'"
    )
    named: dict[str, str] = {}
    for instant in sorted({start.known_at, end.known_at}):
        named |= dict(database.look(query, (instant, instant, ENDLESS)))
    return named


def _place(point: Point) -> tuple[int, ...]:
    day = day_number(point.day)
    return point.known_at, point.known_at, day, day


class _Stay(NamedTuple):
    value: str
    kind: str
    ends: int
    since: int


def standing(database: Database, of: Iterable[str], point: Point) -> dict[str, Standing]:
    """How each of these stood at a point; one of which nothing had happened by then is left out."""
    day, known_at = day_number(point.day), point.known_at
    those: dict[str, dict[str, list[_Stay]]] = {}
    for some in in_chunks(of, AT_ONCE):
        rows = database.look(
            "SELECT relationship, aspect, value, kind, ends, valid_from FROM portfolio_span "
            f"WHERE relationship IN ({question_marks(some)}) AND {STANDING} ORDER BY valid_from",
            (*some, known_at, known_at, day, day),
        )
        for relationship, aspect, *rest in rows:
            those.setdefault(relationship, {}).setdefault(aspect, []).append(_Stay(*rest))
    named = {each: aspects for each, aspects in those.items() if "name" in aspects}
    ahead = {each for each, aspects in named.items() if aspects["name"][0].since > day}
    begun = _begun(database, point, ahead)
    return {each: _words(aspects) for each, aspects in named.items() if each not in ahead or each in begun}


def _begun(database: Database, point: Point, of: Iterable[str]) -> set[str]:
    """Of which of these something had happened, though they were not opened yet."""
    begun: set[str] = set()
    for some in in_chunks(of, AT_ONCE):
        query = (
            f"SELECT DISTINCT relationship FROM timeline_entry WHERE relationship IN ({question_marks(some)}) "
            f"AND first_day <= ? AND {KNOWN}"
        )
        rows = database.look(query, (*some, day_number(point.day), point.known_at, point.known_at))
        begun |= {relationship for (relationship,) in rows}
    return begun


def _words(aspects: dict[str, list[_Stay]]) -> Standing:
    name, plan = aspects["name"][-1], aspects["plan"][-1] if "plan" in aspects else None
    account_class = aspects["class"][-1].value if "class" in aspects else UNCLASSIFIED
    return Standing(
        account_class=(CLOSED if "closing" in aspects else account_class) if name.kind == "account" else "",
        risk="at risk" if "risk" in aspects else "",
        plan=f"“{plan.value}”, to {day_of(plan.ends)}" if plan else "",
        name=name.value,
    )


def _classes(database: Database, end: Point, moved: Mapping[tuple[str, str], int]) -> list[tuple[str, int, int]]:
    """How many accounts are in each class, and from that and the moves how many were."""
    now = _counted(database, end)
    was = Counter(now)
    for (before, after), many in moved.items():
        was[after] -= many
        was[before] += many
    return [(each, was[each], now[each]) for each in CLASSES]


def _counted(database: Database, point: Point) -> Counter[str]:
    """How many accounts of which something had happened are in each class."""
    found = counts(Census(database=database, as_of=point.day, known_at=point.known_at))
    return Counter({**found.classes, CLOSED: found.closed})
