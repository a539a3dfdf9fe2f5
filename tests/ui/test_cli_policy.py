"""The policy on the command line: shown, compared, changed."""

from pathlib import Path

import msgspec
import pytest

from domain.policy.version_1 import POLICY
from tests.ui.command_line import CommandLine
from ui.settings import Settings

SHORTER = ("--set", "services.strategic.plan.at_least=24", "--reason", "Two years are enough to begin with")


@pytest.fixture
def cli(sqlite_settings: Settings) -> CommandLine:
    return CommandLine(sqlite_settings)


@pytest.fixture
def changed(cli: CommandLine) -> CommandLine:
    """Version 2 from 1 July 2024, version 3 from 2023."""
    cli.does("policy", "change", *SHORTER, "--on", "2024-07-01")
    cli.does("policy", "change", "--set", "attention.quiet=90", "--on", "2023", "--reason", "Look earlier")
    return cli


def test_the_first_version_is_in_force_without_anything_on_record(cli: CommandLine) -> None:
    said = cli.does("policy", "show")
    assert "Policy version 1, in force from the beginning" in said
    plan = next(line for line in said.splitlines() if line.startswith("plan runs"))
    assert plan.split()[-1] == "–"
    assert "36 to 60 months" in plan
    assert "11 to 13 months" in plan
    assert "showcases.per_account" in said
    assert cli.events() == []


def test_the_policy_is_shown_whole_for_a_machine(cli: CommandLine) -> None:
    assert msgspec.convert(cli.json("policy", "show"), type(POLICY)) == POLICY


def test_a_change_is_recorded_and_says_what_differs(cli: CommandLine) -> None:
    said = cli.does("policy", "change", *SHORTER, "--on", "2024-07-01")
    assert said.splitlines() == [
        "Recorded for the policy as event 1, 2024-07-01: Policy version 2 in force from 2024-07-01 "
        "— Two years are enough to begin with.",
        "services.strategic.plan.at_least: 36 → 24",
    ]


@pytest.mark.parametrize(
    ("day", "version"),
    [("2022", 1), ("2023", 3), ("2024-06-30", 3), ("2024-07-01", 2), ("2024", 2)],
)
def test_the_version_in_force_on_a_day_is_shown(changed: CommandLine, day: str, version: int) -> None:
    assert changed.json("policy", "show", "--as-of", day)["version"] == version


def test_a_version_is_shown_by_its_number(changed: CommandLine) -> None:
    assert "Policy version 3, in force from 1 Jan 2023 (2023)" in changed.does("policy", "show", "--version", "3")
    assert "choose one of 1 to 3" in changed.refuses("policy", "show", "--version", "4")
    assert "choose one, --version or --as-of" in changed.refuses("policy", "show", "--version", "1", "--as-of", "2024")


def test_the_last_two_versions_are_compared(changed: CommandLine) -> None:
    assert changed.does("policy", "diff").splitlines() == [
        "From version 2 (in force from 1 Jul 2024) to version 3 (in force from 1 Jan 2023 (2023)):",
        "services.strategic.plan.at_least: 24 → 36",
        "attention.quiet: 120 → 90",
    ]


def test_two_versions_are_compared(changed: CommandLine) -> None:
    assert changed.json("policy", "diff", "1", "2") == {
        "from": 1,
        "to": 2,
        "changes": [{"key": "services.strategic.plan.at_least", "from": 36, "to": 24}],
    }
    assert "Nothing differs." in changed.does("policy", "diff", "2", "2")
    assert "choose one of 1 to 3" in changed.refuses("policy", "diff", "1", "7")


def test_one_version_cannot_be_compared(cli: CommandLine) -> None:
    assert "one version only" in cli.refuses("policy", "diff")
    assert "choose only 1" in cli.refuses("policy", "diff", "1", "2")


def test_the_policy_is_taken_from_a_file_with_values_set_on_top(cli: CommandLine, tmp_path: Path) -> None:
    policy = cli.json("policy", "show")
    policy["showcases"]["per_account"] = 3
    file = tmp_path / "policy.json"
    file.write_bytes(msgspec.json.encode(policy))
    said = cli.does("policy", "change", "--file", str(file), "--set", "criteria.large=4", "--reason", "Drawn up anew")
    assert said.splitlines()[1:] == ["criteria.large: 3 → 4", "showcases.per_account: 2 → 3"]


def test_a_change_builds_on_the_version_of_its_day(changed: CommandLine) -> None:
    changed.does("policy", "change", "--set", "criteria.large=4", "--on", "2025", "--reason", "Only the largest")
    shown = changed.json("policy", "show", "--version", "4")
    assert (shown["services"]["strategic"]["plan"]["at_least"], shown["attention"]["quiet"]) == (24, 120)


def test_a_change_that_changes_nothing_records_nothing(cli: CommandLine) -> None:
    said = cli.does("policy", "change", "--set", "attention.quiet=120", "--reason", "No reason")
    assert said == "Nothing to record for the policy: this is on record already.\n"


def test_the_same_change_repeated_by_its_id_is_recorded_once(cli: CommandLine) -> None:
    again = ("policy", "change", *SHORTER, "--on", "2024-07-01", "--command-id", "p1")
    cli.does(*again)
    assert cli.does(*again).startswith("Already recorded for the policy as event 1")
    assert len(cli.events()) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((), "--set KEY=VALUE, or --file"),
        (("--set", "attention.quiet=90"), 'say why the policy changes (--reason "…")'),
        (("--set", "attention.loud=90", "--reason", "x"), "after “attention” write due_soon, quiet"),
        (("--set", "attention.quiet=soon", "--reason", "x"), "a whole number"),
        (("--set", "services.strategic.plan.at_least=61", "--reason", "x"), "at_least as 60 or less"),
        (("--file", "/nowhere/policy.json", "--reason", "x"), "cannot be read"),
        (("--set", "attention.quiet=90", "--on", "soon", "--reason", "x"), "not a date"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(cli: CommandLine, typed: tuple[str, ...], words: str) -> None:
    assert words in cli.refuses("policy", "change", *typed)


def test_what_is_decided_is_judged_by_the_version_of_its_day(changed: CommandLine) -> None:
    changed.does("open", "Harbour Foods", "--on", "2020")
    changed.does("classify", "harbour", "strategic", "--on", "2021", "--reason", "Shares its forecasts")
    assert [each.policy_version for each in changed.recorded()] == [0, 0, 1, 1]
    changed.does("interaction", "harbour", "call", "Counted pallets", "--on", "2024-06")
    changed.does("interaction", "harbour", "call", "Counted pallets", "--on", "2024-07")
    assert [each.policy_version for each in changed.recorded()][4:] == [3, 2]
