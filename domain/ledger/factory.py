"""Where the library asks for its parts, it gets the ledger's."""

from typing import NoReturn

from eventsourcing.persistence import InfrastructureFactory, NotSupportedError, TrackingRecorder
from eventsourcing.utils import Environment

from domain.ledger.database import Database
from domain.ledger.recorder import LedgerRecorder, Microseconds
from domain.ledger.snapshots import SnapshotRecorder


class LedgerFactory(InfrastructureFactory[TrackingRecorder]):
    """Hands out the recorders of one database. Tracking is the projection engine's, so none is given out here."""

    def __init__(self, env: Environment, database: Database, clock: Microseconds) -> None:
        super().__init__(env)
        self.database = database
        self.clock = clock

    def application_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.database, self.clock)

    def aggregate_recorder(self, purpose: str = "events") -> SnapshotRecorder:  # noqa: ARG002  # the library's signature
        return SnapshotRecorder(self.database)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> NoReturn:  # noqa: ARG002  # as above
        raise NotSupportedError("positions are kept by projections.engine")

    def process_recorder(self) -> NoReturn:
        raise NotSupportedError("positions are kept by projections.engine")
