"""A real server and a real browser: the app over the published history and one account with decisions."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from domain.access import local_actor
from domain.company.model import COMPANY
from domain.streams import stream_of
from tests.browser.serving import free_ports, serving
from tests.browser.story import BEGINNINGS, DECISIONS, OF_THE_COMPANY, TO_CORRECT, TO_TAKE_BACK, many_meetings
from tests.browser.team import PEOPLE, Served, team
from tests.conftest import SAMPLE
from ui.bootstrap import Tieline
from ui.charts.palette import LINK, PAGE, Theme
from ui.importing import import_case
from ui.record_file import record_file
from ui.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WAL_MART = stream_of("case", "Procter & Gamble", "wal-mart")
HARBOUR = "relationship-harbour"
ORCHARD = "relationship-orchard"
"""For the tests that record; the others look at accounts that stay as they are."""
MEADOW = "relationship-meadow"
"""For the tests that correct."""
BUSY = "relationship-busy"
"""With more meetings than can be told apart."""
NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No other machine is found. To stop requests one by one would have the browser load every file anew for every page."""
ONE_PROCESS = "--process-per-site"
"""A page that is opened while another is runs in the same process, which has compiled the app's program already."""
WAIT = 20_000
"""Milliseconds; a slow machine with two cores loads the first page in under ten seconds."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app, one for each worker, stopped at the end."""
    folder = tmp_path_factory.mktemp("served")
    fill(folder / "data")
    with serving(folder) as address:
        yield address


def fill(folder: Path, *, busy: bool = True) -> None:
    """The published history, what somebody decided about one account, and one with hundreds of meetings that are all alike."""
    kim = local_actor("kim")
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""))
    import_case(tieline, SAMPLE, by=kim)
    for stream, commands in (
        (COMPANY.name, OF_THE_COMPANY), (HARBOUR, DECISIONS), (ORCHARD, BEGINNINGS), (MEADOW, TO_CORRECT),
    ):  # fmt: skip
        for command in commands:
            tieline.handle(stream, command, by=kim)
    if busy:
        tieline.tracker.handle_all(many_meetings(BUSY), by=kim, batch="meetings")
    (folder / "small.jsonl").write_text(TO_TAKE_BACK, encoding="utf-8")
    record_file(tieline, folder / "small.jsonl", by=kim)
    tieline.close()


@pytest.fixture(scope="session")
def base_url() -> None:
    """Takes the place of the plugin's own, whose definition pytest deprecates; ``served`` gives the address."""


@pytest.fixture(scope="session")
def team_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("team")
    fill(folder / "data")
    return folder


@pytest.fixture(scope="session")
def with_mock(team_folder: Path) -> Iterator[Served]:
    """Its provider asks for no password."""
    port, home = free_ports(2)
    with team(team_folder, ("tests.browser.provider", str(port), *PEOPLE), port, home) as served:
        yield served


@pytest.fixture
def with_login_form(team_folder: Path) -> Iterator[Served]:
    port, home = free_ports(2)
    provider = ("tests.browser.login_form", str(port), f"http://127.0.0.1:{home}")
    with team(team_folder, provider, port, home) as served:
        yield served


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """An installed Chromium or Chrome where there is one, else the one that Playwright installed."""
    found = next(
        (path for name in (os.environ.get("CHROMIUM", ""), *BROWSERS) if name and (path := shutil.which(name))), None
    )
    installed = {"executable_path": found} if found else {}
    return {
        **browser_type_launch_args,
        **installed,
        "args": ["--no-sandbox", "--disable-gpu", ONE_PROCESS, NOWHERE_ELSE],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The same everywhere: language, time zone, a light page, no motion."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "UTC",
        "color_scheme": "light",
        "reduced_motion": "reduce",
        "viewport": {"width": 1360, "height": 900},
    }


