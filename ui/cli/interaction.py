"""``tieline interaction``: the meetings, calls and visits that a relationship is made of."""

from typing import Annotated

import typer

from domain.relationship.interaction import InteractionKind, LogInteraction
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Options, record


def interaction(
    account: Account,
    kind: Annotated[
        InteractionKind,
        typer.Argument(metavar="KIND", help="What kind of contact it was.", case_sensitive=False),
    ],
    summary: Annotated[
        str, typer.Argument(metavar="SUMMARY", help="What it was about, in a few words.", show_default=False)
    ],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Log a meeting, call, visit, review or note.

    Days later is fine: say with --on when it was, and it lands there on the timeline.

    \b
    Example:
      tieline interaction "Harbour Foods" meeting "Agreed who counts the pallets" --on 2024-03-05 --reported-by "Ann Lee"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: LogInteraction(on=entry.on, reason=entry.reason, kind=kind, summary=summary),
    )
