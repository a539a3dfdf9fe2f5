"""``tieline keys``: the keys that checkpoints are signed with."""

from typing import Annotated

import msgspec
import typer

from ui.cli.options import Json
from ui.cli.output import print_json, say
from ui.cli.running import proving

app = typer.Typer(no_args_is_help=True, help="The keys that checkpoints are signed with.")

Name = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="What the ledger is called in its checkpoints, such as example.org/tieline; made up if left out.",
        show_default=False,
    ),
]


@app.command("create")
def create(name: Name = "") -> None:
    """Make the key that checkpoints are signed with, and print its public part.

    The secret stays in a file that only you may read, in the folder “proof” of TIELINE_DATA_DIR or in TIELINE_PROOF_DIR,
    never in the database. Give the public part to whoever is to verify checkpoints.

    \b
    Example:
      tieline keys create --name example.org/tieline
    """
    from domain.ledger.pairing import name_of  # noqa: PLC0415  # here, because help needs no database

    with proving("operate") as (tieline, kept):
        public = kept.create(name or name_of(tieline.database), tieline.clock())
    say(f"Made a key in {kept.folder}. Its public part is:")
    say(str(public))


@app.command("show")
def show(as_json: Json = False) -> None:
    """Print the public part of every key, the present one last, and which checkpoints each signed.

    \b
    Example:
      tieline keys show
    """
    with proving("read") as (_, kept):
        keys, notes = kept.keys(), kept.notes()
    signed = [
        key.signed or tuple(each.file for each in notes if each.note and key.public.signed(each.note)) for key in keys
    ]
    if as_json:
        print_json([{**msgspec.structs.asdict(key), "signed": files} for key, files in zip(keys, signed, strict=True)])
        return
    for key, files in zip(keys, signed, strict=True):
        used = f"from {key.since} to {key.until}" if key.until else f"since {key.since}"
        say(key.key)
        say(f"  used {used}; signed {', '.join(files) if files else 'no checkpoint'}")
    if not keys:
        say("There is no key yet: make one with “tieline keys create”.")


@app.command("rotate")
def rotate() -> None:
    """Put a fresh key in the place of the present one, and print its public part.

    The old public part is kept with a note of the checkpoints it signed, so that they still verify, and nothing that is
    signed with it later does. The old secret is deleted.

    \b
    Example:
      tieline keys rotate
    """
    with proving("operate") as (tieline, kept):
        public = kept.rotate(tieline.clock())
    say("Replaced the key. The public part of the new one is:")
    say(str(public))
