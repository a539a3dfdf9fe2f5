"""Pages and their parts read only through the query layer, where who looks is asked: found by what they import and touch."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
ROOMS = ("pages", "parts", "account", "comparing", "portfolio", "replay", "operations")
BEHIND = {"portfolio/summing_up.py"}
"""What a query asks for, in a room of its page."""
SOURCES = ("Database", "Tracker", "LedgerRecorder", "EventCodec", "Engine", "AccessLog", "Vault")
"""What a function that looks something up is given."""
TOUCHED = {"database", "tracker", "recorder", "codec", "vault"}
"""What of a running Tieline is for queries and for commands."""
FILES = sorted(
    path for room in ROOMS for path in (UI / room).rglob("*.py") if path.relative_to(UI).as_posix() not in BEHIND
)


def looks_up(thing: object) -> bool:
    """Whether something that is imported is a function over the database, the ledger or the views."""
    if not inspect.isroutine(thing):
        return False
    given = (str(each.annotation) for each in inspect.signature(thing).parameters.values())
    return any(source in said for said in given for source in SOURCES)


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What a module imports by name from the projections or the ledger: module and name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"projections", "domain"}:
            yield from ((str(node.module), each.name) for each in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(UI).as_posix())
def test_a_page_or_part_looks_nothing_up_by_itself(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        f"{module}.{name}"
        for module, name in imported(tree)
        if looks_up(getattr(importlib.import_module(module), name, None))
    }
    assert not found, "ask a function of ui/queries, which asks who looks"
    touched = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & TOUCHED
    assert not touched, "ask a function of ui/queries, which asks who looks"


def test_a_query_and_its_answer_are_told_apart() -> None:
    from projections.portfolio import portfolio
    from projections.projection import day_of
    from projections.records import RecordShown

    assert [looks_up(each) for each in (portfolio, day_of, RecordShown)] == [True, False, False]
