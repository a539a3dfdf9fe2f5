"""The way back after signing in: the address that was asked for outlives the visit to the provider.

Streamlit returns from the provider to ``/``. The address is kept meanwhile in a cookie for a quarter of an hour, signed
together with the ``state`` of that one sign-in, and only a page of Tieline's own menu is ever led to.
"""

from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import URL, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.team import Team

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
COOKIE = "tieline_onward"
FAILED = "tieline_sign_in_failed"
"""A cookie that lives some seconds and says that the provider sent somebody back without signing them in."""
SIGNED_IN = "_streamlit_user="
SECONDS = 900
FAILED_SECONDS = 10
LONGEST = 2000


class Onward:
    """Middleware around signing in that leads on to where somebody was going."""

    def __init__(self, app: ASGIApp, *, team: Team, pages: Collection[str]) -> None:
        self.app = app
        self.team = team
        self.pages = pages
        self.signer = URLSafeTimedSerializer(team.cookie_secret.get_secret_value(), salt=COOKIE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of the two that begin and end signing in, also write the answer's cookie and address."""
        at = {LOGIN: self._leaving, CALLBACK: self._returning}.get(scope.get("path", ""))
        if scope["type"] != "http" or at is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope)

        async def on(message: Message) -> None:
            if message["type"] == "http.response.start":
                at(request, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, on)

    def _leaving(self, request: Request, headers: MutableHeaders) -> None:
        """Keep the address of the page that the sign-in was begun on."""
        state = parse_qs(urlsplit(headers.get("location", "")).query).get("state", [""])[0]
        asked = page_of(request.headers.get("referer", ""), self.team.public_url, self.pages)
        if state and asked:
            kept = self.signer.dumps([state, asked])
            self._set_cookie(headers, COOKIE, kept, SECONDS, CALLBACK)

    def _returning(self, request: Request, headers: MutableHeaders) -> None:
        """Lead on to that address; where the provider signed nobody in, they can try again from there."""
        if not {"state", "error"} & request.query_params.keys():  # back from signing out
            return
        if not any(each.startswith(SIGNED_IN) and "max-age=0" not in each.lower() for each in _cookies(headers)):
            self._set_cookie(headers, FAILED, "1", FAILED_SECONDS, "/")
        if COOKIE in request.cookies:
            asked = self._kept(request.cookies[COOKIE], request.query_params.get("state", ""))
            headers["location"] = asked or headers.get("location", "/")
            self._set_cookie(headers, COOKIE, "", 0, CALLBACK)

    def _kept(self, cookie: str, state: str) -> str:
        """The address that was kept for this sign-in; "" where it was for another, is too old, or is no word of ours."""
        try:
            for_state, asked = self.signer.loads(cookie, max_age=SECONDS)
        except (BadData, ValueError, TypeError):
            return ""
        return page_of(f"{self.team.public_url}{asked}", self.team.public_url, self.pages) if for_state == state else ""

    def _set_cookie(self, headers: MutableHeaders, name: str, value: str, seconds: int, path: str) -> None:
        written = Response()
        written.set_cookie(
            name, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=self.team.is_https
        )
        headers.append("set-cookie", written.headers["set-cookie"])


def page_of(address: str, origin: str, pages: Collection[str]) -> str:
    """The path and query of an address, if it is a page of Tieline's at this origin; "" for any other."""
    try:
        url = URL(address)
        at_home = f"{url.scheme}://{url.netloc}" == origin
    except ValueError:
        return ""
    if (
        not at_home
        or url.path.strip("/") not in pages
        or len(address) > LONGEST
        or not address.isascii()
        or not address.isprintable()
    ):
        return ""
    return f"/{url.path.strip('/')}{f'?{url.query}' if url.query else ''}"


def _cookies(headers: MutableHeaders) -> list[str]:
    return headers.getlist("set-cookie")
