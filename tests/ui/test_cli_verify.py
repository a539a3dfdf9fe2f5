"""``tieline verify``, ``tieline checkpoint`` and ``tieline keys``, as a person runs them, on both databases."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.ledger.database import Database
from domain.ledger.note import read_note, read_public_key
from projections.catalogue import ALL
from tests.ledger.tampering import Attacker
from tests.ui.command_line import CommandLine
from ui.settings import Settings


@pytest.fixture
def terminal(settings: Settings) -> CommandLine:
    terminal = CommandLine(settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    terminal.does("interaction", "Harbour Foods", "call", "Agreed what to try", "--on", "2021-05-05")
    return terminal


@pytest.fixture
def attacker(settings: Settings, terminal: CommandLine) -> Iterator[Attacker]:
    database = Database(settings.ledger_address)
    yield Attacker(database)
    database.close()


def proofs(terminal: CommandLine) -> Path:
    return terminal.settings.proof_folder


def test_a_ledger_that_nobody_changed_is_as_recorded(terminal: CommandLine) -> None:
    said = terminal.does("verify")
    assert said.startswith(
        f"Everything is as it was recorded: 2 events, {len(ALL)} views and 0 checkpoints, read again in "
    )
    assert "No checkpoint is kept" in said
    terminal.does("keys", "create")
    terminal.does("checkpoint")
    said = terminal.does("verify")
    assert f"2 events, {len(ALL)} views and 1 checkpoint, read again" in said
    assert "No checkpoint is kept" not in said


def test_an_empty_ledger_is_as_recorded_and_can_be_signed(settings: Settings) -> None:
    terminal = CommandLine(settings)
    assert f"0 events, {len(ALL)} views and 0 checkpoints" in terminal.does("verify")
    terminal.does("keys", "create")
    assert "Signed the first 0 events" in terminal.does("checkpoint")


def test_what_was_changed_is_printed_line_by_line_with_status_1(terminal: CommandLine, attacker: Attacker) -> None:
    attacker.change(2, "recorded_by", "local:mallory")
    result = terminal.run("verify")
    assert result.exit_code == 1
    first, *others = result.stdout.splitlines()
    assert first == "Event 2 is not as it was recorded: its row does not have its leaf hash."
    assert "The tree that the head keeps is not the tree over the rows." in others
    assert (
        result.stderr
        == f"{len(others) + 1} things not as recorded, among 2 events, {len(ALL)} views and 0 checkpoints.\n"
    )


def test_the_findings_are_there_as_json(terminal: CommandLine, attacker: Attacker) -> None:
    whole = terminal.json("verify")
    assert (whole["as_recorded"], whole["events"], whole["findings"]) == (True, 2, [])
    attacker.run("DELETE FROM events WHERE seq = 1")
    result = terminal.run("verify", "--json")
    assert result.exit_code == 1
    assert '"sentence": "Event 1 is missing."' in result.stdout
    assert '"as_recorded": false' in result.stdout


def test_verifying_writes_nothing_and_takes_in_nothing(terminal: CommandLine, attacker: Attacker) -> None:
    attacker.run("UPDATE projection SET position = 1", "DELETE FROM timeline_entry WHERE seq = 2")
    terminal.run("verify")
    assert attacker.database.look("SELECT DISTINCT position FROM projection") == [(1,)]
    assert not proofs(terminal).exists()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM ledger_head", "UPDATE ledger_head SET seq = 9", "DELETE FROM events"]
)
def test_a_head_that_fits_no_row_is_told_and_not_stumbled_over(
    terminal: CommandLine, attacker: Attacker, statement: str
) -> None:
    attacker.run(statement)
    result = terminal.run("verify")
    assert result.exit_code == 1
    assert "The head says " in result.stdout


def test_a_checkpoint_is_a_signed_note_that_is_kept(terminal: CommandLine) -> None:
    made, vkey = terminal.does("keys", "create", "--name", "example.org/tieline").splitlines()
    assert made == f"Made a key in {proofs(terminal)}. Its public part is:"
    public = read_public_key(vkey)
    said = terminal.does("checkpoint")
    (path,) = (proofs(terminal) / "checkpoints").iterdir()
    note = read_note(path.read_text(encoding="utf-8"))
    assert said == f"Signed the first 2 events: {path}\n{note}"
    assert (note.origin, note.size, public.signed(note)) == ("example.org/tieline", 2, True)
    again = terminal.json("checkpoint")
    assert (again["file"], again["size"], again["repeated"]) == (str(path), 2, True)
    assert terminal.does("checkpoint", "--quiet") == f"{path}\n"
    assert "nothing was added since" in terminal.does("checkpoint")


def test_without_a_key_a_checkpoint_is_refused(terminal: CommandLine) -> None:
    assert terminal.refuses("checkpoint") == "There is no key to sign with yet: make one with “tieline keys create”."
    assert "no key to sign with" in terminal.refuses("keys", "rotate")


def test_a_ledger_that_does_not_extend_the_last_checkpoint_is_not_signed(
    terminal: CommandLine, attacker: Attacker
) -> None:
    terminal.does("keys", "create")
    terminal.does("checkpoint")
    attacker.cut(1, with_head=True)
    result = terminal.run("checkpoint")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "Nothing was signed, because the ledger is not as it was recorded: the ledger has 1 event and had 2 when the "
    )
    assert result.stderr.count("\n") == 1


def test_keys_are_made_shown_and_rotated(terminal: CommandLine) -> None:
    assert "There is no key yet" in terminal.does("keys", "show")
    first = terminal.does("keys", "create").splitlines()[1]
    assert first.startswith("tieline/")
    assert "There is a key already" in terminal.refuses("keys", "create")
    assert "signed no checkpoint" in terminal.does("keys", "show")
    terminal.does("checkpoint")
    second = terminal.does("keys", "rotate").splitlines()[1]
    assert first.split("+")[0] == second.split("+")[0]
    assert first != second
    shown = terminal.json("keys", "show")
    assert [(each["key"], len(each["signed"])) for each in shown] == [(first, 1), (second, 0)]
    (secret,) = proofs(terminal).glob("*.key")
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    terminal.does("checkpoint")
    assert "2 checkpoints" in terminal.does("verify")


def test_a_name_of_two_words_is_refused(terminal: CommandLine) -> None:
    assert "write a name without spaces and +" in terminal.refuses("keys", "create", "--name", "my ledger")


def test_a_key_and_a_checkpoint_kept_elsewhere_tell_what_the_folder_no_longer_does(
    terminal: CommandLine, attacker: Attacker, tmp_path: Path
) -> None:
    key = terminal.does("keys", "create").splitlines()[1]
    elsewhere = tmp_path / "kept by the auditor.txt"
    elsewhere.write_text(terminal.json("checkpoint")["note"], encoding="utf-8")
    assert "2 checkpoints" in terminal.does("verify", "--key", key, "--checkpoint", str(elsewhere))

    for file in (*proofs(terminal).glob("*.*"), *proofs(terminal).glob("*/*")):
        file.unlink()
    attacker.change(2, "recorded_by", "local:mallory")
    attacker.hash_anew()
    terminal.does("projections", "rebuild")
    terminal.does("keys", "create")
    terminal.does("checkpoint")
    terminal.does("verify")
    result = terminal.run("verify", "--key", key, "--checkpoint", str(elsewhere))
    assert result.exit_code == 1
    assert (
        "Of the first 2 events not all are those that the checkpoint kept by the auditor.txt was signed over"
        in result.stdout
    )
    assert "is not signed by a key of this ledger" in result.stdout


def test_keys_and_checkpoints_that_cannot_be_read_are_refused(terminal: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    assert "The key cannot be read" in terminal.refuses("verify", "--key", "x")
    assert "is no checkpoint" in terminal.refuses("verify", "--checkpoint", str(tmp_path / "x.txt"))
    assert "cannot be read: No such file" in terminal.refuses("verify", "--checkpoint", str(tmp_path / "y.txt"))


@pytest.mark.parametrize("file", ["signing-*.key", "keys.json"])
@pytest.mark.parametrize("content", [b"\xff\x00", b'[{"key":"\xff","since":"2026"}]', b""])
def test_files_of_keys_that_hold_something_else_are_refused_in_a_sentence(
    terminal: CommandLine, file: str, content: bytes
) -> None:
    terminal.does("keys", "create")
    (path,) = proofs(terminal).glob(file)
    path.write_bytes(content)
    for command in (("checkpoint",), ("keys", "rotate"), ("evidence", "--all", "-o", str(path.parent / "e.html"))):
        if file == "keys.json" or command[0] != "keys":
            assert f"{path} cannot be read" in terminal.refuses(*command)


def test_the_folder_can_be_set_apart(terminal: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIELINE_PROOF_DIR", str(tmp_path / "apart"))
    terminal.does("keys", "create")
    terminal.does("checkpoint")
    assert len(list((tmp_path / "apart" / "checkpoints").iterdir())) == 1
    assert not proofs(terminal).exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TIELINE_PROOF_DIR", str(tmp_path / "file"))
    assert "set TIELINE_PROOF_DIR to a folder that you may write to" in terminal.refuses("keys", "create")
