"""The difference between two points, told: events, what no longer holds, and what stands differently."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import Database, in_chunks
from domain.ledger.recorder import LedgerRecorder
from domain.policy.state import Policy
from domain.recorded import Recorded
from projections.difference.points import Point, refuse_backwards
from projections.difference.seen import AT_ONCE, Seen, gone, happened, learned, strikes
from projections.difference.standings import Standing, Status, standings
from projections.portfolio import names_of_all
from projections.question import BEGINNINGS
from projections.records import RecordShown, shown
from projections.retracted import Retracted, retractions

By = Literal["it happened", "we learned it"]
PolicyAt = Callable[[int], Policy]
"""The policy as it was on record at an instant."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is seen at the second point only."""

    relationship: str
    name: str
    record: RecordShown
    instead_of: int = 0
    """The record that it stands in the place of, which was struck through since the first point; 0 for none."""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is seen at the first point only, and how it was struck through."""

    relationship: str
    name: str
    record: RecordShown
    retracted: Retracted


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


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that is different."""

    start: Point
    end: Point
    happened: Sequence[Event]
    """What happened after the first day."""
    learned: Sequence[Event]
    """What had happened by then, and was recorded since the first instant."""
    gone: Sequence[Gone]
    changed: Sequence[Changed]
    stood: Mapping[Status, Standing]
    stands: Mapping[Status, Standing]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is different."""
        return not (self.happened or self.learned or self.gone or self.changed)


def difference(
    database: Database,
    recorder: LedgerRecorder,
    codec: EventCodec,
    policy_at: PolicyAt,
    start: Point,
    end: Point,
    relationship: str | None = None,
) -> Told:
    """What is different at the second point, in all histories or in only one of them. Raises Backwards."""
    refuse_backwards(start, end)
    now = recorder.head()[1]  # so that what is recorded while this looks is in no part of it
    start, end = (each._replace(known_at=min(each.known_at, now)) for each in (start, end))
    struck = retractions(recorder, codec, strikes(recorder, start, end))
    instead_of = {seq: replaced for replaced, each in struck.items() for seq in each.instead}
    came = happened(database, start, end, relationship), learned(database, recorder, start, end, relationship)
    went = gone(database, start, end, struck, relationship)
    called: dict[str, str] = {}
    for point in (start, end):
        called |= names_of_all(database, point.known_at, relationship)
    told = _shown(database, recorder, codec, [*came[0], *came[1], *went])

    def events(those: Iterable[Seen]) -> list[Event]:
        return [
            Event(
                relationship=each.relationship,
                name=called.get(each.relationship, each.relationship),
                record=told[each.seq],
                instead_of=instead_of.get(each.seq, 0),
            )
            for each in those
        ]

    turning = Point(start.day, end.known_at)
    before, known = policy_at(start.known_at), policy_at(end.known_at)
    stood = standings(database, start, before, relationship)
    nothing_learned = not (came[1] or went) and before.versions == known.versions
    between = stood if nothing_learned else standings(database, turning, known, relationship)
    stands = between if turning == end else standings(database, end, known, relationship)
    return Told(
        start=start,
        end=end,
        happened=events(came[0]),
        learned=events(came[1]),
        gone=[
            Gone(
                relationship=each.relationship,
                name=called.get(each.relationship, each.relationship),
                record=told[each.seq],
                retracted=struck[each.seq],
            )
            for each in went
        ],
        changed=list(_changed(stood, between, stands, called)),
        stood=stood,
        stands=stands,
    )


def _changed(
    stood: Mapping[Status, Standing],
    between: Mapping[Status, Standing],
    stands: Mapping[Status, Standing],
    called: Mapping[str, str],
) -> list[Changed]:
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
    return sorted(
        found, key=lambda each: (each.name.casefold(), each.relationship, ASPECTS.index(each.aspect), each.title)
    )


ONCE = ("name", "kind")
ASPECTS = (
    "class", "name", "kind", "risk", "plan in force", "misfit", "joint plan", "objective", "showcase", "milestone", "link",
    "profit segment",
)  # fmt: skip
"""The order in which the statuses of an account are told."""


def _shown(
    database: Database, recorder: LedgerRecorder, codec: EventCodec, seen: Sequence[Seen]
) -> dict[int, RecordShown]:
    """The records as a person reads them, by number."""
    by_stream: dict[str, list[Recorded]] = {}
    for some in in_chunks((each.seq for each in seen), AT_ONCE):
        for each in map(codec.recorded, recorder.select_by_seq(some)):
            by_stream.setdefault(each.originator_id, []).append(each)
    titles = _titles(database, by_stream)
    return {
        record.seq: record
        for stream, recorded in by_stream.items()
        for record in shown(codec, recorded, titles.get(stream, {}))
    }


def _titles(database: Database, streams: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the things of some histories are called, by id; where a beginning was struck through, as one that stands says."""
    found: dict[str, dict[str, str]] = {}
    kinds = ", ".join("?" * len(BEGINNINGS))
    for some in in_chunks(streams, AT_ONCE):
        query = (
            "SELECT relationship, subject, title FROM timeline_entry "
            f"WHERE kind IN ({kinds}) AND relationship IN ({', '.join('?' * len(some))}) ORDER BY retracted_at, first_day, seq"
        )
        for stream, subject, title in database.look(query, (*BEGINNINGS, *some)):
            found.setdefault(stream, {})[subject] = title
    return found
