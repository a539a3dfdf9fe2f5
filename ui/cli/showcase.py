"""``tieline showcase``: limited experiments with an account."""

from typing import Annotated

import typer

from domain.relationship.showcase import ConcludeShowcase, Outcome, StartShowcase
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Options, record

app = typer.Typer(no_args_is_help=True, help="Start showcase experiments, and conclude them.")


@app.command("start")
def start(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the showcase is called.", show_default=False)],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a showcase experiment began.

    A showcase is a limited trial, usually with a small innovator, that may spread to large accounts. Its reason is
    what the trial is to find out. One of the same name runs once at a time.

    \b
    Example:
      tieline showcase start "Harbour Foods" "RFID on pallets" --on 2024-Q2 --reason "Do counts at the dock get faster?"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: StartShowcase(on=entry.on, reason=entry.reason, showcase_id=entry.new("showcase"), title=title),
    )


@app.command("conclude")
def conclude(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="SHOWCASE", help="The showcase's title or id.", show_default=False)],
    outcome: Annotated[Outcome, typer.Argument(metavar="OUTCOME", help="How it was judged.", case_sensitive=False)],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record how a showcase experiment was judged: scale it, extend it or stop it.

    A showcase is concluded once, and not before it started. Dates that may overlap are accepted: one started in 2024
    may be concluded in 2024-03.

    \b
    Example:
      tieline showcase conclude "Harbour Foods" "RFID on pallets" scale --reason "Half the time at the dock"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: ConcludeShowcase(
            on=entry.on, reason=entry.reason, showcase_id=entry.showcase(title).id, outcome=outcome
        ),
    )
