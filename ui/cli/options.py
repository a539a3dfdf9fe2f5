"""What the commands have in common on the command line: when it happened, why, who said so, and as JSON."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from domain.history.refusal import DateNotUnderstood
from domain.history.when import EARLIEST, LATEST, parse_when

Account = Annotated[
    str,
    typer.Argument(
        metavar="ACCOUNT",
        help="The account's name, as much of it as no other account shares, or its id. Letter case does not matter.",
        show_default=False,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="When it happened, as precisely as you know: a day (2024-03-05), a month (2024-03), a quarter (2024-Q1) "
        "or a year (2024). Today, in UTC, if left out.",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, in your own words.", show_default=False)]
ReportedBy = Annotated[
    str, typer.Option(metavar="NAME", help="Who told you, if somebody did. You are the author.", show_default=False)
]
CommandId = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help="An id of your own for this command: repeating the same command, with the same --on, then records nothing twice.",
        show_default=False,
    ),
]
Corrects = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Record this in the place of record N, which stays, struck through. See tieline retract.",
        show_default=False,
    ),
]
Because = Annotated[
    str, typer.Option(metavar="TEXT", help="With --corrects: why that record was wrong.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print a row of CSV for each line and nothing else.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Only what had happened by this date; a month, quarter or year counts to its last day. Today, in UTC, if left out.",
        show_default=False,
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="TIME",
        help="Only what was on record by this time: a date (2024-03-05) to the end of that day, or a date and time "
        "(2024-03-05T09:30), in UTC unless it says otherwise. Now if left out.",
        show_default=False,
    ),
]

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def last_day(text: str) -> date:
    """The last day of a date that somebody wrote. Raises DateNotUnderstood."""
    return parse_when(text).last


def first_day(text: str) -> date:
    """The first day of a date that somebody wrote. Raises DateNotUnderstood."""
    return parse_when(text).first


def known_at(text: str) -> int:
    """The end of the day, minute or second that somebody wrote, in UTC microseconds since 1970.

    Raises DateNotUnderstood.
    """
    return time_span(text)[1]


def time_span(text: str) -> tuple[int, int]:
    """The first and last microsecond of the day, minute or second that somebody wrote, in UTC since 1970.

    Raises DateNotUnderstood.
    """
    text = text.strip()
    found = _TIME.fullmatch(text)
    try:
        if not found or not EARLIEST.year <= int(text[:4]) <= LATEST.year:
            raise ValueError(text)
        instant = datetime.fromisoformat(text)
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        clock, seconds, fraction, _ = found.groups()
        span = (
            timedelta(days=1)
            if not clock
            else timedelta(minutes=1)
            if not seconds
            else timedelta(seconds=1)
            if not fraction
            else timedelta(microseconds=1)
        )
        began = (instant - EPOCH) // timedelta(microseconds=1)
        return began, began + span // timedelta(microseconds=1) - 1
    except (ValueError, OverflowError):
        raise DateNotUnderstood(
            f"“{text}” is not a time Tieline can read: write a date (2024-03-05), which counts to the end of that day, "
            f"or a date and time in UTC (2024-03-05T09:30), from {EARLIEST.year} to {LATEST.year}.",
            field="known_at",
        ) from None
