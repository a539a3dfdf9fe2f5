"""What a projection takes of a batch: the rows, up to the first event that it cannot take."""

from collections.abc import Mapping, Sequence

import msgspec

from domain.codec import EventCodec
from domain.ledger.database import Row
from domain.ledger.record import Record
from domain.recorded import Recorded
from projections.projection import Projection
from projections.striking import strikes_among


class Taken(msgspec.Struct, frozen=True):
    """The rows of a batch, the ``seq`` up to which they are complete, and why they go no further."""

    rows: Mapping[str, list[Row]]
    reached: int
    error: str = ""
    strikes: Sequence[Row] = ()
    """Of the records that the batch strikes through: when, by which event, and which they are."""


class Taker:
    """Reads the events of a batch once, and lets projections take them."""

    def __init__(self, codec: EventCodec) -> None:
        self.codec = codec

    def decoded(self, records: Sequence[Record]) -> list[Recorded] | None:
        """The events of a batch, or None where one of them cannot be read: each projection then stops before it."""
        try:
            return [self.codec.recorded(record) for record in records]
        except Exception:  # noqa: BLE001  # whatever it is, it is found event by event below
            return None

    def take(
        self, projection: Projection, position: int, records: Sequence[Record], decoded: Sequence[Recorded] | None
    ) -> Taken:
        """What a projection that stands at ``position`` takes of a batch, whose events are ``decoded`` where all can be."""
        if decoded is None:
            return self._up_to_poison(projection, position, records)
        try:
            rows = projection.rows(decoded)
        except Exception:  # noqa: BLE001  # as above
            return self._up_to_poison(projection, position, records)
        return Taken(rows, records[-1].seq, strikes=strikes_among(decoded))

    def _up_to_poison(self, projection: Projection, position: int, records: Sequence[Record]) -> Taken:
        """What the projection takes up to the first event that it cannot, and why it cannot."""
        good: list[Recorded] = []
        for record in records:
            try:
                recorded = self.codec.recorded(record)
                projection.rows([recorded])
            except Exception as error:  # noqa: BLE001  # the projection stops here and says so, whatever the reason
                reached = good[-1].seq if good else position
                return Taken(projection.rows(good), reached, stopped_at(record, error), strikes_among(good))
            good.append(recorded)
        return Taken(projection.rows(good), records[-1].seq, strikes=strikes_among(good))


def stopped_at(record: Record, error: Exception) -> str:
    """What is said of a projection that goes no further."""
    return f"stopped at event {record.seq} ({record.type}): {type(error).__name__}: {error}"
