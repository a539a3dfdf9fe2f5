"""A command whose answer was lost is repeated under its id: it has no second effect, and gives the first answer."""

import subprocess
import sys
from collections.abc import Callable, Iterable

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.record import Append, Receipt
from domain.relationship.opening import OpenRelationship
from domain.streams import stream_of
from ui.bootstrap import Tieline
from ui.settings import Settings

DIES_AFTER_COMMIT = """
import os
from domain.ledger.recorder import LedgerRecorder
from ui.cli.main import main

append = LedgerRecorder.append

def append_and_die(self, appends, count=None):
    append(self, appends, count)
    os._exit(137)

LedgerRecorder.append = append_and_die
main()
"""
OPEN = ["open", "Harbour Foods", "--on", "2020-01-01", "--command-id", "c1"]


def run(settings: Settings, program: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "TIELINE_DATA_DIR": str(settings.data_dir),
        "TIELINE_DATABASE_URL": settings.database_url,
    }
    return subprocess.run(
        [sys.executable, *program, *OPEN], env=environment, capture_output=True, text=True, check=False
    )


def test_a_process_that_died_between_commit_and_answer_is_answered_when_it_asks_again(settings: Settings) -> None:
    died = run(settings, ["-c", DIES_AFTER_COMMIT])
    assert (died.returncode, died.stdout) == (137, "")
    again = run(settings, ["-m", "ui.cli.main"])
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("Already recorded for Harbour Foods as event 1")
    tieline = Tieline(settings)
    try:
        assert tieline.tracker.recorder.head()[0] == 1
    finally:
        tieline.close()


def test_a_reply_lost_after_the_commit_is_given_when_asked_again(
    tieline: Tieline, kim: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = tieline.tracker.recorder
    append = recorder.append

    def append_unheard(appends: Iterable[Append], count: int | None = None) -> list[Receipt]:
        append(appends, count)
        raise OperationalError("COMMIT", None, ConnectionError("the reply was lost"))

    monkeypatch.setattr(recorder, "append", append_unheard)
    command = OpenRelationship(on=parse_when("2020"), name="Harbour Foods")
    with pytest.raises(OperationalError):
        tieline.handle(stream_of("opened"), command, by=kim, command_id="c1")
    monkeypatch.undo()
    again = tieline.handle(stream_of("opened"), command, by=kim, command_id="c1")
    assert (again.first_seq, again.last_seq, again.repeated) == (1, 1, True)
    assert recorder.head()[0] == 1


def test_a_connection_cut_by_the_server_leaves_one_record_when_asked_again(
    postgresql_database: str, sqlite_settings: Settings, open_it: Callable[[Settings], Tieline], kim: Actor
) -> None:
    tieline = open_it(sqlite_settings.model_copy(update={"database_url": postgresql_database}))
    with psycopg.connect(postgresql_database.replace("+psycopg", ""), autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )
    command = OpenRelationship(on=parse_when("2020"), name="Harbour Foods")
    for attempt in range(5):
        try:
            receipt = tieline.handle(stream_of("opened"), command, by=kim, command_id="c1")
            break
        except (OperationalError, psycopg.OperationalError):
            assert attempt < 4, "every connection was cut once"
    assert receipt.first_seq == 1
    assert tieline.tracker.recorder.head()[0] == 1
