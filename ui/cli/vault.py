"""``tieline vault``: the keys that people's words are sealed under, and people's names, kept apart from the ledger."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ui.cli.backup import Force
from ui.cli.options import Json
from ui.cli.output import print_json, say
from ui.cli.own_files import refuse_own_files
from ui.cli.refusing import CannotGoOn
from ui.cli.running import noting, opened, unpaired

app = typer.Typer(no_args_is_help=True, help="People's names, and the keys that their words are sealed under.")


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Copy the vault into a file, while it is in use: every key, every name, and what was destroyed.

    Make it after a backup of the ledger, so that it holds every key which that needs, and keep it elsewhere: whoever
    has both can read people's words. Once somebody was forgotten, make a new one and delete those before, which still
    hold the keys.

    \b
    Example:
      tieline vault backup /safe/tieline-vault-2026-11-22.db
    """
    from domain.ledger.destroying import how_many  # noqa: PLC0415  # here, because help needs no database
    from domain.ledger.finding import counted  # noqa: PLC0415  # as above
    from domain.ledger.keeping.remembered import remember  # noqa: PLC0415  # as above
    from domain.ledger.keeping.vaults import back_up_vault, last_key  # noqa: PLC0415  # as above

    with opened("operate") as tieline:
        refuse_own_files(tieline.settings, file)
        keys = tieline.keys
        upto, destroyed = last_key(keys), how_many(keys)
        kept = back_up_vault(keys, file, force=force, noted=noting(tieline, "vault backup"))
        remember(tieline.settings.data_dir, "vault", file, at=tieline.clock(), upto=upto, destroyed=destroyed)
    if as_json:
        print_json({"file": str(file), "keys": kept.keys, "people": kept.people})
        return
    say(f"Backed up {counted(kept.keys, 'key')} and {counted(kept.people, 'name')} to {file}")


@app.command("restore")
def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that “tieline vault backup” wrote.", show_default=False)
    ],
    as_json: Json = False,
) -> None:
    """Put back the keys and names that the vault lacks.

    Nothing that is there is changed. What was destroyed is never put back, whether the vault at hand, the backup or a
    record in the ledger says so. The vault must be the one that the backup was made of, or not be used yet. Nobody else
    may have it open: stop “tieline serve” before.

    \b
    Example:
      tieline vault restore /safe/tieline-vault-2026-11-22.db
    """
    from domain.forgetting import destroyed_on_record, finish  # noqa: PLC0415  # as above
    from domain.ledger.finding import counted  # noqa: PLC0415  # as above
    from domain.ledger.keeping.backup import opened_backup  # noqa: PLC0415  # as above
    from domain.ledger.keeping.vaults import (  # noqa: PLC0415  # as above
        identity_of,
        ledger_found,
        never_below,
        pair_anew,
        restore_vault,
    )
    from domain.ledger.vault import Vault  # noqa: PLC0415  # as above
    from domain.tracker import Tracker  # noqa: PLC0415  # as above

    with (
        unpaired("operate") as (settings, database, keys),
        opened_backup(file, "vault", settings.data_dir) as copy,
    ):
        ledger = ledger_found(database)
        if not ledger.empty and ledger.vault not in ("", identity_of(copy)):
            raise CannotGoOn(
                "The backup is of another vault than the ledger’s, so nobody's words in it could be read: name a backup "
                "of the ledger’s own vault, or set TIELINE_DATABASE_URL or TIELINE_DATA_DIR to the other ledger."
            )
        gone = destroyed_on_record(Tracker(database, Vault(keys)))
        database.close()
        merged = restore_vault(copy, keys, gone)
        never_below(keys, ledger.highest_key)
        if ledger.empty and ledger.vault != identity_of(keys):
            pair_anew(database, keys)
    with opened("operate") as tieline:
        finish(tieline.tracker)
    if as_json:
        print_json(msgspec.structs.asdict(merged))
        return
    say(f"Put back {counted(merged.keys, 'key')} and {counted(merged.people, 'name')} from {file}")
    if merged.kept_out:
        say(f"{merged.kept_out:,} of the keys and names in it stayed out, because they were destroyed.")
    if merged.otherwise:
        say(
            f"{merged.otherwise:,} of the keys and names in it stayed out, because another has that number, id or name."
        )
