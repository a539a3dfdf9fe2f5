"""``tieline verify``: whether everything is still as it was recorded."""

import time
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ui.cli.options import Json
from ui.cli.output import complain, print_json, progress, say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import proving

if TYPE_CHECKING:
    from domain.ledger.proofs import KeyKept, NoteKept

NOT_AS_RECORDED = 1
"""The exit status where something is not as it was recorded."""

Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help="Trust this public key, as “tieline keys show” printed it, in place of those in the folder. Repeatable.",
        show_default=False,
    ),
]
Checkpoints = Annotated[
    list[Path] | None,
    typer.Option(
        "--checkpoint",
        metavar="FILE",
        help="Hold the ledger against a checkpoint that you keep elsewhere, too. Repeatable.",
        show_default=False,
    ),
]


def verify(key: Keys = None, checkpoint: Checkpoints = None, as_json: Json = False) -> None:
    """Check that everything on record is as it was recorded, and say all that is not.

    Every event is read and hashed again, and compared with the tree over the ledger and with every signed checkpoint;
    the guards in the database, the receipts of commands and every view are checked, too. Nothing is written. The exit
    status is 1 where something is not as it was recorded.

    A checkpoint and a key that somebody else keeps show more than those in the folder: whoever can change the database
    and the folder can make both fit each other.

    \b
    Examples:
      tieline verify
      tieline verify --key "tieline/3f…+8a…+AZ…" --checkpoint from-the-auditor.txt
    """
    from projections.audit import audit  # noqa: PLC0415  # here, because help and typing errors need no database
    from ui.verify_words import WITHOUT_CHECKPOINT, verdict  # noqa: PLC0415  # as above

    with proving("audit") as (tieline, folder), progress("Verifying", quiet=as_json) as report:
        keys = trusted(key) if key else folder.keys()
        notes = [*folder.notes(), *map(elsewhere, checkpoint or ())]
        began = time.perf_counter()
        found = audit(tieline.engine, keys, notes, report)
        seconds = time.perf_counter() - began
    if as_json:
        print_json(
            {
                "as_recorded": not found.findings,
                "events": found.events,
                "root": b64encode(found.root).decode(),
                "views": found.views,
                "checkpoints": [each.file for each in notes],
                "findings": [msgspec.structs.asdict(each) for each in found.findings],
            }
        )
    else:
        for each in found.findings:
            say(each.sentence)
        said = verdict(found, len(notes), seconds)
        if not found.findings:
            say(said)
            say(f"The root of the tree over all events is {b64encode(found.root).decode()}.")
            if not notes:
                say(WITHOUT_CHECKPOINT)
        else:
            complain(said)
    if found.findings:
        raise typer.Exit(NOT_AS_RECORDED)


def trusted(texts: Sequence[str]) -> "Sequence[KeyKept]":
    """Keys that somebody typed, in place of those in the folder. Raises CannotGoOn."""
    from domain.ledger.note import NotANote, read_public_key  # noqa: PLC0415  # as above
    from domain.ledger.proofs import KeyKept  # noqa: PLC0415  # as above

    try:
        return [KeyKept(key=str(read_public_key(text)), since="") for text in texts]
    except NotANote as error:
        raise CannotGoOn(f"The key cannot be read ({error}): give it as “tieline keys show” prints it.") from error


def elsewhere(path: Path) -> "NoteKept":
    """A checkpoint that is kept elsewhere. Raises CannotGoOn."""
    from domain.ledger.proofs import read_kept  # noqa: PLC0415  # as above

    try:
        kept = read_kept(path)
    except OSError as error:
        raise CannotGoOn(f"The checkpoint {path} cannot be read: {error.strerror}.") from error
    if kept.note is None:
        raise CannotGoOn(f"The file {path} is no checkpoint: {kept.error}.")
    return kept
