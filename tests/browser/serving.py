"""Servers in processes of their own, on free ports of the loopback address, stopped at the end."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in probes:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in probes]


@contextmanager
def process(log: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module that serves, stopped at the end."""
    with log.open("wb") as written:
        started = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=written,
            stderr=written,
        )
        try:
            yield started
        finally:
            started.terminate()
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait(10)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the app over what is in ``data`` in a folder."""
    (port,) = free_ports(1)
    environment = {
        "TIELINE_DATA_DIR": str(folder / "data"),
        "TIELINE_DATABASE_URL": "",
        "TIELINE_KEYS_DATABASE_URL": "",
    }
    address = f"http://127.0.0.1:{port}"
    with process(folder / "server.log", "ui.server", str(port), **environment) as serves:
        wait_for(f"{address}/_stcore/health", serves)
        yield address


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(address)
