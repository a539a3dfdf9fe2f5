"""Runs ``tieline`` as a person would, on a Tieline of the test's own, and looks at what was recorded."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from typer import testing
from typer.testing import Result

from domain.history.event import Event
from domain.recorded import Recorded
from ui.bootstrap import Tieline
from ui.cli.main import app
from ui.settings import Settings

TIELINE = (sys.executable, "-m", "ui.cli.main")
"""The same as a program of its own."""
PROJECT = Path(__file__).parents[2]
testing._get_command = cache(testing._get_command)  # type: ignore[attr-defined]  # to put the whole command line together takes longer than most commands


def invoked(*arguments: str, env: Mapping[str, str], typed: str | None = None) -> Result:
    """Run a command where somebody types this; an error that it does not explain fails the test with its traceback."""
    return testing.CliRunner().invoke(app, arguments, env=env, input=typed, catch_exceptions=False)


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the environment gives them."""
    return {
        "TIELINE_DATA_DIR": str(settings.data_dir),
        "TIELINE_DATABASE_URL": settings.database_url,
        "TIELINE_KEYS_DATABASE_URL": settings.keys_database_url,
    }


class CommandLine:
    """A terminal with these settings in its environment."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def run(self, *arguments: str) -> Result:
        """Run a command; an error that it does not explain fails the test with its traceback."""
        return invoked(*arguments, env=environment(self.settings))

    def does(self, *arguments: str) -> str:
        """What a command that succeeds prints; nothing goes to standard error."""
        result = self.run(*arguments)
        assert (result.exit_code, result.stderr) == (0, ""), (arguments, result.stderr)
        return result.stdout

    def json(self, *arguments: str) -> Any:
        """What a command prints with --json."""
        return msgspec.json.decode(self.does(*arguments, "--json"))

    def refuses(self, *arguments: str) -> str:
        """The one line that a refused command says on standard error; nothing is printed or written."""
        before = self.recorded()
        result = self.run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.endswith("\n")
        assert result.stderr.count("\n") == 1
        assert self.recorded() == before
        return result.stderr.rstrip("\n")

    def recorded(self) -> Sequence[Recorded]:
        """Everything that is on record."""
        tieline = Tieline(self.settings)
        try:
            return [
                tieline.tracker.codec.recorded(record) for record in tieline.tracker.recorder.select_records(0, 1000)
            ]
        finally:
            tieline.close()

    def events(self) -> Sequence[Event]:
        """Every event on record, in the order recorded."""
        return [each.event for each in self.recorded()]
