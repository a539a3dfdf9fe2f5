"""How commands print: plain lines, tables and JSON on standard output; progress and questions on standard error."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from domain.history.when import parse_when
from ui.format import happened, instant, one_line

if TYPE_CHECKING:
    from projections.records import RecordShown

UNATTENDED_WIDTH = 160
"""How wide a table is where nobody watches: in a pipe or a file."""


def say(text: str) -> None:
    """Print one line."""
    typer.echo(one_line(text))


def complain(text: str) -> None:
    """A line for a person beside the answer, on standard error."""
    typer.echo(one_line(text), err=True)


def answer_to(question: str) -> str:
    """What somebody types when asked on standard error; "" for nothing, or for what is no text."""
    typer.echo(question, nl=False, err=True)
    try:
        return sys.stdin.readline()
    except UnicodeDecodeError:
        return ""


def print_json(value: Any) -> None:
    """Print a value as JSON, and nothing else goes to standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows of CSV (RFC 4180, with line feeds), and nothing else goes to standard output."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([one_line(cell) for cell in row] for row in rows)
    typer.echo(written.getvalue(), nl=False)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; in a pipe it is as wide as its contents need, up to a limit."""
    from rich.console import Console  # noqa: PLC0415  # here, because help and errors need no tables
    from rich.table import Table  # noqa: PLC0415  # as above
    from rich.text import Text  # noqa: PLC0415  # as above

    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        console.width = UNATTENDED_WIDTH
    with console.capture() as printed:
        console.print(table)
    for line in printed.get().splitlines():
        typer.echo(line.rstrip())


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, told how much of how much is done; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415  # as above
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415  # as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def line_of(record: "RecordShown") -> str:
    """An event in one line: number, when it happened, what happened, when it was recorded, by whom and on whose word."""
    told = f"; reported by {record.reported_by}" if record.reported_by else ""
    return (
        f"{record.seq:>6}  {happened(parse_when(record.happened)):<11}  {one_line(record.sentence)}  "
        f"[recorded {instant(record.recorded_at)} by {one_line(record.recorded_by)}{one_line(told)}]"
    )
