"""The page of an account: its head, the window of its timeline, why it stands so, and its tabs."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.asked import Asked
from domain.history.when import on_day, parse_when
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from tests.browser.story import DECISIONS
from tests.conftest import Clock
from tests.ui.test_pages import known_in, words
from ui import session
from ui.account.window import dragged
from ui.bootstrap import Tieline
from ui.charts.entries import milliseconds
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
HARBOUR, BUSY, EMPTY = "relationship-harbour", "relationship-busy", "relationship-empty"
LOG = "Event log"
HEADINGS = {
    "Plan and scorecard": ["Joint plans", "Objectives", "Scorecard"],
    "Showcases": ["What was tried", "Where they spread"],
    "Systems and IT terrain": ["System links", "IT terrain"],
    "People": ["Who faces whom", "Meetings"],
    "Service terms": ["From the menu", "Rules of engagement"],
    "Economics": [],
    "Partnership": [],
    LOG: ["Event log", "Record"],
}
TO_LOG = {
    "Plan and scorecard": "plan propose",
    "Showcases": "showcase start",
    "Systems and IT terrain": "link propose",
    "People": "team join",
    "Service terms": "terms take",
    "Economics": "economics report",
    "Partnership": "partnership assess",
}
MEETINGS = 400


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an account of every kind of event, one with meetings on each of 400 days, and one just opened."""
    folder = tmp_path_factory.mktemp("recorded")
    kim = Actor("local:kim", frozenset({"account manager"}))
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""), clock=Clock())
    for command in DECISIONS:
        tieline.handle(HARBOUR, command, by=kim)
    for stream, name in ((BUSY, "Busy Stores"), (EMPTY, "Quiet Stores")):
        tieline.handle(stream, OpenRelationship(on=parse_when("2024-01-01"), name=name), by=kim)
    meetings = [
        LogInteraction(on=on_day(date(2024, 2, 1) + timedelta(days=number)), kind="meeting", summary=f"Talk {number}")
        for number in range(MEETINGS - 200)
    ]
    meetings += [
        LogInteraction(on=parse_when("2025-05-06"), kind="call", summary=f"Call {each}") for each in range(200)
    ]
    asked = [
        Asked(command_id=f"c{number}", said=str(number).encode(), stream=BUSY, command=lambda _, each=each: each)  # type: ignore[misc]  # of this turn
        for number, each in enumerate(meetings)
    ]
    tieline.tracker.handle_all(asked, by=kim, batch="meetings")
    tieline.engine.catch_up()
    tieline.close()
    return folder


