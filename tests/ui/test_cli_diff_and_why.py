"""``tieline diff`` and ``tieline why``, as a person and as a machine read them."""

import csv
import io
import re

import pytest

from tests.ui.command_line import CommandLine
from ui.settings import Settings


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    """Harbour Foods: strategic since 2023, emerging since 2021 by what was logged last; a call that never was."""
    cli = CommandLine(settings)
    cli.does("open", "Harbour Foods", "--on", "2019")
    cli.does("classify", "Harbour", "strategic", "--on", "2023-03", "--reason", "Shares its forecasts")
    cli.does("interaction", "Harbour", "call", "Prices", "--on", "2023-06-01")
    return cli


def known(cli: CommandLine) -> str:
    """The time of the last record."""
    return str(max(each["recorded_at"] for each in cli.json("replay", "Harbour")["events"]))


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return re.split(r"  +", line.strip())


def test_a_difference_has_three_sections_and_what_stands_differently(cli: CommandLine) -> None:
    then = known(cli)
    cli.does("classify", "Harbour", "emerging", "--on", "2021", "--reason", "Learned late")
    cli.does("retract", "3", "--reason", "It was another account")
    cli.does("showcase", "start", "Harbour", "RFID", "--on", "2024-02")
    lines = cli.does("diff", "harbour", "--from", f"2023@{then}", "--to", "2024").splitlines()
    assert lines[0].startswith("Harbour Foods between 31 Dec 2023 as known by ")
    assert lines[0].endswith(": 1 event happened, 1 was learned of, 1 no longer holds; 1 status differs.")
    assert lines[2] == "It happened"
    assert lines[3].split()[0] == "6"
    assert lines[5] == "We learned it"
    assert "Classified emerging — Learned late." in lines[6]
    assert lines[8] == "No longer holds"
    assert lines[9].split()[0] == "3"
    assert ": It was another account)" in lines[9]
    assert lines[11].strip() == "What stands differently"
    assert cells(lines[13]) == ["showcase “RFID”", "–", "running", "it happened"]
    whole = cli.does("diff", "--from", f"2023@{then}", "--to", "2024")
    assert "\n\nIt happened\nHarbour Foods\n" in whole
    assert "strategic  1       1" in whole


def test_what_was_learned_of_a_class_is_told_beside_what_happened(cli: CommandLine) -> None:
    then = known(cli)
    cli.does("classify", "Harbour", "integrated", "--on", "2023-09", "--reason", "Less willing")
    cli.does("classify", "Harbour", "stable", "--on", "2024-09", "--reason", "No will left")
    said = cli.does("diff", "Harbour", "--from", f"2023@{then}", "--to", "2024")
    rows = [cells(line) for line in said.splitlines()]
    assert ["class", "strategic", "stable", "we learned it (integrated), then it happened"] in rows
    told = cli.json("diff", "Harbour", "--from", f"2023@{then}", "--to", "2024")
    (status,) = [each for each in told["stands_differently"] if each["status"] == "class"]
    assert (status["before"], status["as_we_learned"], status["after"]) == ("strategic", "integrated", "stable")
    assert status["because"] == ["it happened", "we learned it"]
    assert [each["seq"] for each in told["happened"] + told["learned"]] == [5, 4]
    assert (told["from"]["day"], told["to"]) == ("2023-12-31", {"day": "2024-12-31", "known_at": None})


def test_a_portfolio_counts_classes_and_moves(cli: CommandLine) -> None:
    cli.does("open", "Pine Retail", "--on", "2024-03")
    cli.does("classify", "Harbour", "stable", "--on", "2024-09", "--reason", "No will left")
    said = cli.does("diff", "--from", "2023", "--to", "2024")
    for row in ("strategic     1       0", "stable        0       1", "unclassified  0       1"):
        assert row in said
    assert "strategic      stable        1" in said
    assert "not on record  unclassified  1" in said
    assert cli.json("diff", "--from", "2023", "--to", "2024")["moves"] == [
        {"before": None, "after": "unclassified", "accounts": 1},
        {"before": "strategic", "after": "stable", "accounts": 1},
    ]


def test_a_difference_is_a_table_for_a_spreadsheet(cli: CommandLine) -> None:
    cli.does("showcase", "start", "Harbour", "=RFID", "--on", "2024-02")
    cli.does("retract", "3", "--reason", "Wrong, twice")
    rows = list(csv.DictReader(io.StringIO(cli.does("diff", "--from", "2023", "--to", "2024", "--csv"))))
    assert [(each["part"], each["event"], each["account"]) for each in rows] == [
        ("It happened", "4", "Harbour Foods"), ("What stands differently", "4", "Harbour Foods"),
    ]  # fmt: skip
    assert (rows[1]["what"], rows[1]["after"]) == ("showcase “=RFID”", "running")


