"""A Tieline that a team signs in to, with its provider of identities beside it, both on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from domain.access import OWN_ACCOUNTS
from tests.browser.login_form import CLIENT_SECRET
from tests.browser.serving import process, wait_for

DISCOVERY = "/.well-known/openid-configuration"


ROLES = {"admins": "administrator", "sales": OWN_ACCOUNTS, "board": "CIO", "audit": "auditor"}


class Served(NamedTuple):
    """Where a Tieline is, and what its provider is called in the author of a record."""

    address: str
    issuer: str


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
        "TIELINE_ROLES": json.dumps(ROLES),
    }
    with (
        process(folder / "provider.log", *provider) as provides,
        process(folder / "server.log", "ui.server", str(home), **environment) as serves,
    ):
        wait_for(f"http://127.0.0.1:{port}{DISCOVERY}", provides)
        wait_for(f"http://127.0.0.1:{home}/health/ready", serves)
        yield Served(f"http://127.0.0.1:{home}", f"127.0.0.1:{port}")


PEOPLE = ("kim=admins", "sam=sales", "ada=board", "max=audit", "pat=elsewhere")
"""Who signs in at the provider that asks for no password, and in which group: administrator, account manager of own
accounts, CIO, auditor, and somebody without a role."""


def signed_in_as(page: Page, subject: str) -> None:
    """From the page that asks for it, sign in as one of them."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=subject, exact=True).click()
