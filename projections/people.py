"""Who is on record, and how many records name them? Read off the ledger, in time proportional to it."""

from collections.abc import Callable

import msgspec

from domain.codec import FORGOTTEN
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


def people(tracker: Tracker, progress: Callable[[int, int], None] = lambda _done, _total: None) -> list[PersonOnRecord]:
    """Everybody by name, those forgotten last. ``progress`` is told how many of how many events are read."""
    names, codec = tracker.vault.everyone(), tracker.codec
    found: dict[str, list[str]] = {person: [] for person in names}
    position, head = 0, tracker.recorder.head()[0]
    while position < head and (records := tracker.recorder.select_records(position, READ_AT_ONCE, head)):
        for recorded in map(codec.recorded, records):
            fields = codec.registry.of(recorded.event).people
            named = {recorded.reported_by, *(getattr(recorded.event, each) for each in fields)}
            for person in filter(None, named):
                found.setdefault(person, []).append(recorded.originator_id)
        position = records[-1].seq
        progress(position, head)
    listed = [
        PersonOnRecord(id=each, name=names.get(each, FORGOTTEN), records=len(streams), accounts=len(set(streams)))
        for each, streams in found.items()
    ]
    return sorted(listed, key=lambda each: (each.name == FORGOTTEN, each.name.casefold(), each.id))
