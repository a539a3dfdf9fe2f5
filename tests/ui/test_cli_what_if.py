"""What if the policy had been another one, on the command line."""

import csv
from pathlib import Path

import msgspec
import pytest

from domain.policy.version_1 import POLICY
from tests.ui.command_line import CommandLine
from ui.settings import Settings

AS_OF = ("--as-of", "2024-03-31")
EASIER = ("what-if", "--set", "criteria.willing=2", *AS_OF)


@pytest.fixture
def cli(sqlite_settings: Settings) -> CommandLine:
    return CommandLine(sqlite_settings)


@pytest.fixture
def harbour(cli: CommandLine) -> CommandLine:
    """An integrated account that would be strategic if it had to be less willing, with a plan of a year."""
    cli.does("open", "Harbour Foods", "--on", "2020")
    rated = ("--size", "3", "--willingness", "2", "--ability", "3", "--evidence", "Shares forecasts")
    cli.does("criteria", "rate", "harbour", *rated, "--on", "2023-05")
    cli.does("classify", "harbour", "integrated", "--on", "2023-06-01", "--reason", "Large")
    cli.does(
        "plan",
        "agree",
        "harbour",
        "--title",
        "Year",
        "--from",
        "2024-01-01",
        "--to",
        "2025-01-01",
        "--on",
        "2023-12-01",
    )
    return cli


def test_the_summary_comes_first_then_what_was_supposed_then_the_tables(harbour: CommandLine) -> None:
    lines = [" ".join(line.split()) for line in harbour.does(*EASIER).splitlines()]
    assert lines[:6] == [
        "1 of 1 account would be classed differently; 0 decisions would have been refused; "
        "0 accounts would be flagged differently.",
        "Supposed from the beginning, as of 31 Mar 2024, in place of version 1 of the policy:",
        "criteria.willing: 3 → 2",
        "",
        "Would be classed differently",
        "account would be since now suggested on record because",
    ]
    assert lines[6].startswith("Harbour Foods strategic May 2023 integrated integrated since 1 Jun 2023 large (size 3")


def test_refused_decisions_and_signs_are_told_with_their_rule(harbour: CommandLine) -> None:
    said = " ".join(harbour.does("what-if", "--set", "services.integrated.plan=none", *AS_OF).split())
    assert "1 decision would have been refused; 1 account would be flagged differently" in said
    assert (
        "Would have been refused when account decision because 1 Dec 2023 Harbour Foods Joint plan “Year” agreed"
        in said
    )
    assert "An integrated account has no joint plan: only strategic accounts do" in said
    assert "Would be flagged account class sign since what Harbour Foods integrated plan off policy 1 Dec 2023" in said
    assert (
        "Would not be flagged account class sign since what Harbour Foods integrated plan incomplete 1 Jan 2024" in said
    )


def test_it_is_all_there_for_a_machine(harbour: CommandLine) -> None:
    data = harbour.json(*EASIER, "--from", "2023-09", "--known-at", "2100-01-01")
    assert (data["from"], data["as_of"], data["accounts"]) == ("2023-09-01", "2024-03-31", 1)
    assert data["known_at"] == "2100-01-01T23:59:59.999999Z"
    assert data["supposed"] == [{"version": 1, "changes": [{"key": "criteria.willing", "from": 3, "to": 2}]}]
    (classed,) = data["classed"]
    assert (classed["present"], classed["supposed"], classed["on_record"]) == ("integrated", "strategic", "integrated")
    assert (classed["since_first"], classed["since_last"], classed["event"]) == ("2023-09-01", "2023-09-01", None)
    assert (data["decided"], data["flagged"]) == ([], [])


def test_each_difference_is_a_row_for_a_spreadsheet(harbour: CommandLine) -> None:
    changed = ("--set", "criteria.willing=2", "--set", "services.integrated.plan=none")
    rows = list(csv.DictReader(harbour.does("what-if", *changed, *AS_OF, "--csv").splitlines()))
    assert [
        (row["difference"], row["account"], row["present"], row["supposed"], row["since_first"]) for row in rows
    ] == [
        ("classed", "Harbour Foods", "integrated", "strategic", "2023-05-01"),
        ("decided", "Harbour Foods", "allowed", "refused", "2023-12-01"),
        ("flagged", "Harbour Foods", "plan incomplete", "", "2024-01-01"),
        ("flagged", "Harbour Foods", "", "plan off policy", "2023-12-01"),
    ]


