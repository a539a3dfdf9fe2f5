"""``tieline serve``: the app in a browser, for the one user of this machine or for a team."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import running

if TYPE_CHECKING:
    from ui.server.team import Team

HOST = "127.0.0.1"
PROJECT = Path(__file__).parents[2]
"""Where the app and its ``.streamlit/config.toml`` are."""
START_SECONDS = 60.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.1


class Stopped(Exception):
    """Somebody asked the server to stop."""


def serve(
    port: Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="The port to listen on.")] = 8501,
) -> None:
    """Run the app: for yourself on this machine, or for a team that signs in.

    Without further settings it answers on http://127.0.0.1:PORT, to this machine only, until Ctrl-C. It shows the data of
    TIELINE_DATA_DIR, or of the database that TIELINE_DATABASE_URL names, and creates what is missing; a fresh one is
    empty, and the first page says what to do. For a team, set up sign-in (docs/team.md); without it, TIELINE_ADDRESS may
    name no address that others reach.

    \b
    Example:
      tieline serve --port 8600
    """
    from sqlalchemy.engine import make_url  # noqa: PLC0415  # here, because help needs no database

    address, its_team = judged()
    refuse_taken(address, port)
    with running("read") as tieline:
        folder = tieline.settings.data_dir.resolve()
        where = make_url(tieline.settings.ledger_address).render_as_string(hide_password=True)
    say(f"The data is in {where if tieline.settings.database_url else folder}.")
    try:
        with stopping_on_signals(), app(port, folder) as server:
            wait_until_healthy(server, address, port)
            listening = f"http://{in_url(address)}:{port}"
            team_words = f"for a team on {its_team.public_url}, listening at" if its_team else "on"
            say(f"Tieline is running {team_words} {listening} (Ctrl-C stops it)")
            status = server.wait()
    except Stopped:
        return
    raise CannotGoOn(f"The app stopped by itself (exit status {status}): its last words are above.")


def judged() -> "tuple[str, Team | None]":
    """The address to listen on, and the team that signs in. Raises CannotGoOn."""
    from ui.server.team import CannotServe, refuse_exposed, team  # noqa: PLC0415  # as above
    from ui.settings import Serving  # noqa: PLC0415  # as above

    try:
        address, its_team = Serving().address, team()
        refuse_exposed(address, its_team)
    except CannotServe as refused:
        raise CannotGoOn(f"{refused}") from refused
    return address, its_team


def refuse_taken(address: str, port: int) -> None:
    """Raises CannotGoOn where something listens on the port already."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that has just stopped is no obstacle
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CannotGoOn(
                f"Port {port} on {address} cannot be used ({error.strerror}): stop what uses it, or choose another with "
                "--port."
            ) from error


@contextmanager
def app(port: int, data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The app's server, stopped at the end. Secrets reach it through the environment, never as arguments."""
    server = subprocess.Popen(  # noqa: S603  # our own interpreter and our own app
        [sys.executable, "-m", "ui.server", str(port)],
        cwd=PROJECT,
        env={**os.environ, "TIELINE_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_healthy(server: subprocess.Popen[bytes], address: str, port: int) -> None:
    """Return once the app answers. Raises CannotGoOn where it ends or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            raise CannotGoOn(f"The app did not start (exit status {server.returncode}): its last words are above.")
        if answers(port, reachable(address)):
            return
        time.sleep(POLL_SECONDS)
    raise CannotGoOn(f"The app did not answer on http://{in_url(address)}:{port} within {START_SECONDS:.0f} seconds.")


def reachable(address: str) -> str:
    """Where this machine reaches what listens at an address: one that stands for all is none to connect to."""
    return {"0.0.0.0": HOST, "::": "::1"}.get(address, address)  # noqa: S104  # compared, not listened on


def in_url(address: str) -> str:
    """An address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def answers(port: int, host: str = HOST) -> bool:
    """Whether the app says that it lives; asked directly, past any proxy."""
    with closing(HTTPConnection(host, port, timeout=1)) as connection:
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into Stopped, once: the server is then being stopped."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
