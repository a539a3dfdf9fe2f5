"""The four classes of account (Byrnes, "The Strategic CIO")."""

from typing import Literal

AccountClass = Literal["strategic", "integrated", "emerging", "stable"]
ACCOUNT_CLASSES: tuple[AccountClass, ...] = ("strategic", "integrated", "emerging", "stable")

RelationshipKind = Literal["account", "segment"]
"""A segment is a group of accounts: shown, but not counted as an account."""
RELATIONSHIP_KINDS: tuple[RelationshipKind, ...] = ("account", "segment")
