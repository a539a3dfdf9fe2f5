"""What is on record of an account, the whole portfolio, one event or a span of time, chosen and told for evidence?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, cast

import msgspec

from domain.codec import EventCodec
from domain.company.model import COMPANY
from domain.history.refusal import NoSuchRecord
from domain.history.retraction import STRIKES, Strike
from domain.history.sentence import title_of
from domain.history.text import Sealed
from domain.ledger.evidence import FORMAT, Ground, b64
from domain.ledger.note import Note, PublicKey
from domain.ledger.record import Record
from domain.models import model_of
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy, Version
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.tracker import Tracker
from projections.portfolio import names
from projections.projection import FOREVER
from projections.records import RecordShown, shown
from projections.state_hash import state_hash

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


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A record in the file, and as a person reads it. ``struck_by`` is the number of the record that struck it, or 0."""

    record: Record
    shown: RecordShown
    context: bool
    struck_by: int


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that goes into a file."""

    chosen: Chosen
    note: Note
    stamped: datetime | None
    """When a timestamping authority says that the checkpoint was there by."""
    told: Sequence[Told]
    """In the order recorded; those that others were judged by are among them."""
    accounts: Mapping[str, str]
    people: Mapping[str, str]
    policies: Sequence[Version]
    state: str
    data: Mapping[str, Any]

    @property
    def about(self) -> Sequence[Told]:
        """What was chosen, without what it was judged by."""
        return [each for each in self.told if not each.context]


def gather(tracker: Tracker, ground: Ground, key: PublicKey, chosen: Chosen, *, by: str, at: int) -> Evidence:
    """The evidence of what was chosen, up to the checkpoint. ``by`` makes it, ``at`` a time (UTC microseconds).

    Raises NoSuchRecord where nothing is on record of it, and CannotProve where the ledger is not as the checkpoint says.
    """
    upto, codec = ground.note.size, tracker.codec
    read = [each for each in _read(tracker, chosen) if each.seq <= upto and _known(each, chosen.known_at)]
    decoded = {each.seq: codec.recorded(each) for each in read}
    about = _chosen(read, decoded, chosen)
    if not about:
        raise NoSuchRecord("Nothing is on record of what was asked for: choose another account, event or span of time.")
    secrets = codec.vault.secrets(_keys_of(codec, (decoded[each.seq] for each in about)))
    context = [] if chosen.what == "portfolio" else _context(tracker, about, decoded, secrets)
    context = [each for each in context if each.seq <= upto]
    decoded |= {each.seq: codec.recorded(each) for each in context}
    secrets |= codec.vault.secrets(_keys_of(codec, (decoded[each.seq] for each in context)))
    every = sorted([*about, *context], key=lambda each: each.seq)
    told = _told(codec, every, decoded, frozenset(each.seq for each in context))
    accounts = _named(tracker, {each.stream for each in about}, chosen.known_at)
    people = codec.vault.names(_people(codec, (decoded[each.seq] for each in every)))
    state = state_hash(about, chosen.as_of)
    whole = chosen.what == "portfolio"
    data = {
        "format": FORMAT,
        "key": str(key),
        "made_at": at,
        "made_by": by,
        "chosen": chosen.as_data(),
        "checkpoint": str(ground.note),
        "timestamp": b64(ground.timestamp.raw) if ground.timestamp else None,
        "prefix": ground.prefix(every) if whole else None,
        "events": [ground.event(each.record, context=each.context, proven=not whole) for each in told],
        "secrets": {str(number): b64(secret) for number, secret in secrets.items()},
        "state": state,
        "accounts": accounts,
        "people": people,
        "sentences": {str(each.record.seq): each.shown.sentence for each in told},
    }
    return Evidence(
        chosen=chosen,
        note=ground.note,
        stamped=ground.timestamp.at if ground.timestamp else None,
        told=told,
        accounts=accounts,
        people=people,
        policies=_policies(tracker, every),
        state=state,
        data=data,
    )


# Choosing.


def _read(tracker: Tracker, chosen: Chosen) -> list[Record]:
    """Every record that what was chosen is among: those of its account, or all."""
    recorder, stream = tracker.recorder, chosen.stream
    if chosen.event and (found := recorder.select_by_seq([chosen.event])):
        stream = found[0].stream
    if stream:
        return cast("list[Record]", list(recorder.select_events(stream)))
    read: list[Record] = []
    while not chosen.event and (some := recorder.select_records(read[-1].seq if read else 0, READ_AT_ONCE)):
        read += some
    return read


def _known(record: Record, known_at: int | None) -> bool:
    return record.recorded_at <= (FOREVER if known_at is None else known_at)


def _chosen(read: Sequence[Record], decoded: Mapping[int, Recorded], chosen: Chosen) -> list[Record]:
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


def _context(
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
    gone = set(_keys_of(tracker.codec, (decoded[each.seq] for each in about))) - secrets.keys()

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


# Telling.


def _told(
    codec: EventCodec, records: Sequence[Record], decoded: Mapping[int, Recorded], context: frozenset[int]
) -> list[Told]:
    """The records as a person reads them. Titles come from everything that was read."""
    titles = dict(found for each in decoded.values() if (found := title_of(each.event)))
    strikes = {
        decoded[each.seq].event.record: each.seq  # type: ignore[attr-defined]  # what strikes names a record
        for each in records
        if each.type in STRIKES
    }
    as_shown = shown(codec, [decoded[each.seq] for each in records], titles)
    return [
        Told(record=record, shown=each, context=record.seq in context, struck_by=strikes.get(record.seq, 0))
        for record, each in zip(records, as_shown, strict=True)
    ]


def _keys_of(codec: EventCodec, events: Iterable[Recorded]) -> list[int]:
    """The numbers of the keys that these events' words are sealed under."""
    return [
        said.key
        for each in events
        for field in codec.registry.of(each.event).words
        if isinstance(said := getattr(each.event, field), Sealed)
    ]


def _people(codec: EventCodec, events: Iterable[Recorded]) -> set[str]:
    """The ids of the people in these events and of those who told them."""
    found: set[str] = set()
    for each in events:
        found |= {each.reported_by} if each.reported_by else set()
        found |= {person for field in codec.registry.of(each.event).people if (person := getattr(each.event, field))}
    return found


def _named(tracker: Tracker, streams: set[str], known_at: int | None) -> dict[str, str]:
    """What these relationships are called."""
    found = names(tracker.database, FOREVER if known_at is None else known_at)
    called = dict(zip(found["relationship"], found["name"], strict=True))
    return {
        each: str(called.get(each, each if model_of(each) is RELATIONSHIP else f"The {model_of(each).name}"))
        for each in sorted(streams)
    }


def _policies(tracker: Tracker, records: Sequence[Record]) -> list[Version]:
    """The versions of the policy that these records were judged by."""
    used = {each.policy_version for each in records}
    policy = cast("Policy", tracker.load(POLICY_MODEL.name))
    return [each for each in policy.every_version if each.rules.version in used]