@pytest.fixture
def app(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[AppTest]:
    """The app over a copy of that folder, at noon on 22 November 2026."""
    st.cache_resource.clear()
    st.cache_data.clear()
    shutil.copytree(recorded, tmp_path / "data")
    monkeypatch.setenv("TIELINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIELINE_DATABASE_URL", "")
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    session.tieline().clock = clock
    yield AppTest.from_file(APP, default_timeout=30)
    session.tieline().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def account(app: AppTest, relationship: str, **query: str) -> AppTest:
    """The account's page, as its address says."""
    for name, value in {"account": relationship, **query}.items():
        app.query_params[name] = value
    app.switch_page("ui/pages/account.py")
    app.run()
    assert not app.exception, app.exception
    return app


def alts(app: AppTest) -> list[str]:
    """What each picture on the page says of itself."""
    return [str(each.proto.alt) for each in app.get("vega_lite_chart")]


def at(day: date) -> int:
    return milliseconds(day.toordinal())


def selected(app: AppTest, key: str, **selection: Any) -> AppTest:
    """The page after something was chosen or dragged in the picture."""
    app.session_state[key] = {"selection": {"mark": [{}], "bar": [{}], "many": [{}], "zoom": {}, **selection}}
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_head_says_how_it_stands_and_where_to_go(app: AppTest) -> None:
    account(app, HARBOUR)
    said = words(app)
    assert ":violet-badge[Strategic] since 1 Jun 2024" in said
    assert "Last event 5 Oct 2026" in said
    assert {"Why this class?", "Why this plan?", "Why not at risk?"} <= {each.label for each in app.button}
    (compare,) = (each for each in app.get("page_link") if each.proto.label == "Compare")
    assert parse_qs(compare.proto.query_string) == {"account": [HARBOUR]}


@pytest.mark.parametrize("tab", list(HEADINGS))
def test_a_tab_stands_in_the_address_and_only_it_is_computed(app: AppTest, tab: str) -> None:
    account(app, HARBOUR, tab=tab, as_of="2026-10-31")
    assert [each.value for each in app.header] == HEADINGS[tab]
    assert app.table, "a table besides any picture"
    assert bool(alts(app)) == (tab != LOG), "and a picture, but for the log"
    assert not [alt for alt in alts(app) if alt.startswith("Timeline")], "the timeline is not drawn"
    assert app.query_params["tab"] == tab


@pytest.mark.parametrize("tab", list(TO_LOG))
def test_a_tab_with_nothing_in_it_says_what_to_log(app: AppTest, tab: str) -> None:
    account(app, EMPTY, tab=tab, known_on="2026-11-22")
    assert not alts(app)
    links = [parse_qs(each.proto.query_string) for each in app.get("page_link") if each.proto.label.startswith("Log")]
    asked = {"account": [EMPTY], "kind": [TO_LOG[tab]], "known_on": ["2026-11-22"]}
    assert asked in links


def test_the_partnership_is_told_for_each_determinant_and_never_as_a_total(app: AppTest) -> None:
    account(app, HARBOUR, tab="Partnership")
    assert len(app.table[0].value) == 6, "six determinants, and no total"
    assert "commitment: own company 2, the account 3" in alts(app)[0]


def test_a_tab_tells_what_had_happened_by_the_day_looked_at(app: AppTest) -> None:
    account(app, HARBOUR, tab="Partnership", as_of="2023-01-01")
    assert "Neither side has rated the partnership" in [each.value for each in app.subheader]


def test_a_preset_shows_its_days_and_stands_in_the_address(app: AppTest) -> None:
    account(app, HARBOUR)
    assert app.session_state["window-preset"] == "All"
    app.button_group(key="window-preset").set_value("2 years").run()
    assert not app.exception
    assert (app.query_params["from"], app.query_params["to"]) == ("2024-11-23", "2026-11-22")
    assert "from 23 Nov 2024 to 22 Nov 2026" in alts(app)[0]
    assert ", from 23 Nov 2024 to 22 Nov 2026." in words(app)
    next(each for each in app.button if each.label == "Earlier").click().run()
    assert app.query_params["to"] == "2025-11-22"
    app.button_group(key="window-preset").set_value("All").run()
    assert "from" not in app.query_params
    assert "from 23 Nov" not in alts(app)[0]


def test_two_dates_do_the_same_without_a_mouse(app: AppTest) -> None:
    account(app, HARBOUR)
    app.date_input(key="window-from").set_value(date(2025, 1, 1)).run()
    assert app.query_params["from"] == "2025-01-01"
    assert "from 1 Jan 2025" in alts(app)[0]
    app.date_input(key="window-to").set_value(date(2025, 12, 31)).run()
    assert "from 1 Jan 2025 to 31 Dec 2025" in alts(app)[0]
    app.date_input(key="window-to").set_value(date(2024, 12, 31)).run()
    assert not app.exception
    assert "“From” (2025-01-01) is after “To” (2024-12-31), so everything is shown" in words(app)


def test_days_that_are_dragged_over_are_shown(app: AppTest) -> None:
    account(app, HARBOUR)
    ends = [at(date(2025, 3, 10)) + 7, at(date(2025, 6, 20)) + 9]
    selected(app, f"timeline-{HARBOUR}", zoom={"start": ends[::-1]})
    assert (app.query_params["from"], app.query_params["to"]) == ("2025-03-10", "2025-06-20")
    assert "from 10 Mar 2025 to 20 Jun 2025" in alts(app)[0]


def test_a_link_shows_the_same_days_and_a_window_of_nothing_is_no_error(app: AppTest) -> None:
    account(app, HARBOUR, **{"from": "2025-01-01", "to": "2025-03-31"})
    assert "from 1 Jan 2025 to 31 Mar 2025" in alts(app)[0]
    account(app, HARBOUR, **{"from": "1900-01-01", "to": "1900-01-02"})
    assert "0 events in" in alts(app)[0]


@pytest.mark.parametrize(
    ("end", "day", "why"),
    [
        ("from", "2190-01-01", "“From” (2190-01-01) is after the last day there is"),
        ("to", "1900-01-01", "“To” (1900-01-01) is before the first day there is"),
    ],
)
def test_one_end_beyond_everything_is_said_and_everything_shown(app: AppTest, end: str, day: str, why: str) -> None:
    account(app, HARBOUR, **{end: day})
    assert not app.exception
    assert why in words(app)
    assert len(alts(app)) == 1


def test_bars_are_only_called_pale_where_one_has_ended_and_the_log_says_how_a_record_is_read(app: AppTest) -> None:
    account(app, HARBOUR)
    assert any("Pale bars have ended." in each.value for each in app.caption)
    account(app, EMPTY)
    assert not any("Pale bars" in each.value for each in app.caption)
    account(app, EMPTY, tab=LOG)
    assert "in the picture" not in words(app)
    assert "under “Read a record”" in words(app)


@pytest.mark.parametrize("bad", ["yesterday", "0001-01-01", "2025-13-40", ""])
def test_an_address_with_no_date_in_it_shows_everything(app: AppTest, bad: str) -> None:
    account(app, HARBOUR, **{"from": bad})
    assert "from" not in alts(app)[0].split(":")[0]


@pytest.mark.parametrize("ends", [[], [1, 2, 3], [None, None], [at(date(2025, 3, 10)), at(date(2025, 3, 10)) + 5]])
def test_a_click_or_nonsense_is_no_drag(ends: list[int]) -> None:
    from projections.timeline_window import Days

    assert dragged({"zoom": {"start": ends}}, Days(730_000, 740_000)) is None


def test_many_events_are_columns_that_open_until_each_of_them_shows(app: AppTest) -> None:
    account(app, BUSY)
    spec = app.get("vega_lite_chart")[0].proto.spec
    assert "Columns stand for many events" in alts(app)[0]
    assert "401 events" in alts(app)[0]
    assert "columns" in spec
    assert '"marks"' not in spec, "no event is drawn by itself in that lane"
    column = {
        "seq": 0,
        "since": date(2024, 3, 4).toordinal(),
        "until": date(2024, 3, 10).toordinal(),
        "lane": "interactions",
    }
    selected(app, f"timeline-{BUSY}", many=[column])
    assert (app.query_params["from"], app.query_params["to"]) == ("2024-03-04", "2024-03-10")
    assert "7 events" in alts(app)[0]
    assert "Columns stand" not in alts(app)[0]
    assert '"marks"' in app.get("vega_lite_chart")[0].proto.spec


def test_a_day_with_more_than_can_be_drawn_is_read_in_the_log(app: AppTest) -> None:
    on = date(2025, 5, 6).toordinal()
    account(app, BUSY, **{"from": "2025-05-01", "to": "2025-05-31"})
    assert "Columns stand" in alts(app)[0]
    selected(app, f"timeline-{BUSY}", many=[{"seq": 0, "since": on, "until": on, "lane": "interactions"}])
    assert app.query_params["tab"] == LOG
    assert "Only what happened from 6 May 2025." in words(app)
    assert len(app.table[0].value) == 25
    assert "25 events of 200" in app.table[0].proto.alt
    app.session_state[f"log-{BUSY}"] = 8
    app.run()
    assert len(app.table[0].value) == 25, "the last page has the last of the 200"


def test_the_log_is_read_by_lane_and_leads_to_each_record(app: AppTest) -> None:
    account(app, HARBOUR, tab=LOG)
    app.button_group(key="lane").set_value("showcases").run()
    assert not app.exception
    assert all("howcase" in each for each in app.table[0].value["What happened"])
    first = app.selectbox(key="log-opened").options[0]
    app.selectbox(key="log-opened").select_index(0).run()
    assert not app.exception
    assert app.query_params["event"]
    assert first.split(": ", 1)[1].split(" ")[0] in words(app)
    assert known_in_last(app)["Recorded by"] == "local\\:kim"


def known_in_last(app: AppTest) -> dict[str, str]:
    """The record that is shown beside the log."""
    table = app.table[-1].value.iloc[:, -1].to_dict()
    return {str(name).replace("\u00a0", " "): str(said) for name, said in table.items()}


def test_why_is_answered_from_the_head_and_leads_to_the_records_behind_it(app: AppTest) -> None:
    account(app, HARBOUR, tab="People")
    app.button(key="why-class").click().run()
    assert not app.exception
    assert app.query_params["why"] == "class"
    assert app.session_state["tab"] == "Timeline"
    assert "**Harbour Foods is classified strategic\\.** Since 1 Jun 2024\\." in words(app)
    assert "policy version 1" in words(app)
    behind = next(each for each in app.button if each.label.startswith("Read "))
    behind.click().run()
    assert not app.exception
    assert app.query_params["event"] == behind.label.split()[1]
    assert known_in(app)["Judged by"] == "policy version 1"
    app.button(key="why-close").click().run()
    assert "why" not in app.query_params


def test_why_is_answered_of_the_thing_that_a_record_is_about(app: AppTest) -> None:
    account(app, HARBOUR, tab=LOG)
    seq = next(each for each in app.selectbox(key="log-opened").options if "Joint plan" in each)
    app.selectbox(key="log-opened").select(seq).run()
    app.button(key="why-of-record").click().run()
    assert not app.exception
    assert "A joint plan is in force from its start up to" in words(app)


def test_a_reason_that_nobody_can_ask_for_is_no_error(app: AppTest) -> None:
    account(app, HARBOUR, why="the weather")
    assert "There is nothing of this kind on record by this date" in words(app)


def test_before_anything_was_known_the_page_leads_to_the_first_day_it_was(app: AppTest) -> None:
    account(app, HARBOUR, known_on="2020-01-01")
    assert "Nothing was known yet" in [each.value for each in app.header]
    assert not app.get("vega_lite_chart")
    next(each for each in app.button if each.label.startswith("Go to ")).click().run()
    assert not app.exception
    assert alts(app)


def test_before_anything_had_happened_the_page_leads_to_the_first_day_it_had(app: AppTest) -> None:
    account(app, EMPTY, as_of="2023-12-31")
    assert "Nothing had happened yet" in [each.value for each in app.header]
    next(each for each in app.button if each.label == "Go to 1 Jan 2024").click().run()
    assert alts(app)


def test_who_is_confined_to_others_is_refused_and_sees_nothing(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = Actor("oidc:ann", frozenset({"account manager"}), own=frozenset({BUSY}))
    monkeypatch.setattr("ui.session.local_user", lambda: ann)
    account(app, HARBOUR, why="class", tab=LOG)
    assert "only at accounts of their own" in app.warning[0].value
    assert "Harbour" not in words(app)
    assert not app.table
    account(app, "relationship-nothing")
    assert "only at accounts of their own" in app.warning[0].value, "whether it exists is not told"
    account(app, BUSY, tab="Timeline", why="")
    assert app.title[0].value == "Busy Stores"
