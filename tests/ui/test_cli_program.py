"""``tieline`` as a program of its own: how it starts, serves, is interrupted, and says what it cannot reach."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.ui.command_line import PROJECT, TIELINE, CommandLine, environment
from ui.cli.serve import answers
from ui.settings import Settings

SECONDS = 60


def program(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment(settings), **more}
    return subprocess.run(
        [*TIELINE, *arguments],
        env=env,
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


@contextmanager
def running(settings: Settings, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*TIELINE, *arguments],
        env={**os.environ, **environment(settings), **more},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # a shell's "&" ignores it
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_installed_command_is_this_one() -> None:
    installed = Path(sys.executable).parent / "tieline"
    said = subprocess.run([installed, "--help"], capture_output=True, encoding="utf-8", timeout=SECONDS, check=True)
    assert "tieline open" in said.stdout


def test_help_loads_nothing_that_takes_long() -> None:
    check = (
        "import sys, ui.cli.main; print(*{'pandas', 'streamlit', 'sqlalchemy', 'alembic', 'rich'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", check], cwd=PROJECT, capture_output=True, timeout=SECONDS, check=True)
    assert said.stdout == b"\n"


def test_any_command_creates_what_is_missing_and_what_one_records_the_next_reads(settings: Settings) -> None:
    assert program(settings, "open", "Harbour Foods", "--on", "2020").returncode == 0
    said = program(settings, "replay", "harbour")
    assert "Opened as an account: Harbour Foods." in said.stdout
    assert (said.returncode, said.stderr) == (0, "")


def test_a_refusal_is_one_sentence_and_exit_status_2(settings: Settings) -> None:
    program(settings, "open", "Harbour Foods", "--on", "2020")
    said = program(settings, "plan", "agree", "harbour", "--title", "Growth", "--from", "2025", "--to", "2028")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("An account that is not yet classified has no joint plan")
    assert said.stderr.count("\n") == 1


def test_a_terminal_that_cannot_show_a_letter_shows_another(sqlite_settings: Settings) -> None:
    program(sqlite_settings, "open", "Zoe’s Bakery")
    said = program(sqlite_settings, "accounts", PYTHONIOENCODING="latin-1")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Zoe?s Bakery" in said.stdout


def test_letters_that_are_not_utf_8_are_refused_as_such(sqlite_settings: Settings) -> None:
    said = program(sqlite_settings, "open", os.fsdecode(b"Harbour \xff"))
    assert said.returncode == 2
    assert "not UTF-8" in said.stderr


def test_a_reader_that_has_seen_enough_is_no_error(sqlite_settings: Settings) -> None:
    program(sqlite_settings, "import", "samples/procter-retailers.csv")
    with running(sqlite_settings, "replay", "All retail customers") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.wait(SECONDS)
        assert "Traceback" not in process.stderr.read()


def test_an_interrupt_ends_a_command_quietly_with_130(sqlite_settings: Settings, tmp_path: Path) -> None:
    pipe = tmp_path / "case.csv"
    os.mkfifo(pipe)
    with running(sqlite_settings, "import", str(pipe)) as process:
        writer = opened_once_read(pipe)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=SECONDS)
        os.close(writer)
        assert (process.returncode, *said) == (130, "", "")


def opened_once_read(pipe: Path) -> int:
    """The writing end, as soon as somebody reads at the other."""
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up:
        with suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.05)
    pytest.fail("nobody reads the pipe")


def test_a_data_folder_that_cannot_be_one_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "data"):
        said = CommandLine(Settings(data_dir=folder, database_url="", keys_database_url="")).run("accounts")
        assert (said.exit_code, said.stdout) == (2, "")
        assert "set TIELINE_DATA_DIR to a folder that you may write to" in said.stderr


def test_a_database_file_that_is_none_is_explained(sqlite_settings: Settings) -> None:
    (sqlite_settings.data_dir / "tieline.db").write_bytes(b"This is not a database, whatever its name says." * 100)
    said = CommandLine(sqlite_settings).run("accounts")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "file is not a database" in said.stderr


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://kim:secret@127.0.0.1:{free_port()}/tieline"
    said = CommandLine(Settings(data_dir=tmp_path, database_url=address, keys_database_url="")).run("accounts")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "kim:***@127.0.0.1" in said.stderr
    assert "set TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name" in said.stderr
    assert "secret" not in said.stderr


@pytest.mark.parametrize("address", ["mysql://kim@127.0.0.1/tieline", "tieline"])
def test_an_address_of_another_kind_is_refused_with_what_would_be_accepted(tmp_path: Path, address: str) -> None:
    said = CommandLine(Settings(data_dir=tmp_path, database_url=address, keys_database_url="")).run("accounts")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "set TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name" in said.stderr


def test_a_user_without_a_login_name_is_known_by_number(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("os.getuid", lambda: 4711)
    cli = CommandLine(sqlite_settings)
    cli.does("open", "Harbour Foods")
    assert cli.json("replay", "harbour")["events"][0]["recorded_by"] == "local:uid-4711"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_app_is_served_until_it_is_told_to_stop(sqlite_settings: Settings, ending: signal.Signals) -> None:
    port = free_port()
    with running(sqlite_settings, "serve", "--port", str(port)) as process:
        assert process.stdout
        assert process.stdout.readline() == f"The data is in {sqlite_settings.data_dir}.\n"
        assert process.stdout.readline() == f"Tieline is running on http://127.0.0.1:{port} (Ctrl-C stops it)\n"
        assert answers(port)
        taken = program(sqlite_settings, "serve", "--port", str(port))
        assert (taken.returncode, taken.stdout) == (2, "")
        assert "choose another with --port" in taken.stderr
        process.send_signal(ending)
        assert process.wait(SECONDS) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) == errno.ECONNREFUSED


def test_serving_a_database_that_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://kim@127.0.0.1:{free_port()}/tieline"
    settings = Settings(data_dir=tmp_path, database_url=address, keys_database_url="")
    said = program(settings, "serve", "--port", str(free_port()))
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.count("\n") == 1
