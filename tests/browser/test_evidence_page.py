"""A file of evidence in a real browser: nothing is fetched, nothing is wider than a phone, and axe finds nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from domain.access import local_actor
from projections.evidence import Chosen
from tests.browser.conftest import HARBOUR, WAL_MART, Visit, fill
from tests.browser.test_looking import refuse_violations
from tests.conftest import Clock
from tests.ledger.evidence_files import EvidenceScene
from ui.bootstrap import Tieline
from ui.charts.palette import Theme
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")

LOOKS: dict[str, tuple[int, Theme]] = {"light": (1360, "light"), "dark": (1360, "dark"), "phone": (420, "light")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Evidence of an account with a record struck through, and of the whole ledger."""
    folder = tmp_path_factory.mktemp("evidence")
    fill(folder / "data", busy=False)
    kim = local_actor("kim")
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    scene = EvidenceScene(tieline, Clock(), kim, folder)
    last = tieline.database.look("SELECT MAX(seq) FROM events WHERE stream = ?", (HARBOUR,))[0][0]
    tieline.tracker.retract(last, "It was another account", by=kim)
    yield {
        "evidence": scene.made(Chosen(what="account", stream=HARBOUR), "account.html"),
        "evidence-all": scene.made(Chosen(what="portfolio"), "all.html"),
    }
    tieline.close()


def opened(browser: Browser, file: Path, look: str) -> Page:
    width, scheme = LOOKS[look]
    page = browser.new_page(viewport={"width": width, "height": 1200}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


@pytest.mark.parametrize("look", list(LOOKS))
@pytest.mark.parametrize("name", ["evidence", "evidence-all"])
def test_it_reads_well_for_everybody(
    browser: Browser, files: dict[str, Path], tmp_path: Path, name: str, look: str
) -> None:
    page = opened(browser, files[name], look)
    assert page.evaluate("document.documentElement.scrollWidth") == LOOKS[look][0]
    kept = Path(os.environ.get("TIELINE_SCREENSHOTS", "") or tmp_path)
    kept.mkdir(parents=True, exist_ok=True)
    assert len(page.screenshot(path=kept / f"{name}-{look}.png")) > 20_000, "a page with something on it"
    refuse_violations(page, f"{name} {look}", LOOKS[look][1])
    page.close()


def test_the_index_leads_to_an_account_and_the_text_to_how_to_check_it(
    browser: Browser, files: dict[str, Path]
) -> None:
    page = opened(browser, files["evidence-all"], "light")
    page.get_by_role("link", name="how to check it").click()
    assert page.get_by_role("heading", name="How to check it").is_visible()
    page.get_by_role("link", name="Harbour Foods", exact=True).click()
    assert page.get_by_role("heading", name="Harbour Foods").is_visible()
    page.close()


def test_tables_can_be_taken_away_as_files(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/account?account={WAL_MART}&tab=Event+log")
    page = visit.settled()
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").first.click()
    assert taken.value.path().read_text(encoding="utf-8").startswith("event,when,first_day")
    page = visit.questions("Migration")
    page.get_by_role("button", name="Share").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").first.click()
    assert taken.value.path().read_text(encoding="utf-8").count("\n") > 1
