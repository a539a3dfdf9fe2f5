"""``tieline import``: published facts from a case file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.running import author, running

if TYPE_CHECKING:
    from ui.importing import ImportResult


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The case file, a CSV in UTF-8.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Import published facts from a case file.

    Each row states one fact and is recorded as observed history. Every row is recorded, was recorded by an earlier import, or is listed with the reason it was not. Importing the
    same file again records nothing. History is recorded as it was, even where today's rules would refuse it. A row
    about a group of accounts goes to a relationship of kind segment.

    \b
    Examples:
      tieline import samples/procter-retailers.csv --dry-run
      tieline import samples/procter-retailers.csv
    """
    from ui.importing import import_case  # noqa: PLC0415  # here, because help needs no database

    with running("record") as tieline, progress("Recording", quiet=as_json or dry_run) as report:
        result = import_case(tieline, file, by=author(), dry_run=dry_run, progress=report)
    if as_json:
        print_json(result)
    else:
        print_result(file, result, dry_run=dry_run)


def print_result(file: Path, result: "ImportResult", *, dry_run: bool) -> None:
    """What became of the rows, in a sentence, and the refused ones as a table."""
    already = f"{result.already_recorded} already recorded, {len(result.refused)} refused"
    rows = f"{result.rows} row{'s' * (result.rows != 1)}"
    if dry_run:
        say(f"{file.name}: of {rows}, {result.recorded} would be recorded, {already}. Nothing was written.")
    else:
        batch = f" Batch {result.batch}." if result.batch else ""
        say(f"{file.name}: of {rows}, {result.recorded} recorded, {already}.{batch}")
    if result.refused:
        print_table("Refused", ["row", "reason"], [[each.row_id, each.reason] for each in result.refused])
