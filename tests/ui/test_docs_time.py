"""The worked examples of docs/time.md, run word for word."""

import re
import shlex
from pathlib import Path

import pytest

from tests.ui.command_line import invoked
from ui.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "time.md"


def examples(document: Path = DOCUMENT) -> list[tuple[str, list[str]]]:
    """Each command with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ tieline "):
                found.append((line.removeprefix("$ tieline "), []))
            else:
                found[-1][1].append(line)
    return found


def prints(line: str) -> str:
    """The pattern of a line, where … stands for anything and blanks for any number of them."""
    parts = (r"\s+".join(re.escape(word) for word in part.split()) for part in line.split("…"))
    return ".*".join(parts)


DONE = ("Recorded", "Retracted", "Pine Retail between", "As of")
"""How a line begins that says what was recorded or is so, and not why it was refused."""


def test_the_worked_examples_come_out_as_the_document_says(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIELINE_DATA_DIR", str(sqlite_settings.data_dir))
    monkeypatch.delenv("TIELINE_DATABASE_URL", raising=False)
    assert len(examples()) > 10
    for command, lines in examples():
        result = invoked(*shlex.split(command), env={"COLUMNS": "200"})
        refused = bool(lines) and lines[0][0].isalpha() and not lines[0].startswith(DONE)
        assert result.exit_code == (2 if refused else 0), (command, result.output)
        for line in lines:
            assert re.search(prints(line), result.output), f"{command}\nprinted\n{result.output}\nand not\n{line}"
        if "timeline" in command:
            assert len(result.output.splitlines()) == len(lines), result.output
