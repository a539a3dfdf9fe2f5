"""Between events and bytes: a closed registry of what may be read, and people's words sealed as they are written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from msgspec.structs import replace

from domain.history.concept import EventKind
from domain.history.event import Event
from domain.history.registry import Registry
from domain.history.text import Sealed
from domain.ledger.record import Record, topic_of, type_and_schema
from domain.ledger.vault import Vault, seal
from domain.models import REGISTRY, model_of
from domain.recorded import Recorded, Snapshot

FORGOTTEN = "[forgotten]"
"""What is shown in place of words whose key was destroyed."""

SNAPSHOT = "relationship-state"
SNAPSHOT_SCHEMA = 5
"""Raise when a state or how it evolves changes: older snapshots are then passed over."""

_encode = msgspec.json.Encoder().encode


class UnreadableEvent(Exception):
    """A stored event that this version of the code cannot take; it is never skipped or guessed at."""


class EventCodec(Mapper[str]):
    """The library's mapper over the registry: no stored name can make it import anything."""

    def __init__(self, vault: Vault, registry: Registry = REGISTRY) -> None:
        super().__init__(JSONTranscoder())
        self.vault = vault
        self.registry = registry
        self._topics = {event: topic_of(kind.name, kind.schema) for event, kind in registry.by_event.items()}
        self._decode: Mapping[tuple[str, int], Callable[[bytes], Event]] = {
            (name, kind.schema): msgspec.json.Decoder(kind.event).decode for name, kind in registry.by_name.items()
        }

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        if isinstance(domain_event, Snapshot):
            topic, state = topic_of(SNAPSHOT, SNAPSHOT_SCHEMA), _encode(domain_event.state)
        else:
            recorded = cast("Recorded", domain_event)
            event = recorded.event
            topic, state = self._topics[type(event)], _encode(self.sealed(event, self.registry.of(event)))
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, topic, state)

    def stored(self, stream: str, version: int, events: Iterable[Event]) -> list[StoredEvent]:
        """The events of a stream that come after this version, as they are stored."""
        return [
            self.to_stored_event(cast("DomainEventProtocol[str]", Recorded(stream, version + number, event)))
            for number, event in enumerate(events, 1)
        ]

    def sealed(self, event: Event, kind: EventKind) -> Event:
        """The event with its words sealed under one fresh key; unchanged where it has none."""
        words = {field: said for field in kind.words if (said := getattr(event, field)) and isinstance(said, str)}
        if not words:
            return event
        number, secret = self.vault.key()
        return replace(event, **{field: Sealed(number, seal(secret, said)) for field, said in words.items()})

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        if isinstance(stored_event, Record):
            return cast("DomainEventProtocol[str]", self.recorded(stored_event))
        type_, schema = type_and_schema(stored_event.topic)
        if (type_, schema) != (SNAPSHOT, SNAPSHOT_SCHEMA):
            raise UnreadableEvent(f"“{stored_event.topic}” is not a snapshot that this version of Tieline knows.")
        stream = str(stored_event.originator_id)
        state = msgspec.json.decode(stored_event.state, type=model_of(stream).state)
        taken = Snapshot(stream, stored_event.originator_version, state)
        return cast("DomainEventProtocol[str]", taken)

    def recorded(self, record: Record) -> Recorded:
        """The event of a record. Raises UnreadableEvent."""
        try:
            decode = self._decode.get((record.type, record.schema))
            event = decode(record.payload) if decode else self._decode_older(record)
        except msgspec.MsgspecError as error:
            raise UnreadableEvent(f"Event {record.seq} ({record.type}) cannot be read: {error}.") from error
        return Recorded(
            record.stream,
            record.version,
            event,
            record.seq,
            record.recorded_at,
            record.recorded_by,
            record.reported_by,
            record.command_id,
            record.batch,
            record.policy_version,
        )

    def words(self, events: Iterable[Event]) -> list[dict[str, str]]:
        """The words and the names of people in each event by field, opened in one look; forgotten ones say so."""
        events = list(events)
        found: list[dict[str, str]] = []
        boxes: list[tuple[int, bytes]] = []
        places: list[tuple[dict[str, str], str]] = []
        for event in events:
            words: dict[str, str] = {}
            for field in self.registry.of(event).words:
                said = getattr(event, field)
                if isinstance(said, Sealed):
                    boxes.append((said.key, said.box))
                    places.append((words, field))
                else:
                    words[field] = said
            found.append(words)
        for (words, field), said in zip(places, self.vault.open_all(boxes) if boxes else [], strict=True):
            words[field] = FORGOTTEN if said is None else said
        self._name_people(events, found)
        return found

    def _name_people(self, events: Sequence[Event], found: Sequence[dict[str, str]]) -> None:
        """Put the names of the people in each event beside its words."""
        mentioned = [
            (words, field, person)
            for event, words in zip(events, found, strict=True)
            for field in self.registry.of(event).people
            if (person := getattr(event, field))
        ]
        names = self.vault.names(person for _, _, person in mentioned) if mentioned else {}
        for words, field, person in mentioned:
            words[field] = names.get(person, FORGOTTEN)

    def _decode_older(self, record: Record) -> Event:
        """The event of a record with another schema version than the present one. Raises UnreadableEvent."""
        kind = self.registry.by_name.get(record.type)
        if kind is None:
            raise UnreadableEvent(
                f"Event {record.seq} is of type “{record.type}”, which this version of Tieline does not know: upgrade it."
            )
        if not 1 <= record.schema < kind.schema:
            raise UnreadableEvent(
                f"Event {record.seq} ({record.type}) has schema version {record.schema}; this version of Tieline reads "
                f"1 to {kind.schema}: upgrade it."
            )
        fields: dict[str, Any] = msgspec.json.decode(record.payload)
        for upcaster in kind.upcasters[record.schema - 1 :]:
            fields = upcaster(fields)
        return msgspec.convert(fields, kind.event)
