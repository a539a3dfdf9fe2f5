"""Destroying what is on record as forgotten, and finding out whether all of it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import msgspec

from domain.company.forgetting import PersonForgotten
from domain.company.model import COMPANY
from domain.ledger.destroying import Destroyed, destroy, destroyed, erase, erasure_due, still_there
from domain.ledger.record import Record
from domain.models import REGISTRY

if TYPE_CHECKING:
    from domain.tracker import Tracker

STORED_AS = REGISTRY.by_event[PersonForgotten].name


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """What is not as a forgetting leaves it; ``finish`` and the next forgetting put it right."""

    not_destroyed: Destroyed
    """Forgotten on record, but the vault has them still or again."""
    not_on_record: Destroyed
    """Destroyed in the vault, but no record says so: the ledger is an older one."""
    erasure_due: bool
    """Deleted, but perhaps still in the vault's files."""

    def __bool__(self) -> bool:
        return bool(self.not_destroyed or self.not_on_record or self.erasure_due)


def finish(tracker: "Tracker") -> bool:
    """Destroy what is on record as forgotten and still there, and erase it from the vault's files.

    False where somebody reading the vault kept its files from being erased; doing it again does.
    """
    vault = tracker.vault.database
    if left := still_there(vault, destroyed_on_record(tracker)):
        destroy(vault, left)
    return erase(vault)


def unfinished(tracker: "Tracker") -> Unfinished:
    """What is not as a forgetting leaves it. Reads the company's own history and the vault."""
    vault, on_record = tracker.vault.database, destroyed_on_record(tracker)
    return Unfinished(
        not_destroyed=still_there(vault, on_record),
        not_on_record=destroyed(vault) - on_record,
        erasure_due=erasure_due(vault),
    )


def destroyed_on_record(tracker: "Tracker") -> Destroyed:
    """Everything that the ledger says was destroyed. Reads the company's own history only."""
    records = cast("Sequence[Record]", tracker.recorder.select_events(COMPANY.name))
    events = [tracker.codec.recorded(each).event for each in records if each.type == STORED_AS]
    return Destroyed(
        keys=frozenset(key for each in events if isinstance(each, PersonForgotten) for key in each.keys),
        people=frozenset(person for each in events if isinstance(each, PersonForgotten) for person in each.people),
    )


def known_destroyed(tracker: "Tracker") -> Destroyed:
    """Everything that the ledger or the vault says was destroyed."""
    return destroyed_on_record(tracker) | destroyed(tracker.vault.database)
