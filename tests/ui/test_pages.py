"""The pages over a real database: what a person sees, and where it leads."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.opening import OpenRelationship
from domain.retracting import Correction
from domain.streams import stream_of
from tests.conftest import SAMPLE, Clock
from ui import session
from ui.bootstrap import Tieline
from ui.format import unbroken
from ui.importing import import_case
from ui.parts.event_log import as_table
from ui.queries import account as account_queries
from ui.settings import Settings
from ui.sharing.spreadsheet import as_csv

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
ACCOUNT = "ui/pages/account.py"
WAL_MART = stream_of("case", "Procter & Gamble", "wal-mart")
ACME = "relationship-acme"
LOG = "Event log"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the published history, and an account that somebody decided things about."""
    folder = tmp_path_factory.mktemp("imported")
    kim = Actor("local:kim", frozenset({"account manager"}))
    clock = Clock()
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""), clock=clock)
    import_case(tieline, SAMPLE, by=kim)
    for command in (
        OpenRelationship(on=parse_when("2022-01-10"), name="Acme *Foods*"),
        Reclassify(on=parse_when("2023-03"), to="strategic", reason="willing and able ![x](http://example.org/x.png)"),
        AgreePlan(
            on=parse_when("2023-05-01"), plan_id="p", title="Growth $1", starts=date(2023, 6, 1), ends=date(2027, 6, 1)
        ),
        Reclassify(on=parse_when("2027-07-01"), to="integrated", reason="logged ahead"),
    ):
        tieline.handle(ACME, command, by=kim)
    tieline.close()
    return folder


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The caches of the app, empty before and after; what it opened is closed."""
    st.cache_resource.clear()
    st.cache_data.clear()
    monkeypatch.setenv("TIELINE_DATABASE_URL", "")
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    yield
    session.tieline().close()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def app(running: None, imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> AppTest:
    """The app over a copy of that folder, at noon on 22 November 2026."""
    shutil.copytree(imported, tmp_path / "data")
    return started(tmp_path / "data", monkeypatch, clock)


@pytest.fixture
def empty(running: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> AppTest:
    """The app as a new user meets it."""
    return started(tmp_path / "data", monkeypatch, clock)


def started(folder: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> AppTest:
    monkeypatch.setenv("TIELINE_DATA_DIR", str(folder))
    session.tieline().clock = clock
    return AppTest.from_file(APP, default_timeout=30)


def account(app: AppTest, relationship: str, **query: str) -> AppTest:
    """The account's page, as its address says."""
    app.query_params["account"] = relationship
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(ACCOUNT)
    app.run()
    assert not app.exception
    return app


def spec(app: AppTest) -> str:
    (chart,) = app.get("vega_lite_chart")
    return str(chart.proto.spec)


