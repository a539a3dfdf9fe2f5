"""``tieline import``: every row is accounted for, and a file that is none is refused with nothing written."""

import csv
import io
from pathlib import Path

import pytest

from domain.history.case import CASE_COLUMNS
from tests.conftest import SAMPLE
from tests.ui.command_line import CommandLine
from ui.settings import Settings

ROW = {
    "row_id": "T1",
    "supplier": "Mill Lane",
    "account": "Harbour Foods",
    "date": "2024-03",
    "date_precision": "month",
    "kind": "interaction",
    "status_or_phase": "",
    "fact": "The two sides met.",
}


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    return CommandLine(settings)


def case_file(folder: Path, *rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, CASE_COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written(folder, text.getvalue().encode())


def written(folder: Path, content: bytes) -> str:
    path = folder / "case.csv"
    path.write_bytes(content)
    return str(path)


def test_the_published_history_is_tried_recorded_and_not_recorded_again(cli: CommandLine) -> None:
    tried = cli.json("import", str(SAMPLE), "--dry-run")
    assert tried == {"rows": 133, "recorded": 133, "already_recorded": 0, "refused": [], "batch": None}
    assert cli.recorded() == []

    done = cli.json("import", str(SAMPLE))
    batches = {each.batch for each in cli.recorded()}
    assert done == {"rows": 133, "recorded": 133, "already_recorded": 0, "refused": [], "batch": batches.pop()}
    assert not batches
    assert sum(each.event.case is not None for each in cli.recorded()) == 133

    before = len(cli.recorded())
    again = cli.json("import", str(SAMPLE))
    assert again == {"rows": 133, "recorded": 0, "already_recorded": 133, "refused": [], "batch": None}
    assert len(cli.recorded()) == before


def test_a_person_reads_what_became_of_the_rows(cli: CommandLine) -> None:
    tried = cli.does("import", str(SAMPLE), "--dry-run")
    assert "133 would be recorded, 0 already recorded, 0 refused. Nothing was written." in tried
    assert "133 recorded, 0 already recorded, 0 refused. Batch import-" in cli.does("import", str(SAMPLE))
    assert "0 recorded, 133 already recorded, 0 refused.\n" in cli.does("import", str(SAMPLE))


def test_imported_facts_are_on_the_timeline(cli: CommandLine) -> None:
    cli.does("import", str(SAMPLE))
    assert "Classified integrated" in cli.does("timeline", "kmart")
    kinds = {each["name"]: each["kind"] for each in cli.json("accounts")["accounts"]}
    assert kinds["All retail customers (programme)"] == "segment"
    assert kinds["Wal-Mart"] == "account"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "rumour"}, "“rumour” is not known"),
        ({"date": "last spring"}, "“last spring” is not a date"),
        ({"date_precision": "day"}, "make them agree"),
        ({"fact": " "}, "the column fact is empty"),
    ],
)
def test_a_row_that_cannot_be_recorded_is_listed_with_the_reason_and_the_others_are_recorded(
    cli: CommandLine, tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    path = case_file(tmp_path, ROW, {**ROW, "row_id": "T2", **change})
    result = cli.json("import", path)
    assert (result["rows"], result["recorded"], result["already_recorded"]) == (2, 1, 0)
    assert [each["row_id"] for each in result["refused"]] == ["T2"]
    assert reason in result["refused"][0]["reason"]
    table = cli.does("import", path)
    assert "0 recorded, 1 already recorded, 1 refused." in table
    assert "T2" in table


def test_a_row_with_too_many_cells_is_refused_alone(cli: CommandLine, tmp_path: Path) -> None:
    line = ",".join(ROW.get(name, "") for name in CASE_COLUMNS)
    path = written(tmp_path, f"{','.join(CASE_COLUMNS)}\n{line}\n{line},one more\n".encode())
    result = cli.json("import", path)
    assert (result["rows"], result["recorded"]) == (2, 1)
    assert "more than 17 columns" in result["refused"][0]["reason"]


def test_a_row_id_that_stands_for_two_facts_is_refused_the_second_time(cli: CommandLine, tmp_path: Path) -> None:
    path = case_file(tmp_path, ROW, {**ROW, "fact": "They never met."}, ROW)
    result = cli.json("import", path)
    assert (result["rows"], result["recorded"], result["already_recorded"]) == (3, 1, 1)
    assert "a row_id of its own" in result["refused"][0]["reason"]
    changed = cli.json("import", case_file(tmp_path, {**ROW, "fact": "They never met."}))
    assert (changed["recorded"], len(changed["refused"])) == (0, 1)


def test_a_file_of_no_rows_records_nothing(cli: CommandLine, tmp_path: Path) -> None:
    result = cli.json("import", case_file(tmp_path))
    assert result == {"rows": 0, "recorded": 0, "already_recorded": 0, "refused": [], "batch": None}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "lacks the columns row_id"),
        (",".join(CASE_COLUMNS[1:]).encode(), "lacks the columns row_id"),
        (",".join(reversed(CASE_COLUMNS)).encode(), "in another order"),
        (",".join(CASE_COLUMNS).encode() + b"\n\xff\xfe", "UTF-8"),
        (",".join(CASE_COLUMNS).encode() + b'\n"never closed', "cannot be read as CSV"),
        (b"PK\x03\x04\x00\x00", "a case file is a CSV in UTF-8"),
    ],
)
def test_a_file_that_is_no_case_file_is_refused(cli: CommandLine, tmp_path: Path, content: bytes, said: str) -> None:
    assert said in cli.refuses("import", written(tmp_path, content), "--json")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(cli: CommandLine, tmp_path: Path) -> None:
    assert "No such file" in cli.refuses("import", str(tmp_path / "none.csv"))
    assert "Is a directory" in cli.refuses("import", str(tmp_path))
