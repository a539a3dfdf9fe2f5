"""docs/command-line.md is what --help says; TIELINE_WRITE_DOCS=1 writes it anew."""

import os
from collections.abc import Iterator

from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from tests.ui.command_line import PROJECT
from ui.cli.main import app

PAGE = PROJECT / "docs" / "command-line.md"
INTRODUCTION = """\
# The command line

What `tieline --help` and the help of every command say. This page is made from them:
`TIELINE_WRITE_DOCS=1 .venv/bin/pytest tests/ui/test_cli_reference.py` writes it anew.
"""


def test_the_page_says_what_the_help_says() -> None:
    page = "\n".join([INTRODUCTION, *sections()])
    if os.environ.get("TIELINE_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def test_every_command_says_more_than_its_name() -> None:
    for section in sections():
        assert "Example" in section or "Commands:" in section or "status" in section


def sections() -> Iterator[str]:
    """A section for each command, in the order that the help lists them."""
    root = get_command(app)
    yield from described(
        Context(root, info_name="tieline", terminal_width=100, max_content_width=100, **root.context_settings)
    )


def described(context: Context) -> Iterator[str]:
    command = context.command
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context).strip()}\n```\n"
    if isinstance(command, TyperGroup):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child
            yield from described(Context(child, info_name=name, parent=context))
