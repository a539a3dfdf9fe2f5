"""``tieline backup``, ``restore``, ``vault`` and ``ledger``, as a person runs them, on both databases."""

import stat
from pathlib import Path

import pytest

from domain.access import Actor
from domain.ledger.database import Database
from domain.ledger.keeping.remembered import remembered
from domain.ledger.keeping.vaults import last_key
from tests.ledger.tampering import Attacker
from tests.ui.command_line import CommandLine, environment, invoked
from ui.bootstrap import Tieline
from ui.settings import Settings


@pytest.fixture
def terminal(settings: Settings) -> CommandLine:
    """An account with two calls, on Ann Lee's word."""
    terminal = CommandLine(settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    spoken = ("interaction", "Harbour Foods", "call", "Agreed what to try", "--on", "2021-05-05")
    terminal.does(*spoken, "--reported-by", "Ann Lee", "--command-id", "c1")
    return terminal


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "kept.db")


def log(terminal: CommandLine, what: str = "A later call") -> None:
    terminal.does("interaction", "Harbour Foods", "call", what, "--on", "2022-05-05")


def elsewhere(tmp_path: Path, database_url: str = "") -> CommandLine:
    """A machine on which nothing is yet."""
    return CommandLine(Settings(data_dir=tmp_path / "elsewhere", database_url=database_url, keys_database_url=""))


def replay(terminal: CommandLine) -> str:
    return terminal.does("replay", "Harbour Foods")


def test_a_backup_says_what_is_in_it_and_is_remembered(terminal: CommandLine, file: str) -> None:
    root = terminal.json("verify")["root"]
    assert terminal.does("backup", file).splitlines() == [
        f"Backed up 2 events to {file}",
        f"The root of the tree over them is {root}.",
    ]
    assert "say --force" in terminal.refuses("backup", file)
    assert terminal.json("backup", file, "--force") == {"file": file, "events": 2, "root": root}
    assert stat.S_IMODE(Path(file).stat().st_mode) == 0o600
    last = remembered(terminal.settings.data_dir).ledger
    assert last is not None
    assert (last.file, last.upto) == (file, 2)
    assert "ledger backup" in terminal.does("access-log")


def test_what_was_lost_is_restored_and_every_view_built_anew(terminal: CommandLine, file: str, tmp_path: Path) -> None:
    before, root = replay(terminal), terminal.json("verify")["root"]
    terminal.does("backup", file)
    terminal.does("vault", "backup", file + "v")
    database = Database(terminal.settings.ledger_address)
    Attacker(database).run("DELETE FROM events", "DELETE FROM commands", "DELETE FROM ledger_head")
    database.close()
    assert f"Restored 2 events from {file}" in terminal.does("restore", file)
    assert replay(terminal) == before
    assert terminal.json("verify")["as_recorded"]
    said = terminal.does(
        "interaction", "Harbour Foods", "call", "Agreed what to try", "--on", "2021-05-05", "--reported-by", "Ann Lee",
        "--command-id", "c1",
    )  # fmt: skip
    assert said.startswith("Already recorded")

    here = elsewhere(tmp_path)
    assert "put its keys back first" in here.refuses("restore", file)
    assert "Put back 64 keys and 1 name" in here.does("vault", "restore", file + "v")
    assert here.json("restore", file) == {"file": file, "events": 2, "root": root, "lost": []}
    assert replay(here) == before
    log(here)
    assert here.json("verify")["as_recorded"]


def test_what_is_newer_than_the_backup_is_lost_only_when_told_and_agreed_to(terminal: CommandLine, file: str) -> None:
    terminal.does("backup", file)
    log(terminal)
    assert terminal.refuses("restore", file) == (
        "The ledger holds event 3, which the backup of 2 events does not hold, or holds otherwise. "
        "Nothing was restored; say --over-newer to restore all the same."
    )
    assert "add --yes" in terminal.refuses("restore", file, "--over-newer", "--json")
    for typed in ("n\n", ""):
        asked = invoked("restore", file, "--over-newer", typed=typed, env=environment(terminal.settings))
        assert (asked.exit_code, asked.stdout) == (2, "")
        assert asked.stderr.endswith("say --yes beforehand.\n")
    assert len(terminal.recorded()) == 3
    asked = invoked("restore", file, "--over-newer", typed="y\n", env=environment(terminal.settings))
    assert (asked.exit_code, asked.stdout.splitlines()[0]) == (0, f"Restored 2 events from {file}")
    assert len(terminal.recorded()) == 2
    log(terminal, "Another")
    terminal.does("restore", file, "--over-newer", "--yes")
    assert len(terminal.recorded()) == 2
    assert terminal.json("verify")["as_recorded"]


