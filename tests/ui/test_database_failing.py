"""Where the database fails, the app says so in a sentence, and what was entered can be recorded once it answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg.errors import DiskFull
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from domain.ledger.database import sqlite_driver
from tests.ui.filling import count, fill, form_of, opening_form, press, said
from ui.bootstrap import Tieline
from ui.failing import database_failure
from ui.queries import portfolio

APP = str(Path(__file__).parents[2] / "streamlit_app.py")


@contextmanager
def failing(tieline: Tieline) -> Iterator[None]:
    """A database in which nothing can be recorded."""
    with tieline.database.write() as connection:
        tieline.database.run(connection, "ALTER TABLE commands RENAME TO away")
    try:
        yield
    finally:
        with tieline.database.write() as connection:
            tieline.database.run(connection, "ALTER TABLE away RENAME TO commands")


def test_a_database_that_fails_is_told_in_the_form_and_a_second_press_records_it_once(app_tieline: Tieline) -> None:
    app = fill(form_of("Meeting, call, visit, review or note"), summary="Walked the dock")
    with failing(app_tieline):
        press(app)
        told = said(app.error[0])
    assert told.startswith("The database failed (")
    assert told.endswith("Press the button again: nothing is recorded twice.")
    assert "commands" in told
    assert count(app_tieline) == 1
    press(app)
    assert not app.error
    assert count(app_tieline) == 2


def test_a_database_that_fails_while_an_account_is_opened_is_told_in_the_form(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="Pine Retail")
    with failing(app_tieline):
        app.button(key="log-open").click().run()
        assert not app.exception
        assert "The database failed" in said(app.error[0])
    assert count(app_tieline) == 1


def test_a_database_that_fails_under_a_page_is_told_there(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("SELECT 1", None, sqlite_driver().OperationalError("disk I/O error"))

    del app_tieline
    monkeypatch.setattr("projections.census.counts", gone)
    portfolio._counts.clear()
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert said(app.error[0]) == "The database failed (disk I/O error). Load the page again once it answers."


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (sqlite_driver().OperationalError("database is locked"), "database is locked"),
        (OperationalError("SELECT 1", None, DiskFull("no space left\nHINT: free some")), "no space left"),
        (DiskFull(), "DiskFull"),
        (ValueError("no database"), ""),
    ],
)
def test_a_failure_of_the_database_is_told_in_its_own_words_and_no_other_error_is_taken_for_one(
    error: Exception, why: str
) -> None:
    assert database_failure(error) == why
