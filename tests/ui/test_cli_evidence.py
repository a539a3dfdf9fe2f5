"""``tieline evidence`` and ``tieline access-log``, as a person runs them, on both databases."""

import json
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from tests.ledger.evidence_files import VERIFIER, Verdict, parts
from tests.ledger.tampering import Attacker
from tests.ui.command_line import CommandLine
from ui.bootstrap import Tieline
from ui.settings import Settings


@pytest.fixture
def terminal(settings: Settings) -> CommandLine:
    return filled(settings)


@pytest.fixture
def sqlite_terminal(sqlite_settings: Settings) -> CommandLine:
    return filled(sqlite_settings)


def filled(settings: Settings) -> CommandLine:
    terminal = CommandLine(settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    terminal.does("open", "Northern Stores", "--on", "2020-01-01")
    terminal.does("interaction", "Harbour", "call", "Agreed what to try", "--on", "2021-05-05", "--reported-by", "Ann")
    terminal.does("keys", "create", "--name", "example.org/tieline")
    return terminal


def key(terminal: CommandLine) -> str:
    return terminal.does("keys", "show").splitlines()[0]


def accesses(terminal: CommandLine) -> list[dict[str, object]]:
    found: list[dict[str, object]] = terminal.json("access-log")
    return found


def test_evidence_of_an_account_is_written_noted_and_checked(terminal: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "harbour.html"
    said = terminal.does("evidence", "harbour", "-o", str(file)).splitlines()
    assert said[0] == f"Wrote evidence of 2 events, under a checkpoint over 3: {file}"
    verdict = Verdict(file, "--json", "--key", key(terminal))
    assert (verdict.status, verdict.json["events"]) == (0, 2)
    assert said[1] == f"The events come to the state {verdict.json['state']}."
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (noted,) = accesses(terminal)
    assert noted["what"] == "evidence"
    assert noted["digest"] == sha256(file.read_bytes()).hexdigest()
    stream = parts(file)[1]["chosen"]["stream"]
    assert noted["about"] == {"what": "account", "stream": stream, "checkpoint": 3}
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "what", "events"),
    [
        (["--all"], "portfolio", [1, 2, 3]),
        (["--event", "3"], "event", [3]),
        (["--all", "--from", "2021", "--to", "2021"], "period", [3]),
        (["harbour", "--from", "2021"], "period", [3]),
        (["harbour", "--to", "2020"], "period", [1]),
        (["harbour", "--as-of", "2020"], "account", [1, 3]),
        (["--all", "--known-at", "2199-01-01"], "portfolio", [1, 2, 3]),
    ],
)
def test_evidence_can_be_of_everything_one_event_or_a_time(
    terminal: CommandLine, tmp_path: Path, arguments: list[str], what: str, events: list[int]
) -> None:
    file = tmp_path / "evidence.html"
    said = terminal.json("evidence", *arguments, "-o", str(file))
    assert (said["events"], said["sha256"]) == (len(events), sha256(file.read_bytes()).hexdigest())
    data = parts(file)[1]
    assert data["chosen"]["what"] == what
    assert [each["seq"] for each in data["events"]] == events
    verdict = Verdict(file, "--json", "--key", key(terminal))
    assert (verdict.status, verdict.json["state"]) == (0, said["state"])


def test_what_was_struck_through_is_told(terminal: CommandLine, tmp_path: Path) -> None:
    terminal.does("retract", "3", "--reason", "It was another account")
    file = tmp_path / "evidence.html"
    terminal.does("evidence", "harbour", "-o", str(file))
    page = file.read_text(encoding="utf-8")
    assert "<s>Call: Agreed what to try.</s>" in page
    assert "It was another account" in page
    assert Verdict(file, "--key", key(terminal)).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what the evidence is to be of: an account, or --all, or --event N."),
        (["harbour", "--all"], "Say what the evidence is to be of: an account, or --all, or --event N."),
        (["--event", "3", "--to", "2021"], "leave out --from, --to, --as-of and --known-at."),
        (["--all", "--from", "2022", "--to", "2021"], "ends before it begins: exchange --from and --to."),
        (["--event", "99"], "Nothing is on record of what was asked for"),
        (["harbour", "--known-at", "2001-01-01"], "Nothing is on record of what was asked for"),
        (["--all", "--from", "1990", "--to", "1991"], "Nothing is on record of what was asked for"),
        (["nobody"], "There is no relationship “nobody” on record"),
        (["harbour", "--as-of", "soon"], "“soon” is not a date"),
        (["harbour", "--known-at", "soon"], "“soon” is not a time"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sqlite_terminal: CommandLine, tmp_path: Path, arguments: list[str], said: str
) -> None:
    file = tmp_path / "evidence.html"
    assert said in sqlite_terminal.refuses("evidence", *arguments, "-o", str(file))
    assert not file.exists()
    assert accesses(sqlite_terminal) == []


