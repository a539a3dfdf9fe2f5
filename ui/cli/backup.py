"""``tieline backup`` and ``tieline restore``: the ledger kept safe, and put back."""

from base64 import b64encode
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import answer_to, complain, print_json, progress, say
from ui.cli.own_files import refuse_own_files
from ui.cli.refusing import CannotGoOn
from ui.cli.running import author, opened, unpaired

Force = Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Copy the whole ledger into a file, while it is in use.

    The file is one moment of the ledger, whoever records meanwhile. It is read and hashed again before it gets its
    name. It is a SQLite database whichever database the ledger is in, and can be restored into either. Views are left
    out: they are built anew.

    The keys that people's words are sealed under are not in it: back them up apart, after the ledger, with “tieline
    vault backup”.

    \b
    Example:
      tieline backup /backups/tieline-2026-11-22.db
    """
    from domain.ledger.finding import counted  # noqa: PLC0415  # here, because help needs no database
    from ui.backing_up import back_up_to  # noqa: PLC0415  # as above

    with opened("operate") as tieline, progress("Backing up", quiet=as_json) as report:
        refuse_own_files(tieline.settings, file)
        kept = back_up_to(tieline, file, author().subject, report, force=force)
    root = b64encode(kept.root).decode()
    if as_json:
        print_json({"file": str(file), "events": kept.events, "root": root})
        return
    say(f"Backed up {counted(kept.events, 'event')} to {file}")
    say(f"The root of the tree over them is {root}.")


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that “tieline backup” wrote.", show_default=False)
    ],
    over_newer: Annotated[
        bool,
        typer.Option(
            "--over-newer",
            help="Restore even where the ledger holds events that the backup does not, or where that leads below a signed "
            "checkpoint. Those events are then lost.",
        ),
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the ledger.

    All of it is read and hashed again first, and refused where it is not as it was recorded. It is refused as well
    where something would be lost: events that the ledger holds and the backup does not, or the proof that a signed
    checkpoint gives; --over-newer restores all the same, and asks first. It happens whole or not at all, and while
    nobody else has the database open: stop “tieline serve” before.

    The keys must be those of the backup: if they were lost, too, put them back first (“tieline vault restore”).
    Afterwards every view is built anew.

    \b
    Examples:
      tieline restore /backups/tieline-2026-11-22.db
      tieline restore /backups/tieline-2026-11-22.db --over-newer
    """
    from domain.codec import EventCodec  # noqa: PLC0415  # as above
    from domain.ledger.finding import counted  # noqa: PLC0415  # as above
    from domain.ledger.keeping.backup import opened_backup  # noqa: PLC0415  # as above
    from domain.ledger.keeping.restoring import compare, replace  # noqa: PLC0415  # as above
    from domain.ledger.keeping.vaults import identity_of, never_below  # noqa: PLC0415  # as above
    from domain.ledger.proofs import ProofFolder  # noqa: PLC0415  # as above
    from domain.ledger.vault import Vault  # noqa: PLC0415  # as above
    from projections.audit import readable  # noqa: PLC0415  # as above
    from projections.dropping import drop_views  # noqa: PLC0415  # as above

    with (
        unpaired("operate") as (settings, database, keys),
        opened_backup(file, "ledger", settings.data_dir) as copy,
    ):
        proofs = ProofFolder(settings.proof_folder)
        readers = readable(EventCodec(Vault(keys)))
        with progress("Reading the backup", quiet=as_json) as report:
            found = compare(copy, database, proofs.keys(), proofs.notes(), report, readers)
        if found.vault and found.vault != identity_of(keys):
            raise CannotGoOn(
                "The keys at hand are not those of the backup, so nobody's words in it could be read: put its keys back "
                "first (“tieline vault restore”), or set TIELINE_KEYS_DATABASE_URL to where they are kept."
            )
        if found.loses:
            lost = " ".join(found.loses)
            if not over_newer:
                raise CannotGoOn(f"{lost} Nothing was restored; say --over-newer to restore all the same.")
            if not yes:
                agree(lost, as_json=as_json)
        never_below(keys, found.highest_key)
        keys.close()
        with progress("Restoring", quiet=as_json) as report:
            whole = replace(
                database,
                copy,
                found,
                drop_views=lambda connection: drop_views(database, connection),
                progress=report,
            )
    built_anew(quiet=as_json)
    if not whole:
        complain("The access log of the backup went on differently from the one at hand, which was kept as it is.")
    root = b64encode(found.root).decode()
    if as_json:
        print_json({"file": str(file), "events": found.events, "root": root, "lost": found.loses})
        return
    say(f"Restored {counted(found.events, 'event')} from {file}")
    say(f"The root of the tree over them is {root}.")


def agree(what: str, *, as_json: bool) -> None:
    """Ask whether to go on. Raises CannotGoOn where the answer is no, or nobody is there to answer."""
    if as_json:
        raise CannotGoOn(f"{what} With --json nothing can be asked: add --yes to restore all the same.")
    complain(what)
    typed = answer_to("This cannot be undone. Type yes to restore all the same: ")
    if typed.strip().casefold() not in ("y", "yes"):
        raise CannotGoOn("Nothing was restored, because something else was typed: type yes, or say --yes beforehand.")


def built_anew(*, quiet: bool) -> None:
    """Open a ledger that is another one now: destroy what it says was destroyed, and build its views anew."""
    from domain.forgetting import finish  # noqa: PLC0415  # as above
    from ui.cli.projections import rebuild_views  # noqa: PLC0415  # as above

    with opened("operate") as tieline:
        finish(tieline.tracker)
        rebuild_views(tieline.engine, list(tieline.engine.projections), tieline.tracker.recorder.head()[0], quiet=quiet)
        tieline.engine.catch_up()
