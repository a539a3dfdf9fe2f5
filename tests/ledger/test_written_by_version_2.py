"""What was written when the whole field could be recorded stays readable, word for word and hash for hash."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.record import Record
from domain.ledger.recorder import COLUMNS
from domain.ledger.schema import KEYS
from domain.models import REGISTRY
from domain.recorded import Recorded
from projections.catalogue import ALL
from projections.projection import Projection
from projections.records import shown
from ui.bootstrap import Tieline

LINES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "ledger-2.jsonl").read_text(encoding="utf-8").splitlines()
]
EVENTS = [line for line in LINES if "event" in line]
TITLES = {line["stream"]: line["titles"] for line in LINES if "stream" in line}
NAMES = COLUMNS.split(", ")
LATER = {"responsibility"}
"""The views of what is recorded only since then."""


def record(line: dict[str, Any]) -> Record:
    event = {**line["event"], "payload": line["event"]["payload"].encode()}
    return Record(*(event[name] for name in NAMES))


@pytest.fixture
def with_keys(sqlite_tieline: Tieline) -> Tieline:
    """A Tieline whose vault has the keys and the people of that ledger."""
    keys = sqlite_tieline.keys
    with keys.write() as connection:
        keys.insert(connection, KEYS, [(each["key"], bytes.fromhex(each["secret"])) for each in LINES if "key" in each])
        for each in LINES:
            if "person" in each:
                values = (each["person"], each["name"])
                keys.run(connection, "INSERT INTO people (id, name) VALUES (?, ?)", values)
    return sqlite_tieline


def read(tieline: Tieline) -> list[Recorded]:
    return [tieline.tracker.codec.recorded(record(line)) for line in EVENTS]


def test_it_has_every_kind_of_event_that_there_was_and_all_are_still_known() -> None:
    kinds = {line["event"]["type"] for line in EVENTS}
    assert len(kinds) == 71
    assert kinds <= set(REGISTRY.by_name)


def test_every_leaf_hash_is_reproduced() -> None:
    for line in EVENTS:
        event = record(line)
        canonical = canonical_bytes(*(getattr(event, name) for name in NAMES))
        assert leaf_hash(canonical).hex() == line["event"]["leaf_hash"]


def test_every_event_says_what_it_said_then(with_keys: Tieline) -> None:
    for line, recorded in zip(EVENTS, read(with_keys), strict=True):
        (said,) = shown(with_keys.tracker.codec, [recorded], TITLES[recorded.originator_id])
        assert said.sentence == line["says"]


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.name)
def test_every_view_takes_it(with_keys: Tieline, projection: Projection) -> None:
    rows = projection.rows(read(with_keys))
    assert any(rows.values()) or projection.name in LATER
    for table in projection.tables:
        assert all(len(row) == len(table.columns) for row in rows.get(table.name, []))
