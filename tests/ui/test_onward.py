"""After signing in, the browser is led on to the page that was asked for, and to nowhere else."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.team import TEAM, set_up_team
from ui.server.onward import COOKIE, FAILED, Onward, page_of
from ui.server.team import team

HOME = TEAM["TIELINE_PUBLIC_URL"]
PAGES = {"", "account", "portfolio"}


async def login(request: Request) -> Response:
    return RedirectResponse(f"https://login.example.com/authorize?client_id=t&state={request.query_params['as']}", 302)


async def callback(request: Request) -> Response:
    response = RedirectResponse("/", 302)
    if "error" not in request.query_params:
        response.set_cookie("_streamlit_user", "somebody", max_age=100)
    return response


class Browser:
    """Keeps cookies from one request to the next, and follows nowhere."""

    def __init__(self, app: Starlette) -> None:
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME)
        self.cookies = self.client.cookies

    def get(self, path: str, referer: str = "") -> httpx.Response:
        asked = self.client.get(path, headers={"Referer": referer} if referer else {})
        with ThreadPoolExecutor(1) as apart:  # a real browser in another test may keep this thread's loop running
            return apart.submit(asyncio.run, asked).result()


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser at a server whose sign-in answers as Streamlit's does."""
    set_up_team(monkeypatch)
    its_team = team()
    assert its_team
    app = Starlette(
        routes=[Route("/auth/login", login), Route("/oauth2callback", callback)],
        middleware=[Middleware(Onward, team=its_team, pages=PAGES)],
    )
    return Browser(app)


def begun(visitor: Browser, referer: str, state: str = "s1") -> httpx.Response:
    return visitor.get(f"/auth/login?as={state}", referer)


def test_the_address_that_was_asked_for_outlives_the_sign_in(visitor: Browser) -> None:
    asked = "/account?account=relationship-harbour&as_of=2024-06-30&known_on=2024-07-02"
    left = begun(visitor, f"{HOME}{asked}")
    assert parse_qs(urlsplit(left.headers["location"]).query)["state"] == ["s1"]
    (cookie,) = left.headers.get_list("set-cookie")
    for kept in ("HttpOnly", "SameSite=lax", "Secure", "Path=/oauth2callback", "Max-Age=900"):
        assert kept in cookie
    back = visitor.get("/oauth2callback?state=s1&code=c")
    assert back.headers["location"] == asked
    assert COOKIE not in visitor.cookies
    assert FAILED not in visitor.cookies


def test_it_is_kept_for_that_one_sign_in(visitor: Browser) -> None:
    begun(visitor, f"{HOME}/account?account=a")
    assert visitor.get("/oauth2callback?state=another&code=c").headers["location"] == "/"
    assert visitor.get("/oauth2callback?state=s1&code=c").headers["location"] == "/"


def test_a_cookie_that_somebody_else_wrote_leads_nowhere(visitor: Browser) -> None:
    begun(visitor, f"{HOME}/account?account=a")
    (genuine,) = [each.value for each in visitor.cookies.jar if each.name == COOKIE]
    assert genuine
    for forged in (f"{genuine}x", "WyJzMSIsIi8vZXZpbC5leGFtcGxlIl0.x.y", "", '"'):
        visitor.cookies.clear()
        visitor.cookies.set(COOKIE, forged)
        assert visitor.get("/oauth2callback?state=s1&code=c").headers["location"] == "/"


def test_a_provider_that_signs_nobody_in_leads_back_with_a_word_of_it(visitor: Browser) -> None:
    begun(visitor, f"{HOME}/account?account=a")
    back = visitor.get("/oauth2callback?state=s1&error=access_denied")
    assert back.headers["location"] == "/account?account=a"
    assert visitor.cookies[FAILED] == "1"


def test_coming_back_from_signing_out_is_no_failed_sign_in(visitor: Browser) -> None:
    visitor.get("/oauth2callback")
    assert FAILED not in visitor.cookies


@pytest.mark.parametrize(
    "stranger",
    [
        "",
        "https://evil.example/account",
        "https://tieline.example.com.evil.example/account",
        "https://tieline.example.com@evil.example/account",
        "https://evil.example/https://tieline.example.com/account",
        "http://tieline.example.com/account",
        f"{HOME}:8443/account",
        f"{HOME}//evil.example/account",
        f"{HOME}/\\evil.example",
        f"{HOME}/%2f%2fevil.example",
        f"{HOME}/auth/logout",
        f"{HOME}/oauth2callback?state=s1",
        f"{HOME}/account\r\nSet-Cookie: a=b",
        f"{HOME}/account?q=\u2028",
        f"{HOME}/account?q={'x' * 2000}",
        "https://[::1/account",
    ],
)
def test_no_address_leads_to_anything_but_a_page_of_the_menu(stranger: str) -> None:
    assert page_of(stranger, HOME, PAGES) == ""


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (HOME, "/"),
        (f"{HOME}/", "/"),
        (f"{HOME}/account/", "/account"),
        (f"{HOME}/account?account=a#x", "/account?account=a"),
        (f"{HOME}/portfolio?next=https://evil.example", "/portfolio?next=https://evil.example"),
    ],
)
def test_a_page_of_the_menu_is_led_to_with_its_query(address: str, page: str) -> None:
    assert page_of(address, HOME, PAGES) == page
