"""Signing in in a real browser, with real providers: the link that was followed, who recorded, and what is left afterwards."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HARBOUR, Visit
from tests.browser.login_form import PASSWORD
from tests.browser.team import Served, signed_in_as
from ui.bootstrap import Tieline
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")

LINK = f"/account?account={HARBOUR}&as_of=2024-06-30&known_on={datetime.now(UTC).date()}"


def followed(visit: Visit) -> None:
    """Follow the link."""
    visit.page.goto(f"{visit.address}{LINK}")
    visit.settled()


def asked_to_sign_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Sign in to Tieline")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_text("Account")).to_have_count(0)


def last_author(folder: Path) -> str:
    """Who recorded the newest record."""
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    try:
        return tieline.tracker.record(tieline.tracker.recorder.head()[0]).recorded_by
    finally:
        tieline.close()


def test_a_link_survives_the_sign_in_and_what_is_recorded_is_theirs_and_signing_out_leaves_nothing(
    page: Page, with_mock: Served, team_folder: Path
) -> None:
    visit = Visit(page, with_mock.address)
    followed(visit)
    asked_to_sign_in(page)
    signed_in_as(page, "kim")
    page.wait_for_url(f"{with_mock.address}{LINK}")
    visit.settled()
    expect(page.get_by_role("heading", name="Harbour Foods").first).to_be_visible()
    expect(page.get_by_text("You are looking at what had happened by 30 Jun 2024")).to_be_visible()
    kept = {each["name"]: each for each in page.context.cookies()}
    assert kept["_streamlit_user"]["httpOnly"]
    assert "tieline_onward" not in kept

    page.get_by_role("button", name="Log what happened").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="What happened").click()
    page.get_by_role("option", name="Meeting, call, visit, review or note", exact=True).click()
    dialog.get_by_role("textbox", name="What it was about").fill("Prices for the spring")
    expect(dialog.get_by_text("Recorded by 127.0.0.1:")).to_be_visible()
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_be_hidden()
    assert last_author(team_folder) == f"{with_mock.issuer}:kim"

    page.get_by_role("button", name="Kim").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{with_mock.address}/")
    followed(visit)
    asked_to_sign_in(page)
    expect(page.get_by_text("Harbour Foods")).to_have_count(0)


def test_whoever_has_no_role_and_whoever_turns_back_see_nothing(page: Page, with_mock: Served) -> None:
    visit = Visit(page, with_mock.address)
    followed(visit)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{with_mock.address}/")
    expect(page.get_by_text("You came back without being signed in")).to_be_visible()
    signed_in_as(page, "pat")
    expect(page.get_by_role("heading", name="You have no role here yet")).to_be_visible()
    expect(page.get_by_text(":pat")).to_be_visible()
    expect(page.get_by_text("Harbour Foods")).to_have_count(0)


def test_with_a_password_typed_at_the_provider_the_page_opens(page: Page, with_login_form: Served) -> None:
    visit = Visit(page, with_login_form.address)
    followed(visit)
    asked_to_sign_in(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Login").fill("kim")
    page.get_by_label("Login").press("Enter")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url(f"{with_login_form.address}{LINK}")
    expect(page.get_by_role("heading", name="Harbour Foods").first).to_be_visible()
    page.get_by_role("button", name="Kim Lee").click()
    expect(page.get_by_text("Your roles: administrator.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{with_login_form.address}/")
    asked_to_sign_in(page)
