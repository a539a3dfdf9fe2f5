"""Serve a page with the time of every script run written to a file: ``python -m benchmarks.served PORT FILE [SCRIPT]``.

Without a script it is Tieline, as ``tieline serve`` serves it.
"""

import sys
import time
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import script_runner

from ui.server.__main__ import run
from ui.settings import LOOPBACK


def timed(file: Path) -> None:
    """Have every run of a script leave its seconds in the file, a line each."""
    run_script = script_runner.ScriptRunner._run_script  # noqa: SLF001  # there is no other place to take the time

    def run_and_note(self: Any, *arguments: Any) -> None:
        begun = time.perf_counter()
        try:
            run_script(self, *arguments)
        finally:
            with file.open("a", encoding="ascii") as lines:
                lines.write(f"{time.perf_counter() - begun:.6f}\n")

    script_runner.ScriptRunner._run_script = run_and_note  # type: ignore[method-assign]  # noqa: SLF001  # as above


def main() -> None:
    """Serve it on the loopback address until the process is ended."""
    port, file, *script = sys.argv[1:]
    timed(Path(file))
    if not script:
        run(int(port))
        return
    st.App(Path(script[0]).resolve()).run(
        config={
            "server.address": LOOPBACK,
            "server.port": int(port),
            "server.headless": True,
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": False,
            "logger.level": "warning",
        }
    )


if __name__ == "__main__":
    main()
