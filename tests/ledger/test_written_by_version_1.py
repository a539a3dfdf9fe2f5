"""What the first version of the code wrote stays readable, word for word and hash for hash."""

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
from projections.replay import replayed
from projections.timeline import Timeline
from ui.bootstrap import Tieline

LINES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "ledger-1.jsonl").read_text(encoding="utf-8").splitlines()
]
EVENTS = [line for line in LINES if "event" in line]
NAMES = COLUMNS.split(", ")


def record(line: dict[str, Any]) -> Record:
    event = {**line["event"], "payload": line["event"]["payload"].encode()}
    return Record(*(event[name] for name in NAMES))


@pytest.fixture
def with_keys(tieline: Tieline) -> Tieline:
    """A Tieline whose vault has the keys of that ledger."""
    with tieline.keys.write() as connection:
        keys = [(line["key"], bytes.fromhex(line["secret"])) for line in LINES if "key" in line]
        tieline.keys.insert(connection, KEYS, keys)
    return tieline


def read(tieline: Tieline) -> list[Recorded]:
    return [tieline.tracker.codec.recorded(record(line)) for line in EVENTS]


KINDS = {
    "relationship-opened", "reclassified", "joint-plan-agreed", "joint-plan-carried-to-end", "joint-plan-closed-early",
    "showcase-started", "showcase-concluded", "milestone-planned", "milestone-reached", "system-link-went-live",
    "system-link-retired", "interaction-logged", "fact-observed",
}  # fmt: skip
"""What there was in that version."""


def test_every_kind_of_event_of_that_version_is_in_it_and_still_known() -> None:
    assert {line["event"]["type"] for line in EVENTS} == KINDS
    assert set(REGISTRY.by_name) >= KINDS


def test_every_leaf_hash_is_reproduced() -> None:
    for line in EVENTS:
        event = record(line)
        canonical = canonical_bytes(*(getattr(event, name) for name in NAMES))
        assert leaf_hash(canonical).hex() == line["event"]["leaf_hash"]


def test_every_event_says_what_it_said_then(with_keys: Tieline) -> None:
    for stream in {line["event"]["stream"] for line in EVENTS}:
        taken = [each for each in read(with_keys) if each.originator_id == stream]
        said = {shown.seq: shown.sentence for shown in replayed(with_keys.tracker.codec, stream, taken).events}
        assert said == {
            line["event"]["seq"]: line["says"] for line in EVENTS if line["event"]["stream"] == stream
        }  # fmt: skip


def test_the_states_and_views_are_what_they_were(with_keys: Tieline) -> None:
    taken = [each for each in read(with_keys) if each.originator_id == "relationship-harbour"]
    state = replayed(with_keys.tracker.codec, "relationship-harbour", taken).state
    assert state.account_class == "stable"
    assert (state.plans["p1"].carried, str(state.plans["p2"].closed)) == (True, "2023-06-01")
    assert (str(state.showcases["s1"].concluded), state.showcases["s1"].outcome) == ("2022", "stop")
    assert str(state.milestones["m1"].reached) == "2022-11"
    assert str(state.links["l1"].retired) == "2023-02-01"
    assert len(Timeline().rows(read(with_keys))["timeline_entry"]) == len(EVENTS)


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.name)
def test_every_view_takes_it(with_keys: Tieline, projection: Projection) -> None:
    rows = projection.rows(read(with_keys))
    assert set(rows) <= {table.name for table in projection.tables}
    for table in projection.tables:
        assert all(len(row) == len(table.columns) for row in rows.get(table.name, []))


def test_the_views_that_ask_of_plans_showcases_milestones_and_links_find_them(with_keys: Tieline) -> None:
    found = {name: rows for each in ALL for name, rows in each.rows(read(with_keys)).items()}
    told = {name for name, rows in found.items() if any(row[0] == "relationship-harbour" for row in rows)}
    assert {"timeline_entry", "portfolio_change", "migration_class", "plan_fact", "showcase_fact"} <= told
