"""What a person does with the pages in a real browser."""

import re
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import HARBOUR, ORCHARD, WAL_MART, Visit, tabs
from ui.charts.palette import Theme
from ui.questions.catalogue import ALL

pytestmark = pytest.mark.xdist_group("browser")

ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}
JUDGED: dict[Theme, dict[str, Any]] = {
    "light": ONLY_WHAT_IS_WRONG,
    "dark": {**ONLY_WHAT_IS_WRONG, "runOnly": ["color-contrast", "link-in-text-block"]},
}
"""By what rules: a dark page differs from a light one only in its colours, and axe's other rules that are on by default are,
as their descriptions say, about elements, attributes, names, sizes and order (axe-core, doc/rule-descriptions.md)."""


def test_a_bar_that_is_selected_shows_its_record_and_a_link_to_it(visit: Visit) -> None:
    page = visit.account(HARBOUR)
    visit.mark("Showcase “Shelf-level replenishment” started").click()
    expect(page.get_by_text("Stock-outs fall by half in ten stores").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"event=\d+"))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    record = page.locator("[data-testid=stTable]").first
    expect(record).to_contain_text("4 Oct 2021")
    expect(record).to_contain_text("local:kim")
    expect(record).to_contain_text("policy version 1")
    expect(visit.mark("Showcase “Shelf-level replenishment” started")).to_have_attribute("stroke-width", "2.5")


def test_a_mark_that_is_selected_shows_its_source(visit: Visit) -> None:
    page = visit.account(WAL_MART)
    visit.mark("Observed in milestones, abandoned").click()
    record = page.locator("[data-testid=stTable]").first
    expect(record).to_contain_text("18 Feb 2009")
    expect(record.get_by_role("link")).to_have_attribute("href", re.compile(r"^https?://"))


def test_a_mark_that_is_pointed_at_says_what_it_is(visit: Visit) -> None:
    page = visit.account(WAL_MART)
    visit.mark("Classified strategic").hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text("to the year; read from the facts, not stated")


def test_another_date_changes_the_picture(visit: Visit) -> None:
    page = visit.account(WAL_MART)
    expect(visit.mark("System link “P&G named")).to_be_visible()
    date_input = page.get_by_test_id("stDateInput").filter(has_text="As of")
    date_input.get_by_role("spinbutton").first.click()
    page.keyboard.type("19941231")
    page.keyboard.press("Escape")
    expect(page.get_by_text("You are looking at what had happened by 31 Dec 1994")).to_be_visible()
    expect(visit.mark("System link “P&G named")).to_have_count(0)
    expect(visit.chart.get_by_text("31 Dec 1994")).to_be_visible()
    expect(page).to_have_url(re.compile("as_of=1994-12-31"))
    page.get_by_role("button", name="Back to now").click()
    expect(visit.mark("System link “P&G named")).to_be_visible()


def test_the_days_looked_at_stay_from_page_to_page(visit: Visit) -> None:
    page = visit.portfolio("?as_of=1994-12-31&known_on=2026-11-22")
    page.get_by_role("link", name="Policy").click()
    expect(page.get_by_role("heading", name="Policy", exact=True)).to_be_visible()
    expect(page.get_by_text("what had happened by 31 Dec 1994, as far as it was on record by")).to_be_visible()
    expect(page).to_have_url(re.compile("policy.*as_of=1994-12-31.*known_on=2026-11-22"))


def test_the_portfolio_leads_to_an_account_in_the_same_tab(visit: Visit) -> None:
    page = visit.portfolio("?section=Accounts")
    page.get_by_role("link", name="Wal-Mart").click()
    expect(page.get_by_role("heading", name="Wal-Mart")).to_be_visible()
    expect(page).to_have_url(re.compile(f"account={WAL_MART}"))
    assert tabs(page) == 1


