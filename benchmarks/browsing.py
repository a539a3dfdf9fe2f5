"""The pages in a real browser, on a large portfolio, beside an empty Streamlit page in the same run: ``python -m benchmarks.browsing``.

A script run is what the server takes, a view what the browser takes from the address to the last word of the page, a
change of dates from the choice to the page painted for these dates.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.asking import many, sample
from benchmarks.importing import observe
from benchmarks.measure import seconds
from benchmarks.table import said
from ui.bootstrap import Tieline
from ui.settings import Settings

PROJECT = Path(__file__).parent.parent
COPIES = 236
"""So many times the sample is a million events over ten thousand accounts."""
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
PAGES = {
    "portfolio": "/",
    "account": "/account?account={}",
    "log": "/log?account={}",
    "compare, the portfolio": "/compare",
    "compare, one account": "/compare?account={}",
    "policy": "/policy",
    "replay": "/replay",
    "replay, one account": "/replay?history={}",
    "operations": "/operations",
}
"""What is looked at, each with its address but for the account."""
PLACES = ["chromium", "chromium-browser", "google-chrome"]
WAIT = 120_000
TIMES = 7
DAYS = range(10, 10 + TIMES)
"""Days of the month of a year ago, at which no page is looked at otherwise."""


class Served(NamedTuple):
    """A running app: its address, and the file that has the seconds of its script runs."""

    address: str
    runs: Path

    def last_runs(self, since: int) -> list[float]:
        """The seconds of the script runs after so many."""
        return [float(each) for each in self.runs.read_text(encoding="ascii").split()][since:]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of the events, for a first look")
    parser.add_argument("--data", type=Path, help="a data folder that is there already")
    parser.add_argument("--only", nargs="*", choices=PAGES, metavar="PAGE", help="these pages rather than all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.data or filled(Path(scratch) / "data", 3 if options.quick else COPIES)
        account, size = busiest(folder)
        print(size)
        print(
            "| page | script run | first view | of the empty page | ratio | change of dates | to days not seen before |\n"
            "| --- | --: | --: | --: | --: | --: | --: |"
        )
        with (
            served(folder, Path(scratch) / "empty", PROJECT / "benchmarks" / "empty_page.py") as empty,
            served(folder, Path(scratch) / "runs") as app,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
            for page in options.only or PAGES:
                print(line(browser, app, empty, page, account), flush=True)
            browser.close()


def line(browser: Browser, app: Served, empty: Served, page: str, account: str) -> str:
    """One row of the table."""
    address = app.address + PAGES[page].format(account)
    beside = []
    views = []
    seen(browser, address)  # the caches are filled once, the modules are loaded
    for _ in range(TIMES):
        beside.append(seconds(lambda: seen(browser, empty.address)))
        views.append(seconds(lambda: seen(browser, address)))
    first, plain = median(views), median(beside)
    runs, known, unknown = (median(each) for each in travels(browser, app, address))
    ratio = f"{first / plain:.2f}"
    return f"| {page} | {said(runs)} | {said(first)} | {said(plain)} | {ratio} | {said(known)} | {said(unknown)} |"


def seen(browser: Browser, address: str) -> None:
    """Look at an address in a browser that has been nowhere before."""
    with visiting(browser) as page:
        page.goto(address)
        page.wait_for_selector(SETTLED)


def travels(browser: Browser, app: Served, address: str) -> tuple[list[float], list[float], list[float]]:
    """The script runs of a page drawn again; and from choosing a day to the page painted for it, again and for the first time."""
    with visiting(browser) as page:
        with page.expect_websocket() as found:
            page.goto(address)
        page.wait_for_selector(SETTLED)
        page.wait_for_timeout(500)
        socket = found.value
        before = len(app.last_runs(0))
        for _ in range(TIMES):
            painted(page, socket, lambda: page.keyboard.press("r"))
        runs = app.last_runs(before)
        known = []
        for turn in range(TIMES):
            for day in ("End of last quarter", "A year ago"):
                page.get_by_role("button", name="Go to").click()
                choice = page.get_by_role("option", name=day).or_(page.get_by_role("menuitem", name=day)).first
                choice.wait_for()
                taken = painted(page, socket, choice.click)
                if turn:
                    known.append(taken)
        unknown = []
        for day in DAYS:
            page.get_by_role("spinbutton", name="day, As of", exact=True).click()
            cell = page.get_by_role("grid").get_by_role("button", name=re.compile(rf" {day}, \d+$"))
            cell.wait_for()
            unknown.append(painted(page, socket, cell.click))
        return runs, known, unknown


def painted(page: Page, socket: WebSocket, act: Callable[[], None]) -> float:
    """The seconds from doing something to the page painted after the run that it led to, with nothing left to do."""

    def look() -> None:
        with socket.expect_event("framereceived", finished):
            act()
        page.wait_for_selector(SETTLED)
        page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))))"
        )

    return seconds(look)


def finished(frame: str | bytes) -> bool:
    """Whether a message from the server says that a run of the script is over; short runs show in nothing else."""
    return ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished" if isinstance(frame, bytes) else False


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """A page of a browser with nothing kept from before."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    context.set_default_timeout(WAIT)
    try:
        yield context.new_page()
    finally:
        context.close()


def filled(folder: Path, copies: int) -> Path:
    """A data folder with so many times the sample, and its views."""
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""))
    observe(tieline, list(many(sample(), copies)))
    tieline.engine.rebuild_together(list(tieline.engine.projections))
    tieline.close()
    return folder


def busiest(folder: Path) -> tuple[str, str]:
    """The account with the most events, and how large all of it is."""
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""))
    ((account, most),) = tieline.database.look(
        "SELECT relationship, COUNT(*) FROM timeline_entry WHERE relationship LIKE 'relationship-%' "
        "GROUP BY relationship ORDER BY COUNT(*) DESC LIMIT 1"
    )
    ((accounts,),) = tieline.database.look("SELECT COUNT(DISTINCT relationship) FROM timeline_entry")
    events = tieline.tracker.recorder.head()[0]
    tieline.close()
    return str(account), f"{events:,} events over {accounts:,} histories; the account shown has {most:,}.\n"


@contextmanager
def served(folder: Path, runs: Path, script: Path | None = None) -> Iterator[Served]:
    """Tieline, or another page, on a free port, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    runs.touch()
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.served", str(port), str(runs), *([str(script)] if script else [])],
        cwd=PROJECT,
        env={
            **os.environ,
            "TIELINE_DATA_DIR": str(folder),
            "TIELINE_DATABASE_URL": "",
            "TIELINE_KEYS_DATABASE_URL": "",
        },
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while not healthy(address):
            time.sleep(0.2)
            assert server.poll() is None, "the app ended by itself"
        yield Served(address, runs)
    finally:
        server.terminate()
        server.wait(20)


def healthy(address: str) -> bool:
    """Whether the app answers."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310  # our own server
            return bool(answer.status == 200)
    except OSError:
        return False


def browser_path() -> str | None:
    """An installed browser; None for Playwright's own."""
    return next((path for name in PLACES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    main()
