"""An event together with its envelope: what happened, and what the ledger knows of its recording."""

import msgspec

from domain.history.event import Event
from domain.history.model import State

NEVER = 2**63 - 1
"""When a record is retracted that was not."""


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as it stands in a stream. Before it is appended, ``seq`` and ``recorded_at`` are 0."""

    originator_id: str
    originator_version: int
    event: Event
    seq: int = 0
    recorded_at: int = 0
    """UTC microseconds since 1970."""
    recorded_by: str = ""
    reported_by: str | None = None
    command_id: str = ""
    batch: str | None = None
    policy_version: int = 0
    retracted_at: int = NEVER
    """When it was retracted, as far as whoever reads it has looked; the record counts up to, not including, that."""
    retracted_by: int = 0
    """The record that retracted it."""


class Snapshot(msgspec.Struct, frozen=True):
    """A stream's state at a version, kept to load faster."""

    originator_id: str
    originator_version: int
    state: State

    @classmethod
    def take(cls, aggregate: State) -> "Snapshot":
        """The snapshot of a state as it is."""
        return cls(aggregate.id, aggregate.version, aggregate)
