"""What an auditor does with the page Replay in a real browser: stepping with the keyboard, and playing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HARBOUR, Visit
from tests.browser.test_looking import judged_in_both
from ui.charts.palette import Theme

pytestmark = pytest.mark.xdist_group("browser")


def step(page: Page) -> int:
    """The number of the record in the address."""
    found = re.search(r"[?&]step=(\d+)", page.url)
    assert found
    return int(found[1])


def replay(visit: Visit, query: str) -> Page:
    """Open the page."""
    visit.page.goto(f"{visit.address}/replay{query}")
    expect(visit.page.get_by_role("heading", name="What it changed")).to_be_visible()
    return visit.settled()


def test_a_history_is_stepped_through_with_the_keyboard_and_a_link_shows_the_same(visit: Visit) -> None:
    page = replay(visit, f"?history={HARBOUR}")
    first = step(page)
    page.get_by_role("button", name="Next", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("spinbutton", name="Step, of")).to_have_value("2")
    expect(page).not_to_have_url(re.compile(f"step={first}$"))
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    number = page.get_by_role("spinbutton", name="Step, of")
    expect(number).to_have_value("3")
    number.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("slider", name="What was on record")).to_have_value("5")
    heading = page.get_by_role("heading", name=re.compile(r"^Record \d+ of"))
    shown, address = heading.inner_text(), page.url
    page.goto("about:blank")
    page.goto(address)
    expect(heading).to_have_text(shown)
    expect(number).to_have_value("5")
    page.get_by_role("slider", name="What was on record").focus()
    page.keyboard.press("ArrowLeft")
    expect(number).to_have_value("4")


def test_playing_moves_on_by_itself_until_it_is_paused(visit: Visit) -> None:
    page = replay(visit, f"?history={HARBOUR}")
    number = page.get_by_role("spinbutton", name="Step, of")
    page.get_by_role("combobox", name="Speed").click()
    page.get_by_role("option", name="Fast").click()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(number).to_have_value(re.compile(r"^([3-9]|\d\d)$"))  # it goes on while one looks
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    visit.settled()
    at = number.input_value()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(number).to_have_value(str(int(at) + 1))
    page.get_by_role("button", name="Last", exact=True).click()
    page.get_by_role("button", name="Previous", exact=True).click()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Last", exact=True)).to_be_disabled()


def test_verifying_is_watched_and_its_answer_shown(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/replay?tab=Verify")
    visit.page.get_by_role("button", name="Verify everything").click()
    expect(visit.page.get_by_text(re.compile("^Everything is as it was recorded: [0-9,]+ events"))).to_be_visible()
    expect(visit.settled().get_by_role("table", name="What was checked, and how fast")).to_contain_text("a second")


PAGES = {
    "replay": ("Step by step", "Records", "Verify", "Checkpoints", "Evidence", "Access log"),
    "operations": ("Views", "Imports", "Backup", "Health", "Responsibilities", "People"),
}


@pytest.mark.parametrize("place", PAGES)
def test_no_tab_has_an_accessibility_violation_or_is_wider_than_a_phone(visit: Visit, place: str) -> None:
    visit.page.goto(f"{visit.address}/{place}")
    shown: Theme = "light"
    for tab in PAGES[place]:
        visit.page.set_viewport_size({"width": 1360, "height": 900})
        visit.page.get_by_role("tab", name=tab, exact=True).click()
        expect(visit.page.get_by_role("tab", name=tab, exact=True)).to_have_attribute("aria-selected", "true")
        page = visit.settled()
        shown = judged_in_both(visit, tab, shown)
        page.set_viewport_size({"width": 420, "height": 900})
        main = page.get_by_test_id("stMain")
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth"), tab
