"""What a CIO does with the portfolio in a real browser, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, tabs

pytestmark = pytest.mark.xdist_group("browser")


def reach(page: Page, there: Locator) -> None:
    """Go to something with the Tab key."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if there.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("it was not reached with the keyboard")


def test_a_number_opens_what_it_counts_by_keyboard_and_its_address_shows_it_again(visit: Visit) -> None:
    page = visit.portfolio()
    number = page.get_by_role("button", name=re.compile("^Show [0-9]+ accounts?")).first
    counted = int(number.inner_text().split()[1])
    reach(page, number)
    page.keyboard.press("Enter")
    listed = page.get_by_role("heading", name=re.compile(f"^{counted} accounts?$"))
    expect(listed).to_be_visible()
    visit.settled()
    expect(page).to_have_url(re.compile("class=Strategic"))
    expect(page).to_have_url(re.compile("section=Accounts"))
    names = page.get_by_role("main").get_by_role("link").all_inner_texts()
    page.reload()
    expect(listed).to_be_visible()
    visit.settled()
    assert page.get_by_role("main").get_by_role("link").all_inner_texts() == names
    page.get_by_role("radio", name="Overview").click()
    page.get_by_role("button", name=re.compile("^Show [0-9]+ accounts?")).nth(4).click()
    visit.settled()
    expect(page).to_have_url(re.compile("class=Unclassified"))
    expect(page).not_to_have_url(re.compile("class=Strategic"))
    page.goto(f"{visit.address}/?section=Accounts&class=Strategic")
    expect(listed).to_be_visible()
    visit.settled()
    account = page.get_by_role("link", name="Harbour Foods")
    reach(page, account)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Harbour Foods")).to_be_visible()


def test_a_cell_of_the_matrix_opens_its_accounts_by_keyboard_and_the_way_back_is_a_button(visit: Visit) -> None:
    page = visit.questions("Migration", "&as_of=2026-11-22&since=1985-01-01")
    cell = page.get_by_role("table", name=re.compile("^From 1 Jan 1985")).get_by_role("link").first
    counted = int(cell.inner_text())
    reach(page, cell)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(f"^{counted} accounts?\\.$"))).to_be_visible()
    visit.settled()
    expect(page).to_have_url(re.compile("as_of=2026-11-22"))
    expect(page).to_have_url(re.compile("answer=flow"))
    assert tabs(page) == 1
    back = page.get_by_role("button", name="All of Migration")
    reach(page, back)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How long they stay")).to_be_visible()
    expect(page).not_to_have_url(re.compile("answer="))
    expect(page).to_have_url(re.compile("since=1985-01-01"))