def test_the_policy_as_exported_makes_no_difference(harbour: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    assert "Version 1 of the policy, in force from the beginning, is in" in harbour.does("policy", "export", str(file))
    said = harbour.does("what-if", "--policy", str(file)).splitlines()
    assert said[0].startswith("Nothing would be different: the one account would not be classed or flagged differently")
    assert said[1].endswith(": what the policy says already.")
    shown = tmp_path / "policy.json"
    shown.write_bytes(msgspec.json.encode(harbour.json("policy", "show")))
    assert harbour.json("what-if", "--policy", str(shown))["supposed"] == []


def test_a_file_of_some_keys_supposes_these_and_puts_them_in_force(harbour: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("[criteria]\nwilling = 2\n", encoding="utf-8")
    assert harbour.json("what-if", "--policy", str(file), *AS_OF)["classed"][0]["supposed"] == "strategic"
    both = ("--policy", str(file), "--set", "criteria.able=4")
    assert harbour.json("what-if", *both, *AS_OF)["classed"] == []
    said = harbour.does("policy", "change", "--file", str(file), "--reason", "Willing enough", "--on", "2024-01-01")
    assert said.splitlines()[1:] == ["criteria.willing: 3 → 2"]
    supposed = harbour.json("what-if", "--policy", str(file), "--as-of", "2024-06")
    assert [each["version"] for each in supposed["supposed"]] == [1]
    assert supposed["classed"] == []


def test_each_version_that_would_be_another_one_is_named(harbour: CommandLine) -> None:
    harbour.does("policy", "change", "--set", "attention.quiet=90", "--reason", "Look earlier", "--on", "2024")
    said = harbour.does("what-if", "--set", "criteria.willing=2").splitlines()
    assert "in place of versions 1 and 2 of the policy:" in said[1]
    said = harbour.does("what-if", "--set", "attention.quiet=60").splitlines()
    assert ["version 2" in said[1], said[2], "version 1" in said[3], said[4]] == [
        True,
        "attention.quiet: 90 → 60",
        True,
        "attention.quiet: 120 → 60",
    ]


def test_what_is_supposed_for_later_than_the_day_makes_no_difference_and_says_so(harbour: CommandLine) -> None:
    said = harbour.does(*EASIER, "--from", "2030").splitlines()
    assert said[1] == "Supposed from 1 Jan 2030 on, as of 31 Mar 2024: nothing by then."


def test_nothing_on_record_is_told_so(cli: CommandLine) -> None:
    assert "no account is on record and open by then" in cli.does("what-if", "--set", "criteria.large=1")


def test_nothing_is_recorded_by_it(harbour: CommandLine) -> None:
    before = harbour.recorded()
    harbour.does(*EASIER)
    assert harbour.recorded() == before


def test_what_is_exported_is_the_version_of_the_day_and_overwrites_nothing(
    harbour: CommandLine, tmp_path: Path
) -> None:
    harbour.does("policy", "change", "--set", "attention.quiet=90", "--reason", "Look earlier", "--on", "2024-07-01")
    file = tmp_path / "then.toml"
    harbour.does("policy", "export", str(file), "--as-of", "2024-06")
    assert "quiet = 120" in file.read_text(encoding="utf-8")
    assert "is there already" in harbour.refuses("policy", "export", str(file))
    assert "cannot be written" in harbour.refuses("policy", "export", str(tmp_path / "nowhere" / "policy.toml"))
    assert str(POLICY.attention.quiet) in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((), "give --policy FILE, or --set KEY=VALUE"),
        (("--set", "criteria.large=2", "--json", "--csv"), "choose one, --json or --csv"),
        (("--policy", "/nowhere/policy.toml"), "cannot be read"),
        (("--policy", "/"), "cannot be read"),
        (("--policy", "/dev/zero"), "at most 1,000,000 bytes"),
        (("--set", "attention.loud=90"), "after “attention” write due_soon, quiet"),
        (("--set", "attention.quiet=soon"), "a whole number"),
        (("--set", "attention.quiet"), "write a key and its value"),
        (("--set", "services.strategic.plan.at_least=61"), "at_least as 60 or less"),
        (("--set", "criteria.large=5"), "is not a value of criteria.large: write 0, 1, 2, 3 or 4"),
        (("--set", "criteria.large=2", "--from", "soon"), "not a date"),
        (("--set", "criteria.large=2", "--as-of", "2024-13"), "not a date"),
        (("--set", "criteria.large=2", "--known-at", "2024"), "not a time"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_one_line(cli: CommandLine, typed: tuple[str, ...], words: str) -> None:
    assert words in cli.refuses("what-if", *typed)


@pytest.mark.parametrize("text", [b"", b"\xff", b"{"])
def test_a_file_that_is_no_policy_is_refused_in_one_line(cli: CommandLine, tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "policy"
    file.write_bytes(text)
    assert "The file " in cli.refuses("what-if", "--policy", str(file))
