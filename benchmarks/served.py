"""Serve a Streamlit script with the time of every script run written to a file: ``python -m benchmarks.served SCRIPT PORT FILE``."""

import sys
import time
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.web import bootstrap


def timed(file: Path) -> None:
    """Have every run of a script leave its seconds in the file, a line each."""
    run = script_runner.ScriptRunner._run_script  # noqa: SLF001  # there is no other place to take the time

    def run_and_note(self: Any, *arguments: Any) -> None:
        begun = time.perf_counter()
        try:
            run(self, *arguments)
        finally:
            with file.open("a", encoding="ascii") as lines:
                lines.write(f"{time.perf_counter() - begun:.6f}\n")

    script_runner.ScriptRunner._run_script = run_and_note  # type: ignore[method-assign]  # noqa: SLF001  # as above


def main() -> None:
    """Serve it on the loopback address until the process is ended."""
    script, port, file = sys.argv[1:]
    timed(Path(file))
    options = {
        "server.port": int(port),
        "server.address": "127.0.0.1",
        "server.headless": True,
        "server.fileWatcherType": "none",
    }
    bootstrap.load_config_options(options)
    bootstrap.run(script, False, [], options)


if __name__ == "__main__":
    main()