def test_a_restore_below_the_last_signed_checkpoint_is_refused_unless_told(terminal: CommandLine, file: str) -> None:
    terminal.does("keys", "create")
    terminal.does("backup", file)
    terminal.does("checkpoint")
    terminal.does("restore", file)
    log(terminal)
    signed = Path(terminal.json("checkpoint")["file"]).name
    said = terminal.refuses("restore", file)
    assert f"The backup ends below the signed checkpoint {signed}" in said
    terminal.does("restore", file, "--over-newer", "--yes")
    assert f"when the checkpoint {signed} was signed" in terminal.run("verify").stdout


def test_a_tampered_backup_is_refused_by_its_first_finding(
    terminal: CommandLine, file: str, sqlite_settings: Settings
) -> None:
    terminal.does("backup", file)
    backup = Database(f"sqlite+pysqlite:///{file}")
    Attacker(backup).change(2, "recorded_by", "local:mallory")
    Attacker(backup).hash_anew()
    Attacker(backup).change(1, "policy_version", 9)
    backup.close()
    assert terminal.refuses("restore", file).startswith(
        "Nothing was written, because not all is as it was recorded: event 1 is not as it was recorded"
    )
    assert "cannot be read" in terminal.refuses("restore", file + ".none")


def test_a_backup_that_this_version_cannot_read_is_refused(terminal: CommandLine, file: str) -> None:
    terminal.does("backup", file)
    backup = Database(f"sqlite+pysqlite:///{file}")
    Attacker(backup).change(2, "type", "from-the-future")
    Attacker(backup).hash_anew()
    backup.close()
    assert "from-the-future" in terminal.refuses("restore", file)


def test_nothing_is_restored_under_a_running_tieline(terminal: CommandLine, file: str) -> None:
    terminal.does("backup", file)
    running = Tieline(terminal.settings)
    try:
        assert "Others have the database open" in terminal.refuses("restore", file)
    finally:
        running.close()
    terminal.does("restore", file)


def test_whoever_was_forgotten_stays_forgotten_whatever_is_put_back(
    terminal: CommandLine, file: str, tmp_path: Path
) -> None:
    terminal.does("backup", file)
    terminal.does("vault", "backup", file + "v")
    terminal.does("forget", "Ann Lee", "--yes", "--reason", "Asked to be")
    assert "Ann Lee" not in replay(terminal)
    assert "stayed out, because they were destroyed" in terminal.does("vault", "restore", file + "v")
    assert "Ann Lee" not in replay(terminal)

    for path in terminal.settings.data_dir.glob("keys.db*"):
        path.unlink()
    terminal.does("vault", "restore", file + "v")
    assert "Agreed what to try" in replay(terminal)
    assert "Ann Lee" not in replay(terminal)

    terminal.does("restore", file, "--over-newer", "--yes")
    assert "Ann Lee" not in replay(terminal)


def test_a_vault_that_was_lost_is_put_back_from_before_and_gives_no_number_twice(
    terminal: CommandLine, file: str
) -> None:
    terminal.does("vault", "backup", file)
    for number in range(3):
        log(terminal, f"Call {number}")
    before = replay(terminal)
    keys = Database(terminal.settings.vault_address)
    used = last_key(keys)
    keys.close()
    for path in terminal.settings.data_dir.glob("keys.db*"):
        path.unlink()
    assert "keys at hand are not those of this database" in terminal.run("accounts").stderr
    terminal.does("vault", "restore", file)
    assert replay(terminal) != before
    assert replay(terminal).count("[forgotten]") == 3
    log(terminal, "After")
    assert f'"key":{used - 64 + 2},'.encode() in _last_payload(terminal)
    assert replay(terminal).count("[forgotten]") == 3


def _last_payload(terminal: CommandLine) -> bytes:
    database = Database(terminal.settings.ledger_address)
    (payload,) = database.look("SELECT payload FROM events ORDER BY seq DESC LIMIT 1")[0]
    database.close()
    return bytes(payload)


