"""The page of an account in a real browser: looking closer by dragging, columns that open, and every tab."""

import re
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BUSY, HARBOUR, Visit
from tests.browser.test_looking import refuse_violations

pytestmark = pytest.mark.xdist_group("browser")

TABS = (
    "Plan and scorecard", "Showcases", "Systems and IT terrain", "People", "Service terms", "Economics", "Partnership",
    "Event log",
)  # fmt: skip
IN_DARK = ("People", "Partnership")


def window(visit: Visit) -> dict[str, list[str]]:
    """The days in the address."""
    return {name: days for name, days in parse_qs(urlsplit(visit.page.url).query).items() if name in {"from", "to"}}


def test_dragging_looks_closer_and_a_column_opens_until_each_event_shows(visit: Visit) -> None:
    page = visit.account(BUSY)
    columns = visit.chart.locator('[aria-label^="Interactions: "]')
    months = columns.count()
    assert months > 5
    box = columns.first.bounding_box()
    plot = columns.last.bounding_box()
    assert box
    assert plot
    height = box["y"] + box["height"] + 4
    page.mouse.move(box["x"], height)
    page.mouse.down()
    page.mouse.move((box["x"] + plot["x"]) / 2, height, steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=2024-0[12]-\d\d.*to=2024-0[5-7]-\d\d"))
    dragged = window(visit)
    visit.settled()
    expect(page.get_by_label("From").first).to_be_visible()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    visit.settled()
    assert window(visit) == dragged, "a link shows the same days"
    page.get_by_role("radio", name="All", exact=True).or_(
        page.get_by_role("button", name="All", exact=True)
    ).first.click()
    expect(page).not_to_have_url(re.compile("from="))
    visit.settled()
    march = visit.mark("Interactions: 7 events in 4 Mar 2024 to 10 Mar 2024").or_(
        visit.mark("Interactions: 31 events in Mar 2024")
    )
    march.first.click()
    expect(page).to_have_url(re.compile(r"from=2024-03-\d\d&to=2024-03-\d\d"))
    visit.settled()
    visit.mark("Meeting, 5 Mar 2024").click()
    expect(page.get_by_text("Meeting of 05 March").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"event=\d+"))
    page.mouse.move(0, 0)
    refuse_violations(page, "a window", "light")


def test_every_tab_is_reached_by_its_address_and_has_no_accessibility_violation(visit: Visit) -> None:
    for tab in TABS:
        visit.page.goto(f"{visit.address}/account?account={HARBOUR}&tab={quote_plus(tab)}")
        expect(visit.page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        visit.settled()
        refuse_violations(visit.page, tab, "light")
        if tab in IN_DARK:
            visit.turned("dark")
            refuse_violations(visit.page, f"{tab} in dark", "dark")
            visit.turned("light")
