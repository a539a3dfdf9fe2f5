"""Exports of a whole ledger: every byte arrives in either database, and nothing that was changed on the way is taken."""

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from domain.ledger.database import Database, sqlite_url
from domain.ledger.guards import guard_findings
from domain.ledger.keeping.filling import fill
from domain.ledger.keeping.jsonl import jsonl_opened
from domain.ledger.keeping.moving import export_ledger, import_ledger
from domain.ledger.keeping.vaults import last_key
from domain.ledger.keeping.whole import CannotKeep
from domain.ledger.migrate import migrate
from tests.conftest import Clock
from tests.ledger.kept import Ledger
from tests.ledger.tampering import Attacker
from ui.settings import Settings

NAMES = ["ledger.jsonl", "ledger.jsonl.gz", "ledger.parquet"]
Opened = Callable[[str], Ledger]


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Opened]:
    """Open a ledger by a name: on PostgreSQL where the name says so; all with one vault."""
    ledgers: list[Ledger] = []

    def open_(name: str) -> Ledger:
        address = (
            request.getfixturevalue("postgresql_database")
            if name == "postgresql"
            else f"sqlite+pysqlite:///{tmp_path}/{name}.db"
        )
        ledgers.append(Ledger(address, tmp_path / "keys.db", clock))
        return ledgers[-1]

    yield open_
    for each in ledgers:
        each.close()


@pytest.fixture
def ledger(settings: Settings, opened: Opened) -> Ledger:
    """A ledger with everything in it, once on each database."""
    ledger = opened("postgresql" if settings.database_url else "sqlite")
    ledger.log_everything()
    return ledger


@pytest.fixture
def sqlite_ledger(opened: Opened) -> Ledger:
    ledger = opened("sqlite")
    ledger.log_everything()
    return ledger


@pytest.mark.parametrize("name", NAMES)
def test_every_byte_goes_from_one_database_to_the_other_and_back_under_the_same_root(
    opened: Opened, tmp_path: Path, name: str
) -> None:
    there, between, back = opened("there"), opened("postgresql"), opened("back")
    there.log_everything()
    out, home = tmp_path / f"out-{name}", tmp_path / f"home-{name}"
    said = export_ledger(there.database, out)
    assert import_ledger(between.database, between.keys, out) == said
    export_ledger(between.database, home)
    import_ledger(back.database, back.keys, home)
    assert (said.events, said.commands, said.root) == (37, 5, there.recorder.tree().root())
    for each in (between, back):
        assert each.stated == there.stated
        assert each.rows() == there.rows()
        assert each.recorder.head() == there.recorder.head()
        assert each.findings() == []
        assert guard_findings(each.database) == []
    if name != "ledger.parquet":
        assert out.read_bytes() == home.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_ledger_is_moved_as_one(opened: Opened, tmp_path: Path, name: str) -> None:
    there, here = opened("there"), opened("here")
    export_ledger(there.database, tmp_path / name)
    assert import_ledger(here.database, here.keys, tmp_path / name).events == 0
    here.log_everything()
    assert here.findings() == []


def test_after_an_import_recording_goes_on_and_a_repeated_command_has_its_first_answer(
    ledger: Ledger, opened: Opened, tmp_path: Path
) -> None:
    export_ledger(ledger.database, tmp_path / "l.jsonl")
    here = opened("here")
    import_ledger(here.database, here.keys, tmp_path / "l.jsonl")
    first = here.recorder.receipts(["a-1", "nothing-to-do"])
    assert (first["a-1"].first_seq, first["a-1"].last_seq, first["a-1"].fingerprint) == (1, 6, b"a-1")
    assert (first["nothing-to-do"].count, first["nothing-to-do"].fingerprint) == (0, b"\x00\xff")
    here.log("b")
    assert here.recorder.head()[0] == 38
    assert here.findings() == []


def test_a_key_that_the_ledger_has_used_is_not_given_again(
    sqlite_ledger: Ledger, opened: Opened, tmp_path: Path
) -> None:
    export_ledger(sqlite_ledger.database, tmp_path / "l.jsonl")
    here = opened("here")
    assert last_key(here.keys) == 0
    import_ledger(here.database, here.keys, tmp_path / "l.jsonl")
    assert last_key(here.keys) == 7


def test_what_is_recorded_during_an_export_is_not_half_in_it(ledger: Ledger, opened: Opened, tmp_path: Path) -> None:
    recorded = []

    def meanwhile(_done: int, _total: int) -> None:
        ledger.log("meanwhile")
        recorded.append(1)

    said = export_ledger(ledger.database, tmp_path / "l.jsonl", progress=meanwhile)
    assert recorded
    assert (said.events, ledger.stated.events) == (37, 37 + len(recorded))
    here = opened("here")
    assert import_ledger(here.database, here.keys, tmp_path / "l.jsonl").root == said.root


def test_a_ledger_that_is_not_empty_takes_no_import(ledger: Ledger, opened: Opened, tmp_path: Path) -> None:
    export_ledger(ledger.database, tmp_path / "l.jsonl")
    here = opened("here")
    here.recorder.remember("c", b"")
    for each in (ledger, here):
        with pytest.raises(CannotKeep, match="only into an empty one"):
            import_ledger(each.database, each.keys, tmp_path / "l.jsonl")


