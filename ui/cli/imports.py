"""``tieline imports``: what came in together, and how to take it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.running import author, running
from ui.format import instant

if TYPE_CHECKING:
    from domain.retracting.batch import RowFate

app = typer.Typer(no_args_is_help=True, help="Imports: what came in together, and how to take it back.")

SHOWN = 50
"""So many rows of each outcome are listed; all of them with --json."""


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the imports on record, the newest first.

    \b
    Example:
      tieline imports list
    """
    from projections.imports import imports  # noqa: PLC0415  # here, because help needs no database

    with running("read") as tieline:
        found = imports(tieline.tracker.recorder, tieline.tracker.codec)
    if as_json:
        print_json(found)
    elif found:
        print_table(
            f"{len(found)} import{'s' * (len(found) != 1)}",
            ["import", "recorded", "by", "rows", "records", "of them retracted"],
            [
                [each.batch, instant(each.recorded_at), each.recorded_by]
                + [f"{number:,}" for number in (each.rows, each.records, each.retracted)]
                for each in found
            ],
        )
    else:
        say("Nothing was imported yet: see “tieline import” and “tieline record”.")


@app.command("retract")
def retract(
    batch: Annotated[str, typer.Argument(metavar="IMPORT", help="The import, as listed.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; required.", show_default=False)] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of each row; write nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Retract an import as a whole, row by row.

    Each row is reversed, or kept because later work rests on it, or failed; every row that is not reversed is listed
    with the reason. Nothing is removed: what is reversed stays, struck through. Nobody's later work is undone.
    Interrupted, it goes on where it stopped when asked again.

    \b
    Examples:
      tieline imports retract import-1a2b3c4d5e6f --reason "The wrong file" --dry-run
      tieline imports retract import-1a2b3c4d5e6f --reason "The wrong file"
    """
    with running("record") as tieline, progress("Retracting", quiet=as_json) as report:
        fates = tieline.retract_batch(batch.strip(), reason, by=author(), dry_run=dry_run, progress=report)
    if as_json:
        print_json(
            [
                {"records": each.row.seqs, "account": each.row.stream, "fate": each.fate, "why": each.why or None}
                for each in fates
            ]
        )
    else:
        print_fates(batch, fates, dry_run=dry_run)


def print_fates(batch: str, fates: list["RowFate"], *, dry_run: bool) -> None:
    """How many rows came to what, in a sentence, and those that were not reversed as a table."""
    from ui.import_words import told  # noqa: PLC0415  # as above

    say(f"{batch}: {told(fates, dry_run=dry_run)}")
    left = [each for each in fates if each.why]
    if left:
        more = f", the first {SHOWN} of them" if len(left) > SHOWN else ""
        print_table(
            f"Not reversed{more}",
            ["records", "what", "why"],
            [[", ".join(map(str, each.row.seqs)), each.fate, each.why] for each in left[:SHOWN]],
        )
