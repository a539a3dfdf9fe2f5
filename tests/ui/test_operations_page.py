"""The page Operations, as whoever looks after Tieline works in it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.history.when import parse_when as when
from domain.relationship.interaction import LogInteraction
from domain.relationship.team import JoinTeam
from tests.ledger.tampering import Attacker
from tests.team import as_one_of
from tests.ui.filling import STREAM, last, record, said
from ui import session
from ui.bootstrap import Tieline
from ui.queries.working import _jobs
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
PAGE = str(Path(__file__).parents[2] / "ui" / "pages" / "operations.py")


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """On one database: what differs between the two is tested where it is done."""
    return sqlite_settings


def page(tab: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["tab"] = tab
    app.switch_page(PAGE).run()
    assert not app.exception, app.exception
    return app


def rows(app: AppTest, number: int = 0) -> list[dict[str, str]]:
    table = app.table[number].value
    return [
        {str(name): str(value).replace("\\", "") for name, value in row.items()} for row in table.to_dict("records")
    ]


def press(app: AppTest, key: str, job: str = "") -> AppTest:
    """Press a button, and wait for the job that it begins."""
    app.button(key=key).click().run()
    if job:
        begun = _jobs(session.tieline().settings.model_dump_json()).last(job)
        assert begun
        begun.wait(60)
        app.run()
    assert not app.exception, app.exception
    return app


def test_every_view_says_where_it_stands(app_tieline: Tieline) -> None:
    app = page("Views")
    assert said(app.header[0]) == "The ledger has 1 record"
    shown = {each["View"]: each for each in rows(app)}
    assert list(shown) == list(app_tieline.engine.projections)
    assert all("up to date" in each["Status"] and each["Up to record"] == "1" for each in shown.values())


def test_a_view_that_stopped_says_why_and_is_built_anew(app_tieline: Tieline) -> None:
    Attacker(app_tieline.database).run("UPDATE projection SET error = 'stopped at event 1' WHERE name = 'plans'")
    (plans,) = [each for each in rows(page("Views")) if each["View"] == "plans"]
    assert "stopped" in plans["Status"]
    assert plans["What stopped it"] == "stopped at event 1"
    app = page("Views")
    app.selectbox(key="rebuild-which").select("plans").run()
    press(app, "rebuild-do", "rebuild")
    assert said(app.success[0]).startswith("Rebuilt plans up to record 1 in ")
    (plans,) = [each for each in rows(app) if each["View"] == "plans"]
    assert "up to date" in plans["Status"]


def test_all_views_are_built_anew_together(app_tieline: Tieline) -> None:
    Attacker(app_tieline.database).run("DELETE FROM timeline_entry")
    app = press(page("Views"), "rebuild-do", "rebuild")
    assert said(app.success[0]).startswith("Rebuilt timeline, portfolio,")
    assert app_tieline.database.look("SELECT COUNT(*) FROM timeline_entry") == [(1,)]


def test_a_backup_is_made_listed_and_noted(app_tieline: Tieline) -> None:
    assert said(page("Backup").header[0]) == "No backup is in the folder yet"
    app = press(page("Backup"), "back-up", "back up")
    (file,) = app_tieline.settings.backup_folder.iterdir()
    assert said(app.success[0]).startswith(f"Backed up 1 record to {file.name} in ")
    assert rows(app)[0]["File"] == file.name
    (noted,) = app_tieline.access_log.entries()
    assert noted.what == "ledger backup"
    assert said(page("Backup").header[0]).startswith("The last backup is of 22 Nov 2026")


def test_a_backup_that_cannot_be_written_says_what_would_be_accepted(app_tieline: Tieline) -> None:
    app_tieline.settings.backup_folder.write_text("a file where the folder should be", encoding="utf-8")
    app = press(page("Backup"), "back-up", "back up")
    assert "TIELINE_BACKUP_DIR" in said(app.error[0])


def test_health_tells_the_worst_first_with_what_to_do(app_tieline: Tieline) -> None:
    app = page("Health")
    shown = rows(app)
    assert "worth a look" in shown[0]["How"]
    assert shown[0]["What to do"] != "–"
    assert {"Database", "Vault", "Views", "Backup"} <= {each["What"] for each in shown}
    assert said(app.header[0]).endswith("0 bad")


@pytest.fixture
def ann_lee(app_tieline: Tieline) -> Tieline:
    """Ann Lee is on a team, and mentioned in a call."""
    record(app_tieline, JoinTeam(on=when("2022"), member_id="m", person="Ann Lee", function="IT", title="Lead"))
    record(app_tieline, LogInteraction(on=when("2022-03"), kind="call", summary="ANN LEE rang"))
    return app_tieline


def looked_for(person: str) -> AppTest:
    app = page("People")
    app.text_input(key="forget-person").set_value(person)
    app.button[[each.label for each in app.button].index("Show what it would affect")].click().run()
    return app


def found(person: str) -> AppTest:
    app = looked_for(person)
    job = _jobs(session.tieline().settings.model_dump_json()).last("look for a person")
    assert job
    job.wait(60)
    return app.run()


def forget(app: AppTest, typed: str, reason: str) -> AppTest:
    app.text_input(key="forget-reason").set_value(reason)
    app.text_input(key="forget-typed").set_value(typed)
    app.button[[each.label for each in app.button].index("Forget for good")].click().run()
    assert not app.exception, app.exception
    return app


def test_the_people_on_record_are_read_when_asked(ann_lee: Tieline) -> None:
    app = press(page("People"), "people-read", "people")
    assert [(each["Name"], each["Records"]) for each in rows(app)] == [("Ann Lee", "1")]


def test_a_list_of_people_is_let_go_of_once_somebody_was_forgotten_elsewhere(ann_lee: Tieline) -> None:
    press(page("People"), "people-read", "people")
    (person,) = ann_lee.tracker.vault.everyone()
    with ann_lee.keys.write() as connection:
        connection.exec_driver_sql("DELETE FROM people")
        connection.exec_driver_sql(f"INSERT INTO destroyed VALUES ('person', '{person}')")
    assert not page("People").table


def test_a_person_is_forgotten_after_it_was_shown_what_that_affects(ann_lee: Tieline) -> None:
    app = found("ann lee")
    assert rows(app)[0] == {"Account": "Harbour Foods", "Records": "2", "Naming them": "1", "Mentioning them": "1"}
    assert "Ann Lee" in ann_lee.tracker.vault.everyone().values()
    assert "Another name was typed" in said(forget(app, "Ann Le", "By letter").error[0])
    assert "names the person" in said(forget(app, "Ann Lee", "Ann Lee wrote").error[0])
    assert "Ann Lee" in ann_lee.tracker.vault.everyone().values(), "nothing was done so far"
    app = forget(app, "Ann Lee", "By letter of 3 March")
    assert said(app.success[0]) == "The person is forgotten."
    assert not ann_lee.tracker.vault.everyone()
    assert not [each for each in app.text_input if each.key == "forget-typed"], "what was found is let go of"


def test_nobody_of_a_name_says_who_is_like_it(ann_lee: Tieline) -> None:
    assert "“Ann Lee”" in said(looked_for("Ann").error[0])
    assert "Write the whole name" in said(looked_for("  ").error[0])


def assign(app: AppTest, button: str, manager: str) -> AppTest:
    app.selectbox(key="assign-account").select(STREAM)
    app.text_input(key="assign-manager").set_value(manager)
    app.button[[each.label for each in app.button].index(button)].click().run()
    assert not app.exception, app.exception
    return app


def test_an_account_is_assigned_and_released(app_tieline: Tieline) -> None:
    app = page("Responsibilities")
    assert said(app.header[0]) == "No account is assigned to anybody"
    app.button[[each.label for each in app.button].index("Assign")].click().run()
    assert said(app.error[0]) == "Choose the account."
    app = assign(app, "Assign", "sales-7")
    assert not app.error, app.error[0].value
    assert said(app.success[0]) == "Harbour Foods is assigned to sales-7."
    assert rows(app) == [{"Account": "Harbour Foods", "Account manager": "sales-7", "Since": "22 Nov 2026"}]
    assert last(app_tieline).headline({}) == "Assigned to sales-7"
    assert said(assign(app, "Assign", "sales-7").success[0]) == "It was so already; nothing was recorded."
    assert "was not responsible" in said(assign(app, "Release", "sales-8").error[0])
    app = assign(app, "Release", "sales-7")
    assert said(app.success[0]) == "Harbour Foods is no longer assigned to sales-7."
    assert said(app.header[0]) == "No account is assigned to anybody"


@pytest.mark.parametrize("role", ["account manager", "CIO"])
def test_who_neither_operates_nor_audits_is_refused_by_the_page_itself(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    app = as_one_of(role, PAGE, monkeypatch).run()
    assert app.exception
    assert not app.tabs


def test_an_auditor_looks_and_an_administrator_acts(app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    for role, acts in (("auditor", False), ("administrator", True)):
        app = as_one_of(role, APP, monkeypatch)
        app.switch_page(PAGE).run()
        assert not app.exception
        assert app.table
        assert ("People" in [each.label for each in app.tabs]) is acts
        assert bool([each for each in app.button if each.key == "rebuild-do"]) is acts
