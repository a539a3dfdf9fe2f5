"""``tieline retract``: strike a record through."""

from typing import Annotated

import typer

from ui.cli.options import CommandId, Json
from ui.cli.output import print_json, say
from ui.cli.running import author, running


def retract(
    number: Annotated[
        int,
        typer.Argument(metavar="N", min=1, help="The record's number, as the timeline gives it.", show_default=False),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it was wrong; required.", show_default=False)] = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Retract a record that was wrong, with all that was recorded together with it.

    Nothing is removed: the record stays, struck through, with who retracted it and why, and counts no longer from now
    on. What was known before is still what was known then. While later records rest on it this is refused, naming
    them. To put something else in its place, record that with --corrects N.

    \b
    Examples:
      tieline retract 17 --reason "It was another account"
      tieline classify "Harbour Foods" integrated --on 2023-06 --reason "As minuted" --corrects 2 --because "Wrong month"
    """
    from projections.records import records, struck_by, titles_of  # noqa: PLC0415  # here, because help needs no database

    with running("record") as tieline:
        receipt = tieline.retract(number, reason, by=author(), command_id=command_id.strip())
        stream = tieline.tracker.record(number).originator_id
        recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
        titles = titles_of(tieline.tracker.history(stream))
        shown = records(recorder, codec, struck_by(recorder, codec, receipt), titles)
    if as_json:
        recorded = 0 if receipt.repeated else receipt.count
        print_json({"command_id": receipt.command_id, "recorded": recorded, "retracted": [each.seq for each in shown]})
    elif not shown:
        say(f"Nothing to record: record {number} was struck through before.")
    for each in [] if as_json else shown:
        done = "Already retracted" if receipt.repeated else "Retracted"
        say(f"{done}: record {each.seq}, {each.happened}: {each.sentence}")