def test_no_difference_says_so(cli: CommandLine) -> None:
    assert cli.does("diff", "--from", "2025", "--to", "2026-Q1") == (
        "Nothing is different for the portfolio between 31 Dec 2025 and 31 Mar 2026, as known now.\n"
    )
    assert cli.json("diff", "Harbour", "--from", "2025", "--to", "2026-Q1")["happened"] == []


def test_points_that_cannot_be_used_are_refused_saying_what_can(cli: CommandLine) -> None:
    assert "give the first with --from" in cli.refuses("diff")
    assert "is not a date Tieline can read" in cli.refuses("diff", "--from", "yesterday")
    assert "is not a time Tieline can read" in cli.refuses("diff", "--from", "2024@noon")
    assert "is not a time Tieline can read" in cli.refuses("diff", "--from", "2024@")
    assert "choose a first day that is not after the second" in cli.refuses("diff", "--from", "2025", "--to", "2024")
    assert "choose a first time of recording" in cli.refuses(
        "diff", "--from", "2024@2025-01-02", "--to", "2024@2025-01-01"
    )
    assert "choose one, --json or --csv" in cli.refuses("diff", "--from", "2024", "--json", "--csv")
    assert "There is no relationship “Pine”" in cli.refuses("diff", "Pine", "--from", "2024")


def test_a_time_left_out_of_the_first_point_is_that_of_the_second(cli: CommandLine) -> None:
    told = cli.json("diff", "Harbour", "--from", "2022", "--to", "2023@2001-01-01")
    assert told["from"]["known_at"] == told["to"]["known_at"] == "2001-01-01T23:59:59.999999Z"
    assert told["happened"] == []


def test_why_says_the_status_the_rule_the_policy_and_the_records(cli: CommandLine) -> None:
    cli.does("classify", "Harbour", "emerging", "--on", "2021-Q2", "--reason", "Learned late")
    cli.does("retract", "4", "--reason", "It was another account")
    cli.does(
        "policy", "change", "--set", "services.strategic.plan.at_least=24", "--on", "2023-07-01", "--reason", "Enough"
    )
    lines = cli.does("why", "Harbour", "class", "--as-of", "2024-06-30").splitlines()
    assert lines[0] == "As of 30 Jun 2024, since Mar 2023: Harbour Foods is classified strategic."
    assert lines[1].startswith("Rule: The class is the one that took effect last")
    assert lines[2] == "Policy: No value of the policy bears on it (policy version 2 since 1 Jul 2023)."
    assert lines[3] == "Behind it:"
    assert lines[4].split()[0] == "4"
    assert "(judged by policy version 1; struck through by record 5 on " in lines[4]
    assert lines[4].endswith(": It was another account)")
    assert lines[5].split()[0] == "2"
    plan = cli.does("why", "Harbour", "plan in force", "--as-of", "2024-06-30")
    assert "joint plan horizon of a strategic account: 24 to 60 calendar months" in plan
    assert "36 to 60 calendar months" in cli.does("why", "Harbour", "plan", "--as-of", "2023-06-30")


def test_why_as_json_is_statements_with_rules_and_events(cli: CommandLine) -> None:
    told = cli.json("why", "Harbour", "misfits", "--as-of", "2024")
    (first, *_) = told["statements"]
    assert first["rule"]["values"] == {"services.strategic.plan": {"at_least": 36, "at_most": 60}}
    assert [each["seq"] for each in first["events"]] == [2]
    assert first["since"] == "2023-03-01"
    assert told["account"]["name"] == "Harbour Foods"


def test_why_of_a_thing_says_how_it_stands(cli: CommandLine) -> None:
    cli.does("showcase", "start", "Harbour", "RFID on displays", "--on", "2024-02")
    said = cli.does("why", "Harbour", "rfid", "--as-of", "2024")
    assert said.startswith("As of 31 Dec 2024: “RFID on displays”, started Feb 2024: running.\n")
    assert "showcases at once with one account, at most: 2" in said


def test_what_cannot_be_asked_about_is_refused_naming_what_can(cli: CommandLine) -> None:
    said = cli.refuses("why", "Harbour", "colour")
    assert "ask about class, plan, misfit, risk" in said
    assert "or write a title as the timeline has it" in said
    assert "Nothing of Harbour Foods was on record by 31 Dec 1999" in cli.refuses(
        "why", "Harbour", "class", "--as-of", "1999"
    )
    cli.does("showcase", "start", "Harbour", "RFID at the dock", "--on", "2024-02")
    cli.does("showcase", "start", "Harbour", "RFID on displays", "--on", "2024-02")
    assert "could be “RFID at the dock” or “RFID on displays”" in cli.refuses("why", "Harbour", "rfid")
