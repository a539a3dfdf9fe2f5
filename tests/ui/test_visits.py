"""“Since my last visit” counts from when somebody was last here, not from when they loaded the page anew."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from domain.ledger.database import Database, sqlite_url
from domain.ledger.keeping.backup import back_up
from domain.ledger.visits import Visits
from tests.conftest import Clock
from ui import session
from ui.bootstrap import Tieline
from ui.visits import last_visit

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
MINUTE = 60 * 1_000_000
HOUR = 60 * MINUTE


def test_a_visit_ends_with_some_hours_of_no_look(tieline: Tieline, clock: Clock) -> None:
    visits = Visits(tieline.database, clock)
    assert visits.last("kim") is None
    began = clock()
    visits.note("kim")
    assert visits.last("kim") is None, "this is the first visit"
    clock.microseconds += 3 * HOUR
    visits.note("kim")
    assert visits.last("kim") is None, "they are still here"
    clock.microseconds += 4 * HOUR
    visits.note("kim")
    assert visits.last("kim") == began + 3 * HOUR
    clock.microseconds += HOUR
    visits.note("kim")
    assert visits.last("kim") == began + 3 * HOUR, "still the same visit"
    assert visits.last("pat") is None


def test_a_clock_that_went_back_makes_no_visit(tieline: Tieline, clock: Clock) -> None:
    visits = Visits(tieline.database, clock)
    visits.note("kim")
    clock.microseconds -= 9 * HOUR
    visits.note("kim")
    assert visits.last("kim") is None


def test_the_app_notes_a_visit_as_it_begins_and_while_it_goes_on(app_tieline: Tieline, clock: Clock) -> None:
    me = session.actor().subject
    began = clock()
    app = AppTest.from_file(APP, default_timeout=30).run()
    clock.microseconds += 3 * HOUR
    app.run()
    clock.microseconds += 4 * HOUR
    AppTest.from_file(APP, default_timeout=30).run()
    assert last_visit(me) == began + 3 * HOUR


def test_a_database_that_takes_no_visit_shows_the_page_all_the_same(app_tieline: Tieline) -> None:
    with app_tieline.database.write() as connection:
        app_tieline.database.run(connection, "ALTER TABLE visits RENAME TO away")
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert not app.error


def test_a_backup_has_no_visits(tieline: Tieline, clock: Clock, tmp_path: Path) -> None:
    Visits(tieline.database, clock).note("kim")
    back_up(tieline.database, tmp_path / "backup.db")
    copy = Database(sqlite_url(tmp_path / "backup.db"))
    assert copy.look("SELECT COUNT(*) FROM visits") == [(0,)]
    copy.close()
