"""What is different at the second of two points, in one history or in all: which records, and which standings.

No words that people wrote are in it; ``projections.difference.told`` adds them for the records that are shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import Database
from domain.ledger.recorder import LedgerRecorder
from domain.policy.state import Policy
from projections.difference.points import Point, refuse_backwards
from projections.difference.seen import Seen, gone, happened, learned, strikes
from projections.difference.standings import Standing, Status, standings
from projections.once import one_look
from projections.portfolio import names_of_all
from projections.retracted import retractions

By = Literal["it happened", "we learned it"]
PolicyAt = Callable[[int], Policy]
"""The policy as it was on record at an instant."""


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A status that is not the same at both points, or was not on the way; "" where there is none."""

    relationship: str
    name: str
    aspect: str
    title: str
    before: str
    learned: str
    """On the first day, by what is known at the second instant."""
    after: str
    seq: int
    """The event that it is now most about, 0 where that is not one."""

    @property
    def by(self) -> tuple[By, ...]:
        """What made the difference: that something happened or time passed, that we learned of something, or both."""
        happened: tuple[By, ...] = ("it happened",) if self.learned != self.after else ()
        learned: tuple[By, ...] = ("we learned it",) if self.before != self.learned else ()
        return happened + learned


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """All that is different, in no person's words."""

    start: Point
    end: Point
    happened: Sequence[Seen]
    """What happened after the first day."""
    learned: Sequence[Seen]
    """What had happened by then, and was recorded since the first instant."""
    gone: Sequence[Seen]
    """What was struck through since."""
    struck_by: Mapping[int, int]
    """The record that strikes each of these through."""
    instead_of: Mapping[int, int]
    """The struck record that each record stands in the place of."""
    called: Mapping[str, str]
    changed: Sequence[Changed]
    stood: Mapping[Status, Standing]
    stands: Mapping[Status, Standing]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is different."""
        return not (self.happened or self.learned or self.gone or self.changed)


def compare(
    database: Database,
    recorder: LedgerRecorder,
    codec: EventCodec,
    policy_at: PolicyAt,
    start: Point,
    end: Point,
    relationship: str | None = None,
) -> Compared:
    """What is different at the second point, in all histories or in only one of them. Raises Backwards."""
    refuse_backwards(start, end)
    start, end = by_now(recorder, start, end)
    struck = retractions(recorder, codec, strikes(recorder, start, end), with_words=False)
    came = happened(database, start, end, relationship), learned(database, recorder, start, end, relationship)
    went = gone(database, start, end, struck, relationship)
    called: dict[str, str] = {}
    for point in (start, end):
        called |= names_of_all(database, point.known_at, relationship)
    turning = Point(start.day, end.known_at)
    before, known = policy_at(start.known_at), policy_at(end.known_at)
    with one_look():
        stood = standings(database, start, before, relationship)
        nothing_learned = not (came[1] or went) and before.versions == known.versions
        between = stood if nothing_learned else standings(database, turning, known, relationship)
        stands = between if turning == end else standings(database, end, known, relationship)
    return Compared(
        start=start,
        end=end,
        happened=came[0],
        learned=came[1],
        gone=went,
        struck_by={each.seq: struck[each.seq].record for each in went},
        instead_of={seq: replaced for replaced, each in struck.items() for seq in each.instead},
        called=called,
        changed=list(_changed(stood, between, stands, called)),
        stood=stood,
        stands=stands,
    )


def by_now(recorder: LedgerRecorder, start: Point, end: Point) -> tuple[Point, Point]:
    """The points as known now at the latest, so that what is recorded while somebody looks is in no part of the answer."""
    now = recorder.head()[1]
    return start._replace(known_at=min(start.known_at, now)), end._replace(known_at=min(end.known_at, now))


def _changed(
    stood: Mapping[Status, Standing],
    between: Mapping[Status, Standing],
    stands: Mapping[Status, Standing],
    called: Mapping[str, str],
) -> Iterator[Changed]:
    """The statuses that differ, by account; a name or kind that there was not before is no change of it."""
    none = Standing("")
    found = []
    for status in {**stands, **between, **stood}:
        was, knew, now = (each.get(status, none) for each in (stood, between, stands))
        if was.value == knew.value == now.value:
            continue
        if status.aspect in ONCE and not (was.value and now.value):
            continue
        latest = next(each for each in (now, knew, was) if each.value)
        found.append(
            Changed(
                relationship=status.relationship,
                name=called.get(status.relationship, status.relationship),
                aspect=status.aspect,
                title=latest.title,
                before=was.value,
                learned=knew.value,
                after=now.value,
                seq=now.seq,
            )
        )
    yield from sorted(
        found, key=lambda each: (each.name.casefold(), each.relationship, ASPECTS.index(each.aspect), each.title)
    )


ONCE = ("name", "kind")
ASPECTS = (
    "class", "name", "kind", "risk", "plan in force", "misfit", "joint plan", "objective", "showcase", "milestone", "link",
    "profit segment",
)  # fmt: skip
"""The order in which the statuses of an account are told."""
