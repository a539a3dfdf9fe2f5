"""The page Portfolio over a real database: what a CIO sees, and that every number opens what it counts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.company.cio_time import ReportCioHours
from domain.company.investment import ReportCompanyInvestment
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.economics import ReportInvestment
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from tests.conftest import Clock
from ui import session
from ui.bootstrap import Tieline
from ui.format import unbroken
from ui.portfolio import waiting

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
ON = parse_when
BIRCH = "Birch *& Sons*"

STORY: Mapping[str, Sequence[Command]] = {
    "Alder": [
        Reclassify(on=ON("2021-01-01"), to="strategic", reason="Able & *willing*"),
        AgreePlan(on=ON("2021-01-01"), plan_id="p", title="Growth $1", starts=date(2023, 1, 1), ends=date(2027, 1, 1)),
    ],
    BIRCH: [  # a name that is shown as it is, not as formatting
        Reclassify(on=ON("2021-01-01"), to="emerging", reason="Quick"),
        Reclassify(on=ON("2025-03-01"), to="strategic", reason="Grown"),
    ],
    "Cedar": [
        Reclassify(on=ON("2021-01-01"), to="stable", reason="Small"),
        PutAtRisk(on=ON("2026-05-05"), reason="Late deliveries"),
        PlanMilestone(on=ON("2026-01-01"), milestone_id="m", title="Trained", party="the account", due=ON("2026-06-12")),
    ],
    "Dogwood": [
        Reclassify(on=ON("2021-01-01"), to="stable", reason="Small"),
        CloseRelationship(on=ON("2025-01-01"), reason="Sold"),
    ],
    "Elder": [],
}  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tieline]:
    """A Tieline that the app opens, at noon on 22 November 2026."""
    monkeypatch.setenv("TIELINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIELINE_DATABASE_URL", "")
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    monkeypatch.setattr(waiting, "PATIENCE", 60)
    st.cache_resource.clear()
    st.cache_data.clear()
    tieline = session.tieline()
    tieline.clock = tieline.tracker.recorder.clock = clock
    yield tieline
    tieline.close()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def told(empty: Tieline, kim: Actor) -> Tieline:
    """Five accounts, one of them closed, and a group."""
    for name, commands in STORY.items():
        empty.handle(name, OpenRelationship(on=ON("2020-01-01"), name=name), by=kim)
        for command in commands:
            empty.handle(name, command, by=kim)
    empty.handle("group", OpenRelationship(on=ON("2020-01-01"), name="All of them", kind="segment"), by=kim)
    return empty


def page(**query: str | list[str]) -> AppTest:
    """The page, as its address says."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """Everything written on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    said = [str(getattr(each, "value", "")) for kind in kinds for each in app.get(kind)]
    return "\n".join([*said, *(each.proto.body for each in app.get("html"))])


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception
    return app


def accounts(app: AppTest) -> list[str]:
    """The accounts that rows lead to."""
    links = [each.proto for each in app.get("page_link") if "account=" in each.proto.query_string]
    return [link.label[2:-2].replace("\\", "") for link in links]


