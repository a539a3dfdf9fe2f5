"""``tieline evidence``: a file that shows a stranger what is on record, and that it was not changed."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.backup import Force
from ui.cli.checkpoint import StampedBy
from ui.cli.options import Json, KnownAt, first_day, known_at, last_day
from ui.cli.output import print_json, progress, say
from ui.cli.own_files import refuse_own_files
from ui.cli.refusing import CannotGoOn
from ui.cli.running import author, noting, proving
from ui.finding import relationship_called

if TYPE_CHECKING:
    from ui.bootstrap import Tieline
    from ui.evidence.making import Made

Wanted = Annotated[
    str,
    typer.Argument(
        metavar="[ACCOUNT]",
        help="The account's name, as much of it as no other account shares, or its id. Letter case does not matter.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False),
]
Whole = Annotated[
    bool, typer.Option("--all", help="Everything on record, of all accounts, the company and the policy.")
]
Event = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Only the event of this number.", show_default=False)
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="Only what happened, for all that is known, on this date or later.",
        show_default=False,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        help="Only what happened, for all that is known, on this date or earlier.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="The day of the state whose hash is stated; of a month, quarter or year the last. All that is in the file counts if left out.",
        show_default=False,
    ),
]
Verifier = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Write a copy of the program that checks evidence: one file, for whoever has no Tieline.",
        show_default=False,
    ),
]


def evidence(
    account: Wanted = "",
    output: Output = None,
    whole: Whole = False,
    event: Event = None,
    first: From = None,
    last: To = None,
    as_of: AsOf = None,
    known_by: KnownAt = None,
    stamped_by: StampedBy = "",
    verifier: Verifier = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write a file that shows a stranger what is on record of an account, and that it was not changed.

    It is a page to read in a browser that also holds the events, their proofs, the signed checkpoint and the policies
    that they were judged by, and it is signed as a whole. Whoever gets it checks it with tieline_verify.py (--verifier
    writes it) and the public key, without Tieline and without a connection. Make the key once with “tieline keys create”.

    The file holds the words that people wrote, opened: whoever has it keeps them, also if they are forgotten here later.
    That it was made is noted (tieline access-log).

    \b
    Examples:
      tieline evidence "Harbour Foods" -o harbour.html
      tieline evidence "Harbour Foods" --from 2024 --to 2024 -o harbour-2024.html
      tieline evidence --all --known-at 2025-12-31 -o ledger-2025.html
      tieline evidence --event 812 -o event-812.html
      tieline evidence --verifier tieline_verify.py
    """
    span = (first_day(first) if first else None, last_day(last) if last else None)
    if verifier and not (output or account or whole or event):
        write_verifier(verifier, force=force)
        return
    refuse_unclear(account, whole=whole, event=event, span=span, as_of=as_of, known_by=known_by)
    if output is None:
        raise CannotGoOn("Say where the evidence is to be written: -o FILE.")
    refuse_taken(output, force=force)
    from domain.ledger.finding import counted  # noqa: PLC0415  # here, because help and typing errors need no database
    from projections.evidence import Chosen  # noqa: PLC0415  # as above
    from ui.evidence.making import made  # noqa: PLC0415  # as above

    with proving("audit") as (tieline, folder), progress("Reading the ledger", quiet=as_json) as told:
        tieline.engine.catch_up()
        chosen = Chosen(
            what="period" if any(span) else "portfolio" if whole else "event" if event else "account",
            stream=relationship_called(tieline, account).id if account else "",
            event=event or 0,
            first=span[0],
            last=span[1],
            as_of=last_day(as_of) if as_of else None,
            known_at=known_at(known_by) if known_by else None,
        )
        evidence_made = made(tieline, folder, chosen, author().subject, told, stamped_by=stamped_by)
        file, found = evidence_made.file, evidence_made.found
        hand_out(tieline, output, evidence_made, force=force)
    if verifier:
        write_verifier(verifier, force=force, quiet=as_json)
    if as_json:
        print_json(
            {
                "file": str(output),
                "events": len(found.about),
                "checkpoint": {
                    "origin": found.note.origin,
                    "size": found.note.size,
                    "root": found.data["checkpoint"].split("\n")[2],
                },
                "state": found.state,
                "as_of": chosen.as_of,
                "sha256": sha256(file).hexdigest(),
            }
        )
        return
    say(
        f"Wrote evidence of {counted(len(found.about), 'event')}, under a checkpoint over {found.note.size:,}: {output}"
    )
    say(f"The events come to the state {found.state}.")


def refuse_unclear(
    account: str, *, whole: bool, event: int | None, span: tuple[Any, Any], as_of: str | None, known_by: str | None
) -> None:
    """Raises CannotGoOn unless it is clear what evidence is wanted of."""
    if sum(map(bool, (account, whole, event))) != 1:
        raise CannotGoOn("Say what the evidence is to be of: an account, or --all, or --event N.")
    if event and (any(span) or as_of or known_by):
        raise CannotGoOn(
            "Evidence of one event is of all that is on record of it: leave out --from, --to, --as-of and --known-at."
        )
    if all(span) and span[0] > span[1]:
        raise CannotGoOn(f"The time from {span[0]} to {span[1]} ends before it begins: exchange --from and --to.")


def refuse_taken(path: Path, *, force: bool) -> None:
    """Raises CannotGoOn or CannotKeep where a file cannot have this name."""
    from domain.ledger.keeping import files  # noqa: PLC0415  # as above
    from ui.settings import Settings  # noqa: PLC0415  # as above

    refuse_own_files(Settings(), path)
    try:
        files.refuse_taken(path, force=force)
        if not path.parent.is_dir():
            raise CannotGoOn(f"There is no folder {path.parent}: make it, or choose another.")
    except OSError as error:
        raise CannotGoOn(f"The file {path} cannot be written ({error.strerror}): choose another.") from error


def hand_out(tieline: "Tieline", path: Path, made: "Made", *, force: bool) -> None:
    """Write the file whole or not at all, and note it in the access log before it is there. Raises CannotKeep."""
    from domain.ledger.keeping.files import written_whole  # noqa: PLC0415  # as above

    with written_whole(path, force=force, noted=noting(tieline, "evidence", made.about)) as beside:
        beside.write_bytes(made.file)


def write_verifier(path: Path, *, force: bool, quiet: bool = False) -> None:
    """Write a copy of the program that checks evidence. Raises CannotGoOn, CannotKeep."""
    from domain.ledger.keeping.files import written_whole  # noqa: PLC0415  # as above
    from ui.evidence.making import verifier as program_of  # noqa: PLC0415  # as above

    program = program_of()
    refuse_taken(path, force=force)
    with written_whole(path, force=force) as beside:
        beside.write_bytes(program)
    if not quiet:
        say(f"Wrote the program that checks evidence: {path}")
        say(f"Its SHA-256 is {sha256(program).hexdigest()}.")
