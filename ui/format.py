"""The one place that writes dates and times for a person."""

from datetime import UTC, date, datetime

from domain.relationship.when import When


def day(when: date) -> str:
    """A day: "12 Mar 1997"."""
    return f"{when.day} {when:%b %Y}"


def happened(when: When) -> str:
    """When something happened, as precisely as known: "12 Mar 1997", "Mar 1997", "Q1 1997" or "1997"."""
    if when.precision == "day":
        return day(when.first)
    if when.precision == "month":
        return f"{when.first:%b %Y}"
    if when.precision == "quarter":
        return f"Q{(when.first.month + 2) // 3} {when.first.year}"
    return str(when.first.year)


def instant(microseconds: int) -> str:
    """A time of recording in UTC: "22 Nov 2026, 09:14 UTC"."""
    at = datetime.fromtimestamp(microseconds / 1_000_000, UTC)
    return f"{day(at.date())}, {at:%H:%M} UTC"


def iso_instant(microseconds: int) -> str:
    """A time of recording for a machine, to the microsecond: "2026-11-22T09:14:05.000123Z"."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:06d}Z"