def headers(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def test_an_empty_portfolio_says_how_to_begin(empty: Tieline) -> None:
    app = page(section="Accounts")
    assert app.title[0].value == "Welcome to Tieline"
    assert headers(app) == ["Open an account", "Import a file", "Look at the demo"]


def test_the_overview_counts_accounts_and_what_changed_since(told: Tieline) -> None:
    app = page()
    assert {each.label: (each.value, each.delta) for each in app.metric[:6]} == {
        "Strategic": ("2", "1"),
        "Integrated": ("0", "0"),
        "Emerging": ("0", "-1"),
        "Stable": ("1", "-1"),
        "Unclassified": ("1", "0"),
        "At risk": ("1", "1"),
    }
    assert "From 22 Nov 2023 to 22 Nov 2026: of 5 accounts, 2 changed where they stand." in words(app)
    assert headers(app) == ["How accounts flowed", "Most pressing"]
    assert "Cedar" in accounts(app)
    assert [each.label for each in app.metric[6:]] == [
        "Fit", "Plans", "Change load", "Showcases", "Partnership", "Economics", "Growth", "Reach",
    ]  # fmt: skip


def test_the_span_of_the_overview_is_chosen_and_stands_in_the_address(told: Tieline) -> None:
    app = page(since="2026-01-01")
    assert {each.label: each.delta for each in app.metric[:6]} == {
        "Strategic": "0", "Integrated": "0", "Emerging": "0", "Stable": "0", "Unclassified": "0", "At risk": "1",
    }  # fmt: skip
    app.date_input(key="since").set_value(date(2024, 6, 1)).run()
    assert "From 1 Jun 2024 to 22 Nov 2026" in words(app)


def test_a_number_opens_the_accounts_that_it_counts_and_so_does_its_address(told: Tieline) -> None:
    app = press(page(), "Show 2 accounts")
    assert headers(app) == ["2 accounts"]
    assert accounts(app) == ["Alder", BIRCH]
    assert (app.session_state["section"], app.session_state["class"]) == ("Accounts", ["Strategic"])
    assert accounts(page(section="Accounts", **{"class": "Strategic"})) == accounts(app)


def test_a_summary_opens_what_it_counts(told: Tieline) -> None:
    app = press(page(), "Served unlike their class")
    assert headers(app)[0].startswith("Treated like their class")
    assert "account" in words(app)
    assert app.query_params["column"] == "Treated unlike it"
    assert accounts(app)
    press(app, "All of Fit")
    assert "answer" not in app.query_params
    assert len(headers(app)) == 4


def test_an_urgency_opens_its_matters(told: Tieline) -> None:
    app = page()
    label = next(each.label for each in app.button if each.label.endswith("late or in danger"))
    press(app, label)
    assert headers(app) == ["What needs somebody\\: late or in danger"]
    assert words(app).count("<tr>") == int(label.split()[0]) + 1
    assert "Cedar</a>" in words(app)


def test_a_cell_of_the_matrix_leads_to_its_accounts(told: Tieline) -> None:
    app = page(section="Migration", since="2023-11-22")
    html = next(each.proto.body for each in app.get("html") if "On 22 Nov 2023" in each.proto.body)
    assert "row=Emerging&amp;column=Strategic" in html
    opened = page(section="Migration", since="2023-11-22", answer="flow", row="Emerging", column="Strategic")
    assert headers(opened) == ["From 22 Nov 2023 to 22 Nov 2026\\: Emerging, strategic"]
    assert accounts(opened) == [BIRCH]


def test_a_count_of_records_leads_to_each_record(told: Tieline) -> None:
    app = page(section="Change load", answer="loads", row="Cedar, Q2 2026", column="Milestones")
    assert headers(app) == ["The load of each party and quarter\\: Cedar, Q2 2026, milestones"]
    assert "1 record." in words(app)
    assert "“Trained”" in words(app)
    assert "account?account=Cedar&amp;event=" in words(app)


@pytest.mark.parametrize(
    "query",
    [
        {"section": "Fit", "answer": "nothing"},
        {"section": "Fit", "answer": "by-class", "row": "Nobody", "column": "Accounts"},
        {"section": "Fit", "answer": "by-class", "column": "Accounts"},
        {"section": "Attention", "answer": "attention", "only": "<script>"},
        {"section": "No such section"},
        {"section": "Accounts", "page": "999", "class": "None", "order": "x", "called": "%"},
    ],
)
def test_an_address_that_names_nothing_is_no_error(told: Tieline, query: dict[str, str]) -> None:
    app = page(**query)
    assert "<script>" not in words(app)
    assert app.title[0].value == "Portfolio"


def test_the_list_is_searched_narrowed_and_ordered(told: Tieline) -> None:
    app = page(section="Accounts")
    assert headers(app) == ["4 accounts"]
    app.text_input(key="called").set_value("BIR").run()
    assert headers(app) == ["1 account"]
    assert accounts(page(section="Accounts", state="Closed")) == ["Dogwood"]
    assert accounts(page(section="Accounts", state="At risk")) == ["Cedar"]
    assert "Alder" not in accounts(page(section="Accounts", state="Without a plan"))
    assert accounts(page(section="Accounts", kind="Groups of accounts")) == ["All of them"]
    assert accounts(page(section="Accounts", order="By name"))[0] == "Alder"
    nobody = page(section="Accounts", called="zebra")
    assert "None is like that on this date" in words(nobody)


def test_a_row_says_class_plan_and_last_event_as_precisely_as_known(told: Tieline) -> None:
    said = words(page(section="Accounts"))
    assert ":violet-badge[Strategic] since 1 Jan 2021" in said
    assert "Growth \\$1, to 1 Jan 2027" in said
    assert ":red-badge[At risk]" in said
    assert "closed 1 Jan 2025" in words(page(section="Accounts", state="Closed"))


def test_many_accounts_are_shown_a_page_at_a_time(told: Tieline, kim: Actor) -> None:
    for number in range(26):
        told.handle(f"s{number:02}", OpenRelationship(on=ON("2020-01-01"), name=f"Shop {number:02}"), by=kim)
    app = page(section="Accounts", called="shop", page="2")
    assert headers(app) == ["26 accounts"]
    assert accounts(app) == ["Shop 25"]
    app.text_input(key="called").set_value("shop 1").run()
    assert len(accounts(app)) == 10, "another search begins with its first page"


def test_both_clocks_are_honoured(told: Tieline, clock: Clock, kim: Actor) -> None:
    assert accounts(page(section="Accounts", as_of="2024-12-31", **{"class": "Emerging"})) == [BIRCH]
    clock.set(datetime(2026, 12, 24, tzinfo=UTC))
    told.handle("Elder", Reclassify(on=ON("2022-01-01"), to="integrated", reason="Learned late"), by=kim)
    then, now = page(as_of="2026-11-01", known_on="2026-11-30"), page(as_of="2026-11-01")
    assert [each.value for each in then.metric[:2]] == ["2", "0"]
    assert [each.value for each in now.metric[:2]] == ["2", "1"]
    links = [each.proto.query_string for each in then.get("page_link") if "account=" in each.proto.query_string]
    assert links
    assert all("as_of=2026-11-01&known_on=2026-11-30" in each for each in links)


def test_dates_before_anything_say_when_the_first_was_and_lead_there(told: Tieline) -> None:
    app = page(as_of="1999-12-31")
    assert headers(app) == ["Nothing had happened yet"]
    press(app, "Look at 1 Jan 2020")
    assert [each.label for each in app.metric[:1]] == ["Strategic"]
    assert app.session_state["as_of"] == date(2020, 1, 1)
    before = page(known_on="2026-01-01")
    assert headers(before) == ["Nothing was known yet"]
    press(before, "Look at what was known on 22 Nov 2026")
    assert before.metric[0].value == "2"


def test_only_the_open_section_is_worked_out(told: Tieline) -> None:
    app = page(section="Fit")
    assert not app.metric
    assert "How accounts flowed" not in headers(app)


def test_why_an_account_moved_is_opened_for_the_rows_that_are_shown(told: Tieline) -> None:
    assert "Grown" in words(page(section="Migration"))


def test_who_is_confined_sees_only_what_is_theirs(told: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    confined = Actor("local:ann", frozenset({"account manager"}), own=frozenset({"Cedar", "Elder"}))
    monkeypatch.setattr(session, "local_user", lambda: confined)
    app = page()
    assert [each.value for each in app.metric] == ["0", "0", "0", "1", "1", "1"]
    assert set(accounts(app)) == {"Cedar"}
    assert "How accounts flowed" not in headers(app)
    assert set(accounts(page(section="Accounts"))) == {"Cedar", "Elder"}
    matters = words(page(section="Attention"))
    assert "Cedar</a>" in matters
    assert "Alder" not in matters
    for each in ("Fit", "Migration"):
        refused = page(section=each)
        assert "may not look at the whole portfolio" in refused.warning[0].value
        assert "Alder" not in words(refused)


def test_who_is_responsible_for_nothing_is_told_how_to_get_something(
    told: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Actor("local:ann", frozenset({"account manager"}), own=frozenset())
    monkeypatch.setattr(session, "local_user", lambda: nobody)
    assert headers(page()) == ["No account is yours yet"]


def test_an_answer_that_takes_longer_is_shown_once_it_is_there(told: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    app = page(section="Fit")
    monkeypatch.setattr(waiting, "PATIENCE", 60)
    assert headers(app.run())[0] == "Treated like their class"


def test_dates_in_a_table_stay_on_one_line(told: Tieline) -> None:
    assert unbroken("1 Mar 2025") in words(page(section="Migration"))


def table_of(app: AppTest) -> list[list[str]]:
    """The cells of the last table on the page that leads somewhere, row by row."""
    html = [each.proto.body for each in app.get("html") if "<table" in each.proto.body][-1]
    rows = [re.findall(r"<td.*?</td>", row) for row in re.findall(r"<tr>.*?</tr>", html)[1:]]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows]


def link_in(app: AppTest, words_: str, behind: str) -> dict[str, str]:
    """Where a number leads, by its words and a part of the address behind it."""
    html = "".join(each.proto.body for each in app.get("html"))
    found = re.findall(rf'<a href="([^"]*{re.escape(behind)}[^"]*)"[^>]*>{re.escape(words_)}</a>', html)
    assert found, (words_, behind)
    return dict(parse_qsl(unescape(found[0]).partition("?")[2]))


def test_the_change_under_a_class_opens_who_came_and_who_left(told: Tieline) -> None:
    app = page(as_of="2026-06-01", since="2023-06-01")
    app.button(key="go-changed-stable").click().run()
    assert headers(app) == ["Stable\\: who came and who left"]
    assert "From 1 Jun 2023 to 1 Jun 2026: nobody came and 1 left." in words(app)
    assert table_of(app) == [["Dogwood", "left", "Stable", "Closed"]]
    assert "account?account=Dogwood&amp;as_of=2026-06-01" in words(app)
    query = {
        name: app.query_params[name] for name in ("section", "changed", "since", "as_of") if name in app.query_params
    }
    again = page(**{"as_of": "2026-06-01", "since": "2023-06-01", **query})
    assert table_of(again) == table_of(app)
    assert headers(press(again, "All accounts")) == ["4 accounts"]


def test_the_change_in_risk_and_all_that_moved_open_too(told: Tieline) -> None:
    assert table_of(page(section="Accounts", changed="At risk")) == [["Cedar", "came", "Stable", "Stable"]]
    app = press(page(), "Show 2 accounts that changed")
    assert table_of(app) == [[BIRCH, "Emerging", "Strategic"], ["Dogwood", "Stable", "Closed"]]
    assert "nobody came and nobody left" in words(page(section="Accounts", changed="Integrated"))
    assert "Go back and choose one" in words(page(section="Accounts", changed="<b>"))


def test_who_is_confined_is_told_of_their_own_that_came_and_left(
    told: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    confined = Actor("local:ann", frozenset({"account manager"}), own=frozenset({"Cedar", "Dogwood"}))
    monkeypatch.setattr(session, "local_user", lambda: confined)
    assert table_of(page(section="Accounts", changed="Anywhere")) == [["Dogwood", "Stable", "Closed"]]


def test_the_cio_s_hours_open_the_report_and_the_interactions(told: Tieline, kim: Actor) -> None:
    hours = ReportCioHours(on=ON("2026-04-01"), period=ON("2026-Q1"), hours=Decimal(500))
    told.handle("company", hours, by=kim)
    for account, on, spent in (
        ("Alder", "2026-02-03", "40.5"),
        (BIRCH, "2026-03-01", "20"),
        ("Cedar", "2026-04-01", "9"),
    ):
        visit = LogInteraction(on=ON(on), kind="visit", summary=f"Seen {on}", hours=Decimal(spent), with_cio=True)
        told.handle(account, visit, by=kim)
    vague = LogInteraction(on=ON("2026"), kind="call", summary="Some day", hours=Decimal(3), with_cio=True)
    told.handle("Elder", vague, by=kim)
    app = page(section="Reach", as_of="2026-11-01")
    met = page(**link_in(app, "60.5", "With+customers"))
    assert headers(met) == ["The CIO's time with customers\\: Q1 2026, with customers"]
    assert [row[0] for row in table_of(met)] == ["Alder", BIRCH]
    assert "as_of=2026-11-01" in words(met)
    assert table_of(page(**link_in(app, "3", "Perhaps+in+it")))[0][2].startswith(
        "Call (3 h, the CIO took part): Some day"
    )
    report = page(**link_in(app, "500", "CIO%27s+hours"))
    assert headers(report) == ["The CIO's time with customers\\: Q1 2026, CIO's hours"]
    assert table_of(report)[0][0] == "The company"
    assert "policy?tab=The+company&amp;event=" in words(report)
    below = press(page(section="Reach"), "1 below the policy")
    assert headers(below) == ["The CIO's time with customers\\: below the policy"]
    assert link_in(below, "60.5", "With+customers")["row"] == "Q1 2026"


def test_sums_of_investment_open_the_records_that_they_are_made_of(told: Tieline, kim: Actor) -> None:
    for period, amount in (("2025-Q1", 1000), ("2025-Q2", 500), ("2025-Q2", 600)):
        invest = ReportInvestment(
            on=ON("2026-01-01"), dimension="vertical", period=ON(period), amount=Decimal(amount), currency="EUR"
        )
        told.handle("Alder", invest, by=kim)
    ours = ReportCompanyInvestment(
        on=ON("2026-01-01"), dimension="vertical", period=ON("2025"), amount=Decimal(90), currency="EUR"
    )
    told.handle("company", ours, by=kim)
    app = page(section="Economics")
    assert [row[0] for row in table_of(page(**link_in(app, "1,600", "For+accounts")))] == ["Alder", "Alder"]
    both = page(**link_in(app, "1,690", "Both"))
    assert sorted(row[0] for row in table_of(both)) == ["Alder", "Alder", "The company"]
    assert "3 records." in words(both)
    by_account = page(**link_in(app, "1,600", "by-account"))
    assert headers(by_account) == ["IT investment by account\\: Alder, EUR, vertical"]
    assert {row[2] for row in table_of(by_account)} == {
        row[2] for row in table_of(page(**link_in(app, "1,600", "For+acc")))
    }


def test_a_number_of_a_sentence_opens_the_accounts_that_it_counts(told: Tieline) -> None:
    app = press(page(section="Migration"), "2 changed where they stand")
    assert headers(app) == ["From 22 Nov 2023 to 22 Nov 2026\\: changed where they stand"]
    assert accounts(app) == [BIRCH, "Dogwood"]
    assert accounts(page(section="Migration", answer="flow", only="changed where they stand")) == accounts(app)


def test_the_flow_is_taken_away_as_a_picture_and_that_is_noted(
    told: Tieline, take: dict[str, Callable[[], bytes]]
) -> None:
    page()
    drawn = take["flow.svg"]().decode()
    assert take["flow.png"]().startswith(b"\x89PNG")
    said = {each.text for each in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")}
    assert {"How accounts flowed between the classes", "On 22 Nov 2023", "Emerging 1", "Strategic 2"} <= said
    noted = told.access_log.entries()[:2]
    assert [(each.what, each.about["since"]) for each in noted] == [("picture export", "2023-11-22")] * 2
    take.clear()
    page(section="Migration")
    assert "migration-0.svg" in take