@pytest.fixture(scope="session")
def browsing(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """What all tests browse in: half of the time that a page takes to load in a new browser is spent on compiling its program.

    Its first page, which is empty, stays open and so keeps the process of the others.
    """
    context = browser.new_context(**browser_context_args)
    stays = context.new_page()
    stays.route("**", lambda route: route.fulfill(body=""))
    stays.goto("http://127.0.0.1/")
    yield context
    context.close()


@pytest.fixture
def context(browsing: BrowserContext) -> Iterator[BrowserContext]:
    """To each test as if it were new: no page of another test is open, and no cookie and nothing else that one kept is left."""
    yield browsing
    stays, *others = browsing.pages
    for page in others:
        page.close()
    devtools = browsing.new_cdp_session(stays)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()
    assert not browsing.cookies()


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(context: BrowserContext) -> Iterator[None]:
    """Every browser test fails where the page asks for anything from another machine, or for what its policy forbids."""
    strangers: list[str] = []
    forbidden: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            strangers.append(request.url)

    def note_forbidden(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            forbidden.append(said.text)

    context.on("request", note)
    context.on("console", note_forbidden)
    yield
    context.remove_listener("request", note)
    context.remove_listener("console", note_forbidden)
    assert not strangers
    assert not forbidden


def tabs(page: Page) -> int:
    """How many are open, without the empty one that stays."""
    return len(page.context.pages) - 1


class Visit:
    """One person's visit to the app."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.set_default_timeout(WAIT)
        expect.set_options(timeout=WAIT)

    def portfolio(self, query: str = "") -> Page:
        """Open the portfolio."""
        self.page.goto(f"{self.address}/{query}")
        expect(self.page.get_by_role("heading", name="Portfolio")).to_be_visible()
        return self.settled()

    def account(self, relationship: str, query: str = "") -> Page:
        """Open an account."""
        self.page.goto(f"{self.address}/account?account={relationship}{query}")
        expect(self.chart).to_be_visible()
        return self.settled()

    def questions(self, title: str, query: str = "") -> Page:
        """Open a section of the portfolio: the answers to a question."""
        self.page.goto(f"{self.address}/?section={quote(title)}{query}")
        expect(self.page.get_by_role("radio", name=title, exact=True)).to_be_checked()
        return self.settled()

    def company(self) -> Page:
        """Open the company's own history."""
        self.page.goto(f"{self.address}/policy?tab=The+company")
        expect(self.chart).to_be_visible()
        return self.settled()

    def imports(self) -> Page:
        """Open the list of imports."""
        self.page.goto(f"{self.address}/operations?tab=Imports")
        expect(self.page.get_by_role("table", name="Imports, the newest first")).to_be_visible()
        return self.settled()

    def turned(self, scheme: Theme) -> Page:
        """The page in another scheme: the browser takes its colours at once, the app draws it anew in them."""
        self.page.emulate_media(color_scheme=scheme)
        expect(self.page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({rgb(PAGE[scheme])})")
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.press("r")
        self.page.wait_for_function(
            "([colour, there]) => [...document.querySelectorAll('style')]"
            ".some((each) => each.textContent.includes(colour)) === there",
            arg=[f"color: {LINK['dark']}", scheme == "dark"],
        )
        for chart in self.page.locator("[data-testid=stVegaLiteChart] svg > .background").all():
            expect(chart).to_have_attribute("fill", PAGE[scheme])
        return self.settled()

    def settled(self) -> Page:
        """The page once the app has nothing more to do."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        expect(self.page.locator("[data-testid=stSkeleton], [data-testid=stSkeletonElement]")).to_have_count(0)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        expect(self.page.locator("[data-testid=stException]")).to_have_count(0)
        return self.page

    @property
    def chart(self) -> Any:
        """The timeline."""
        return self.page.locator("[data-testid=stVegaLiteChart] svg")

    def mark(self, said: str) -> Any:
        """The bar or mark of which this is said."""
        return self.chart.locator(f'[aria-label^="{said}"]').first


def rgb(colour: str) -> str:
    """A colour written in six digits as CSS tells it."""
    return ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


@pytest.fixture
def visit(page: Page, served: str) -> Visit:
    return Visit(page, served)
