"""Pictures of every page, light, dark and on a phone: of the invented portfolio, kept in $TIELINE_SCREENSHOTS where that is set."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from domain.access import local_actor
from projections.portfolio import names
from tests.browser.conftest import HARBOUR, Visit, fill
from tests.browser.serving import ROOT, serving
from ui.bootstrap import Tieline
from ui.record_file import record_file
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")

KEPT = os.environ.get("TIELINE_SCREENSHOTS", "")
TALLEST = 1800
PLACES = {
    "portfolio": "",
    "attention": "?section=Attention",
    "migration": "?section=Migration",
    "fit": "?section=Fit",
    "plans": "?section=Plans",
    "change-load": "?section=Change+load",
    "showcases": "?section=Showcases",
    "partnership": "?section=Partnership",
    "economics": "?section=Economics",
    "accounts": "?section=Accounts",
    "account": "account?account={account}&event={event}",
    "account-as-of": "account?account={account}&as_of=2023-12-31",
    "account-plan": "account?account={account}&tab=Plan+and+scorecard",
    "account-showcases": "account?account={account}&tab=Showcases",
    "account-systems": "account?account={account}&tab=Systems+and+IT+terrain",
    "account-people": "account?account={account}&tab=People",
    "account-economics": "account?account={account}&tab=Economics",
    "account-partnership": "account?account={account}&tab=Partnership",
    "log": "log?account={account}",
    "log-pasted": "log?how=A+pasted+line",
    "log-file": "log?how=A+file",
    "compare": "compare?since=Last+year",
    "compare-account": "compare?since=Last+year&account={account}",
    "policy": "policy",
    "policy-versions": "policy?tab=Versions",
    "policy-what-if": "policy?tab=What+if&set=criteria.large=2",
    "company": "policy?tab=The+company",
    "replay": "replay?history={account}&step={event}",
    "replay-records": "replay?tab=Records",
    "replay-verify": "replay?tab=Verify",
    "replay-evidence": "replay?tab=Evidence",
    "operations": "operations",
    "operations-imports": "operations?tab=Imports",
    "operations-health": "operations?tab=Health",
}
"""Each page and each of its parts, by what its picture is called."""
TRIED = {"light": ("portfolio", "account-as-of", "compare"), "dark": ("policy",), "phone": ("migration", "log")}
"""Where the pictures are not kept, so many tell whether they can be taken."""
LOOKS = {"light": (1360, "light"), "dark": (1360, "dark"), "phone": (420, "light")}


class Shown(NamedTuple):
    """Where a Tieline is, and the account that its pictures are of."""

    address: str
    account: str
    event: int
    """The record that is looked at: the last change of its class."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Shown]:
    """For pictures that are kept the invented portfolio, else what the other tests look at."""
    if not KEPT:
        yield Shown(request.getfixturevalue("served"), HARBOUR, 0)
        return
    folder = tmp_path_factory.mktemp("shown")
    fill(folder / "data")
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    record_file(tieline, ROOT / "samples" / "portfolio.jsonl", by=local_actor("kim"))
    named = names(tieline.database).set_index("name")["relationship"]
    account = str(named["Brightwater Foods"])
    ((event,),) = tieline.database.look(
        "SELECT MAX(seq) FROM register_entry WHERE relationship = ? AND kind = 'reclassified'", (account,)
    )
    tieline.close()
    with serving(folder) as address:
        yield Shown(address, account, int(event))


@pytest.mark.parametrize("look", list(LOOKS))
def test_a_screenshot_of_every_page(visit: Visit, shown: Shown, tmp_path: Path, look: str) -> None:
    width, scheme = LOOKS[look]
    page = visit.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    folder = Path(KEPT or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES if KEPT else TRIED[look]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{shown.address}/{PLACES[place].format(account=shown.account, event=shown.event)}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        visit.settled()
        tall = page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(tall, TALLEST)})
        visit.settled()
        picture = page.screenshot(path=folder / f"{place}-{look}.png")
        assert len(picture) > 20_000, "a page with something on it"
