"""``tieline bring-in``: the same on the command line, and the samples."""

from pathlib import Path

import pytest

from tests.ui.command_line import PROJECT, CommandLine
from tests.ui.crm_files import PHONE_CALLS, TASKS
from ui.settings import Settings

SAMPLES = PROJECT / "samples" / "crm"


@pytest.fixture
def cli(sqlite_settings: Settings) -> CommandLine:
    return CommandLine(sqlite_settings)


def samples(*names: str) -> list[str]:
    return [str(SAMPLES / f"{name}.csv") for name in names]


SALESFORCE = samples(
    "salesforce-accounts", "salesforce-account-history", "salesforce-opportunities", "salesforce-opportunity-history",
    "salesforce-tasks", "salesforce-users",
)  # fmt: skip
HUBSPOT = samples("hubspot-companies", "hubspot-engagements", "hubspot-associations")


def test_the_samples_are_tried_brought_in_and_not_brought_in_again(cli: CommandLine) -> None:
    tried = cli.json("bring-in", *SALESFORCE, "--open", "--dry-run")
    assert (tried["rows"], tried["recorded"], tried["opened"], tried["batches"]) == (19, 14, 3, [])
    assert cli.recorded() == []
    said = cli.does("bring-in", *SALESFORCE, "--open")
    assert "Of 19 rows, 14 recorded, 0 on record already, 1 refused, 4 left out." in said
    assert "3 accounts opened and 3 ids linked. Batch bring-in-" in said
    assert "Salesforce keeps the history of fields for 18 months" in said
    assert "The column ActivityDate is empty" in said
    assert "Fjord and Field" in cli.does("timeline", "fjord")
    again = cli.json("bring-in", *SALESFORCE)
    assert (again["recorded"], again["already_recorded"]) == (0, 14)


def test_what_cannot_be_told_is_listed_until_somebody_says_it(cli: CommandLine) -> None:
    cli.does("bring-in", *SALESFORCE, "--open")
    before = len(cli.recorded())
    first = cli.does("bring-in", *HUBSPOT, "--dry-run")
    assert "more than one account called “Larch Pharmacies”" in " ".join(first.split())
    assert "read as UTC" in first
    said = cli.json(
        "bring-in", *HUBSPOT, "--assign", "200000000004=open", "--assign", "200000000003=Alder Foods", "--assign",
        "200000000001=leave", "--zone", "Europe/Oslo",
    )  # fmt: skip
    assert (said["recorded"], said["opened"], len(said["left_out"])) == (2, 1, 4)
    assert len(cli.recorded()) == before + 4
    calls = cli.json("bring-in", *samples("dynamics-phone-calls"))
    assert (calls["recorded"], len(calls["refused"]), len(calls["left_out"])) == (3, 1, 0)


def test_all_rows_of_an_audit_are_of_the_account_that_is_named(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods")
    assert cli.json("bring-in", *samples("dynamics-audit"))["recorded"] == 0
    assert cli.json("bring-in", *samples("dynamics-audit"), "--account", "harbour")["recorded"] == 3


def test_columns_kinds_and_dates_of_any_table_are_said_on_the_line(cli: CommandLine, tmp_path: Path) -> None:
    cli.does("open", "Harbour Foods")
    path = tmp_path / "besuche.csv"
    path.write_text("Tag;Notiz;Art\n03.04.2025;Regale gesehen;Besuch\n", encoding="cp1252")
    options = ["--account", "Harbour Foods", "--column", "date=Tag", "--column", "words=Notiz", "--column", "kind=Art"]
    assert "choose which it is" in cli.does("bring-in", str(path), *options)
    done = cli.json(
        "bring-in", str(path), *options, "--kind", "Besuch=visit", "--dates", "day", "--system", "Altes CRM"
    )
    assert done["recorded"] == 1
    assert "3 Apr 2025   Visit: Regale gesehen" in cli.does("timeline", "Harbour Foods")


def test_tieline_s_own_files_are_taken_as_they_are(cli: CommandLine, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"account": "Harbour Foods", "do": "open", "on": "2020"}\n', encoding="utf-8")
    facts = str(PROJECT / "samples" / "procter-retailers.csv")
    done = cli.json("bring-in", facts, str(lines))
    assert (done["rows"], done["recorded"], len(done["batches"])) == (134, 134, 2)
    assert cli.json("import", facts)["already_recorded"] == 133


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--zone", "Nowhere"], "is no time zone"),
        (["--dates", "week"], "choose day, month or year"),
        (["--as", "excel"], "choose one of salesforce-account-history"),
        (["--column", "date=Never"], "has no column “Never”"),
        (["--kind", "Call=shout"], "is nothing that rows become"),
        (["--account", "Nowhere"], "There is no relationship “Nowhere”"),
        (["--assign", "Nowhere=Harbour Foods"], "the files name no account “Nowhere”"),
        (["--assign", "Harbour Foods"], "write it as Delta Ltd=Delta"),
    ],
)
def test_what_is_said_wrongly_is_refused_with_what_would_be_accepted(
    cli: CommandLine, tmp_path: Path, options: list[str], said: str
) -> None:
    cli.does("open", "Harbour Foods")
    (tmp_path / "tasks.csv").write_text(TASKS, encoding="utf-8")
    assert said in cli.refuses("bring-in", str(tmp_path / "tasks.csv"), *options)


def test_files_that_cannot_be_read_are_refused_and_nothing_of_the_others_is_recorded(
    cli: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "calls.csv").write_text(PHONE_CALLS, encoding="utf-8")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(1_000_000_000)
    good = str(tmp_path / "calls.csv")
    assert "“book.xlsx” is no workbook" in cli.refuses("bring-in", good, str(tmp_path / "book.xlsx"), "--open")
    assert "“large.csv” has 1,000 MB: at most 50 MB" in cli.refuses("bring-in", good, str(tmp_path / "large.csv"))
    assert "No such file" in cli.refuses("bring-in", str(tmp_path / "none.csv"))


def test_a_kind_of_file_that_is_named_counts_where_it_is_not_recognised(cli: CommandLine, tmp_path: Path) -> None:
    cli.does("open", "Brook Bakers")
    (tmp_path / "few.csv").write_text(
        "Id,Subject,ActivityDate,Account.Name\n1,Prices,2025-05-01,Brook Bakers\n", encoding="utf-8"
    )
    done = cli.json("bring-in", str(tmp_path / "few.csv"), "--as", "salesforce-task")
    assert done["recorded"] == 1
