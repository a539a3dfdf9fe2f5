"""What a supervisor asks: whether the server lives, and whether it is of use to anybody.

``/health/live`` answers as soon as the process does. ``/health/ready`` answers 200 when both databases answer and no view
is stopped, with how many events each view is behind; else 503 with the reason. Both are JSON and need no sign-in.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import fail_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui.failing import database_failure
from ui.server.warming import Warming

if TYPE_CHECKING:
    from ui.bootstrap import Tieline

SECONDS = 5
"""How long a database has to answer."""
FRESH = {"Cache-Control": "no-store"}


class NotReady(Exception):
    """The server is of no use now; the message is the reason, without addresses or names."""


def readiness(tieline: "Tieline | None") -> list[dict[str, Any]]:
    """Each view with how many events it is behind. Raises NotReady."""
    if tieline is None:
        raise NotReady("Tieline is still being opened.")
    tieline.keys.look("SELECT 1")
    states = tieline.engine.states()
    if stopped := [state.name for state in states if state.error]:
        raise NotReady(f"Stopped: the view {', '.join(stopped)}. See “tieline projections status”.")
    return [{"view": state.name, "behind": state.lag} for state in states]


def health_routes(warming: Warming) -> list[Route]:
    """The two endpoints."""

    async def live(_: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"}, headers=FRESH)

    async def ready(_: Request) -> JSONResponse:
        try:
            with fail_after(SECONDS):
                views = await to_thread.run_sync(partial(_asked, warming), abandon_on_cancel=True)
        except NotReady as error:
            return _not_ready(f"{error}")
        except TimeoutError:
            return _not_ready(f"The database did not answer within {SECONDS} seconds.")
        return JSONResponse({"status": "ready", "views": views}, headers=FRESH)

    return [Route("/health/live", live), Route("/health/ready", ready)]


def _asked(warming: Warming) -> list[dict[str, Any]]:
    try:
        return readiness(warming.tieline())
    except NotReady:
        raise
    except Exception as error:
        raise NotReady("The database failed." if database_failure(error) else "Tieline cannot be opened.") from error


def _not_ready(reason: str) -> JSONResponse:
    return JSONResponse({"status": "not ready", "reason": reason}, 503, headers=FRESH)
