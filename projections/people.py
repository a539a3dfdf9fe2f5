"""Who is on record, and how many records name them? Read off the ledger, in time proportional to it."""

import msgspec

from domain.codec import FORGOTTEN, EventCodec
from domain.ledger.audit import Progress
from domain.recorded import Recorded
from domain.tracker import Tracker

READ_AT_ONCE = 5000


class PersonOnRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom a field of a record names, or who told it; not those who are only mentioned in words."""

    id: str
    name: str
    """“[forgotten]” where it was."""
    records: int
    accounts: int
    """In how many histories."""


def people(tracker: Tracker, progress: Progress = lambda _done, _total: None) -> list[PersonOnRecord]:
    """Everybody by name, those forgotten last. ``progress`` is told how many of how many events are read."""
    names, codec = tracker.vault.everyone(), tracker.codec
    found: dict[str, list[str]] = {person: [] for person in names}
    head = tracker.recorder.head()[0]
    for records in tracker.recorder.batches(READ_AT_ONCE, upto=head):
        for recorded in map(codec.recorded, records):
            for person in named_in(codec, recorded):
                found.setdefault(person, []).append(recorded.originator_id)
        progress(records[-1].seq, head)
    listed = [
        PersonOnRecord(id=each, name=names.get(each, FORGOTTEN), records=len(streams), accounts=len(set(streams)))
        for each, streams in found.items()
    ]
    return sorted(listed, key=lambda each: (each.name == FORGOTTEN, each.name.casefold(), each.id))


def named_in(codec: EventCodec, recorded: Recorded) -> set[str]:
    """The ids of the people whom the fields of a record name, and of who told it."""
    fields = codec.registry.of(recorded.event).people
    return {each for each in (recorded.reported_by, *(getattr(recorded.event, field) for field in fields)) if each}
