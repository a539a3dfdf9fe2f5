"""Forgetting a person: what it would affect, doing it, and finding out whether it was done to the end.

The record comes first and the destruction after it, read off the record: whatever happens in between, doing it again
completes it. Looking for somebody reads the whole ledger and opens every word in it, so it takes time in proportion.
"""

from domain.forgetting.doing import NamesThePerson, complete, forget, forgotten_before, refuse_as_said
from domain.forgetting.finishing import Unfinished, destroyed_on_record, finish, unfinished
from domain.forgetting.looking import Affected, Concerned, InTheClear, TooShort, affected, further, meant

__all__ = [
    "Affected",
    "Concerned",
    "InTheClear",
    "NamesThePerson",
    "TooShort",
    "Unfinished",
    "affected",
    "complete",
    "destroyed_on_record",
    "finish",
    "forget",
    "forgotten_before",
    "further",
    "meant",
    "refuse_as_said",
    "unfinished",
]
