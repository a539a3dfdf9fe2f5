"""Imports, among the operations: what came in together, what would become of it, and what became of it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor, local_actor
from domain.history.when import parse_when as when
from domain.relationship.milestone import ReachMilestone
from projections.portfolio import names
from tests.ui.filling import said
from ui.bootstrap import Tieline
from ui.parts.taking_back import TakingBack, table
from ui.record_file import record_file

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
FILE = """\
{"account": "Ostia Stores", "do": "open", "on": "2020"}
{"account": "Ostia Stores", "do": "milestone plan", "on": "2024-03", "title": "Trained", "party": "the account", "due": "2025"}
{"account": "Ostia Stores", "do": "interaction", "on": "2022", "kind": "call", "summary": "Prices"}
"""


@pytest.fixture
def batch(app_tieline: Tieline, kim: Actor, tmp_path: Path) -> str:
    """A small import: an account, a milestone and a call."""
    (tmp_path / "small.jsonl").write_text(FILE, encoding="utf-8")
    return record_file(app_tieline, tmp_path / "small.jsonl", by=kim).batch or ""


def page() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["tab"] = "Imports"
    app.switch_page("ui/pages/operations.py").run()
    assert not app.exception
    return app


def form(batch: str) -> AppTest:
    """The form that takes an import back, opened anew."""

    def script(batch: str) -> None:
        from domain.access import local_actor
        from ui import session
        from ui.parts.taking_back import take_back_form

        take_back_form(session.tieline(), local_actor("kim"), batch)

    app = AppTest.from_function(script, default_timeout=30, args=(batch,)).run()
    assert not app.exception, app.exception
    return app


def take_back(app: AppTest, why: str) -> AppTest:
    app.text_area(key="taking-back-because").set_value(why).run()
    app.button(key="taking-back-do").click().run()
    assert not app.exception, app.exception
    return app


def test_before_the_first_import_the_page_says_how_to_import(app_tieline: Tieline) -> None:
    del app_tieline
    app = page()
    assert app.header[0].value == "Nothing was imported yet"
    assert "tieline import FILE --dry-run" in app.code[0].value
    assert not [each for each in app.button if "ake back" in each.label]


def test_every_import_is_listed_with_how_much_of_it_stands(app_tieline: Tieline, batch: str, kim: Actor) -> None:
    app_tieline.retract(app_tieline.tracker.recorder.head()[0], "Not said", by=kim)
    shown = page().table[0].value.iloc[0].to_dict()
    assert {key: str(each) for key, each in shown.items() if key != "When"} == {
        "Import": batch.replace("-", "\\-"),
        "Rows": "3",
        "Records": "3",
        "Struck": "1",
        "By": "local\\:kim",
    }
    assert [each.label for each in page().button if "ake back" in each.label] == ["Take back…"]


def test_an_import_is_tried_first_and_taken_back_for_a_reason(app_tieline: Tieline, batch: str) -> None:
    before = app_tieline.tracker.recorder.head()[0]
    app = form(batch)
    assert "of 3 rows, 3 would be reversed" in said(app.markdown[0])
    assert app.button(key="taking-back-do").label == "Take back 3 rows"
    app.button(key="taking-back-do").click().run()
    assert "why the import is retracted" in said(app.error[0])
    assert app_tieline.tracker.recorder.head()[0] == before, "nothing is written until it is said why"
    app = take_back(app, "The wrong file")
    assert "of 3 rows, 3 reversed, 0 kept" in said(app.markdown[0])
    assert names(app_tieline.database)["name"].tolist() == ["Harbour Foods"]
    assert "Everything that was imported was taken back." in [each.value for each in page().markdown]


def test_rows_that_later_work_rests_on_are_named_and_kept(app_tieline: Tieline, batch: str) -> None:
    stream = names(app_tieline.database).query("name == 'Ostia Stores'")["relationship"].iloc[0]
    milestone = next(iter(app_tieline.tracker.load(stream).milestones))
    reached = ReachMilestone(on=when("2025-02"), milestone_id=milestone)
    app_tieline.handle(stream, reached, by=local_actor("ann"))
    app = form(batch)
    assert "1 would be reversed, 2 would be kept" in said(app.markdown[0])
    kept = app.table[0].value
    assert kept["Account"].tolist() == ["Ostia Stores"] * 2
    assert "“Trained” reached" in "".join(kept["Why"])
    app = take_back(app, "The wrong file")
    assert "1 reversed, 2 kept" in said(app.markdown[0])
    assert len(app.table[0].value) == 2
    assert app_tieline.tracker.load(stream).milestones[milestone].reached


def test_the_file_of_the_result_has_every_row(app_tieline: Tieline, batch: str, kim: Actor) -> None:
    fates = app_tieline.retract_batch(batch, "The wrong file", by=kim)
    opened = TakingBack(batch=batch, names={fates[0].row.stream: "Ostia Stores"}, would=fates)
    found = table(opened, fates)
    assert found.columns.tolist() == ["records", "account", "what", "why"]
    assert found["what"].tolist() == ["reversed"] * 3
    assert found["records"].tolist() == ["2", "3", "4"]
    assert set(found["account"]) == {"Ostia Stores"}


def test_an_import_that_is_not_on_record_is_refused_in_the_dialog(app_tieline: Tieline) -> None:
    del app_tieline
    assert "There is no import “import-none” on record" in said(form("import-none").error[0])
