"""Who is let in at all, before anything else looks at a request."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.server.team import is_loopback

_FOR = re.compile(r'for="?\[?(\d+(?:\.\d+){3}|[^\]",;]+)', re.IGNORECASE)

THIS_MACHINE_ONLY = (
    "Tieline runs in local mode, where nobody signs in, so it answers to this machine alone. "
    "To serve others, set up sign-in: docs/team.md."
)


class Doors:
    """Middleware that lets in pages of this very address only, and without sign-in only this machine."""

    def __init__(self, app: ASGIApp, *, local: bool) -> None:
        self.app = app
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket" and not (self._near(scope) and _same_origin(scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and not self._near(scope):
            await PlainTextResponse(THIS_MACHINE_ONLY, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _near(self, scope: Scope) -> bool:
        """Whether the request came from this machine to this machine, where that matters.

        Behind a proxy on this machine the server has put the browser's own address in its place, unless the proxy has a
        header of its own for that.
        """
        return not self.local or (
            all(_is_here(scope.get(end)) for end in ("client", "server")) and all(map(is_loopback, _browsers(scope)))
        )


def _is_here(end: Any) -> bool:
    return bool(end) and is_loopback(str(end[0]))


def _browsers(scope: Scope) -> Iterator[str]:
    """The addresses that proxies say they ask for, in headers that the server itself does not read (RFC 7239)."""
    for name, value in scope["headers"]:
        said = value.decode("latin-1")
        if name == b"x-real-ip":
            yield said.strip()
        elif name == b"forwarded":
            yield from _FOR.findall(said) or [said]


def _same_origin(scope: Scope) -> bool:
    """Whether a page of this address asks, or no page at all: other sites' pages may open WebSockets, too."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    return not origin or urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin-1")