def test_where_it_cannot_be_written_is_refused_and_nothing_is_noted(
    sqlite_terminal: CommandLine, tmp_path: Path
) -> None:
    refuses = sqlite_terminal.refuses
    assert refuses("evidence", "harbour") == "Say where the evidence is to be written: -o FILE."
    there = tmp_path / "there.html"
    there.write_text("kept", encoding="utf-8")
    assert "There is a file" in refuses("evidence", "harbour", "-o", str(there))
    assert there.read_text(encoding="utf-8") == "kept"
    assert "is a folder: name a file" in refuses("evidence", "harbour", "-o", str(tmp_path))
    assert "There is no folder" in refuses("evidence", "harbour", "-o", str(tmp_path / "no" / "where.html"))
    assert "cannot be written" in refuses("evidence", "harbour", "-o", str(tmp_path / ("x" * 300)))
    assert accesses(sqlite_terminal) == []


def test_without_a_key_it_says_how_to_make_one(sqlite_settings: Settings, tmp_path: Path) -> None:
    terminal = CommandLine(sqlite_settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    said = terminal.refuses("evidence", "harbour", "-o", str(tmp_path / "evidence.html"))
    assert said == "There is no key to sign with yet: make one with “tieline keys create”."


def test_no_evidence_is_given_of_a_ledger_that_was_changed(terminal: CommandLine, tmp_path: Path) -> None:
    tieline = Tieline(terminal.settings)
    Attacker(tieline.database).flip(3)
    tieline.close()
    file = tmp_path / "evidence.html"
    result = terminal.run("evidence", "harbour", "-o", str(file))
    assert result.exit_code == 2
    assert "event 3 is not as it was recorded" in result.stderr
    assert not file.exists()


def test_the_program_that_checks_is_written_out(sqlite_terminal: CommandLine, tmp_path: Path) -> None:
    program, file = tmp_path / "check.py", tmp_path / "evidence.html"
    said = sqlite_terminal.does("evidence", "--verifier", str(program))
    assert said.splitlines()[1] == f"Its SHA-256 is {sha256(VERIFIER.read_bytes()).hexdigest()}."
    assert program.read_bytes() == VERIFIER.read_bytes()
    assert "There is a file" in sqlite_terminal.refuses("evidence", "--verifier", str(program))
    program.write_text("something else", encoding="utf-8")
    sqlite_terminal.does("evidence", "harbour", "-o", str(file), "--verifier", str(program), "--force")
    assert program.read_bytes() == VERIFIER.read_bytes()
    sqlite_terminal.does("evidence", "harbour", "-o", str(file), "--force")
    assert len(accesses(sqlite_terminal)) == 2


def test_the_access_log_is_printed_newest_first_and_by_time_and_subject(terminal: CommandLine, tmp_path: Path) -> None:
    assert terminal.does("access-log") == "Nothing is in the access log yet.\n"
    for number in (1, 2):
        terminal.does("evidence", "--event", str(number), "-o", str(tmp_path / f"{number}.html"))
    found = accesses(terminal)
    assert [(each["number"], each["about"]) for each in found] == [
        (2, {"what": "event", "event": 2, "checkpoint": 3}),
        (1, {"what": "event", "event": 1, "checkpoint": 3}),
    ]
    said = terminal.does("access-log")
    assert "2 in the access log" in said
    assert "checkpoint 3, event 2, what event" in said
    subject, day = str(found[0]["subject"]), str(found[0]["at"])[:10]
    assert len(terminal.json("access-log", "--by", subject, "--from", day, "--to", day)) == 2
    assert terminal.json("access-log", "--by", "local:nobody") == []
    assert terminal.json("access-log", "--from", "2199-01-01") == []
    assert terminal.json("access-log", "--to", "2001-01-01") == []
    assert terminal.does("access-log", "--to", "2001-01-01") == "Nothing is in the access log of that.\n"
    assert "“soon” is not a time" in terminal.refuses("access-log", "--from", "soon")


def test_the_help_says_what_it_does(sqlite_terminal: CommandLine) -> None:
    assert "--verifier" in sqlite_terminal.does("evidence", "--help")
    assert json.loads(sqlite_terminal.does("access-log", "--json")) == []
