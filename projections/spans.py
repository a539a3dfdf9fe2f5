"""How a relationship stood, as rectangles in time: from which day up to which, as known from when up to when.

Two half-open intervals a row, one for each clock, so that the standing of all on any day as known at any instant is one
range of an index, and no replay. The rows of a relationship are made anew from its changes whenever one is added, dated
back or struck through; the same changes give the same rows in whatever order they came.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Column, Index, MetaData, String, Table

from domain.ledger.database import Row
from domain.ledger.schema import NUMBER
from domain.recorded import NEVER

SPAN = Table(
    "portfolio_span",
    MetaData(),
    Column("relationship", String, nullable=False),
    Column("aspect", String, nullable=False),
    Column("value", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("since", NUMBER, nullable=False),
    Column("since_last", NUMBER, nullable=False),
    Column("ends", NUMBER, nullable=False),
    Column("seq", NUMBER, nullable=False),
    Column("valid_from", NUMBER, nullable=False),
    Column("valid_until", NUMBER, nullable=False),
    Column("known_from", NUMBER, nullable=False),
    Column("known_until", NUMBER, nullable=False),
    Column("folded", String().with_variant(String(collation="C"), "postgresql"), nullable=False),
)
"""One row for each stay in a class, under a name, at risk, closed, or with a joint plan in force, as known for a while.
``since`` and ``since_last`` are the days in which the event (``seq``) may have been that it began with, ``ends`` the end
that a plan has; a plan may come into force later than it was agreed. ``folded`` is a name without regard to case, to look
for it and to order by, the same on both databases; "" of anything else."""
Index("portfolio_span_by_account", SPAN.c.relationship)
Index("portfolio_span_by_clocks", SPAN.c.known_until, SPAN.c.valid_until)

ENDLESS = 2**31
"""The day number up to which holds what has not ended."""


class Change(NamedTuple):
    """A row of ``portfolio_change``."""

    relationship: str
    aspect: str
    first_day: int
    last_day: int
    seq: int
    recorded_at: int
    retracted_at: int
    subject: str
    value: str
    starts: int
    ends: int


class Stay(NamedTuple):
    """What holds of a relationship from one day up to another."""

    aspect: str
    value: str
    kind: str
    since: int
    since_last: int
    ends: int
    seq: int
    valid_from: int
    valid_until: int


def spans(changes: Iterable[Row]) -> list[Row]:
    """The rows of one relationship, from all of its changes."""
    told = sorted((Change(*row) for row in changes), key=lambda each: (each.first_day, each.seq))
    instants = sorted({each.recorded_at for each in told} | {each.retracted_at for each in told} - {NEVER})
    rows: list[Row] = []
    open_since: dict[Stay, int] = {}
    for instant in instants:
        known = set(stays([each for each in told if each.recorded_at <= instant < each.retracted_at]))
        over = [stay for stay in open_since if stay not in known]
        rows += [row(told[0].relationship, stay, open_since.pop(stay), instant) for stay in over]
        open_since |= dict.fromkeys(known - open_since.keys(), instant)
    return sorted(rows + [row(told[0].relationship, stay, since, NEVER) for stay, since in open_since.items()])


def row(relationship: str, stay: Stay, known_from: int, known_until: int) -> Row:
    """A rectangle: what held in the days of the stay, as known from one instant up to another."""
    folded = stay.value.casefold() if stay.aspect == "name" else ""
    return relationship, *stay, known_from, known_until, folded


def stays(told: Sequence[Change]) -> Iterator[Stay]:
    """What holds from when to when, of changes that are all known, in the order that they happened."""
    kind = next((each.subject for each in reversed(told) if each.aspect == "name" and each.subject), "")
    yield from one_after_another(told, "name", lambda each: each.aspect == "name", kind)
    yield from one_after_another(told, "class", lambda each: each.aspect == "class")
    yield from one_after_another(told, "closing", lambda each: each.aspect == "closing")
    yield from one_after_another(told, "risk", lambda each: each.aspect == "risk" or closes(each))
    yield from in_force(told)


def closes(change: Change) -> bool:
    """Whether a relationship is closed by it; what is closed is no longer at risk, also when it is reopened."""
    return change.aspect == "closing" and change.value != ""


def one_after_another(
    told: Sequence[Change], aspect: str, belongs: Callable[[Change], bool], kind: str = ""
) -> Iterator[Stay]:
    """Stays of which each lasts up to the next; an empty value ends one and begins none."""
    those = [each for each in told if belongs(each)]
    for place, each in enumerate(those):
        until = those[place + 1].first_day if place + 1 < len(those) else ENDLESS
        if each.aspect == aspect and each.value and each.first_day < until:
            span = each.first_day, each.last_day
            yield Stay(aspect, each.value, kind, *span, 0, each.seq, each.first_day, until)


def in_force(told: Sequence[Change]) -> Iterator[Stay]:
    """Joint plans while they are in force: of several the one begun last, of an amended one the present term."""
    plans = [each for each in told if each.aspect in ("plan", "plan ended")]
    days = sorted({day for each in plans for day in (each.first_day, each.starts, each.ends) if day})
    before: Stay | None = None
    for day, until in pairwise([*days, ENDLESS]):
        present = plan_on(plans, day)
        if before and present and present.seq == before.seq:
            before = before._replace(valid_until=until)
            continue
        if before:
            yield before
        before = None
        if present:
            span = present.first_day, present.last_day
            before = Stay("plan", present.value, "", *span, present.ends, present.seq, day, until)
    if before:
        yield before


def plan_on(plans: Sequence[Change], day: int) -> Change | None:
    """The plan in force on a day."""
    terms: dict[str, Change] = {}
    ended = set()
    for each in plans:
        if each.first_day <= day and each.aspect == "plan":
            terms[each.subject] = each
        elif each.first_day <= day:
            ended.add(each.subject)
    running = [each for each in terms.values() if each.starts <= day < each.ends and each.subject not in ended]
    return max(running, key=lambda each: (each.starts, each.seq), default=None)
