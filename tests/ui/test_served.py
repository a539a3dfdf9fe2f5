"""The server itself: what every answer carries, what a supervisor asks it, whom it lets in, and when it does not start."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.team import TEAM
from tests.ui.command_line import PROJECT, environment, invoked
from tests.ui.test_cli_program import SECONDS, free_port, running
from ui.bootstrap import Tieline
from ui.server.health import NotReady, readiness
from ui.settings import Settings

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Asks a server that ``tieline serve`` started for the one user of this machine."""
    yield from asked(tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The same for a team."""
    yield from asked(tmp_path_factory.mktemp("team"), **TEAM)


def asked(folder: Path, **more: str) -> Iterator[httpx.Client]:
    port = free_port()
    settings = Settings(data_dir=folder, database_url="", keys_database_url="")
    with running(settings, "serve", "--port", str(port), **more) as process:
        assert process.stdout
        assert "The data is in" in process.stdout.readline()
        assert "Tieline is running" in process.stdout.readline()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client


def test_every_answer_tells_the_browser_to_trust_nothing_but_tieline(local: httpx.Client) -> None:
    for path in (
        "/",
        "/account",
        "/static/none.js",
        "/_stcore/health",
        "/health/live",
        "/media/none.png",
        "/auth/login",
    ):
        headers = local.get(path).headers
        policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'self'"
        assert policy["script-src"].startswith("'self' 'wasm-unsafe-eval' 'sha256-")
        assert "unsafe-inline" not in policy["script-src"]
        assert "unsafe-eval" not in policy["script-src"].replace("wasm-unsafe-eval", "")
        assert (policy["frame-ancestors"], policy["object-src"]) == ("'none'", "'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers, "it is not served through TLS"
    assert local.get("/media/none.png").headers["cache-control"] == "no-store"


def test_through_tls_a_browser_keeps_to_it_and_cookies_do(team: httpx.Client) -> None:
    answer = team.get("/oauth2callback?state=s&error=access_denied", follow_redirects=False)
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    cookies = answer.headers.get_list("set-cookie")
    assert cookies
    assert all("; Secure" in each or "; secure" in each for each in cookies)


def test_health_says_that_it_lives_and_whether_it_is_of_use(local: httpx.Client) -> None:
    assert local.get("/health/live").json() == {"status": "alive"}
    ready = local.get("/health/ready")
    while ready.json().get("reason") == "Tieline is still being opened.":
        assert ready.status_code == 503
        ready = local.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"
    assert {"view": "timeline", "behind": 0} in ready.json()["views"]
    assert ready.headers["cache-control"] == "no-store"


def test_a_stopped_view_or_a_database_that_fails_is_not_ready(sqlite_tieline: Tieline) -> None:
    assert [each["behind"] for each in readiness(sqlite_tieline)] == [0] * len(sqlite_tieline.engine.states())
    with sqlite_tieline.database.write() as connection:
        sqlite_tieline.database.run(connection, "UPDATE projection SET error = 'x' WHERE name = 'portfolio'")
    with pytest.raises(NotReady, match="Stopped: the view portfolio"):
        readiness(sqlite_tieline)
    with pytest.raises(NotReady, match="still being opened"):
        readiness(None)


def shook(client: httpx.Client, **headers: str) -> int:
    """The status of an attempt to open a WebSocket."""
    with client.stream("GET", "/_stcore/stream", headers={**UPGRADE, **headers}) as answer:
        return answer.status_code


def test_only_pages_of_its_own_address_open_a_websocket(local: httpx.Client, team: httpx.Client) -> None:
    for client in (local, team):
        host = f"127.0.0.1:{client.base_url.port}"
        for stranger in ("https://evil.example", "http://localhost:1", f"https://evil.example/{host}", "null"):
            assert shook(client, Origin=stranger) == 403
    here = f"127.0.0.1:{local.base_url.port}"
    assert shook(local, Origin=f"http://{here}") == 101
    assert shook(local, Origin="http://evil.example", Host="evil.example") == 403, (
        "a name that was bent to this machine"
    )
    assert shook(team, Origin=TEAM["TIELINE_PUBLIC_URL"], Host="tieline.example.com") == 101


def test_without_sign_in_nobody_is_let_in_from_elsewhere_not_even_through_a_proxy(local: httpx.Client) -> None:
    here = f"http://127.0.0.1:{local.base_url.port}"
    for far in (
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Forwarded-For": "127.0.0.1, 203.0.113.7"},
        {"X-Real-IP": "203.0.113.7"},
        {"Forwarded": 'for=127.0.0.1, For="[2001:db8::7]:4711";proto=https'},
        {"Forwarded": "by=127.0.0.1"},
    ):
        refused = local.get("/", headers=far)
        assert refused.status_code == 403, far
        assert "set up sign-in" in refused.text
        assert shook(local, Origin=here, **far) == 403
    for near in ({"X-Real-IP": "127.0.0.1"}, {"Forwarded": 'for=127.0.0.1:80;host=localhost, for="[::1]"'}):
        assert local.get("/", headers=near).status_code == 200, near


def test_a_team_is_let_in_from_elsewhere(team: httpx.Client) -> None:
    assert team.get("/", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 200


def test_no_secret_is_in_the_list_of_processes_or_in_what_is_printed(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="", keys_database_url="")
    with running(settings, "serve", "--port", str(free_port()), **TEAM) as process:
        assert process.stdout
        printed = process.stdout.readline() + process.stdout.readline()
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "for a team on https://tieline.example.com" in printed
    assert "ui.server" in listed
    for name in ("TIELINE_OIDC_CLIENT_SECRET", "TIELINE_COOKIE_SECRET"):
        assert TEAM[name] not in printed + listed


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", ""])
def test_serving_others_without_sign_in_is_refused_with_how_to_set_it_up(
    sqlite_settings: Settings, address: str
) -> None:
    said = invoked("serve", env={**environment(sqlite_settings), "TIELINE_ADDRESS": address})
    assert (said.exit_code, said.stdout) == (2, "")
    assert "without sign-in" in said.stderr
    assert "docs/team.md" in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_half_set_up_sign_in_is_refused(sqlite_settings: Settings) -> None:
    half = {name: value for name, value in TEAM.items() if name != "TIELINE_ROLES"}
    said = invoked("serve", env={**environment(sqlite_settings), **half})
    assert (said.exit_code, said.stdout) == (2, "")
    assert "TIELINE_ROLES is not set" in said.stderr
    assert TEAM["TIELINE_COOKIE_SECRET"] not in said.stderr


def test_the_servers_own_process_refuses_the_same(sqlite_settings: Settings) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "ui.server", str(free_port())],
        env={**os.environ, **environment(sqlite_settings), "TIELINE_ADDRESS": "0.0.0.0"},
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("Tieline does not listen on 0.0.0.0 without sign-in")
