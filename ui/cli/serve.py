"""``tieline serve``: the app in a browser, on this machine only."""

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
from typing import Annotated

import typer

from ui.cli.output import say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import running

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
    """Run the app on this machine.

    It answers on http://127.0.0.1:PORT, to this machine only, until Ctrl-C. It shows the data of TIELINE_DATA_DIR, or of the database that TIELINE_DATABASE_URL names, and creates what is
    missing; a fresh one is empty, and the first page says what to do.

    \b
    Example:
      tieline serve --port 8600
    """
    from sqlalchemy.engine import make_url  # noqa: PLC0415  # here, because help needs no database

    refuse_taken(port)
    with running("read") as tieline:
        folder = tieline.settings.data_dir.resolve()
        where = make_url(tieline.settings.ledger_address).render_as_string(hide_password=True)
    say(f"The data is in {where if tieline.settings.database_url else folder}.")
    try:
        with stopping_on_signals(), streamlit(port, folder) as server:
            wait_until_healthy(server, port)
            say(f"Tieline is running on http://{HOST}:{port} (Ctrl-C stops it)")
            status = server.wait()
    except Stopped:
        return
    raise CannotGoOn(f"The app stopped by itself (exit status {status}): its last words are above.")


def refuse_taken(port: int) -> None:
    """Raises CannotGoOn where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that has just stopped is no obstacle
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotGoOn(
                f"Port {port} on {HOST} cannot be used ({error.strerror}): stop what uses it, or choose another with --port."
            ) from error


@contextmanager
def streamlit(port: int, data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The app's server, stopped at the end."""
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "streamlit_app.py")]
    options = {
        "server.address": HOST,
        "server.port": port,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.level": "warning",
    }
    server = subprocess.Popen(  # noqa: S603  # our own interpreter and our own app
        [*command, *(f"--{name}={value}" for name, value in options.items())],
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


def wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the app answers. Raises CannotGoOn where it ends or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            raise CannotGoOn(f"The app did not start (exit status {server.returncode}): its last words are above.")
        if answers(port):
            return
        time.sleep(POLL_SECONDS)
    raise CannotGoOn(f"The app did not answer on http://{HOST}:{port} within {START_SECONDS:.0f} seconds.")


def answers(port: int) -> bool:
    """Whether the app says that it is well; asked directly, past any proxy."""
    with closing(HTTPConnection(HOST, port, timeout=1)) as connection:
        try:
            connection.request("GET", "/_stcore/health")
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
