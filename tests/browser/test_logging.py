"""Logging in a real browser: on a phone in three touches with undo, a draft after a reload, two people on one account."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import BUSY, ORCHARD, WAIT, Visit

pytestmark = pytest.mark.xdist_group("browser")

PHONE: ViewportSize = {"width": 420, "height": 860}


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def opened(page: Page, served: str) -> Page:
    """The account's page, settled."""
    page.goto(f"{served}/account?account={ORCHARD}")
    expect(page.get_by_role("heading", name="Orchard Markets")).to_be_visible()
    return Visit(page, served).settled()


def test_on_a_phone_a_meeting_is_logged_in_three_steps_kept_over_a_reload_and_undone(page: Page, served: str) -> None:
    page.set_viewport_size(PHONE)
    page.set_default_timeout(WAIT)
    opened(page, served)
    log, dialog = page.get_by_role("button", name="Log what happened"), page.get_by_role("dialog")
    log.click()
    expect(dialog).to_be_visible()
    assert overflow(page) <= 0
    summary = dialog.get_by_role("textbox", name="What it was about")
    summary.fill("Agreed who counts the pallets")
    summary.blur()
    Visit(page, served).settled()
    page.reload()
    Visit(page, served).settled()
    log.click()
    expect(dialog.get_by_text(re.compile(r"Draft of \d\d:\d\d UTC"))).to_be_visible()
    dialog.get_by_role("button", name="Continue").click()
    expect(summary).to_have_value("Agreed who counts the pallets")
    record = dialog.get_by_role("button", name="Record", exact=True)
    box = record.bounding_box()
    assert box
    assert box["height"] >= 36, "a thumb finds it"
    record.click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Agreed who counts the pallets").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    dialog.get_by_role("button", name="Retract").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.get_by_text("struck through").first).to_be_visible()
    assert overflow(page) <= 0


def test_a_refusal_of_what_is_folded_away_is_in_sight_at_its_field(page: Page, served: str) -> None:
    page.set_default_timeout(WAIT)
    page.goto(f"{served}/log?account={BUSY}")  # what is left of it as a draft is in no other test's way
    summary, hours = (page.get_by_role("textbox", name=each) for each in ("What it was about", "Hours"))
    summary.fill("Line review")
    summary.blur()
    more = page.get_by_text(re.compile("^More:"))
    more.click()
    hours.fill("900")
    hours.blur()
    Visit(page, served).settled()
    more.click()
    expect(hours).to_be_hidden()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert").get_by_text("at most 336 hours")).to_be_visible()
    expect(hours).to_be_visible()


def test_the_second_of_two_people_on_one_account_is_told_what_the_first_did_and_loses_nothing(
    page: Page, served: str, browser: Browser
) -> None:
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    colleague = context.new_page()
    for each in (page, colleague):
        each.set_default_timeout(WAIT)
        each.goto(f"{served}/log?account={ORCHARD}")
        Visit(each, served).settled()
        each.get_by_role("combobox", name=re.compile("What happened")).click()
        each.get_by_role("option", name="Milestone reached", exact=True).click()
        expect(each.get_by_text("Milestone reached", exact=True).first).to_be_visible()
        Visit(each, served).settled()
    page.get_by_text(re.compile("^More:")).click()
    reason = page.get_by_role("textbox", name="Reason")
    reason.fill("All of them in one week")
    reason.blur()
    Visit(page, served).settled()
    colleague.get_by_role("button", name="Record", exact=True).click()
    expect(colleague.get_by_role("button", name="Undo")).to_be_visible()
    context.close()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert").get_by_text("Changed meanwhile")).to_be_visible()
    expect(reason).to_have_value("All of them in one week")