def test_a_vault_of_another_ledger_is_refused(terminal: CommandLine, file: str, tmp_path: Path) -> None:
    other = elsewhere(tmp_path)
    other.does("open", "Pine Retail")
    other.does("vault", "backup", file)
    assert "of another vault than the ledger’s" in terminal.refuses("vault", "restore", file)
    assert "which “tieline vault restore” takes" in terminal.refuses("restore", file)
    terminal.does("backup", file, "--force")
    assert "which “tieline restore” takes" in terminal.refuses("vault", "restore", file)
    terminal.does("vault", "backup", file, "--force")
    assert "of another vault than the ledger’s" in other.refuses("vault", "restore", file)


def test_a_ledger_moves_to_the_other_database_and_answers_as_before(
    terminal: CommandLine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file, before = str(tmp_path / "ledger.jsonl.gz"), replay(terminal)
    exported = terminal.json("ledger", "export", file)
    assert exported == {"file": file, "events": 2, "commands": 2, "root": terminal.json("verify")["root"]}
    url = "" if terminal.settings.database_url else request.getfixturevalue("postgresql_database")
    there = CommandLine(
        Settings(
            data_dir=tmp_path / "there",
            database_url=url,
            keys_database_url=terminal.settings.vault_address,
        )
    )
    assert f"Imported 2 events from {file}" in there.does("ledger", "import", file)
    assert replay(there) == before
    assert there.json("verify")["root"] == exported["root"]
    assert "only into an empty one" in there.refuses("ledger", "import", file)
    assert "ledger export" in terminal.does("access-log")


def test_an_export_goes_only_where_its_keys_are(terminal: CommandLine, tmp_path: Path) -> None:
    file = str(tmp_path / "ledger.jsonl")
    terminal.does("ledger", "export", file)
    terminal.does("vault", "backup", file + "v")
    there = elsewhere(tmp_path)
    assert "bring its keys first" in there.refuses("ledger", "import", file)
    there.does("vault", "restore", file + "v")
    there.does("ledger", "import", file)
    assert replay(there) == replay(terminal)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ledger", "export", "ledger.csv"), "end it in .jsonl, .jsonl.gz or .parquet"),
        (("ledger", "import", "ledger.csv"), "end it in .jsonl, .jsonl.gz or .parquet"),
        (("ledger", "import", "nowhere.jsonl"), "cannot be read (No such file"),
        (("ledger", "import", "nowhere.parquet"), "cannot be read (No such file"),
        (("backup", "."), "is a folder"),
        (("backup", "nowhere/b.db"), "cannot be written (No such file"),
        (("vault", "backup", "nowhere/b.db"), "cannot be written (No such file"),
        (("vault", "restore", "nowhere.db"), "cannot be read into"),
    ],
)
def test_what_cannot_be_read_or_written_is_told_in_a_sentence(
    sqlite_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in CommandLine(sqlite_settings).refuses(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "b.db"),
        ("restore", "b.db"),
        ("vault", "backup", "b.db"),
        ("vault", "restore", "b.db"),
        ("ledger", "export", "l.jsonl"),
        ("ledger", "import", "l.jsonl"),
        ("doctor",),
    ],
)
def test_only_an_administrator_keeps_and_moves(
    sqlite_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ui.bootstrap.local_user", lambda: Actor("local:aud", frozenset({"auditor"})))
    before = sorted(tmp_path.rglob("*"))
    result = CommandLine(sqlite_settings).run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "local:aud may not look after Tieline itself" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


WRITING = {
    "backup": ("backup", "{}"),
    "vault backup": ("vault", "backup", "{}"),
    "export": ("ledger", "export", "{}"),
    "evidence": ("evidence", "Harbour Foods", "-o", "{}"),
    "verifier": ("evidence", "--verifier", "{}"),
}


@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_no_file_that_tieline_itself_needs_is_replaced_even_when_told(
    terminal: CommandLine, tmp_path: Path, command: tuple[str, ...]
) -> None:
    terminal.does("keys", "create")
    terminal.does("checkpoint")
    folder = terminal.settings.data_dir
    own = [folder / each for each in ("keys.db", "tieline.db") if (folder / each).exists()]
    own += [each for each in (folder / "proof").rglob("*") if each.is_file()]
    assert {each.suffix for each in own} >= {".db", ".key", ".json", ".txt"}
    for number, each in enumerate(own):
        other_name = tmp_path / f"{number}.jsonl"
        other_name.hardlink_to(each)
        for path in (each, other_name):
            if command[0] == "ledger" and path is each:
                continue  # the ending of its name says no format
            before = path.read_bytes()
            said = terminal.refuses(*(part.format(path) for part in command), "--force")
            assert said.endswith("that Tieline itself needs: name another.")
            assert path.read_bytes() == before
