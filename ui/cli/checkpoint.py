"""``tieline checkpoint``: sign how the ledger stands."""

from base64 import b64encode
from typing import Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import print_json, progress, say
from ui.cli.running import proving

StampedBy = Annotated[
    str,
    typer.Option(
        "--timestamp",
        metavar="URL",
        help="Have a timestamping authority (RFC 3161) state that the checkpoint was there by now, and keep its answer.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but the path of the signed checkpoint.")]


def checkpoint(stamped_by: StampedBy = "", quiet: Quiet = False, as_json: Json = False) -> None:
    """Sign how many events the ledger has and the root of their tree, and keep the signed note outside the database.

    Before that every event is read again: where the ledger is not an extension of every checkpoint kept – an event
    changed, the tail cut, an old copy put in its place – it refuses. Hand a copy of the note to somebody who does not
    run this database; with it they can show what was on record.

    \b
    Examples:
      tieline checkpoint
      tieline checkpoint --timestamp https://timestamp.example.org
    """
    from domain.ledger.checkpoints import sign_head, timestamp_of  # noqa: PLC0415  # here, because help needs no database
    from domain.ledger.finding import counted  # noqa: PLC0415  # as above
    from domain.ledger.proofs import TIMESTAMP  # noqa: PLC0415  # as above

    with proving("operate") as (tieline, folder), progress("Reading the ledger", quiet=as_json or quiet) as report:
        signed = sign_head(tieline.database, folder, report)
        stamp = timestamp_of(signed, folder, stamped_by)
    note = signed.note
    if as_json:
        root = b64encode(note.root).decode()
        kept = {"file": str(signed.path), "origin": note.origin, "size": note.size, "root": root, "note": str(note)}
        print_json({**kept, "repeated": signed.repeated, "timestamp": stamp.at if stamp else None})
    elif quiet:
        say(str(signed.path))
    else:
        again = " before; nothing was added since" if signed.repeated else ""
        say(f"Signed the first {counted(note.size, 'event')}{again}: {signed.path}")
        if stamp:
            say(
                f"A timestamping authority states that it was there by {stamp.at.isoformat()}: {signed.path.with_suffix(TIMESTAMP)}"
            )
        typer.echo(str(note), nl=False)
