"""``tieline ledger``: the whole ledger into a file that tells of no database, and out of one."""

from base64 import b64encode
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.backup import Force, built_anew
from ui.cli.options import Json
from ui.cli.output import print_json, progress, say
from ui.cli.own_files import refuse_own_files
from ui.cli.running import noting, opened

app = typer.Typer(no_args_is_help=True, help="Move the whole ledger from one database to another.")


@app.command("export")
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write, called ….jsonl, ….jsonl.gz or ….parquet.", show_default=False
        ),
    ],
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write the whole ledger into a file in an open format, while it is in use.

    Every event and every command is in it, byte for byte, with the root of the tree over all events. That somebody
    took it away is put on record in the access log. People's words stay sealed: their keys are not in it. The format
    is described in docs/ledger-format.md.

    \b
    Examples:
      tieline ledger export ledger.jsonl.gz
      tieline ledger export ledger.parquet
    """
    from domain.ledger.finding import counted  # noqa: PLC0415  # here, because help needs no database
    from domain.ledger.keeping.moving import export_ledger  # noqa: PLC0415  # as above

    with opened("operate") as tieline, progress("Exporting", quiet=as_json) as report:
        refuse_own_files(tieline.settings, file)
        noted = noting(tieline, "ledger export")
        stated = export_ledger(tieline.database, file, force=force, progress=report, noted=noted)
    root = b64encode(stated.root).decode()
    if as_json:
        print_json({"file": str(file), "events": stated.events, "commands": stated.commands, "root": root})
        return
    say(f"Exported {counted(stated.events, 'event')} to {file}")
    say(f"The root of the tree over them is {root}.")


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that “tieline ledger export” wrote.", show_default=False)
    ],
    as_json: Json = False,
) -> None:
    """Put an exported ledger into an empty one, on either database.

    Every event keeps its number and the time that it was recorded. All hashes are made anew, and unless the root is the
    one that the file states, nothing is written. A command that is repeated later still has its first answer. The keys
    must be those of the exported ledger.

    \b
    Example:
      TIELINE_DATABASE_URL=postgresql+psycopg://kim@host/tieline tieline ledger import ledger.jsonl.gz
    """
    from domain.ledger.finding import counted  # noqa: PLC0415  # as above
    from domain.ledger.keeping.moving import import_ledger  # noqa: PLC0415  # as above
    from projections.audit import readable  # noqa: PLC0415  # as above

    with opened("operate") as tieline, progress("Importing", quiet=as_json) as report:
        readers = readable(tieline.tracker.codec)
        stated = import_ledger(tieline.database, tieline.keys, file, progress=report, readable=readers)
    built_anew(quiet=as_json)
    root = b64encode(stated.root).decode()
    if as_json:
        print_json({"file": str(file), "events": stated.events, "commands": stated.commands, "root": root})
        return
    say(f"Imported {counted(stated.events, 'event')} from {file}")
    say(f"The root of the tree over them is {root}, as in the file.")
