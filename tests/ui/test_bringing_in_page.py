"""Dropping files on the page: what is proposed, what is chosen, what a try says, and the record with its way back."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from projections.imports import imports
from projections.portfolio import names
from tests.ui.crm_files import ACCOUNTS, ASSOCIATIONS, COMPANIES, ENGAGEMENTS, HISTORY, OPPORTUNITIES, TASKS, USERS
from tests.ui.filling import said
from ui import session
from ui.bootstrap import Tieline

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

SALESFORCE = {"accounts": ACCOUNTS, "tasks": TASKS, "opportunities": OPPORTUNITIES, "users": USERS, "history": HISTORY}
HUBSPOT = {"companies": COMPANIES, "engagements": ENGAGEMENTS, "associations": ASSOCIATIONS}


def dropped(contents: dict[str, str | bytes]) -> AppTest:
    """The page after these files were dropped."""

    def script() -> None:
        from ui import session
        from ui.parts.bringing_in import show_bringing_in

        show_bringing_in(session.tieline(), session.actor())

    app = AppTest.from_function(script, default_timeout=60).run()
    files = [
        (f"{name}.csv" if "." not in name else name, text.encode() if isinstance(text, str) else text, "text/csv")
        for name, text in contents.items()
    ]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception, app.exception
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label.startswith(label)).click().run()
    assert not app.exception, app.exception
    return app


def words_of(text: str) -> str:
    """A cell without the marks that keep a person's words from being read as Markdown."""
    return re.sub(r"\\(.)", r"\1", text)


def counted(app: AppTest) -> list[str]:
    return [each.value for each in app.metric]


def choice(app: AppTest, ending: str) -> str:
    """The key of the first choice whose key ends so."""
    return next(str(each.key) for each in app.selectbox if str(each.key).endswith(ending))


def head(tieline: Tieline) -> tuple[int, int]:
    return tieline.tracker.recorder.head()


def test_before_anything_was_dropped_it_says_what_is_recognised(app_tieline: Tieline) -> None:
    del app_tieline
    app = dropped({})
    assert "AccountHistory" in app.expander[0].markdown[0].value
    assert not app.button


def test_files_are_tried_recorded_and_taken_back(app_tieline: Tieline) -> None:
    before = head(app_tieline)
    app = dropped({**SALESFORCE})
    assert [each.value for each in app.header] == [
        "accounts\\.csv", "tasks\\.csv", "opportunities\\.csv", "users\\.csv", "history\\.csv", "Accounts",
        "Try it, then record it",
    ]  # fmt: skip
    assert "Call (0.75 h): Pallet sizes" in words_of(app.table[0].value["What"][1])
    app.toggle[0].set_value(True).run()
    app = pressed(app, "Try all rows")
    assert counted(app) == ["11", "0", "1", "4"]
    assert "Nothing was written" in said(app.info[0])
    assert head(app_tieline) == before
    app = pressed(app, "Record 11 rows")
    assert counted(app) == ["11", "0", "1", "4"]
    batch = imports(app_tieline.tracker.recorder, app_tieline.tracker.codec)[0]
    assert batch.batch in said(app.success[0])
    assert names(app_tieline.database)["name"].tolist() == ["Brook Bakers", "Harbour Foods", "Heron Stores"]
    app = pressed(app, "Take it back")
    assert "would be reversed" in "".join(said(each) for each in app.markdown)
    assert not [each for each in app.button if each.label.startswith("Record")], (
        "it is not recorded twice by a second press"
    )
    app = pressed(app, "Bring in other files")
    assert not app.header


def test_a_choice_makes_the_try_a_new_one(app_tieline: Tieline) -> None:
    del app_tieline
    app = pressed(dropped({"tasks": TASKS.replace("00600", "00100")}), "Try all rows")
    assert counted(app)[0] == "0"
    app.selectbox(key=choice(app, "-account")).select("relationship-harbour").run()
    assert not app.metric, "what was tried was something else"
    app.selectbox(key=choice(app, "-kind-call")).select("visit").run()
    assert "Visit (0.75 h)" in words_of(app.table[0].value["What"][1])
    app = pressed(app, "Try all rows")
    assert counted(app) == ["4", "0", "1", "3"]


