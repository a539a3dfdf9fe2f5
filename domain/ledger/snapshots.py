"""The snapshot recorder: states of streams, beside the log."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from domain.ledger.database import Database
from domain.ledger.recorder import as_integrity_errors, stream_query
from domain.ledger.schema import SNAPSHOTS


class SnapshotRecorder(AggregateRecorder):
    """Keeps snapshots; losing them costs time, nothing else."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:  # noqa: ARG002  # the library's signature
        rows = [(str(each.originator_id), each.originator_version, each.topic, each.state) for each in stored_events]
        with as_integrity_errors(), self.database.write(durable=False) as connection:
            self.database.insert(connection, SNAPSHOTS, rows)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        where, parameters = stream_query(str(originator_id), gt, lte, desc, limit)
        query = f"SELECT stream, version, topic, state FROM snapshots {where}"
        return [StoredEvent(*row) for row in self.database.look(query, parameters)]
