"""What an answer is made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from domain.history.when import When
from projections.records import RecordShown
from projections.retracted import Retracted


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a status rests on, or rested on until it was struck through."""

    record: RecordShown
    retracted: Retracted | None = None


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value of the policy, by its key: "services.strategic.plan" is a horizon of months; None where there is none."""

    key: str
    value: Any


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What a status follows from, and the version of the policy that was in force."""

    sentence: str
    version: int
    since: When | None
    """When that version took effect; None for the first, which always was."""
    values: Sequence[Value] = ()
    """Those of its values that matter."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is so, why, and since when."""

    says: str
    """A sentence without dates; "" where the thing is to be told."""
    rule: Rule
    behind: Sequence[Behind]
    """In the order that things happened."""
    since: int = 0
    since_last: int = 0
    """The first and last day number of the span since which it is so; 0 where that is not told."""
    thing: Any = None
    """The thing on record that it is about, as its concept keeps it."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """A thing on record that can be asked about: a plan, a showcase, a milestone, a link."""

    concept: str
    id: str
    title: str


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: at least one statement."""

    relationship: str
    name: str
    status: str
    as_of: date
    known_at: int
    statements: Sequence[Statement]
