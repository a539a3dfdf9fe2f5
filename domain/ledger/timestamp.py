"""Timestamps by somebody else (RFC 3161): they show that a checkpoint was there by a time, whatever its signer says.

The answer of a timestamping authority is kept beside the checkpoint as it came. Who the authority is, its certificate
shows; that is checked by whoever relies on it (docs/proof.md).
"""

from datetime import datetime
from hashlib import sha256
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import msgspec

from domain.ledger.proofs import CannotProve

SECONDS = 30
LARGEST = 1_000_000
"""More bytes than any answer has."""
SHA_256 = "2.16.840.1.101.3.4.2.1"


class Timestamp(msgspec.Struct, frozen=True, kw_only=True):
    """An authority's answer, and the time that it states."""

    raw: bytes
    at: datetime


def timestamped(said: bytes, url: str) -> Timestamp:
    """The answer of the authority at this address over SHA-256 of what is said. Raises CannotProve."""
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415  # an optional part
    except ImportError as error:
        raise CannotProve(
            "Timestamps need the package rfc3161-client, which is not installed: install Tieline with “[timestamp]”."
        ) from error
    if not url.lower().startswith(("http://", "https://")):
        raise CannotProve(f"“{url}” is no address of a timestamping authority: give one that begins with https://.")
    request = TimestampRequestBuilder().data(said).hash_algorithm(HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        asked = Request(url, request.as_bytes(), headers)  # noqa: S310  # its scheme is looked at above
        with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310  # as above
            raw = answer.read(LARGEST)
    except HTTPError as error:
        error.close()
        raise _none(url, f"{error.code} {error.reason}") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise _none(url, str(getattr(error, "reason", None) or error)) from error
    return _read(raw, said, url, request.nonce)


def read_timestamp(raw: bytes, said: bytes) -> Timestamp:
    """A kept answer over what is said. Raises CannotProve."""
    return _read(raw, said, "the file", None)


def _read(raw: bytes, said: bytes, source: str, nonce: int | None) -> Timestamp:
    from rfc3161_client import PKIStatus, decode_timestamp_response  # noqa: PLC0415  # as above

    try:
        answer = decode_timestamp_response(raw)
        if answer.status != PKIStatus.GRANTED:
            raise _none(source, "; ".join(answer.status_string) or "it refused")
        info = answer.tst_info
        imprint = info.message_imprint
        same = imprint.hash_algorithm.dotted_string == SHA_256 and bytes(imprint.message) == sha256(said).digest()
        if not same or (nonce is not None and info.nonce != nonce):
            raise _none(source, "the answer is over something else")
        return Timestamp(raw=raw, at=info.gen_time)
    except ValueError as error:
        raise _none(source, "the answer is no timestamp") from error


def _none(source: str, why: str) -> CannotProve:
    return CannotProve(
        f"No timestamp was got from {source} ({why.strip().rstrip('.')}): try again, or another authority."
    )