def test_the_log_button_is_reached_and_pressed_with_the_keyboard(visit: Visit) -> None:
    page = visit.account(HARBOUR)
    button = page.get_by_role("button", name="Log what happened")
    for _ in range(25):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_row_of_an_answer_leads_to_its_event_in_the_same_tab_and_back(visit: Visit) -> None:
    page = visit.questions("Plans", "&as_of=2026-11-22")
    page.get_by_role("table", name="Every plan").get_by_role("link", name="Harbour Foods").first.click()
    expect(page.get_by_role("heading", name="Harbour Foods")).to_be_visible()
    expect(page).to_have_url(re.compile(f"account={HARBOUR}&event=\\d+&as_of=2026-11-22"))
    expect(page.locator("[data-testid=stTable]").first).to_contain_text("policy version 1")
    assert tabs(page) == 1
    page.go_back()
    expect(page.get_by_role("table", name="Every plan")).to_be_visible()


@pytest.mark.parametrize("place", ["portfolio", HARBOUR, "questions:Plans", "company", "imports"])
def test_a_phone_shows_everything_without_scrolling_sideways(visit: Visit, place: str) -> None:
    visit.page.set_viewport_size({"width": 420, "height": 900})
    page = opened(visit, place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    for chart in page.locator("[data-testid=stVegaLiteChart] svg").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 420


def test_no_page_has_an_accessibility_violation(visit: Visit) -> None:
    shown: Theme = "light"
    for place in ("portfolio", HARBOUR, "log", "policy", "company"):  # the others are judged where their tests are
        page = opened(visit, place)
        if place == HARBOUR:
            visit.mark("Joint plan “Joint strategic plan").click()
            expect(page.get_by_text("policy version 1", exact=True)).to_be_visible()
            page.mouse.move(0, 0)
        shown = judged_in_both(visit, place, shown)


def test_a_refusal_in_a_dialog_has_no_accessibility_violation(visit: Visit) -> None:
    page = visit.account(ORCHARD)
    for scheme in JUDGED:
        visit.turned(scheme)
        page.get_by_role("button", name="Log what happened").click()
        page.get_by_role("dialog").get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
        refuse_violations(visit.settled(), "log", scheme)


def test_no_question_has_an_accessibility_violation(visit: Visit) -> None:
    page = visit.questions(ALL[0].title)
    shown: Theme = "light"
    for question in ALL:
        page.get_by_role("radio", name=question.title, exact=True).click()
        expect(page.get_by_text(question.asks)).to_be_visible()
        visit.settled()
        shown = judged_in_both(visit, question.title, shown)


def judged_in_both(visit: Visit, place: str, shown: Theme) -> Theme:
    """Fail where a page has a violation in the scheme that it is shown in, or in the other, in which it is left."""
    other: Theme = "dark" if shown == "light" else "light"
    for scheme in (shown, other):
        page = visit.page if scheme == shown else visit.turned(scheme)
        expect(page.locator("#vg-tooltip-element.visible")).to_have_count(0)
        refuse_violations(page, place, scheme)
    return other


def refuse_violations(page: Page, place: str, scheme: Theme) -> None:
    """Fail where axe finds something."""
    found = judged(page, scheme)
    assert found.violations_count == 0, f"{place}: {found.generate_report()}"


def judged(page: Page, scheme: Theme) -> AxeResults:
    """What axe finds; a page that it judged before has it already."""
    axe = Axe("") if page.evaluate("'axe' in window") else Axe()
    return axe.run(page, options=JUDGED[scheme])


def opened(visit: Visit, place: str) -> Page:
    """A page by its name, or an account."""
    match place.partition(":"):
        case "portfolio", _, account_class:
            return visit.portfolio(f"?section=Accounts&class={account_class}" if account_class else "")
        case "log" | "policy" as name, _, _:
            visit.page.goto(f"{visit.address}/{name}")
            expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
            return visit.settled()
        case "company", _, _:
            return visit.company()
        case "imports", _, _:
            return visit.imports()
        case "questions", _, title:
            return visit.questions(title)
        case _:
            return visit.account(place)
