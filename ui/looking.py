"""What is looked at: a day, and what was known on a day. The same two dates on every page, in every link."""

from datetime import date
from typing import NamedTuple

from projections.projection import FOREVER
from ui.format import day, end_of_day

AS_OF, KNOWN_ON = "as_of", "known_on"
"""What the two dates are called in an address."""


class Looking(NamedTuple):
    """The two dates that were chosen; None for now."""

    today: date
    as_of: date | None = None
    known_on: date | None = None

    @property
    def is_now(self) -> bool:
        """Whether nothing in the past was chosen."""
        return self.as_of is None and self.known_on is None

    @property
    def day(self) -> date:
        """The day looked at: what had happened by then is shown."""
        return self.as_of or self.today

    @property
    def known_at(self) -> int:
        """The instant, in microseconds since 1970, up to which what was recorded counts."""
        return end_of_day(self.known_on) if self.known_on else FOREVER

    @property
    def label(self) -> str:
        """The dates in a few words: "Now", "31 Dec 2024", "Now, as known on 3 Jan 2025"."""
        looked = day(self.as_of) if self.as_of else "Now"
        return f"{looked}, as known on {day(self.known_on)}" if self.known_on else looked

    @property
    def said(self) -> str:
        """The dates in a sentence for whoever might take this for now."""
        happened = f"what had happened by {day(self.as_of)}" if self.as_of else "what has happened up to today"
        known = f", as far as it was on record by the end of {day(self.known_on)}" if self.known_on else ""
        return f"You are looking at {happened}{known}."

    @property
    def query(self) -> dict[str, str]:
        """The dates as they stand in an address; nothing for now."""
        chosen = {AS_OF: self.as_of, KNOWN_ON: self.known_on}
        return {name: each.isoformat() for name, each in chosen.items() if each}
