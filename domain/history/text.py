"""Words that a person wrote, kept so that they can be forgotten.

A command carries them as plain text. The ledger keeps only a sealed box under a key of its own; once that key is
destroyed the words are gone, while the record and its proof stand.
"""

import msgspec


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Encrypted words: the number of the key in the vault, and the box (AES-256-GCM ciphertext and tag)."""

    key: int
    box: bytes


Text = str | Sealed
"""Plain before it is recorded, sealed ever after."""
