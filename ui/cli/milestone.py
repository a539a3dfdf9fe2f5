"""``tieline milestone``: steps of change that a party has to make."""

from typing import Annotated

import typer

from domain.history.when import parse_when
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.vocabulary import Party
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Options, record

app = typer.Typer(no_args_is_help=True, help="Plan change milestones, and reach them.")


@app.command("plan")
def plan(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the milestone is called.", show_default=False)],
    party: Annotated[Party, typer.Option(help="Who has to change.", show_default=False)],
    due: Annotated[
        str,
        typer.Option(
            metavar="DATE",
            help="By when, as precisely as planned: 2025-06-30, 2025-06, 2025-Q2 or 2025.",
            show_default=False,
        ),
    ],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a change milestone was planned for a party.

    A system can go no faster than the people around it can change, so each milestone names the party that has to.
    --on is the day it was planned, --due when it is to be reached.

    \b
    Example:
      tieline milestone plan "Harbour Foods" "Buyers order on the web" --party "the account" --due 2025-Q2
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: PlanMilestone(
            on=entry.on,
            reason=entry.reason,
            milestone_id=entry.new("milestone"),
            title=title,
            party=party,
            due=parse_when(due),
        ),
    )


@app.command("reach")
def reach(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="MILESTONE", help="The milestone's title or id.", show_default=False)],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a change milestone was reached.

    A milestone is reached once, and not before it was planned.

    \b
    Example:
      tieline milestone reach "Harbour Foods" "Buyers order on the web" --on 2025-05
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: ReachMilestone(on=entry.on, reason=entry.reason, milestone_id=entry.milestone(title).id),
    )
