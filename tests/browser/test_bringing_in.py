"""A file of ten thousand rows dropped in a real browser: tried, recorded, and not recorded twice, bad rows and all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.access import local_actor
from domain.history.when import parse_when
from domain.relationship.opening import OpenRelationship
from tests.browser.conftest import Visit
from tests.browser.serving import serving
from tests.browser.test_looking import JUDGED, judged
from ui.bootstrap import Tieline
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")

OF_THE_UPLOADER = "presentation-role-conflict"
"""Streamlit gives the field that files are dropped on both no role and a name: advice of axe's, no rule of WCAG."""
ROWS = 10_000
LONG = 120_000
"""Milliseconds: a machine that does other things meanwhile takes a while for so many rows."""


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app of its own, so that no other test meets ten thousand records."""
    folder = tmp_path_factory.mktemp("bringing-in")
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    tieline.handle("relationship-0", OpenRelationship(on=parse_when("2018"), name="Account 0"), by=local_actor("kim"))
    tieline.close()
    with serving(folder) as address:
        yield address


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    """Calls with a hundred accounts; ninety-nine rows have no date, and one has too many cells."""
    lines = ["Id,Subject,ActivityDate,IsClosed,Status,AccountId,Account.Name,CallType"]
    for row in range(ROWS):
        day = "" if row % 101 == 7 else f"2025-{1 + row % 12:02}-{1 + row % 28:02}"
        more = ",and,more" if row == 500 else ""
        lines.append(
            f"00t5{row:011}AAA,Call {row},{day},true,Completed,0015{row % 100:011}AAA,Account {row % 100},Outbound{more}"
        )
    path = tmp_path / "tasks.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def dropped(visit: Visit, file: Path) -> Page:
    """The page after a file was dropped."""
    page = visit.page
    page.goto(f"{visit.address}/log?how=A+file")
    expect(page.get_by_text("Drop what another system exported")).to_be_visible()
    visit.settled()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name="tasks.csv")).to_be_visible()
    return visit.settled()


def test_ten_thousand_rows_are_tried_and_recorded_once(page: Page, own_server: str, tasks: Path) -> None:
    visit = Visit(page, own_server)
    dropped(visit, tasks)
    expect(page.get_by_role("table", name="The first rows of tasks.csv")).to_contain_text("Call: Call 0")
    expect(page.get_by_text("99 not on record")).to_be_visible()
    page.get_by_text("Open the accounts that are not on record").click()
    expect(page.get_by_text("99 to be opened")).to_be_visible()
    visit.settled()
    page.get_by_role("button", name="Try all rows").click()
    expect(
        page.get_by_text("99 accounts would be opened and 100 ids would be linked. Nothing was written.")
    ).to_be_visible(timeout=LONG)
    expect(page.get_by_role("table", name="Refused rows")).to_contain_text("The column ActivityDate is empty")
    for scheme in JUDGED:
        visit.turned(scheme)
        found = judged(page, scheme).response["violations"]
        assert [each["id"] for each in found if each["id"] != OF_THE_UPLOADER] == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows that are not recorded as CSV").click()
    assert len(download.value.path().read_text(encoding="utf-8").splitlines()) == 101
    page.get_by_role("button", name="Record 9,900 rows").click()
    expect(page.get_by_text(re.compile(r"99 accounts opened and 100 ids linked. Batch bring-in-"))).to_be_visible(
        timeout=LONG
    )
    visit.settled()
    others = page.get_by_role("button", name="Bring in other files")
    others.click()
    expect(others).to_be_hidden()  # with it the field that has the files already is gone
    visit.settled()
    page.locator("input[type=file]").set_input_files(tasks)
    expect(page.get_by_text("100 known by the id of the other system")).to_be_visible()
    page.get_by_role("button", name="Try all rows").click()
    expect(page.get_by_text("On record already")).to_be_visible(timeout=LONG)
    expect(page.get_by_test_id("stMetric").filter(has_text="On record already")).to_contain_text("9,900")
    expect(page.get_by_role("button", name=re.compile("^Record "))).to_have_count(0)
