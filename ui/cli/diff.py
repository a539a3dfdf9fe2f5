"""``tieline diff``: what changed between two points, and whether it happened or was learned."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Csv, Json, known_at, last_day
from ui.cli.output import line_of, print_csv, print_json, print_table, say
from ui.cli.refusing import CannotGoOn, refuse_both
from ui.cli.running import account_to_read, running, today
from ui.format import one_line

if TYPE_CHECKING:
    from projections.difference import Event, Gone, Point, Told
    from ui.bootstrap import Tieline

PointAsked = "a day, month, quarter or year, to its last day; behind an @ the time by which it was on record"


def diff(
    account: Annotated[
        str,
        typer.Argument(metavar="[ACCOUNT]", help="The account; the whole portfolio if left out.", show_default=False),
    ] = "",
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE[@TIME]",
            help=f"The first point: {PointAsked} (2024-06-30@2024-07-02, or 2024-06-30@2024-07-02T09:30). That of --to if "
            "left out.",
            show_default=False,
        ),
    ] = "",
    to: Annotated[
        str,
        typer.Option(
            metavar="DATE[@TIME]",
            help="The second point, written the same way. Today, as known now, if left out.",
            show_default=False,
        ),
    ] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show what changed between two points, split into what happened and what we learned.

    A point is what had happened by a day, as far as it was on record at a time. “It happened” is what came after the
    first day; “We learned it” is what had happened by then and was recorded since; “No longer holds” is what was struck
    through since. Then comes what stands differently, and which of the two made the difference.

    \b
    Examples:
      tieline diff --from 2024-Q2 --to 2024-Q3
      tieline diff "Harbour Foods" --from 2024-06-30@2024-07-02
      tieline diff --from 2024-06-30@2024-07-02 --to 2024-06-30
    """
    from projections.difference import difference  # noqa: PLC0415  # here, because help needs no data frames
    from projections.what_if import policy_known  # noqa: PLC0415  # as above
    from ui import difference_words as words  # noqa: PLC0415  # as above

    refuse_both(as_json=as_json, as_csv=as_csv)
    with running("read" if account else "review") as tieline:
        start, end = points(tieline, from_, to)
        found = account_to_read(tieline, account, start.known_at) if account else None
        recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
        told = difference(
            tieline.database,
            recorder,
            codec,
            lambda instant: policy_known(recorder, codec, instant),
            start,
            end,
            found.id if found else None,
        )
    if as_json:
        whose = {"account": found, "from": words.point_data(start), "to": words.point_data(end)}
        print_json({**whose, **words.as_data(told)})
    elif as_csv:
        print_csv(words.CSV_COLUMNS, words.csv_rows(told))
    else:
        say(words.summary(told, found.name if found else "the portfolio", start, end))
        print_told(told, whole=found is None)


def points(tieline: "Tieline", from_: str, to: str) -> tuple["Point", "Point"]:
    """The two points as typed. Raises CannotGoOn, DateNotUnderstood."""
    from projections.difference import Point  # noqa: PLC0415  # as above

    if not from_.strip():
        raise CannotGoOn("A difference lies between two points: give the first with --from, as --from 2024-06-30.")
    day, _, instant = to.partition("@")
    now = Point(today(tieline))
    end = Point(last_day(day) if to.strip() else now.day, known_at(instant) if "@" in to else now.known_at)
    day, _, instant = from_.partition("@")
    return Point(last_day(day), known_at(instant) if "@" in from_ else end.known_at), end


def print_told(told: "Told", *, whole: bool) -> None:
    """Section by section, what there is; of the whole portfolio by account."""
    from ui import difference_words as words  # noqa: PLC0415  # as above

    for title, events in ((words.HAPPENED, told.happened), (words.LEARNED, told.learned), (words.GONE, told.gone)):
        if events:
            typer.echo("")
            say(title)
            print_events(events, whole=whole)
    if told.changed:
        typer.echo("")
        columns = ["status", "was", "is", "because"]
        rows = [[*([each.name] if whole else []), *words.standing_cells(each)] for each in told.changed]
        print_table(words.STANDS, [*(["account"] if whole else []), *columns], rows)
    if whole and told.changed:
        typer.echo("")
        print_table("Accounts in each class", ["class", "before", "after"], words.classes(told))
    if whole and (moves := words.moves(told)):
        typer.echo("")
        print_table("Moves between classes", ["from", "to", "accounts"], moves)


def print_events(events: "Iterable[Event | Gone]", *, whole: bool) -> None:
    """A line each; of the whole portfolio under the name of each account."""
    by_name = sorted(events, key=lambda each: (each.name.casefold(), each.relationship)) if whole else events
    for name, those in groupby(by_name, key=lambda each: (each.relationship, each.name)):
        if whole:
            say(name[1])
        for each in those:
            typer.echo(line_of(each.record) + one_line(remark(each)))


def remark(each: "Event | Gone") -> str:
    """What is said of a record behind its line."""
    from projections.difference import Gone  # noqa: PLC0415  # as above
    from ui.struck_words import struck_words  # noqa: PLC0415  # as above

    if isinstance(each, Gone):
        return f" ({struck_words(each.retracted)})"
    return f" (in place of record {each.instead_of})" if each.instead_of else ""
