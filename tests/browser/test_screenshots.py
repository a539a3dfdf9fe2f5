"""Pictures of every page, light, dark and on a phone: kept in $TIELINE_SCREENSHOTS where that is set."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HARBOUR, WAL_MART, Visit

pytestmark = pytest.mark.xdist_group("browser")

TALLEST = 1500
QUESTIONS = {"attention": "Attention", "migration": "Migration", "plans": "Plans"}
PLACES = ("portfolio", "account", "account-decided", "account-as-of", "company", "imports", *QUESTIONS)
TRIED = {"light": ("account-as-of", "company", "plans"), "dark": ("account-decided",), "phone": ("migration",)}
"""Where the pictures are not kept, so many tell whether they can be taken."""
LOOKS = {"light": (1360, "light"), "dark": (1360, "dark"), "phone": (420, "light")}


@pytest.mark.parametrize("look", list(LOOKS))
def test_a_screenshot_of_every_page(visit: Visit, tmp_path: Path, look: str) -> None:
    width, scheme = LOOKS[look]
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    kept = os.environ.get("TIELINE_SCREENSHOTS", "")
    folder = Path(kept or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES if kept else TRIED[look]:
        visit.page.set_viewport_size({"width": width, "height": 900})
        open_(visit, place)
        tall = visit.page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
        visit.page.set_viewport_size({"width": width, "height": min(tall, TALLEST)})
        visit.settled()
        picture = visit.page.screenshot(path=folder / f"{place}-{look}.png")
        assert len(picture) > 20_000, "a page with something on it"


def open_(visit: Visit, place: str) -> None:
    """Each page in a state worth a picture."""
    match place:
        case "portfolio":
            visit.portfolio()
        case "account":
            visit.account(WAL_MART)
        case "account-decided":
            page = visit.account(HARBOUR)
            visit.mark("Classified strategic").click()
            expect(page.get_by_text("policy version 1", exact=True)).to_be_visible()
            page.mouse.move(0, 0)
        case "account-as-of":
            visit.account(WAL_MART, "&as_of=1994-12-31")
        case "company":
            visit.company()
        case "imports":
            visit.imports()
        case _:
            visit.questions(QUESTIONS[place])
