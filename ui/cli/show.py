"""``tieline accounts`` and ``tieline timeline``: what stands where, and what happened when."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from ui.cli.options import Account, AsOf, Json, KnownAt
from ui.cli.output import line_of, print_json, print_table, say
from ui.cli.running import account_to_read, day_asked, instant_asked, running
from ui.format import day as in_words
from ui.format import day_or_none, instant, one_line, span
from ui.record_data import record_data

if TYPE_CHECKING:
    from projections.records import RecordShown
    from projections.retracted import Retracted


def accounts(as_of: AsOf = None, known_by: KnownAt = None, as_json: Json = False) -> None:
    """List the accounts and where they stand.

    Each has its class, the joint plan in force and when something last happened. Segments, which are groups of
    accounts, are listed too and marked as such.

    \b
    Examples:
      tieline accounts
      tieline accounts --as-of 2024-12-31
    """
    from projections.portfolio import portfolio  # noqa: PLC0415  # here, because help needs no data frames

    known = instant_asked(known_by)
    with running("review") as tieline:
        day = day_asked(tieline, as_of)
        rows = cast("list[dict[str, Any]]", portfolio(tieline.database, day, known).to_dict("records"))
    if as_json:
        print_json({"as_of": day, "accounts": [account_data(row) for row in rows]})
    elif rows:
        print_table(
            f"{len(rows)} on record, as of {in_words(day)}",
            ["account", "kind", "class", "since", "plan in force", "last event"],
            [account_cells(row) for row in rows],
        )
    elif known_by is None:
        say("No account is on record yet: open one (tieline open), or import a case file (tieline import).")
    else:
        say(f"No account was on record by {instant(known)}.")


def account_data(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the portfolio for a machine; null where there is none.

    The class took effect, and the last event happened, on some day from the first to the second of their days.
    """
    return {
        "id": row["relationship"],
        "name": row["name"],
        "kind": row["kind"],
        "class": row["account_class"] or None,
        "class_since": day_or_none(row["class_since"]),
        "class_until": day_or_none(row["class_until"]),
        "plan": row["plan"] or None,
        "plan_ends": day_or_none(row["plan_ends"]),
        "last_event": day_or_none(row["last_event"]),
        "last_until": day_or_none(row["last_until"]),
    }


def account_cells(row: dict[str, Any]) -> list[str]:
    """A row of the portfolio for a person."""
    ends = day_or_none(row["plan_ends"])
    return [
        row["name"],
        row["kind"],
        row["account_class"] or "–",
        span_or_dash(row["class_since"], row["class_until"]),
        f"{row['plan']}, to {in_words(ends)}" if ends else "–",
        span_or_dash(row["last_event"], row["last_until"]),
    ]


def span_or_dash(first: int, last: int) -> str:
    """When something happened, as precisely as known."""
    return span(date.fromordinal(first), date.fromordinal(last)) if first and last else "–"


def timeline(
    account: Account,
    as_of: AsOf = None,
    known_by: KnownAt = None,
    struck: Annotated[
        bool, typer.Option("--struck", help="Also what was struck through by then, marked, with who, when and why.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Print what happened, in the order it happened.

    What is only known to a month, quarter or year that goes on after the date is printed as perhaps later. For the
    order in which things became known, see tieline replay.

    \b
    Examples:
      tieline timeline "Harbour Foods"
      tieline timeline "Harbour Foods" --as-of 2023
      tieline timeline "Harbour Foods" --struck
    """
    from domain.retracting import folded as state_of  # noqa: PLC0415  # as above
    from projections.projection import day_number  # noqa: PLC0415  # as above
    from projections.records import records, titles_in, titles_of  # noqa: PLC0415  # as above
    from projections.retracted import retractions  # noqa: PLC0415  # as above
    from projections.timeline import timeline as entries  # noqa: PLC0415  # as above
    from ui.struck_words import struck_data  # noqa: PLC0415  # as above

    known = instant_asked(known_by)
    with running("read") as tieline:
        day = day_asked(tieline, as_of)
        found = account_to_read(tieline, account, None if known_by is None else known)
        frame = entries(tieline.database, found.id, day, known, struck=struck)
        history = tieline.tracker.history(found.id)
        titles = titles_of(history) | titles_in(state_of(found.id, history))
        recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
        shown = records(recorder, codec, frame["seq"].tolist(), titles)
        gone = retractions(recorder, codec, frame.loc[frame["retracted_by"] > 0, "retracted_by"]) if struck else {}
    certain = (frame["last_day"] <= day_number(day)).tolist()
    if as_json:
        events = [{**record_data(each), "certain": sure} for each, sure in zip(shown, certain, strict=True)]
        if struck:
            for each in events:
                each["struck"] = struck_data(gone[each["seq"]]) if each["seq"] in gone else None
        print_json({"account": found, "as_of": day, "events": events})
    elif shown:
        print_timeline(shown, certain, gone)
    else:
        say(f"Nothing had happened to {found.name} by {in_words(day)}, as far as is on record.")


def print_timeline(shown: list["RecordShown"], certain: list[bool], gone: Mapping[int, "Retracted"]) -> None:
    """The events a line each."""
    from ui.struck_words import struck_words  # noqa: PLC0415  # as above

    for each, sure in zip(shown, certain, strict=True):
        struck = f" ({one_line(struck_words(gone[each.seq]))})" if each.seq in gone else ""
        typer.echo(line_of(each) + ("" if sure else " (perhaps later)") + struck)
