"""The worked examples of docs/what-if.md, run word for word."""

import re
import shlex
from pathlib import Path

import pytest

from tests.ui.command_line import CommandLine
from tests.ui.test_docs_time import examples, prints
from ui.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "what-if.md"


def test_the_worked_examples_come_out_as_the_document_says(
    sqlite_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cli, told = CommandLine(sqlite_settings), examples(DOCUMENT)
    assert sum("what-if" in command for command, _ in told) == 3
    for command, lines in told:
        said = " ".join(cli.does(*shlex.split(command)).split())
        for line in lines:
            assert re.search(prints(line), said), f"{command}\nprinted\n{said}\nand not\n{line}"
