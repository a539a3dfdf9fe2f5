"""What of the ledger is evidence of what was asked for, and what that was judged by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Literal, cast

import msgspec

from domain.codec import EventCodec
from domain.company.model import COMPANY
from domain.history.retraction import Strike
from domain.history.text import Sealed
from domain.ledger.record import Record
from domain.policy.model import POLICY_MODEL
from domain.recorded import Recorded
from domain.tracker import Tracker
from projections.projection import FOREVER

READ_AT_ONCE = 5000

What = Literal["account", "portfolio", "event", "period"]


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What evidence is wanted of.

    ``stream`` is the account's, "" for all; ``first`` and ``last`` bound what happened in a period; ``as_of`` is the day
    of the state that the events come to, ``known_at`` (UTC microseconds) the time up to which recordings count.
    """

    what: What
    stream: str = ""
    event: int = 0
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    known_at: int | None = None

    def as_data(self) -> dict[str, Any]:
        """As the file has it."""
        return {
            "what": self.what,
            "stream": self.stream or None,
            "event": self.event or None,
            "from": self.first,
            "to": self.last,
            "as_of": self.as_of,
            "known_at": self.known_at,
        }


def readings(tracker: Tracker, chosen: Chosen, upto: int) -> list[Record]:
    """Every record up to a number that what was chosen is among: those of its account, or all, as far as they count."""
    known_at = FOREVER if chosen.known_at is None else chosen.known_at
    return [each for each in _read(tracker, chosen) if each.seq <= upto and each.recorded_at <= known_at]


def _read(tracker: Tracker, chosen: Chosen) -> list[Record]:
    recorder, stream = tracker.recorder, chosen.stream
    if chosen.event and (found := recorder.select_by_seq([chosen.event])):
        stream = found[0].stream
    if stream:
        return cast("list[Record]", list(recorder.select_events(stream)))
    return [] if chosen.event else list(chain.from_iterable(recorder.batches(READ_AT_ONCE)))


def chosen_among(read: Sequence[Record], decoded: Mapping[int, Recorded], chosen: Chosen) -> list[Record]:
    """What was chosen among the records that were read, with what strikes it through."""
    if chosen.what in ("account", "portfolio"):
        return list(read)
    first, last = chosen.first or date.min, chosen.last or date.max
    wanted = {
        each.seq
        for each in read
        if (each.seq == chosen.event if chosen.event else _within(decoded[each.seq], first, last))
    }
    return [
        each
        for each in read
        if each.seq in wanted or (isinstance(event := decoded[each.seq].event, Strike) and event.record in wanted)
    ]


def _within(recorded: Recorded, first: date, last: date) -> bool:
    """Whether something happened, for all that is known, on one of these days."""
    return recorded.event.on.first <= last and first <= recorded.event.on.last


def context_of(
    tracker: Tracker, about: Sequence[Record], decoded: Mapping[int, Recorded], secrets: Mapping[int, bytes]
) -> list[Record]:
    """What these records were judged by, and what made words in them forgotten.

    That is the history of the policy up to the last of them; and of the company's what is about the own systems that
    they name, and which keys of theirs were destroyed.
    """
    there, last = {each.seq for each in about}, about[-1].seq
    policy = [each for each in tracker.recorder.select_events(POLICY_MODEL.name) if cast("Record", each).seq <= last]
    company = cast("list[Record]", tracker.recorder.select_events(COMPANY.name))
    mentioned = {text for each in about for text in _texts(msgspec.json.decode(each.payload))}
    gone = set(keys_of(tracker.codec, (decoded[each.seq] for each in about))) - secrets.keys()

    def concerns(record: Record) -> bool:
        fields = msgspec.json.decode(record.payload)
        judged_by = record.seq <= last and fields.get("system_id") in mentioned
        return judged_by or not gone.isdisjoint(fields.get("keys", ()))

    found = [*cast("list[Record]", policy), *filter(concerns, company)]
    return [each for each in found if each.seq not in there]


def _texts(value: Any) -> Iterable[str]:
    """Every text in a payload."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def keys_of(codec: EventCodec, events: Iterable[Recorded]) -> list[int]:
    """The numbers of the keys that these events' words are sealed under."""
    return [
        said.key
        for each in events
        for field in codec.registry.of(each.event).words
        if isinstance(said := getattr(each.event, field), Sealed)
    ]
