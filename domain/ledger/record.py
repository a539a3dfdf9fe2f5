"""What the ledger takes and gives: envelopes, appends, receipts and records."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from eventsourcing.persistence import StoredEvent


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """Who recorded something, on whose word, in which batch and under which policy.

    ``recorded_by`` is the subject that is signed in, ``reported_by`` the id of a person in the vault.
    ``policy_version`` is 0 where no policy was asked.
    """

    recorded_by: str
    reported_by: str | None = None
    batch: str | None = None
    policy_version: int = 0


class Append(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The events of one command, written together with the command's id."""

    command_id: str
    fingerprint: bytes
    events: Sequence[StoredEvent]
    envelope: Envelope


class Receipt(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a command led to: the first and last ``seq``; both 0 where nothing had to be written.

    ``repeated`` marks the first answer given again.
    """

    command_id: str
    first_seq: int = 0
    last_seq: int = 0
    repeated: bool = False
    fingerprint: bytes = b""

    @property
    def count(self) -> int:
        """How many events the command wrote."""
        return self.last_seq - self.first_seq + 1 if self.first_seq else 0


class Record(msgspec.Struct, frozen=True, gc=False):
    """One row of the log as it was written."""

    seq: int
    stream: str
    version: int
    type: str
    schema: int
    recorded_at: int
    recorded_by: str
    reported_by: str | None
    command_id: str
    batch: str | None
    policy_version: int
    payload: bytes

    @property
    def id(self) -> int:
        """The library's name for ``seq``."""
        return self.seq

    @property
    def originator_id(self) -> str:
        """The library's name for ``stream``."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The library's name for ``version``."""
        return self.version

    @property
    def topic(self) -> str:
        """The library's name for type and schema."""
        return topic_of(self.type, self.schema)

    @property
    def state(self) -> bytes:
        """The library's name for ``payload``."""
        return self.payload


def topic_of(type_: str, schema: int) -> str:
    """The type and schema version as one word: "reclassified@1". Schema 0 means that none was given."""
    return f"{type_}@{schema}" if schema else type_


@lru_cache
def type_and_schema(topic: str) -> tuple[str, int]:
    """The reverse of ``topic_of``."""
    name, at, schema = topic.rpartition("@")
    return (name, int(schema)) if at and schema.isdigit() else (topic, 0)
