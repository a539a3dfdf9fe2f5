"""The page where one logs: one thing, a pasted line or several, a file; from every page by one button."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor, local_actor
from domain.history.when import parse_when
from domain.relationship.milestone import PlanMilestone
from domain.relationship.opening import OpenRelationship
from tests.ui.filling import STREAM, TRAINED, count, fill, last, press, record, said
from ui import session
from ui.bootstrap import Tieline
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
PINE = "relationship-pine"


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """On SQLite alone: what differs between the databases is tested where drafts and duplicates are."""
    return sqlite_settings


@pytest.fixture
def two_accounts(app_tieline: Tieline) -> Tieline:
    app_tieline.handle(PINE, OpenRelationship(on=parse_when("2020"), name="Pine Retail"), by=local_actor("kim"))
    record(app_tieline, TRAINED)
    return app_tieline


def page(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("ui/pages/log.py").run()
    assert not app.exception, app.exception
    return app


def pasted(*lines: str, **query: str) -> AppTest:
    app = page(how="A pasted line", **query)
    app.text_area(key="pasted-lines").set_value("\n".join(lines)).run()
    assert not app.exception, app.exception
    return app


def cells(app: AppTest) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in app.table[0].value.to_dict("records")]


def test_the_account_is_chosen_and_stands_in_the_address(two_accounts: Tieline) -> None:
    app = page()
    assert not any(each.key == "log-what" for each in app.selectbox)
    app.selectbox(key="account-to-log").select(PINE).run()
    assert app.query_params["account"] == PINE
    press(fill(app, summary="Asked for a quote"))
    assert getattr(two_accounts.tracker.history(PINE)[-1].event, "kind", "") == "meeting"
    assert app.text_area(key="log-summary").value == "", "a new form"
    assert "Recorded for 22 Nov 2026" in said(app.success[0])
    assert "Undo" in [each.label for each in app.button]


def test_a_link_opens_the_form_of_its_account_and_an_unknown_one_is_told(two_accounts: Tieline) -> None:
    del two_accounts
    assert page(account=STREAM).selectbox(key="account-to-log").value == STREAM
    app = page(account="gone")
    assert "no account under this address" in app.warning[0].value
    assert app.selectbox(key="account-to-log").value is None


def test_what_was_typed_moves_with_the_form_to_another_account_and_no_copy_stays(two_accounts: Tieline) -> None:
    app = fill(page(account=STREAM), summary="Asked for a quote")
    app.selectbox(key="account-to-log").select(PINE).run()
    assert app.text_area(key="log-summary").value == "Asked for a quote"
    app.run()
    assert [each.place for each in two_accounts.drafts.of(local().subject)] == [PINE]


def test_what_was_typed_is_there_again_after_a_look_at_another_page(two_accounts: Tieline) -> None:
    del two_accounts
    app = fill(page(account=STREAM), what="Milestone reached")
    fill(app, reason="All of them")
    app.switch_page("ui/pages/portfolio.py").run()
    app.query_params["account"] = STREAM
    app.switch_page("ui/pages/log.py").run()
    assert app.selectbox(key="log-what").value == "Milestone reached"
    assert app.text_area(key="log-reason").value == "All of them"


def test_drafts_of_other_accounts_are_offered(two_accounts: Tieline) -> None:
    del two_accounts
    fill(page(account=STREAM), summary="Asked for a quote")
    (link,) = page().get("page_link")[-1:]
    assert "Harbour Foods" in link.proto.label
    assert f"account={STREAM}" in link.proto.query_string


def test_the_company_is_logged_by_who_may_govern_only(app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    press(fill(fill(page(account="company"), what="CIO's hours reported"), hours="120"))
    assert app_tieline.tracker.history("company")
    looks_as(monkeypatch, Actor("ann", frozenset({"account manager"})))
    app = page(account="company")
    assert "company" not in app.selectbox(key="account-to-log").options
    assert app.warning


def test_whoever_may_not_record_is_shown_neither_the_page_nor_the_button(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    del app_tieline
    looks_as(monkeypatch, Actor("audrey", frozenset({"auditor"})))
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert "open-log" not in [each.key for each in app.button]


def test_the_button_leads_to_the_page_where_no_account_is_looked_at(two_accounts: Tieline) -> None:
    del two_accounts
    app = AppTest.from_file(APP, default_timeout=30).run()
    app.button(key="open-log").click().run()
    assert app.title[0].value == "Log what happened"
    assert "open-log" not in [each.key for each in app.button]


def test_one_pasted_line_fills_the_form_and_records_nothing_by_itself(two_accounts: Tieline) -> None:
    there = count(two_accounts)
    app = pasted("Met Kim at Harbour about EDI yesterday")
    assert "**Understood:** Meeting · Harbour Foods · 21 Nov 2026" in [said(each) for each in app.markdown]
    assert count(two_accounts) == there
    assert app.text_area(key="log-summary").value == "EDI"
    press(app)
    assert str(last(two_accounts).on) == "2026-11-21"
    assert two_accounts.tracker.codec.words([last(two_accounts)])[0]["participants"] == "Kim"
    assert app.text_area(key="pasted-lines").value == ""
    assert not two_accounts.drafts.of(local().subject)


def test_a_line_without_an_account_asks_for_it_and_then_knows_its_things(two_accounts: Tieline) -> None:
    app = pasted("2024-03 reached: Trained")
    assert "names no account" in said(app.caption[-1])
    app.selectbox(key="account-to-log").select(STREAM).run()
    assert not any("Not understood" in said(each) for each in app.warning)
    press(app)
    event = last(two_accounts)
    assert (getattr(event, "milestone_id", ""), str(event.on)) == ("m1", "2024-03")


def test_what_was_not_understood_is_told(two_accounts: Tieline) -> None:
    del two_accounts
    assert "Not understood: “qwer”" in " ".join(said(each) for each in pasted("Harbour: Trained reached; qwer").warning)
    assert "Nothing of “asdf” was understood" in said(pasted("asdf").warning[0])


def test_a_field_that_was_changed_after_reading_keeps_its_change(two_accounts: Tieline) -> None:
    app = fill(pasted("Met Kim at Harbour about EDI yesterday"), summary="EDI and prices")
    assert app.run().text_area(key="log-summary").value == "EDI and prices"
    press(app)
    assert two_accounts.tracker.codec.words([last(two_accounts)])[0]["summary"] == "EDI and prices"


def test_several_lines_are_tried_out_then_recorded_and_taken_back_together(two_accounts: Tieline) -> None:
    there = count(two_accounts)
    app = pasted(
        "Met Kim at Harbour about EDI yesterday",
        "Harbour: Trained reached in 2025",
        "Harbour: Trained reached in 2026-02",
        "Meeting about prices",
        "Pine Retail; asdf",
    )
    wants = [row["To be seen to"] for row in cells(app)]
    assert wants[:2] == ["–", "–"]
    assert "already" in said_plainly(wants[2])
    assert "names no account" in wants[3]
    assert "not understood" in wants[4]
    assert count(two_accounts) == there, "tried out only"
    app.button(key="pasted-record").click().run()
    assert not app.exception
    assert count(two_accounts) == there + 2
    assert any("Recorded: 2 of 5 lines, 3 not." in said(each) for each in app.success)
    assert str(app.text_area(key="pasted-lines").value).splitlines() == [
        "Harbour: Trained reached in 2026-02",
        "Meeting about prices",
        "Pine Retail; asdf",
    ], "what was not recorded stays"
    batch = two_accounts.tracker.history(STREAM)[-1].batch
    assert batch
    fates = two_accounts.retract_batch(batch, "Not ours", by=local())
    assert [each.fate for each in fates] == ["reversed", "reversed"]


def test_lines_that_name_no_account_are_about_the_one_that_is_chosen(two_accounts: Tieline) -> None:
    there = count(two_accounts)
    app = pasted("2024-03 reached: Trained", "Called Ann about prices", account=STREAM)
    app.button(key="pasted-record").click().run()
    assert count(two_accounts) == there + 2
    assert app.text_area(key="pasted-lines").value == ""


def test_a_pasted_table_is_brought_in_like_a_file_of_it(two_accounts: Tieline) -> None:
    there = count(two_accounts)
    app = pasted("account;do;on;kind;summary", "Pine Retail;interaction;2026-11-03;call;Prices for the spring")
    assert any("a file of commands" in said(each) for each in app.info)
    assert count(two_accounts) == there


def test_the_tab_for_files_is_drawn_once_it_is_opened(two_accounts: Tieline) -> None:
    del two_accounts
    assert not page().get("file_uploader")
    assert page(how="A file").get("file_uploader")


def test_pasted_lines_are_there_again_on_the_next_visit(two_accounts: Tieline) -> None:
    del two_accounts
    pasted("Meeting about prices", "Pine Retail; asdf")
    assert page(how="A pasted line").text_area(key="pasted-lines").value == "Meeting about prices\nPine Retail; asdf"


def test_where_no_account_is_on_record_the_way_to_begin_is_shown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIELINE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("TIELINE_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    st.cache_resource.clear()
    assert "No account is on record yet" in [each.value for each in page().header]
    assert "No account is on record yet" in [each.value for each in page(how="A pasted line").header]
    session.tieline().close()
    st.cache_resource.clear()


def test_a_colleague_who_plans_the_same_meanwhile_is_told_of(two_accounts: Tieline) -> None:
    app = fill(page(account=STREAM), what="Milestone planned")
    fill(app, title="Dock moved")
    due = parse_when("2026")
    record(
        two_accounts,
        PlanMilestone(on=parse_when("2026-11-22"), milestone_id="m9", title="Dock moved", party="the account", due=due),
        by="ann",
    )
    there = count(two_accounts)
    press(app)
    assert count(two_accounts) == there
    assert app.error or app.warning
    assert app.text_input(key="log-title").value == "Dock moved", "nothing typed is lost"


def looks_as(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    monkeypatch.setattr(session, "local_user", lambda: actor)


def local() -> Actor:
    from ui.bootstrap import local_user

    return local_user()


def said_plainly(text: str) -> str:
    return text.replace("\\", "")


def test_a_link_may_say_what_is_to_be_logged(two_accounts: Tieline) -> None:
    app = page(account=PINE, kind="plan agree")
    assert app.selectbox(key="log-what").value == "Joint plan agreed"
    assert "kind" not in app.query_params, "it counts once"
    app.selectbox(key="log-what").select("Milestone planned").run()
    assert app.selectbox(key="log-what").value == "Milestone planned"
