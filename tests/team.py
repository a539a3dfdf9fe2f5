"""A team as the settings describe one, and what its provider says of somebody who signed in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import OWN_ACCOUNTS

ISSUER = "https://login.example.com"
SUBJECT = "login.example.com:4711"
"""The author of what the one with these claims records."""
GROUPS = {
    "account manager": "managers",
    OWN_ACCOUNTS: "sales",
    "CIO": "it-board",
    "auditor": "audit",
    "administrator": "admins",
}
"""The group that gives each role."""
TEAM: Mapping[str, str] = {
    "TIELINE_PUBLIC_URL": "https://tieline.example.com",
    "TIELINE_OIDC_METADATA_URL": f"{ISSUER}/.well-known/openid-configuration",
    "TIELINE_OIDC_CLIENT_ID": "tieline",
    "TIELINE_OIDC_CLIENT_SECRET": "client-secret-7f3a",
    "TIELINE_COOKIE_SECRET": "cookie-secret-6b1e-0123456789abcdef0123456789abcdef",
    "TIELINE_ROLES": "{" + ", ".join(f'"{group}": "{role}"' for role, group in GROUPS.items()) + "}",
}


def set_up_team(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the environment of a team."""
    for name, value in TEAM.items():
        monkeypatch.setenv(name, value)


def as_one_of(role: str, script: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A script for somebody of a team who has this role."""
    set_up_team(monkeypatch)
    app = AppTest.from_file(script, default_timeout=30)
    app.user = claims(GROUPS[role])
    return app


def claims(*groups: str, **more: Any) -> dict[str, Any]:
    """What ``st.user`` has of somebody in these groups who signed in just now."""
    now = int(datetime.now(UTC).timestamp())
    return {
        "is_logged_in": True,
        "iss": ISSUER,
        "sub": "4711",
        "aud": "tieline",
        "iat": now,
        "exp": now + 300,
        "nonce": "n",
        "name": "Kim Lee",
        "groups": list(groups),
        **more,
    }
