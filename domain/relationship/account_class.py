"""The four classes of account (Byrnes, "The Strategic CIO"), and the kinds of relationship."""

from typing import Literal

AccountClass = Literal["strategic", "integrated", "emerging", "stable"]
ACCOUNT_CLASSES: tuple[AccountClass, ...] = ("strategic", "integrated", "emerging", "stable")

RelationshipKind = Literal["account", "channel partner", "internal", "segment"]
"""Internal: between a line of business and its information systems people (Henderson). A segment is a group of
accounts: shown, but not counted as an account."""
RELATIONSHIP_KINDS: tuple[RelationshipKind, ...] = ("account", "channel partner", "internal", "segment")

KIND_NAMES: dict[RelationshipKind, str] = {
    "account": "account",
    "channel partner": "channel partner",
    "internal": "internal line–IS",
    "segment": "segment",
}
"""What a kind is called where people read it."""

IN_A_SENTENCE: dict[RelationshipKind, str] = {
    "account": "an account",
    "channel partner": "a channel partner",
    "internal": "an internal line–IS relationship",
    "segment": "a segment",
}
"""A relationship of the kind, in a sentence."""

CLASSED_KINDS: tuple[RelationshipKind, ...] = ("account", "segment")
"""The kinds that belong to one of the four classes; the others are no customers."""
