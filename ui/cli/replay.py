"""``tieline replay``: how it came to this, event by event in the order recorded."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ui import standing
from ui.cli.options import Account, Json, KnownAt, last_day
from ui.cli.output import line_of, print_json, say
from ui.cli.running import instant_asked, running, today
from ui.finding import Named, relationship_called
from ui.format import day as in_words
from ui.format import day_at, instant, one_line
from ui.record_data import record_data

if TYPE_CHECKING:
    from projections.replay import Replay


def replay(
    account: Account,
    to_seq: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Stop after the event of this number.", show_default=False),
    ] = None,
    known_by: KnownAt = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The day whose state is shown; of a month, quarter or year the last. Today, or the day of --known-at, "
            "if left out.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what was recorded, in the order recorded.

    Then comes the state that the events add up to. A line says the event's number, when it happened as precisely as known, what happened and why, when it was
    recorded, by whom and on whose word. --to-seq and --known-at stop there, and show what was known then: an event
    recorded later is left out, even if it happened earlier.

    \b
    Examples:
      tieline replay "Harbour Foods"
      tieline replay "Harbour Foods" --to-seq 12
      tieline replay "Harbour Foods" --known-at 2025-03-31
    """
    from projections.projection import FOREVER  # noqa: PLC0415  # here, because help needs no database
    from projections.replay import replay as replayed  # noqa: PLC0415  # as above

    instant_known = instant_asked(known_by)
    day = None if as_of is None else last_day(as_of)
    with running("audit") as tieline:
        found = relationship_called(tieline, account, None if known_by is None else instant_known)
        day = day or (min(today(tieline), day_at(instant_known)) if known_by is not None else today(tieline))
        result = replayed(
            tieline.tracker,
            found.id,
            to_seq=FOREVER if to_seq is None else to_seq,
            known_at=instant_known,
            as_of=day,
        )
    if as_json:
        events = [record_data(each) for each in result.events]
        print_json({"account": found, "events": events, "state": standing.as_data(result.state, day)})
    else:
        print_replay(found, result, day, up_to(to_seq, known_by, instant_known))


def up_to(to_seq: int | None, known_by: str | None, instant_known: int) -> str:
    """Where the replay stops, for a sentence."""
    stops = [
        *([f"up to event {to_seq}"] if to_seq is not None else []),
        *([f"by {instant(instant_known)}"] if known_by is not None else []),
    ]
    return f" {' and '.join(stops)}" if stops else ""


def print_replay(account: Named, result: "Replay", day: date, stop: str) -> None:
    """The events a line each, then the state."""
    if not result.events:
        say(f"Nothing was on record of {account.name}{stop}.")
        return
    for each in result.events:
        typer.echo(line_of(each))
    typer.echo()
    count = len(result.events)
    say(f"{account.name} on {in_words(day)}, as the {count} event{'s' * (count != 1)} recorded{stop} tell it:")
    told = standing.lines(result.state, day)
    widest = max((len(label) for label, _ in told), default=0)
    for label, line in told:
        typer.echo(f"  {label:<{widest}}  {one_line(line)}")
