"""The command line does for somebody what their role grants, and says what they would need for the rest."""

import pytest

from domain.access import ROLES, Actor, Role
from tests.ui.command_line import CommandLine
from ui.settings import Settings

NEEDS: dict[str, set[Role]] = {
    "accounts": {"account manager", "CIO", "auditor", "administrator"},
    "timeline Harbour": {"account manager", "CIO", "auditor", "administrator"},
    "why Harbour class": {"account manager", "CIO", "auditor", "administrator"},
    "diff Harbour --from 2024-01-01": {"account manager", "CIO", "auditor", "administrator"},
    "ask attention": {"account manager", "CIO", "auditor", "administrator"},
    "classify Harbour stable --reason Small": {"account manager", "CIO", "administrator"},
    "retract 1 --reason Wrong": {"account manager", "CIO", "administrator"},
    "company capacity own_company 2025 3": {"CIO", "administrator"},
    "policy change --set attention.quiet=90 --reason Agreed": {"CIO", "administrator"},
    "replay Harbour": {"auditor", "administrator"},
    "verify": {"auditor", "administrator"},
    "access-log": {"auditor", "administrator"},
    "assign Harbour a81bc4": {"administrator"},
    "projections status": {"administrator"},
    "doctor": {"administrator"},
    "forget Nobody --reason Letter": {"administrator"},
}
REFUSED = 2


@pytest.fixture
def cli(sqlite_settings: Settings) -> CommandLine:
    """Harbour Foods, opened in 2020."""
    opened = CommandLine(sqlite_settings)
    opened.does("open", "Harbour Foods", "--on", "2020")
    return opened


@pytest.mark.parametrize("role", ROLES)
def test_a_command_is_for_those_whose_role_grants_it(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr("ui.bootstrap.local_user", lambda: Actor("local:lee", frozenset({role})))
    for typed, may in NEEDS.items():
        result = cli.run(*(word.replace("_", " ") for word in typed.split()))
        assert ("ask an administrator" in result.stderr) == (role not in may), typed
        if role not in may:
            assert (result.exit_code, result.stdout) == (REFUSED, ""), typed


def test_who_is_confined_reads_and_records_their_own_account_alone(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.does("open", "Orchard", "--on", "2021")
    cli.does("assign", "Harbour Foods", "local:lee", "--on", "2024")
    (harbour, *_) = cli.json("accounts")["accounts"]
    lee = Actor("local:lee", frozenset({"account manager"}), own=frozenset({harbour["id"]}))
    monkeypatch.setattr("ui.bootstrap.local_user", lambda: lee)
    for typed in (("timeline",), ("why", "class"), ("diff", "--from", "2024-01-01"), ("at-risk", "--reason", "Tender")):
        command, *rest = typed
        cli.does(command, "Harbour Foods", *rest)
        assert "only" in cli.refuses(command, "Orchard", *rest)
    assert "of all accounts" in cli.refuses("accounts")


def test_an_account_is_assigned_and_released(cli: CommandLine) -> None:
    said = cli.does("assign", "Harbour", "a81bc4", "--on", "2024-05-01")
    assert "Assigned to a81bc4" in said
    said = cli.does("release", "Harbour", "a81bc4", "--on", "2025-05-01", "--reason", "New territory")
    assert "No longer assigned to a81bc4 — New territory" in said
