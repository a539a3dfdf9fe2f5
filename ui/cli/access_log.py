"""``tieline access-log``: who was handed what out of the ledger, and when."""

from typing import Annotated

import msgspec
import typer

from ui.cli.options import Json, known_at, time_span
from ui.cli.output import print_json, print_table, say
from ui.cli.running import opened
from ui.format import instant, iso_instant

TIME = "a date (2024-03-05) or a date and time in UTC (2024-03-05T09:30)"


def access_log(
    first: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help=f"Only from then on: {TIME}.", show_default=False)
    ] = None,
    last: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="TIME", help="Only up to then, to the end of the day or minute.", show_default=False
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="SUBJECT", help="Only what was handed to this subject, such as local:kim.", show_default=False
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Print who was handed evidence, exports and tables, and when, the newest first.

    What was handed out is known again by its digest, SHA-256 over the file. The log stands apart from what is recorded
    of accounts; nothing in it is ever changed, and “tieline verify” checks it, too.

    \b
    Examples:
      tieline access-log
      tieline access-log --from 2026-11-01 --by local:kim
    """
    first_at = time_span(first)[0] if first else 0
    last_at = known_at(last) if last else None
    with opened("audit") as tieline:
        found = tieline.access_log.entries(first_at=first_at, last_at=last_at, subject=by)
    if as_json:
        print_json([{**msgspec.structs.asdict(each), "at": iso_instant(each.at)} for each in found])
    elif found:
        print_table(
            f"{len(found)} in the access log",
            ["number", "when", "to", "what", "about", "SHA-256"],
            [
                [
                    str(each.number),
                    instant(each.at),
                    each.subject,
                    each.what,
                    ", ".join(f"{name} {value}" for name, value in each.about.items()),
                    each.digest,
                ]
                for each in found
            ],
        )
    else:
        say("Nothing is in the access log of that." if first or last or by else "Nothing is in the access log yet.")
