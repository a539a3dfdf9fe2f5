"""All that goes into evidence of what was chosen, as data that is proven and as sentences that a person reads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import msgspec

from domain.codec import EventCodec
from domain.history.refusal import NoSuchRecord
from domain.history.retraction import STRIKES
from domain.ledger.evidence import FORMAT, Ground, b64
from domain.ledger.note import Note, PublicKey
from domain.ledger.record import Record
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy, Version
from domain.recorded import Recorded
from domain.tracker import Tracker
from projections.evidence.choosing import Chosen, chosen_among, context_of, keys_of, readings
from projections.people import named_in
from projections.portfolio import names_of_all
from projections.projection import FOREVER
from projections.records import RecordShown, shown, titles_of
from projections.state_hash import state_hash


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
    read = readings(tracker, chosen, upto)
    decoded = {each.seq: codec.recorded(each) for each in read}
    about = chosen_among(read, decoded, chosen)
    if not about:
        raise NoSuchRecord("Nothing is on record of what was asked for: choose another account, event or span of time.")
    secrets = codec.vault.secrets(keys_of(codec, (decoded[each.seq] for each in about)))
    context = [] if chosen.what == "portfolio" else context_of(tracker, about, decoded, secrets)
    context = [each for each in context if each.seq <= upto]
    decoded |= {each.seq: codec.recorded(each) for each in context}
    secrets |= codec.vault.secrets(keys_of(codec, (decoded[each.seq] for each in context)))
    every = sorted([*about, *context], key=lambda each: each.seq)
    told = _told(codec, every, decoded, frozenset(each.seq for each in context))
    accounts = _named(tracker, {each.stream for each in about}, chosen.known_at)
    people = codec.vault.names(person for each in every for person in named_in(codec, decoded[each.seq]))
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


def _told(
    codec: EventCodec, records: Sequence[Record], decoded: Mapping[int, Recorded], context: frozenset[int]
) -> list[Told]:
    """The records as a person reads them. Titles come from everything that was read."""
    titles = titles_of(decoded.values())
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


def _named(tracker: Tracker, streams: set[str], known_at: int | None) -> dict[str, str]:
    """What these histories are called."""
    called = names_of_all(tracker.database, FOREVER if known_at is None else known_at)
    return {each: called.get(each, each) for each in sorted(streams)}


def _policies(tracker: Tracker, records: Sequence[Record]) -> list[Version]:
    """The versions of the policy that these records were judged by."""
    used = {each.policy_version for each in records}
    policy = cast("Policy", tracker.load(POLICY_MODEL.name))
    return [each for each in policy.every_version if each.rules.version in used]
