"""``tieline record``: a file of commands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.running import author, running

if TYPE_CHECKING:
    from ui.record_file import RecordResult


def record(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file of commands, JSON Lines or CSV.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every line, and record nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Record a file of commands, one a line.

    Each line is judged like a command that is typed: recorded, on record already, or refused with the reason and the
    number of the line. The others are recorded all the same. The same file again records nothing twice. A line is a
    JSON object, or a row of a CSV with these columns: the account's name or id ("company" for the company itself), what
    to do as on the command line, on which date, and the command's arguments and options by name, with _ for -. Besides:
    reason, reported_by, an id of your own for the line, and a ref, by which later lines can name what it begins. A line
    that does "open" puts its account on record.

    \b
    A file may say:
      {"account": "Harbour Foods", "do": "open", "on": "2020"}
      {"account": "Harbour Foods", "do": "milestone plan", "on": "2024-Q2", "title": "Buyers order on the web", "party": "the account", "due": "2025-Q2", "ref": "web"}
      {"account": "Harbour Foods", "do": "milestone reach", "on": "2025-05", "milestone": "web", "reason": "All but two of them"}

    \b
    Examples:
      tieline record history.jsonl --dry-run
      tieline record history.csv
    """
    from ui.record_file import record_file  # noqa: PLC0415  # here, because help needs no database

    with running("record") as tieline, progress("Recording", quiet=as_json or dry_run) as report:
        result = record_file(tieline, file, by=author(), dry_run=dry_run, progress=report)
    if as_json:
        print_json(result)
    else:
        print_result(file, result, dry_run=dry_run)


def print_result(file: Path, result: "RecordResult", *, dry_run: bool) -> None:
    """What became of the lines, in a sentence, and the refused ones as a table."""
    already = f"{result.already_recorded} on record already, {len(result.refused)} refused"
    lines = f"{result.lines} line{'s' * (result.lines != 1)}"
    if dry_run:
        say(f"{file.name}: of {lines}, {result.recorded} would be recorded, {already}. Nothing was written.")
    else:
        batch = f" Batch {result.batch}." if result.batch else ""
        say(f"{file.name}: of {lines}, {result.recorded} recorded ({result.events} events), {already}.{batch}")
    if result.refused:
        print_table("Refused", ["line", "reason"], [[str(each.line), each.reason] for each in result.refused])
