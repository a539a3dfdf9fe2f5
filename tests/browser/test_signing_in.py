"""Signing in in a real browser, with real providers: the link that was followed, who recorded, and what is left afterwards."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HARBOUR, ROOT, Visit, fill, wait_for
from tests.browser.login_form import CLIENT_SECRET, PASSWORD
from ui.bootstrap import Tieline
from ui.settings import Settings

pytestmark = pytest.mark.xdist_group("browser")

DISCOVERY = "/.well-known/openid-configuration"
LINK = f"/account?account={HARBOUR}&as_of=2024-06-30&known_on={datetime.now(UTC).date()}"


class Served(NamedTuple):
    """Where a Tieline is, and what its provider is called in the author of a record."""

    address: str
    issuer: str


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in probes:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in probes]


@contextmanager
def process(log: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module that serves, stopped at the end."""
    with log.open("wb") as written:
        started = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=written,
            stderr=written,
        )
        try:
            yield started
        finally:
            started.terminate()
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait(10)


@contextmanager
def team(folder: Path, provider: tuple[str, ...], port: int, home: int) -> Iterator[Served]:
    """A Tieline for a team, with its provider beside it."""
    environment = {
        "TIELINE_DATA_DIR": str(folder / "data"),
        "TIELINE_DATABASE_URL": "",
        "TIELINE_KEYS_DATABASE_URL": "",
        "TIELINE_PUBLIC_URL": f"http://127.0.0.1:{home}",
        "TIELINE_OIDC_METADATA_URL": f"http://127.0.0.1:{port}{DISCOVERY}",
        "TIELINE_OIDC_CLIENT_ID": "tieline",
        "TIELINE_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "TIELINE_OIDC_SCOPES": "openid profile email groups",
        "TIELINE_COOKIE_SECRET": "of-a-test-of-a-test-of-a-test-of-a-test",
        "TIELINE_ROLES": '{"admins": "administrator", "audit": "auditor"}',
    }
    with (
        process(folder / "provider.log", *provider) as provides,
        process(folder / "server.log", "ui.server", str(home), **environment) as serves,
    ):
        wait_for(f"http://127.0.0.1:{port}{DISCOVERY}", provides)
        wait_for(f"http://127.0.0.1:{home}/health/ready", serves)
        yield Served(f"http://127.0.0.1:{home}", f"127.0.0.1:{port}")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("team")
    fill(folder / "data")
    return folder


@pytest.fixture(scope="module")
def with_mock(data: Path) -> Iterator[Served]:
    """Its provider asks for no password."""
    port, home = free_ports(2)
    with team(data, ("tests.browser.provider", str(port), "kim=admins", "pat=elsewhere"), port, home) as served:
        yield served


@pytest.fixture
def with_login_form(data: Path) -> Iterator[Served]:
    port, home = free_ports(2)
    provider = ("tests.browser.login_form", str(port), f"http://127.0.0.1:{home}")
    with team(data, provider, port, home) as served:
        yield served


def followed(visit: Visit) -> None:
    """Follow the link."""
    visit.page.goto(f"{visit.address}{LINK}")
    visit.settled()


def asked_to_sign_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Sign in to Tieline")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_text("Account")).to_have_count(0)


def signed_in_as(page: Page, subject: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=subject, exact=True).click()


def last_author(folder: Path) -> str:
    """Who recorded the newest record."""
    tieline = Tieline(Settings(data_dir=folder / "data", database_url="", keys_database_url=""))
    try:
        return tieline.tracker.record(tieline.tracker.recorder.head()[0]).recorded_by
    finally:
        tieline.close()


def test_a_link_survives_the_sign_in_and_what_is_recorded_is_theirs_and_signing_out_leaves_nothing(
    page: Page, with_mock: Served, data: Path
) -> None:
    visit = Visit(page, with_mock.address)
    followed(visit)
    asked_to_sign_in(page)
    signed_in_as(page, "kim")
    page.wait_for_url(f"{with_mock.address}{LINK}")
    visit.settled()
    expect(page.get_by_role("heading", name="Harbour Foods").first).to_be_visible()
    expect(page.get_by_text("You are looking at what had happened by 30 Jun 2024")).to_be_visible()
    kept = {each["name"]: each for each in page.context.cookies()}
    assert kept["_streamlit_user"]["httpOnly"]
    assert "tieline_onward" not in kept

    page.get_by_role("button", name="Log what happened").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="What happened").click()
    page.get_by_role("option", name="Meeting, call, visit, review or note", exact=True).click()
    dialog.get_by_role("textbox", name="What it was about").fill("Prices for the spring")
    expect(dialog.get_by_text("Recorded by 127.0.0.1:")).to_be_visible()
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_be_hidden()
    assert last_author(data) == f"{with_mock.issuer}:kim"

    page.get_by_role("button", name="Kim").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{with_mock.address}/")
    followed(visit)
    asked_to_sign_in(page)
    expect(page.get_by_text("Harbour Foods")).to_have_count(0)


def test_whoever_has_no_role_and_whoever_turns_back_see_nothing(page: Page, with_mock: Served) -> None:
    visit = Visit(page, with_mock.address)
    followed(visit)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{with_mock.address}/")
    expect(page.get_by_text("You came back without being signed in")).to_be_visible()
    signed_in_as(page, "pat")
    expect(page.get_by_role("heading", name="You have no role here yet")).to_be_visible()
    expect(page.get_by_text(":pat")).to_be_visible()
    expect(page.get_by_text("Harbour Foods")).to_have_count(0)


def test_with_a_password_typed_at_the_provider_the_page_opens(page: Page, with_login_form: Served) -> None:
    visit = Visit(page, with_login_form.address)
    followed(visit)
    asked_to_sign_in(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Login").fill("kim")
    page.get_by_label("Login").press("Enter")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url(f"{with_login_form.address}{LINK}")
    expect(page.get_by_role("heading", name="Harbour Foods").first).to_be_visible()
    page.get_by_role("button", name="Kim Lee").click()
    expect(page.get_by_text("Your roles: administrator.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{with_login_form.address}/")
    asked_to_sign_in(page)
