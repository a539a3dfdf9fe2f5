"""Logging in a real browser: what is recorded is seen at once, what breaks a rule is refused."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import ORCHARD, Visit

pytestmark = pytest.mark.xdist_group("browser")


def log(visit: Visit, kind: str) -> Locator:
    """The dialog, with what happened chosen."""
    page = visit.account(ORCHARD)
    page.get_by_role("button", name="Log what happened").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("combobox", name="What happened").fill(kind)
    page.get_by_role("option", name=kind, exact=True).click()
    return dialog


def test_a_reclassification_that_is_logged_is_seen_on_the_timeline(visit: Visit) -> None:
    dialog = log(visit, "Reclassification")
    dialog.get_by_role("radio", name="integrated").click()
    dialog.get_by_label("Reason").fill("Plans by the year from now on")
    dialog.get_by_label("Reason").press("Tab")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(visit.mark("Classified integrated")).to_be_visible()
    expect(visit.page.get_by_text("Plans by the year from now on").first).to_be_visible()


def test_a_rule_that_is_broken_is_told_in_the_dialog_and_nothing_is_written(visit: Visit) -> None:
    dialog = log(visit, "Joint plan agreed")
    dialog.get_by_label("Title").fill("Half a century")
    dialog.get_by_label("Title").press("Tab")
    dialog.get_by_role("spinbutton", name="year, Up to, not including").click()
    visit.page.keyboard.type("2090")
    visit.page.keyboard.press("Escape")
    expect(dialog.get_by_text(re.compile(r"Runs \d{3} months"))).to_be_visible()
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("calendar months")
    visit.page.reload()
    expect(visit.chart).to_be_visible()
    expect(visit.mark("Joint plan")).to_have_count(0)