def test_an_account_that_cannot_be_told_is_chosen(app_tieline: Tieline) -> None:
    app = dropped({**HUBSPOT})
    accounts = app.table[-1].value
    assert "more than one account called" in words_of("".join(accounts["How"]))
    app.selectbox(key=choice(app, "-which")).select_index(1).run()
    app.selectbox(key=choice(app, "-goes")).select("relationship-harbour").run()
    app = pressed(app, "Choose")
    assert "Harbour Foods" in app.table[-1].value["On record"].tolist()
    app = pressed(pressed(app, "Try all rows"), "Record 1 row")
    assert len(app_tieline.tracker.history("relationship-harbour")) == 3, "opened, linked, and the row"


def test_a_table_of_any_kind_asks_for_its_columns_and_the_order_of_its_dates(app_tieline: Tieline) -> None:
    del app_tieline
    app = dropped({"notes": "Tag,Notiz,Kunde\n03/04/2025,Angerufen,Harbour Foods\n"})
    assert "No row says enough" in said(app.warning[-1])
    app.selectbox(key=choice(app, "-column-date")).select("Tag").run()
    assert "choose which it is" in said(app.warning[-1])
    app.selectbox(key=choice(app, "-dates")).select("day first").run()
    app.selectbox(key=choice(app, "-column-words")).select("Notiz").run()
    app.selectbox(key=choice(app, "-column-account name")).select("Kunde").run()
    assert app.table[0].value["When"][0] == "3\u00a0Apr\u00a02025"
    app = pressed(app, "Try all rows")
    assert counted(app)[0] == "1"


NOTES = "Tag,Notiz,Kunde,Art\n03/04/2025,Angerufen,Harbour Foods,Zephyrine\n"


def mapped(app: AppTest) -> AppTest:
    """A file of notes whose columns are chosen, and which was tried."""
    for role, column in (("date", "Tag"), ("words", "Notiz"), ("account name", "Kunde"), ("kind", "Art")):
        app.selectbox(key=choice(app, f"-column-{role}")).select(column).run()
    app.selectbox(key=choice(app, "-dates")).select("day first").run()
    app.selectbox(key=choice(app, "-kind-zephyrine")).select("visit").run()
    return pressed(app, "Try all rows")


def test_what_was_chosen_for_a_file_is_taken_for_the_next_with_the_same_headings(app_tieline: Tieline) -> None:
    mapped(dropped({"notes": NOTES}))
    later = "Kunde,Notiz,tag,Art\nHarbour Foods,Besucht,05/06/2025,zephyrine\n"
    app = dropped({"other": later})
    assert "as you chose last" in "".join(each.value for each in app.markdown)
    assert app.table[0].value["When"][0] == "5\u00a0Jun\u00a02025"
    assert words_of(app.table[0].value["What"][0]) == "Visit: Besucht"
    assert counted(pressed(app, "Try all rows"))[0] == "1"
    different = dropped({"notes": NOTES.replace("Tag", "Datum")})
    assert "as you chose last" not in "".join(each.value for each in different.markdown)
    (kept,) = app_tieline.drafts.of(session.actor().subject)
    assert not [each for each in ("Angerufen", "Harbour", "Zephyrine", "zephyrine") if each in kept.content]


def test_one_can_begin_anew_and_nothing_is_kept_then(app_tieline: Tieline) -> None:
    mapped(dropped({"notes": NOTES}))
    app = pressed(dropped({"notes": NOTES}), "Begin anew")
    assert "as you chose last" not in "".join(each.value for each in app.markdown)
    assert app.selectbox(key=choice(app, "-column-words")).value == ""
    assert not app_tieline.drafts.of(session.actor().subject)
    assert "as you chose last" not in "".join(each.value for each in dropped({"notes": NOTES}).markdown)


