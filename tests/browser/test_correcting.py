"""Correcting, retracting, undoing and taking back in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MEADOW, Visit
from tests.browser.test_looking import JUDGED, refuse_violations

pytestmark = pytest.mark.xdist_group("browser")


def chosen(visit: Visit, said: str) -> Page:
    """The account, with the event of which this is said chosen."""
    page = visit.account(MEADOW)
    visit.mark(said).click()
    expect(page.get_by_role("button", name="Correct…")).to_be_visible()
    return visit.settled()


def asked(visit: Visit, button: str) -> Locator:
    """The dialog that a button opens."""
    visit.page.get_by_role("button", name=button).click()
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    visit.settled()
    return dialog


def write(dialog: Locator, label: str, text: str) -> None:
    """Fill in a field and leave it."""
    dialog.get_by_role("textbox", name=label).fill(text)
    dialog.get_by_role("textbox", name=label).blur()


def test_no_dialog_has_an_accessibility_violation(visit: Visit) -> None:
    page = chosen(visit, "Milestone “Drivers traind” planned")
    for scheme in JUDGED:
        visit.turned(scheme)
        for button, done in (("Correct…", "Record the correction"), ("Retract…", "Retract")):
            dialog = asked(visit, button)
            dialog.get_by_role("button", name=done, exact=True).click()
            expect(dialog.get_by_role("alert")).to_be_visible()
            refuse_violations(visit.settled(), button, scheme)
            dialog.get_by_role("button", name="Close").click()
            expect(dialog).to_be_hidden()
            visit.settled()
    dialog = asked(visit, "Log what happened")
    write(dialog, "What it was about", "Seen in light and dark")
    dialog.get_by_role("button", name="Record", exact=True).click()
    visit.settled()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_test_id("stToast")).to_have_count(0)
    for scheme in JUDGED:
        visit.turned(scheme)
        expect(page.get_by_role("button", name="Undo")).to_be_visible()
        refuse_violations(page, "what was recorded", scheme)
    visit.imports()
    for scheme in JUDGED:
        visit.turned(scheme)
        asked(visit, "Take back…")
        expect(page.get_by_role("dialog").get_by_text("would be reversed")).to_be_visible()
        refuse_violations(visit.settled(), "Take back…", scheme)


def test_a_record_is_corrected_and_the_old_one_is_shown_crossed_out_when_asked_for(visit: Visit) -> None:
    page = chosen(visit, "Milestone “Drivers traind” planned")
    dialog = asked(visit, "Correct…")
    expect(dialog.get_by_role("textbox", name="Milestone")).to_have_value("Drivers traind")
    write(dialog, "Milestone", "Drivers trained")
    dialog.get_by_role("button", name="Record the correction").click()
    visit.settled()
    expect(dialog.get_by_role("alert")).to_contain_text("write why it was wrong")
    write(dialog, "Why was it wrong?", "Misspelt")
    dialog.get_by_role("button", name="Record the correction").click()
    visit.settled()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("Corrected for 2 Sep 2024: Milestone “Drivers trained” planned")
    expect(visit.mark("Milestone “Drivers trained” planned")).to_be_visible()
    expect(visit.mark("Milestone “Drivers traind” planned")).to_have_count(0)
    expect(page.get_by_role("table", name="What is known of the chosen event")).to_contain_text(
        "in the place of record"
    )
    expect(visit.mark("Milestone “Drivers trained” reached")).to_be_visible()
    page.get_by_text("Show what was struck through").click()
    visit.settled()
    expect(page).to_have_url(re.compile("struck=true"))
    visit.settled()
    visit.mark("Milestone “Drivers traind” planned for the account, due 2025-Q1 (struck through)").click()
    visit.settled()
    expect(page.get_by_test_id("stAlert").filter(has_text="Struck through by record")).to_contain_text("Misspelt")
    expect(page.locator("del").first).to_contain_text("Drivers traind")
    page.reload()
    page.get_by_role("button", name=re.compile(r"Show record \d+")).click()
    visit.settled()
    expect(page.get_by_role("table", name="What is known of the chosen event")).to_contain_text(
        "in the place of record"
    )


def test_what_was_logged_is_undone_and_a_form_opened_after_it_is_empty(visit: Visit) -> None:
    page = visit.account(MEADOW)
    dialog = asked(visit, "Log what happened")
    write(dialog, "What it was about", "Nothing that ever happened")
    dialog.get_by_role("button", name="Record", exact=True).click()
    visit.settled()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("Nothing that ever happened")
    dialog = asked(visit, "Undo")
    expect(dialog.get_by_role("textbox", name="Why was it wrong?")).to_have_value("Entered by mistake")
    dialog.get_by_role("button", name="Retract", exact=True).click()
    visit.settled()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("struck through: Entered by mistake")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.get_by_role("tab", name="Event log").click()
    expect(page.get_by_role("table", name="Event log, newest first")).not_to_contain_text("Nothing that ever happened")


def test_what_others_rest_on_is_not_retracted_and_what_was_corrected_leaves_nothing_in_the_next_form(
    visit: Visit,
) -> None:
    page = chosen(visit, "Classified strategic")
    dialog = asked(visit, "Retract…")
    write(dialog, "Why was it wrong?", "It never was")
    dialog.get_by_role("button", name="Retract", exact=True).click()
    visit.settled()
    expect(dialog.get_by_role("alert")).to_contain_text("Joint plan “One chain” agreed")
    expect(dialog.get_by_role("textbox", name="Why was it wrong?")).to_have_value("It never was")
    dialog.get_by_role("button", name="Close").click()
    visit.settled()
    expect(dialog).to_be_hidden()
    visit.settled()
    dialog = asked(visit, "Correct…")
    expect(dialog.get_by_label("Reason")).to_have_value("Willing and able")
    dialog.get_by_role("button", name="Close").click()
    visit.settled()
    expect(dialog).to_be_hidden()
    visit.settled()
    dialog = asked(visit, "Log what happened")
    expect(dialog.get_by_role("combobox", name="What happened")).to_have_value("Meeting, call, visit, review or note")
    expect(dialog.get_by_label("Reason")).to_have_value("")
    expect(page.get_by_text("Why was it wrong?")).to_have_count(0)


def test_an_import_is_taken_back(visit: Visit) -> None:
    page = visit.imports()
    struck = (
        page.get_by_role("table", name="Imports, the newest first").get_by_role("row").nth(1).get_by_role("cell").nth(4)
    )
    expect(struck).to_have_text("0")
    dialog = asked(visit, "Take back…")
    expect(dialog).to_contain_text("of 3 rows, 3 would be reversed")
    write(dialog, "Why is it taken back?", "The wrong file")
    dialog.get_by_role("button", name="Take back 3 rows").click()
    visit.settled()
    expect(dialog).to_contain_text("of 3 rows, 3 reversed")
    visit.settled()
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Take back 3 rows")).to_have_count(0)
    with page.expect_download() as file:
        dialog.get_by_role("button", name="Every row as CSV").click()
    assert file.value.suggested_filename.startswith("record-")
    dialog.get_by_role("button", name="Close").last.click()
    visit.settled()
    expect(dialog).to_be_hidden()
    expect(struck).to_have_text("3")
    visit.account(MEADOW)
    expect(visit.mark("Showcase “Crates that call home”")).to_have_count(0)
