"""The canonical bytes of an event and its leaf hash, fixed since the first event (docs/ledger-format.md)."""

from functools import lru_cache
from hashlib import sha256
from struct import Struct

FORMAT = b"tieline-event-v1"

_NUMBERS = Struct(">QQIqI").pack
_LENGTH = Struct(">I").pack
_ABSENT = b"\xff\xff\xff\xff"


def canonical_bytes(
    seq: int,
    stream: str,
    version: int,
    type_: str,
    schema: int,
    recorded_at: int,
    recorded_by: str,
    reported_by: str | None,
    command_id: str,
    batch: str | None,
    policy_version: int,
    payload: bytes,
) -> bytes:
    """The whole envelope and payload as one unambiguous byte string.

    The format's name; the five numbers big-endian (seq and version of 8 bytes, schema of 4, recorded_at signed of 8,
    policy_version of 4); then each text in UTF-8 and the payload, each behind its length in 4 bytes. An absent text
    is the length 0xffffffff alone.
    """
    identity = command_id.encode()
    return b"".join(
        (
            FORMAT,
            _NUMBERS(seq, version, schema, recorded_at, policy_version),
            _behind_length(stream),
            _behind_length(type_),
            _behind_length(recorded_by),
            _behind_length(reported_by),
            _LENGTH(len(identity)),
            identity,
            _behind_length(batch),
            _LENGTH(len(payload)),
            payload,
        )
    )


@lru_cache(4096)
def _behind_length(text: str | None) -> bytes:
    """A text behind its length, kept at hand because most of them return from event to event."""
    if text is None:
        return _ABSENT
    encoded = text.encode()
    return _LENGTH(len(encoded)) + encoded


def leaf_hash(canonical: bytes) -> bytes:
    """The RFC 6962 leaf hash: SHA-256 over a zero byte and the canonical bytes."""
    return sha256(b"\x00" + canonical).digest()
