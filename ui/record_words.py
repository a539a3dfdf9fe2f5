"""The sentence of a record as a person reads it."""

from typing import TYPE_CHECKING

from ui.format import in_days

if TYPE_CHECKING:
    from projections.records import RecordShown


def record_words(record: "RecordShown") -> str:
    """What happened and why, with its dates as everywhere else; titles and what somebody wrote stay as they are."""
    return in_days(record.sentence, record.quoted)
