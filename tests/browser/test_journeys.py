"""What each of the three people comes for, from the sign-in at a real provider to done, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.access import local_actor
from domain.history.when import parse_when
from domain.relationship.responsibility import AssignAccount
from tests.browser.conftest import HARBOUR, ORCHARD, Visit
from tests.browser.team import Served, signed_in_as
from ui.bootstrap import Tieline
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")


def signed_in(page: Page, served: Served, subject: str) -> Visit:
    """Whoever this is, on the page where they begin."""
    visit = Visit(page, served.address)
    page.goto(served.address)
    signed_in_as(page, subject)
    page.wait_for_url(re.compile(f"^{re.escape(served.address)}"))
    expect(page.get_by_role("button", name=subject.capitalize())).to_be_visible()
    visit.settled()
    return visit


def menu_of(page: Page) -> list[str]:
    """The pages in the menu."""
    links = page.get_by_test_id("stTopNavLink")
    expect(links.first).to_be_visible()
    return [each.splitlines()[-1] for each in links.all_inner_texts()]  # the first line is the name of the icon


def assigned(folder: Path, subject: str, stream: str) -> None:
    """Make somebody responsible for an account, as an administrator does."""
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    command = AssignAccount(on=parse_when("2024"), manager=subject)
    tieline.handle(stream, command, by=local_actor("admin"), command_id=f"assign-{subject}")
    tieline.close()


def test_an_account_manager_sees_their_own_accounts_logs_what_happened_and_takes_it_back(
    page: Page, with_mock: Served, team_folder: Path
) -> None:
    assigned(team_folder, f"{with_mock.issuer}:sam", ORCHARD)
    signed_in(page, with_mock, "sam")
    assert {"Log", "Account"} <= set(menu_of(page))
    assert not {"Replay", "Operations"} & set(menu_of(page))
    expect(page.get_by_text("Harbour Foods")).to_have_count(0)
    page.get_by_role("link", name="Orchard Markets").first.click()
    expect(page.get_by_role("heading", name="Orchard Markets").first).to_be_visible()

    page.get_by_role("button", name="Log what happened").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="What it was about").fill("Who counts the pallets in spring")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Who counts the pallets in spring").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    dialog.get_by_role("button", name="Retract").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

    page.goto(f"{with_mock.address}/account?account={HARBOUR}")
    expect(
        page.get_by_role("alert").or_(page.get_by_text("There is no account under this address")).first
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Harbour Foods")).to_have_count(0)


def test_a_cio_goes_from_a_number_to_the_account_behind_it_and_takes_the_brief_to_the_meeting(
    page: Page, with_mock: Served, tmp_path: Path
) -> None:
    visit = signed_in(page, with_mock, "ada")
    assert {"Portfolio", "Compare", "Policy"} <= set(menu_of(page))
    assert "Operations" not in menu_of(page)
    page.get_by_role("link", name=re.compile(r"^Show \d+ accounts?")).or_(
        page.get_by_role("button", name=re.compile(r"^Show \d+ accounts?"))
    ).first.click()
    visit.settled()
    page.get_by_role("button", name="Share").last.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    assert "Harbour Foods" in taken.value.path().read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Harbour Foods").first.click()
    expect(page.get_by_role("heading", name="Harbour Foods").first).to_be_visible()
    visit.settled()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Review brief").click()
    brief = tmp_path / "brief.html"
    taken.value.save_as(brief)
    assert "Harbour Foods" in brief.read_text(encoding="utf-8")
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_role("heading", name=re.compile("^What changed"))).to_be_visible()


def test_an_auditor_replays_verifies_and_can_record_nothing(page: Page, with_mock: Served) -> None:
    visit = signed_in(page, with_mock, "max")
    assert "Replay" in menu_of(page)
    assert "Log" not in menu_of(page)
    expect(page.get_by_role("button", name="Log what happened")).to_have_count(0)
    page.goto(f"{with_mock.address}/replay?history={HARBOUR}")
    expect(page.get_by_role("heading", name="What it changed")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("spinbutton", name="Step, of")).to_have_value("2")
    page.get_by_role("tab", name="Verify").click()
    page.get_by_role("button", name="Verify everything").click()
    expect(page.get_by_text(re.compile("^Everything is as it was recorded"))).to_be_visible()
    page.goto(f"{with_mock.address}/log?account={HARBOUR}")
    visit.settled()
    expect(page.get_by_role("button", name="Record", exact=True)).to_have_count(0)
