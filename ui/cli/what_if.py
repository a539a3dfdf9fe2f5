"""``tieline what-if``: what would be different under another policy."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import AsOf, Json, KnownAt, first_day, known_at
from ui.cli.output import print_csv, print_json, print_table, say
from ui.cli.policy_file import Assigned, read
from ui.cli.refusing import CannotGoOn, refuse_both
from ui.cli.running import day_asked, instant_asked, running
from ui.format import iso_instant

if TYPE_CHECKING:
    from domain.policy.supposed import Supposed
    from domain.relationship.rules import Rules
    from projections.what_if import WhatIf


def what_if(
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The other policy, or only what would be otherwise in it, as TOML or JSON: see “tieline policy export”.",
            show_default=False,
        ),
    ] = None,
    assign: Assigned = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="Suppose it in force from the first day of this date on. From the beginning if left out, as if it had "
            "always been.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    known_by: KnownAt = None,
    as_json: Json = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print a row of CSV for each difference and nothing else.")
    ] = False,
) -> None:
    """Replay the record under another policy, and say what would be different.

    Who would be classed differently, by what the rated criteria suggest; which decisions on record would have been
    refused; who would be flagged differently; and since when. Nothing is written. What the other policy does not name
    is as each version of the policy has it. Every decision is judged in what had really happened before it, and every
    account served as the class on record is owed: what people would have done instead is not told, and neither is what
    would have been allowed that was refused when it was tried, because that is not on record.

    \b
    Examples:
      tieline what-if --set criteria.large=2
      tieline policy export other.toml
      tieline what-if --policy other.toml --from 2025
      tieline what-if --policy other.toml --as-of 2024-12-31 --csv > differences.csv
    """
    from domain.policy.keys import parse  # noqa: PLC0415  # here, because help and typing errors need no database
    from domain.policy.supposed import Supposed  # noqa: PLC0415  # as above
    from domain.policy.written import laid_over, values_in  # noqa: PLC0415  # as above
    from projections.what_if import Supposing, policy_known, remembered  # noqa: PLC0415  # as above
    from projections.what_if import what_if as different  # noqa: PLC0415  # as above
    from ui.what_if_words import CSV_COLUMNS, csv_rows  # noqa: PLC0415  # as above

    if policy is None and not assign:
        raise CannotGoOn("Nothing was supposed: give --policy FILE, or --set KEY=VALUE for what would be otherwise.")
    refuse_both(as_json=as_json, as_csv=as_csv)
    values = None if policy is None else values_in(read(policy))
    since = date.min if from_ is None else first_day(from_)
    known = instant_asked(known_by)

    def otherwise(rules: "Rules") -> "Rules":
        return parse(rules if values is None else laid_over(rules, values), assign or [])

    with running("review") as tieline:
        day = day_asked(tieline, as_of)
        recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
        supposed = Supposed(policy_known(recorder, codec, known), otherwise, since)
        memory = remembered(recorder, codec, known)
        found = different(Supposing(tieline.database, memory, supposed, day, known))
    if as_csv:
        print_csv(CSV_COLUMNS, csv_rows(found))
    elif as_json:
        print_data(found, supposed, known_by)
    else:
        print_found(found, supposed)


def print_data(found: "WhatIf", supposed: "Supposed", known_by: str | None) -> None:
    """All of it as JSON, with what was supposed."""
    from ui.what_if_words import as_data, supposed_data  # noqa: PLC0415  # as above

    print_json(
        {
            "supposed": supposed_data(supposed),
            "from": None if supposed.since == date.min else supposed.since,
            "known_at": None if known_by is None else iso_instant(known_at(known_by)),
            **as_data(found),
        }
    )


def print_found(found: "WhatIf", supposed: "Supposed") -> None:
    """The summary, what was supposed, and the tables."""
    from ui.what_if_words import summary, tables  # noqa: PLC0415  # as above
    from ui.what_if_words import supposed as was_supposed  # noqa: PLC0415  # as above

    say(summary(found))
    for line in was_supposed(supposed, found.as_of):
        say(line)
    for title, columns, rows in tables(found):
        typer.echo("")
        print_table(title, columns, rows)
