"""The canonical bytes and leaf hash of docs/ledger-format.md, by the vectors printed there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from domain.ledger.canonical import canonical_bytes, leaf_hash

DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger-format.md"
VECTORS: list[dict[str, Any]] = json.loads(
    re.search(r"```json\n(\[.*?\])\n```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[1]  # type: ignore[index]  # there is one
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_the_documented_vectors_are_reproduced(vector: dict[str, Any]) -> None:
    envelope = dict(vector["event"])
    payload = bytes.fromhex(envelope.pop("payload"))
    canonical = canonical_bytes(
        **{"type_" if key == "type" else key: envelope[key] for key in envelope}, payload=payload
    )
    assert canonical.hex() == vector["canonical"]
    assert leaf_hash(canonical).hex() == vector["leaf_hash"]


def test_moving_a_character_from_one_field_to_the_next_changes_the_bytes() -> None:
    one = canonical_bytes(1, "ab", 1, "c", 1, 0, "x", None, "i", None, 1, b"")
    other = canonical_bytes(1, "a", 1, "bc", 1, 0, "x", None, "i", None, 1, b"")
    assert one != other


def test_an_absent_text_differs_from_an_empty_one() -> None:
    absent = canonical_bytes(1, "a", 1, "c", 1, 0, "x", None, "i", None, 1, b"")
    empty = canonical_bytes(1, "a", 1, "c", 1, 0, "x", "", "i", None, 1, b"")
    assert absent != empty