def test_a_ledger_whose_keys_are_elsewhere_is_not_imported(sqlite_ledger: Ledger, tmp_path: Path, clock: Clock) -> None:
    export_ledger(sqlite_ledger.database, tmp_path / "l.jsonl")
    other = Ledger(f"sqlite+pysqlite:///{tmp_path}/other.db", tmp_path / "other-keys.db", clock)
    with pytest.raises(CannotKeep, match="tieline vault restore"):
        import_ledger(other.database, other.keys, tmp_path / "l.jsonl")
    other.close()


def test_a_ledger_that_was_tampered_with_is_not_exported(ledger: Ledger, tmp_path: Path) -> None:
    Attacker(ledger.database).change(2, "recorded_by", "local:mallory")
    with pytest.raises(CannotKeep, match="event 2 is not as it was recorded"):
        export_ledger(ledger.database, tmp_path / "l.jsonl")
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith((".jsonl", ".part"))] == []


Change = Callable[[list[dict[str, Any]]], object]
CHANGES: dict[str, tuple[Change, str]] = {
    "a payload": (lambda lines: lines[2]["event"].update(payload="x"), "event 2 is not as it was recorded"),
    "who recorded it": (lambda lines: lines[3]["event"].update(recorded_by="me"), "event 3 is not as it was"),
    "a leaf hash": (lambda lines: lines[3]["event"].update(leaf_hash="00"), "event 3 is not as it was"),
    "an event gone": (lambda lines: lines.pop(4), "event 5 stands where 4 is due"),
    "the last gone": (lambda lines: lines.pop(37), "led to events 8 to 37, which are not all there"),
    "two swapped": (lambda lines: lines.insert(2, lines.pop(5)), "event 5 stands where 2 is due"),
    "a command gone": (lambda lines: lines.pop(), "event 8 is on record without the command that led to it"),
    "a silent command gone": (lambda lines: lines.pop(38), "there should be 5 commands, and there are 4"),
    "a command twice": (lambda lines: lines.append(lines[-1]), "does not take the receipts of commands"),
    "another root": (lambda lines: lines[0].update(root="A" * 43 + "="), "is not the one that is stated"),
    "another number": (lambda lines: lines[0].update(events=36), "there should be 36 events, and there are 37"),
    "a field more": (lambda lines: lines[1]["event"].update(more=1), "Line 2 of .*more"),
    "a field less": (lambda lines: lines[1]["event"].pop("batch"), "Line 2 of .*batch"),
    "a number too large": (lambda lines: lines[1]["event"].update(version=2**63), "Line 2 of"),
    "two payloads": (lambda lines: lines[1]["event"].update(payload_base64="AA=="), "no payload, or two"),
    "bad Base64": (lambda lines: lines[3]["event"].update(payload_base64="*"), "Line 4 of"),
    "an event behind the commands": (lambda lines: lines.append(lines[37]), "an event behind the commands"),
    "neither": (lambda lines: lines.insert(3, {}), "Line 4 of .*neither an event nor a command"),
    "another version of the format": (lambda lines: lines[0].update(version=2), "of version 2 of the format"),
    "another format": (lambda lines: lines[0].update(format="x"), "is no export of a ledger"),
    "a version of a stream": (
        lambda lines: lines[7]["event"].update(version=5),
        "does not take events 1 to 37: .*version is not the next one",
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_file_that_was_changed_is_refused_and_leaves_nothing(
    settings: Settings, opened: Opened, tmp_path: Path, change: tuple[Change, str]
) -> None:
    there = opened("there")
    there.log_everything()
    export_ledger(there.database, tmp_path / "l.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    change[0](lines)
    (tmp_path / "l.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    here = opened("postgresql" if settings.database_url else "here")
    with pytest.raises(CannotKeep, match=change[1]):
        import_ledger(here.database, here.keys, tmp_path / "l.jsonl")
    assert here.rows() == ([], [])
    assert here.recorder.head() == (0, 0)
    here.log_everything()
    assert here.findings() == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("keep", [0, 1, 10, 1500, -40, -1])
def test_a_file_that_was_cut_off_is_refused_and_leaves_nothing(
    sqlite_ledger: Ledger, opened: Opened, tmp_path: Path, name: str, keep: int
) -> None:
    export_ledger(sqlite_ledger.database, tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[:keep])
    here = opened("here")
    with pytest.raises(CannotKeep):
        import_ledger(here.database, here.keys, tmp_path / name)
    assert here.rows() == ([], [])


@pytest.mark.parametrize("name", ["ledger.jsonl.gz", "ledger.parquet"])
def test_any_byte_changed_in_a_packed_file_is_found_or_makes_no_difference(
    sqlite_ledger: Ledger, opened: Opened, tmp_path: Path, name: str
) -> None:
    export_ledger(sqlite_ledger.database, tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    here = opened("here")
    refused = 0
    for at in range(0, len(whole), len(whole) // 40):
        (tmp_path / name).write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            import_ledger(here.database, here.keys, tmp_path / name)
        except CannotKeep:
            refused += 1
            assert here.rows() == ([], [])
        else:
            assert here.rows() == sqlite_ledger.rows()
            here = opened(f"here-{at}")
    assert refused > 20


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"account,on\n", b"\x1f\x8b", b"PAR1", b"\x00" * 100])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_export_is_refused(opened: Opened, tmp_path: Path, name: str, content: bytes) -> None:
    here = opened("here")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotKeep, match=name):
        import_ledger(here.database, here.keys, tmp_path / name)


def test_a_parquet_file_of_something_else_is_refused(opened: Opened, tmp_path: Path) -> None:
    import pyarrow as pa

    here = opened("here")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(CannotKeep, match="does not say that it is one"):
        import_ledger(here.database, here.keys, tmp_path / "x.parquet")
    export_ledger(here.database, tmp_path / "l.parquet")
    schema = pq.read_schema(tmp_path / "l.parquet")
    pq.write_table(pa.table({"a": [1]}).replace_schema_metadata(schema.metadata), tmp_path / "x.parquet")
    with pytest.raises(CannotKeep, match="other columns than a ledger"):
        import_ledger(here.database, here.keys, tmp_path / "x.parquet")


def test_parquet_and_json_lines_hold_the_same_for_whoever_reads_them(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    for name in NAMES:
        export_ledger(sqlite_ledger.database, tmp_path / name)
    lines = [json.loads(line) for line in (tmp_path / NAMES[0]).read_text(encoding="utf-8").split("\n")[:-1]]
    assert gzip.decompress((tmp_path / NAMES[1]).read_bytes()) == (tmp_path / NAMES[0]).read_bytes()
    rows = pq.read_table(tmp_path / NAMES[2]).to_pylist()
    assert [row["kind"] for row in rows] == [next(iter(line)) for line in lines[1:]]
    for row, line in zip(rows, lines[1:], strict=True):
        for name, value in next(iter(line.values())).items():
            if name in ("leaf_hash", "fingerprint"):
                assert row[name] == bytes.fromhex(value)
            elif name == "payload":
                assert row[name] == value.encode()
            elif name != "payload_base64":
                assert row[name] == value


def test_a_text_that_the_other_database_cannot_hold_is_told_and_leaves_nothing(opened: Opened, tmp_path: Path) -> None:
    there, here = opened("there"), opened("postgresql")
    for number in range(30):
        there.log("a", command_id=f"c\x00{number}")
    export_ledger(there.database, tmp_path / "l.jsonl")
    with pytest.raises(CannotKeep, match="the database does not take events 1 to 30"):
        import_ledger(here.database, here.keys, tmp_path / "l.jsonl")
    assert here.rows() == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_an_interrupted_export_or_import_leaves_nothing(
    ledger: Ledger, opened: Opened, tmp_path: Path, name: str
) -> None:
    def interrupted(done: int, total: int) -> None:
        if 2 * done > total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_ledger(ledger.database, tmp_path / name, progress=interrupted)
    assert [each.name for each in tmp_path.iterdir() if name in each.name] == []
    export_ledger(ledger.database, tmp_path / name)
    here = opened("here")
    with pytest.raises(KeyboardInterrupt):
        import_ledger(here.database, here.keys, tmp_path / name, progress=interrupted)
    assert here.rows() == ([], [])
    import_ledger(here.database, here.keys, tmp_path / name)
    assert here.rows() == ledger.rows()


def test_the_export_in_the_documentation_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "ledger-format.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```json\n(\{\"format\".*?)```", page, re.DOTALL)
    (tmp_path / "l.jsonl").write_text(lines, encoding="utf-8")
    database = Database(sqlite_url(tmp_path / "here.db"))
    migrate(database, "ledger")
    with database.write() as connection, jsonl_opened(tmp_path / "l.jsonl", compressed=False) as whole:
        fill(database, connection, whole)
    export_ledger(database, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == lines
    database.close()


def test_a_name_that_says_no_format_is_refused(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    with pytest.raises(CannotKeep, match=r"end it in \.jsonl, \.jsonl\.gz or \.parquet"):
        export_ledger(sqlite_ledger.database, path)
    with pytest.raises(CannotKeep, match="does not say the format"):
        import_ledger(sqlite_ledger.database, sqlite_ledger.keys, path)


def test_a_file_that_is_there_is_replaced_only_when_told(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotKeep, match="say --force"):
        export_ledger(sqlite_ledger.database, path)
    assert path.read_text(encoding="utf-8") == "mine"
    export_ledger(sqlite_ledger.database, path, force=True)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CannotKeep, match="is a folder"):
        export_ledger(sqlite_ledger.database, Path(shutil.copytree(tmp_path, tmp_path / "f.jsonl")), force=True)
    with pytest.raises(CannotKeep, match="cannot be written"):
        export_ledger(sqlite_ledger.database, tmp_path / "nowhere" / "l.jsonl")