def words(app: AppTest) -> str:
    """Everything written on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(getattr(each, "value", "")) for kind in kinds for each in app.get(kind))


def test_a_new_user_is_told_how_to_begin(empty: AppTest) -> None:
    empty.run()
    assert not empty.exception
    assert empty.title[0].value == "Welcome to Tieline"
    assert [each.value for each in empty.header] == ["Open an account", "Import a file", "Look at the demo"]
    assert "tieline import FILE" in empty.code[0].value
    assert empty.code[1].value == "make demo"


def test_the_account_page_of_a_new_user_leads_to_how_to_begin(empty: AppTest) -> None:
    empty.run()
    empty.switch_page(ACCOUNT).run()
    assert not empty.exception
    assert empty.get("page_link")[0].proto.label == "See how to begin"


def test_an_account_is_shown_with_its_class_and_last_event(app: AppTest) -> None:
    account(app, WAL_MART)
    assert app.title[0].value == "Wal\\-Mart"
    assert ":violet-badge[Strategic]" in words(app)
    assert "Last event 18 Feb 2009" in words(app)
    assert "Classification" in spec(app)


def test_an_account_is_chosen_by_name_where_the_address_names_none(app: AppTest) -> None:
    app.run()
    app.switch_page(ACCOUNT).run()
    assert not app.exception
    assert "Wal-Mart" in app.selectbox[0].options
    app.selectbox[0].select("Wal-Mart").run()
    assert not app.exception
    assert app.title[0].value == "Wal\\-Mart"


def test_an_address_of_no_account_says_so_and_offers_those_there_are(app: AppTest) -> None:
    account(app, "relationship-0")
    assert "There is no account under this address" in words(app)
    assert app.selectbox[0].options


def test_the_plan_in_force_is_named_and_what_is_logged_ahead_does_not_count_yet(app: AppTest) -> None:
    account(app, ACME)
    assert ":blue-badge[Growth \\$1, to 1 Jun 2027]" in words(app)
    assert ":violet-badge[Strategic]" in words(app)
    assert "Last event 1 May 2023" in words(app)


def test_an_account_as_of_a_past_date_shows_what_had_happened_by_then(app: AppTest) -> None:
    account(app, ACME, as_of="2022-12-31", tab=LOG)
    assert "You are looking at what had happened by 31 Dec 2022." in words(app)
    assert ":gray-badge[Unclassified]" in words(app)
    assert len(app.table[0].value) == 1


def test_the_way_back_to_now_is_a_button(app: AppTest) -> None:
    account(app, ACME, as_of="2022-12-31")
    next(each for each in app.button if each.label == "Back to now").click().run()
    assert not app.exception
    assert ":violet-badge[Strategic]" in words(app)


def test_an_account_before_its_first_event_says_when_that_was(app: AppTest) -> None:
    account(app, WAL_MART, as_of="1980-01-01")
    assert "Nothing had happened yet" in words(app)
    assert "is of 1986, and the first was recorded on" in words(app)
    assert not app.get("vega_lite_chart")


def test_the_event_log_is_newest_first_a_page_at_a_time(app: AppTest) -> None:
    account(app, WAL_MART, tab=LOG)
    first = app.table[0].value
    assert len(first) == 25
    assert list(first.columns) == ["When", "What happened", "Recorded by"]
    assert first["When"].iloc[0] == unbroken("18 Feb 2009")
    app.session_state[f"log-{WAL_MART}"] = 2
    app.run()
    second = app.table[0].value
    assert len(second) == 12
    assert second["When"].iloc[-1] == "1986"


def test_words_are_shown_as_they_were_written_and_fetch_nothing(app: AppTest) -> None:
    account(app, ACME, tab=LOG)
    said = "\n".join(app.table[0].value["What happened"])
    assert "![x](" not in said
    assert "\\!\\[x\\]\\(http\\://example\\.org/x\\.png\\)" in said


def test_the_event_in_the_address_is_shown_with_its_dates_author_and_source(app: AppTest) -> None:
    seq = seq_of(WAL_MART, "reclassified")
    account(app, WAL_MART, event=str(seq))
    assert "**Classified strategic — Strategic\\: top\\-to\\-top sponsorship" in words(app)
    known = known_in(app)
    assert known["Happened"] == "1988 (some day of that year)"
    assert known["Recorded"].endswith("UTC")
    assert known["Recorded by"] == "local\\:kim"
    assert known["Basis"] == "read from the facts, not stated"
    assert known["Source"].startswith("[")
    assert known["Judged by"] == "no policy: history, recorded as observed"


def test_a_decided_event_names_the_policy_it_was_judged_by(app: AppTest) -> None:
    account(app, ACME, event=str(seq_of(ACME, "joint-plan-agreed")))
    assert known_in(app)["Judged by"] == "policy version 1"


@pytest.mark.parametrize("event", ["0", "999999", "²", "x", "-1"])
def test_an_address_that_names_no_event_of_the_account_is_no_error(app: AppTest, event: str) -> None:
    account(app, ACME, event=event)
    assert "Record" in [each.value for each in app.header]


def test_an_event_of_another_account_is_not_shown(app: AppTest) -> None:
    account(app, ACME, event=str(seq_of(WAL_MART, "reclassified")))
    assert "top\\-to\\-top" not in words(app)


def test_a_mark_that_is_selected_shows_its_record_and_stands_in_the_address(app: AppTest) -> None:
    seq = seq_of(WAL_MART, "system-link-went-live")
    account(app, WAL_MART)
    app.session_state[f"timeline-{WAL_MART}"] = {"selection": {"bar": [{"seq": seq}], "mark": [{}]}}
    app.run()
    assert not app.exception
    assert "**System link" in words(app)
    assert app.query_params["event"] == str(seq)


def test_a_stopped_view_says_so_on_every_page(app: AppTest) -> None:
    running = session.tieline()
    with running.database.write() as connection:
        running.database.run(connection, "UPDATE projection SET error = 'stopped at event 7' WHERE name = 'timeline'")
    app.run()
    assert not app.exception
    assert "The view “timeline” stopped" in app.error[0].value
    assert "stopped at event 7" in app.error[0].value


def test_what_another_process_recorded_is_seen_at_the_next_look(app: AppTest, kim: Actor) -> None:
    account(app, ACME, tab=LOG)
    before = len(app.table[0].value)
    running = session.tieline()
    running.tracker.handle(ACME, Reclassify(on=parse_when("2028-01-01"), to="stable", reason="later still"), by=kim)
    app.run()
    assert len(app.table[0].value) == before + 1


def test_the_day_is_that_of_the_clock(app: AppTest, clock: Clock) -> None:
    clock.set(datetime(2027, 8, 1, tzinfo=UTC))
    account(app, ACME)
    assert ":blue-badge[Integrated]" in words(app)


def test_what_was_struck_through_is_shown_when_it_is_asked_for(app: AppTest, kim: Actor) -> None:
    seq = seq_of(ACME, "joint-plan-agreed")
    session.tieline().retract(seq, "Never *signed*", by=kim)
    account(app, ACME)
    assert "Growth" not in spec(app)
    app.toggle(key="struck").set_value(True).run()
    assert not app.exception
    assert "Struck through" not in spec(app), "a plan is a bar over its term"
    assert "were struck through" in words(app)
    assert "1 struck through" in app.get("vega_lite_chart")[0].proto.alt
    app.session_state["tab"] = LOG
    app.run()
    (row,) = (each for each in app.table[0].value["What happened"] if "Growth" in each)
    assert row.startswith("~~Joint plan “Growth \\$1” agreed")
    assert "~~ – struck through by record" in row
    assert "by local\\:kim\\: Never \\*signed\\*" in row, "in words, not by a line alone"
    app.toggle(key="struck").set_value(False).run()
    assert "Growth" not in app.table[0].value.to_string()
    struck = as_table(
        account_queries.evolution(ACME, struck=True),
        account_queries.struck_through(ACME, account_queries.evolution(ACME, struck=True)),
    )
    heading, *lines = as_csv(struck).decode().splitlines()
    assert heading.endswith("struck_through_at,struck_through_by,struck_through_why")
    assert [line.endswith("local:kim,Never *signed*") for line in lines if "joint-plan-agreed" in line] == [True]
    assert all(line.endswith(",,") for line in lines if "joint-plan-agreed" not in line)
    assert "struck_through" not in as_table(account_queries.evolution(ACME))


def test_a_record_that_was_struck_through_says_so_and_leads_to_what_stands_in_its_place(
    app: AppTest, kim: Actor
) -> None:
    wrong = seq_of(ACME, "joint-plan-agreed")
    plan = AgreePlan(
        on=parse_when("2023-05-01"), plan_id="q", title="Growth", starts=date(2023, 6, 1), ends=date(2027, 6, 1)
    )
    right = (
        session.tieline().handle(ACME, plan, by=kim, correction=Correction(record=wrong, reason="Misspelt")).last_seq
    )
    account(app, ACME, event=str(wrong))
    assert "Struck through by record" in app.warning[0].value
    assert f"Misspelt; in its place record {right}" in app.warning[0].value
    assert not [each for each in app.button if each.label in ("Correct…", "Retract…")]
    next(each for each in app.button if each.label == f"Show record {right}").click().run()
    assert not app.exception
    assert app.query_params["event"] == str(right)
    assert known_in(app)["Stands"] == f"in the place of record {wrong}"
    assert not app.warning
    assert {"Correct…", "Retract…"} <= {each.label for each in app.button}


def test_an_address_may_ask_for_what_was_struck_through(app: AppTest, kim: Actor) -> None:
    found = account_queries.evolution(ACME)
    session.tieline().retract(int(found.loc[found["value"] == "integrated", "seq"].iloc[0]), "Too early", by=kim)
    account(app, ACME, struck="true")
    assert "Struck through" in spec(app)
    app.session_state["tab"] = LOG
    app.run()
    assert "~~Classified integrated" in "".join(app.table[0].value["What happened"])


def test_a_correction_is_opened_from_the_record(app: AppTest) -> None:
    account(app, ACME, event=str(seq_of(ACME, "joint-plan-agreed")))
    next(each for each in app.button if each.label == "Correct…").click().run()
    assert not app.exception
    assert app.session_state["log-title"] == "Growth $1"


def known_in(app: AppTest) -> dict[str, str]:
    """The record shown, with plain blanks in the names."""
    table = app.table[0].value.iloc[:, -1].to_dict()
    return {str(name).replace("\u00a0", " "): str(said) for name, said in table.items()}


def seq_of(relationship: str, kind: str) -> int:
    """The first event of a kind."""
    found = account_queries.evolution(relationship)
    return int(found.loc[found["kind"] == kind, "seq"].iloc[0])
