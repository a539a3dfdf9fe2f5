"""The ASGI application: the pages behind their doors, with headers, health, and the way back after signing in."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from ui.navigation import PLACES
from ui.server.doors import Doors
from ui.server.headers import SecurityHeaders
from ui.server.health import health_routes
from ui.server.onward import Onward
from ui.server.team import Team
from ui.server.warming import Warming

PROJECT = Path(__file__).parents[2]
"""Where the pages and their ``.streamlit/config.toml`` are."""
PAGES = {"", *(place.name for place in PLACES)}


def application(team: Team | None) -> st.App:
    """Tieline for a team, or for the one user of this machine."""
    warming = Warming()

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        warming.start()
        yield

    outermost_first = [
        Middleware(SecurityHeaders, https=bool(team and team.is_https)),
        Middleware(Doors, local=team is None),
        *([Middleware(Onward, team=team, pages=PAGES)] if team else []),
    ]
    return st.App(
        PROJECT / "streamlit_app.py",
        lifespan=lifespan,
        routes=health_routes(warming),
        middleware=outermost_first,
        secrets=sign_in(team) if team else None,
        on_script_error=told,
    )


def told(error: Exception) -> bool:
    """Tell whoever looks what they can do about an error, if anything; keep every other one for whoever looks after Tieline."""
    from ui.parts.frame import explained  # noqa: PLC0415  # what pages are made from is imported beside the server

    if explained(error):
        return True
    logging.getLogger("tieline").error("A page failed.", exc_info=error)
    return False


def sign_in(team: Team) -> dict[str, Any]:
    """What ``st.login`` is told of the provider."""
    return {
        "auth": {
            "redirect_uri": f"{team.public_url}/oauth2callback",
            "cookie_secret": team.cookie_secret.get_secret_value(),
            "client_id": team.client_id,
            "client_secret": team.client_secret.get_secret_value(),
            "server_metadata_url": team.metadata_url,
            "client_kwargs": {"scope": team.scopes},
        }
    }
