"""``tieline brief``: one printable page of an account, to take to a meeting."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.backup import Force
from ui.cli.evidence import refuse_taken
from ui.cli.options import AsOf, KnownAt, known_at, last_day
from ui.cli.output import say
from ui.cli.running import account_to_read, author, day_asked, instant_asked, noting, running, today


def brief(
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="The account's name, as much of it as no other account shares, or its id."
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write.")],
    as_of: AsOf = None,
    known_by: KnownAt = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Tell what changed since the last day of this date; since the end of the quarter before if left out.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write the review brief of an account: one page that prints on A4 and needs nothing else.

    Where it stands and since when, the picture, what needs a decision and why, what changed, plan and scorecard,
    showcases, systems, change load, both sides of the partnership, and economics, as of a day and as known on a day.
    The page holds the words that people wrote, opened; that it was made is noted (tieline access-log).

    \b
    Examples:
      tieline brief "Harbour Foods" -o harbour.html
      tieline brief "Harbour Foods" --as-of 2024-12-31 --since 2023 -o harbour-2024.html
    """
    from domain.ledger.keeping.files import written_whole  # noqa: PLC0415  # here, because help needs no data frames
    from ui.brief.making import WHAT, Wanted, last_quarter  # noqa: PLC0415  # as above
    from ui.brief.making import brief as made  # noqa: PLC0415  # as above

    with running("read") as tieline:
        refuse_taken(output, force=force)
        day = day_asked(tieline, as_of)
        found = account_to_read(tieline, account, known_at(known_by) if known_by else None)
        wanted = Wanted(
            found.id,
            found.name,
            day,
            instant_asked(known_by),
            last_day(since) if since else last_quarter(day),
            today(tieline),
        )
        page = made(tieline, wanted, author().subject)
        with written_whole(output, force=force, noted=noting(tieline, WHAT, wanted.about)) as beside:
            beside.write_text(page, encoding="utf-8")
    say(f"Wrote the review brief of {found.name}: {output}")
