"""A record for a machine."""

from typing import TYPE_CHECKING, Any

import msgspec

from ui.format import iso_instant

if TYPE_CHECKING:
    from projections.records import RecordShown


def record_data(record: "RecordShown") -> dict[str, Any]:
    """What a timeline says of a record, with its time of recording as text."""
    told = msgspec.structs.asdict(record)
    del told["quoted"]
    return {**told, "recorded_at": iso_instant(record.recorded_at)}
