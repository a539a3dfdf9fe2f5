"""The headers that every answer carries: what a browser may load and do on Tieline's pages."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
NEVER = "accelerometer, camera, display-capture, geolocation, gyroscope, microphone, midi, payment, usb"
A_YEAR = 365 * 24 * 3600


@cache
def content_security_policy() -> str:
    """What pages may load: from Tieline itself only, and of inline scripts those that Streamlit's own page has."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = INLINE.findall(page.read_text(encoding="utf-8"))
    hashes = "".join(f" 'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    policy = {**POLICY, "script-src": POLICY["script-src"] + hashes}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def security_headers(*, https: bool) -> dict[str, str]:
    """The headers by name."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{each}=()" for each in NEVER.split(", ")),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        **({"Strict-Transport-Security": f"max-age={A_YEAR}"} if https else {}),
    }


class SecurityHeaders:
    """Middleware that puts these headers on every HTTP answer, and through TLS keeps cookies to TLS; WebSockets pass."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https
        self.headers = security_headers(https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if scope["path"].startswith("/media/"):
                    headers["Cache-Control"] = "no-store"
                if self.https:
                    _keep_cookies_to_tls(headers)
            await send(message)

        await self.app(scope, receive, with_headers)


def _keep_cookies_to_tls(headers: MutableHeaders) -> None:
    cookies = headers.getlist("set-cookie")
    if cookies:
        del headers["set-cookie"]
    for each in cookies:
        headers.append("set-cookie", each if "; secure" in each.lower() else f"{each}; Secure")
