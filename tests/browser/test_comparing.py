"""Comparing two points, taking the difference and a brief away, and supposing another policy, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_looking import judged_in_both
from ui.charts.palette import Theme

pytestmark = pytest.mark.xdist_group("browser")

YEAR = "compare?since=Another+point&from=2021-12-31&as_of=2026-11-22"
OTHERWISE = "policy?tab=What+if&set=criteria.large=2&set=attention.quiet=60"


def gone_to(visit: Visit, where: str) -> Page:
    visit.page.goto(f"{visit.address}/{where}")
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    return visit.settled()


def test_from_the_portfolio_to_one_account_and_away_with_its_brief(visit: Visit, tmp_path: Path) -> None:
    page = gone_to(visit, YEAR)
    expect(page.get_by_text("accounts are different")).to_be_visible()
    page.get_by_role("button", name="Harbour Foods", exact=True).click()
    expect(page.get_by_role("heading", name="What changed at Harbour Foods")).to_be_visible()
    expect(page).to_have_url(re.compile(r"since=Another(\+|%20)point.*from=2021-12-31.*account="))
    visit.settled()
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("It happened"))).to_be_visible()
    page = visit.settled()
    page.get_by_role("button", name="Share").focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_text(re.compile(r"/compare\?.*since=Another%20point|since=Another\+point")).first
    ).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="XLSX").click()
    assert taken.value.suggested_filename == "compare.xlsx"
    page.keyboard.press("Escape")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Review brief").click()
    file = tmp_path / "brief.html"
    taken.value.save_as(file)
    paper = page.context.new_page()
    paper.set_content(file.read_text())
    expect(paper.get_by_role("heading", name="Harbour Foods", level=1)).to_be_visible()
    drawn = paper.locator("figure svg").bounding_box()
    assert drawn
    assert drawn["width"] > 300
    printed = paper.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 1 <= pages <= 12
    paper.close()
    page.get_by_role("button", name="The whole portfolio").click()
    expect(page.get_by_text("accounts are different")).to_be_visible()


def test_comparing_and_supposing_have_no_accessibility_violation_and_fit_a_phone(visit: Visit) -> None:
    shown = judged_in_both(visit, "compare", _opened(visit, YEAR))
    gone_to(visit, OTHERWISE)
    expect(visit.page.get_by_role("heading", name="What would be different")).to_be_visible()
    visit.settled()
    judged_in_both(visit, "what if", shown)
    visit.page.set_viewport_size({"width": 420, "height": 900})
    for where in (YEAR, OTHERWISE, "policy"):
        page = gone_to(visit, where)
        assert page.get_by_test_id("stMain").evaluate("element => element.scrollWidth <= element.clientWidth"), where


def _opened(visit: Visit, where: str) -> Theme:
    gone_to(visit, where)
    return "light"
