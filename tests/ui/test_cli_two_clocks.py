"""Whatever is read from the record can be read as of any day and as known at any time."""

from collections.abc import Iterator

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.ui.command_line import CommandLine
from ui.cli.main import app
from ui.settings import Settings

NOT_READ_AT_A_POINT = {
    "diff": "takes two points, --from and --to, each with both clocks",
    "policy diff": "compares versions of the policy by their numbers",
    "access-log": "tells who was handed what, which is no history of accounts",
    "people": "tells whose name could be forgotten now",
    "imports list": "tells which imports could be retracted now",
    "projections status": "tells how far the views are now",
    "doctor": "tells how the machine stands now",
    "verify": "reads everything there is",
    "keys show": "tells which keys there are now",
    "checkpoint": "signs everything there is",
    "serve": "starts the app, where both are chosen",
    "backup": "copies everything there is",
    "ledger export": "copies everything there is",
    "vault backup": "copies everything there is",
}
"""The commands that read and take neither --as-of nor --known-at, and why."""

WRITES = {
    "import", "record", "restore", "imports retract", "projections rebuild", "keys create", "keys rotate",
    "vault restore", "ledger import", "bring-in",
}  # fmt: skip
"""Those that write and take no command id, because they are many commands, or none."""


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Every command with the names of what it takes."""
    if isinstance(command, TyperGroup):
        for name, each in command.commands.items():
            yield from commands(each, (*path, name))
    else:
        yield " ".join(path), {name for each in command.params for name in each.opts}  # type: ignore[attr-defined]  # every command has them


def test_every_command_that_reads_takes_both_clocks_or_says_why_not() -> None:
    found = dict(commands(get_command(app)))
    reading = {name for name, takes in found.items() if "--command-id" not in takes and name not in WRITES}
    without = {name for name in reading if not {"--as-of", "--known-at"} <= found[name]}
    assert without - NOT_READ_AT_A_POINT.keys() == set()
    assert (NOT_READ_AT_A_POINT.keys() | WRITES) - without - WRITES == set(), "these are no exceptions any more"
    assert set(found) >= WRITES


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    return CommandLine(settings)


def test_what_is_retracted_now_is_still_found_as_it_was_known(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods", "--on", "2019")
    known = cli.json("timeline", "Harbour")["events"][0]["recorded_at"]
    cli.does("retract", "1", "--reason", "Never an account")
    for command in ("timeline", "replay"):
        assert "There is no relationship" in cli.refuses(command, "Harbour")
        assert "Opened as an account: Harbour Foods" in cli.does(command, "Harbour", "--known-at", known)
    assert "is called Harbour Foods" in cli.does("why", "Harbour", "name", "--known-at", known)
    assert "1 on record" in cli.does("accounts", "--known-at", known)


def test_the_policy_is_shown_as_it_was_known(cli: CommandLine) -> None:
    cli.does("policy", "change", "--set", "attention.quiet=60", "--on", "2020", "--reason", "Too long")
    assert cli.json("policy", "show")["version"] == 2
    assert cli.json("policy", "show", "--known-at", "2001-01-01")["version"] == 1


def test_questions_are_judged_by_the_policy_as_it_was_known(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods", "--on", "2019")
    cli.does("classify", "Harbour", "stable", "--on", "2019", "--reason", "Small")
    known = cli.json("timeline", "Harbour")["events"][1]["recorded_at"]
    cli.does("policy", "change", "--set", "services.stable.team=IT", "--on", "2019", "--reason", "All have one")
    assert "Nobody from IT is on the account team" in cli.does("ask", "fit")
    assert "Nobody from IT" not in cli.does("ask", "fit", "--known-at", known)


def test_a_timeline_shows_what_was_struck_through_when_asked(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods", "--on", "2019")
    cli.does(
        "milestone", "plan", "Harbour", "Web ordring", "--party", "own company", "--due", "2025-Q3", "--on", "2025-01"
    )
    known = cli.json("timeline", "Harbour")["events"][1]["recorded_at"]
    cli.does("milestone", "plan", "Harbour", "Web orders", "--party", "own company", "--due", "2025-Q3", "--on", "2025-01",
             "--corrects", "2", "--because", "Misspelt")  # fmt: skip
    assert [each.split()[0] for each in cli.does("timeline", "Harbour").splitlines()] == ["1", "4"]
    lines = cli.does("timeline", "Harbour", "--struck").splitlines()
    assert [each.split()[0] for each in lines] == ["1", "2", "4"]
    assert "“Web ordring” planned" in lines[1]
    assert "(struck through by record 3 on " in lines[1]
    assert lines[1].endswith(": Misspelt; in its place record 4)")
    before = cli.does("timeline", "Harbour", "--struck", "--known-at", known)
    assert "struck through" not in before
    told = cli.json("timeline", "Harbour", "--struck")["events"]
    assert [each["struck"] and each["struck"]["why"] for each in told] == [None, "Misspelt", None]
