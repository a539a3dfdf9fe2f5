"""What every event of a relationship has in common."""

import msgspec

from domain.relationship.case import CaseRow
from domain.relationship.text import Text
from domain.relationship.when import When


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Something that happened to a relationship.

    ``on`` is the day or span it happened; when it was recorded is the ledger's to say. ``reason`` is why, in the
    recorder's or the source's words. ``observed`` marks history that happened, which today's policy does not judge;
    ``case`` the published fact behind it.
    """

    on: When
    reason: Text = ""
    observed: bool = False
    case: CaseRow | None = None

    @property
    def touches(self) -> frozenset[str]:
        """The things on record that this event changes, for telling two people's changes apart."""
        return frozenset()


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's intent: what to record, when it happened, and why."""

    on: When
    reason: str = ""

    @property
    def rests_on(self) -> frozenset[str]:
        """The things on record that this command assumes unchanged since its author looked."""
        return frozenset()