def test_nobody_gets_what_somebody_else_chose(app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    mapped(dropped({"notes": NOTES}))
    monkeypatch.setattr(session, "local_user", lambda: Actor("local:ann", frozenset({"account manager"})))
    assert "as you chose last" not in "".join(each.value for each in dropped({"notes": NOTES}).markdown)
    assert not app_tieline.drafts.of("local:ann")


def test_what_is_just_what_is_proposed_is_not_kept_and_what_cannot_be_read_any_more_is_passed_over(
    app_tieline: Tieline,
) -> None:
    text = "Date,Subject,Company\n2025-04-17,Prices,Harbour Foods\n"
    pressed(dropped({"notes": text}), "Try all rows")
    assert not app_tieline.drafts.of(session.actor().subject)
    mapped(dropped({"notes": NOTES}))
    (kept,) = app_tieline.drafts.of(session.actor().subject)
    for content in ("{", '{"source": "no such kind", "columns": {}}'):
        app_tieline.drafts.keep(session.actor().subject, kept.place, content)
        assert "as you chose last" not in "".join(each.value for each in dropped({"notes": NOTES}).markdown)
    gone = '{"source": "table", "columns": {"date": "Gone", "no role": "Tag"}, "zone": "Nowhere/Land", "dates": "x"}'
    app_tieline.drafts.keep(session.actor().subject, kept.place, gone)
    app = dropped({"notes": NOTES})
    assert "as you chose last" in "".join(each.value for each in app.markdown)
    assert app.selectbox(key=choice(app, "-column-date")).value == ""


def test_tieline_s_own_files_go_the_way_that_they_have(app_tieline: Tieline) -> None:
    line = '{"account": "Harbour Foods", "do": "interaction", "on": "2025", "kind": "call", "summary": "Prices"}\n'
    app = pressed(dropped({"lines.jsonl": line + '{"account": "Nowhere"}\n'}), "Try all rows")
    assert counted(app) == ["1", "0", "1", "0"]
    app = pressed(app, "Record 1 row")
    assert imports(app_tieline.tracker.recorder, app_tieline.tracker.codec)[0].batch.startswith("record-")


def test_a_file_that_cannot_be_read_is_said_in_a_sentence_with_what_would_be(app_tieline: Tieline) -> None:
    del app_tieline
    app = dropped({"broken.xlsx": b"PK\x03\x04 no zip", "empty": "", "tasks": TASKS})
    assert [said(each).split(":")[0] for each in app.error] == ["“broken.xlsx” is no workbook", "“empty.csv” is empty"]
    assert app.header[0].value == "tasks\\.csv"
    only = dropped({"empty": ""})
    assert not only.header


def test_somebody_else_s_accounts_are_refused_rows(app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    confined = Actor("local:kim", frozenset({"account manager"}), own=frozenset())
    monkeypatch.setattr(session, "local_user", lambda: confined)
    before = head(app_tieline)
    text = "Date,Subject,Company\n2025-04-17,Prices,Harbour Foods\n"
    app = pressed(dropped({"notes": text}), "Try all rows")
    assert counted(app) == ["0", "0", "1", "0"]
    assert "none of the accounts assigned to you" in words_of(app.table[-1].value["Why"][0])
    assert not [each for each in app.button if each.label.startswith("Record")]
    assert head(app_tieline) == before


@pytest.mark.parametrize("words", ["![x](http://example.org/x.png)", "<script>alert(1)</script>", ":red[x] $1$ `x`"])
def test_words_in_a_file_are_shown_as_words(app_tieline: Tieline, words: str) -> None:
    del app_tieline
    app = dropped({"notes": f"Date,{words},Company\n2025-04-17,{words},{words}\n"})
    app.selectbox(key=choice(app, "-column-words")).select(words).run()
    shown = app.table[0].value["What"][0]
    assert words_of(shown) == f"Note: {words}"
    assert shown != f"Note: {words}"
