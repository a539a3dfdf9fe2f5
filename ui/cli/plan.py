"""``tieline plan``: joint plans with an account."""

from typing import Annotated

import typer

from domain.history.when import parse_when
from domain.relationship.joint_plan import AgreePlan, ClosePlan
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy, first_day
from ui.cli.recording import Options, record

app = typer.Typer(no_args_is_help=True, help="Agree joint plans, and close them.")


@app.command("agree")
def agree(
    account: Account,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What the plan is called.", show_default=False)],
    starts: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="The first day that the plan covers; of a month, quarter or year the first.",
            show_default=False,
        ),
    ],
    ends: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="DATE",
            help="The first day that it no longer covers; of a month, quarter or year the first.",
            show_default=False,
        ),
    ],
    on: On = None,
    closed_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was closed, for a plan logged late that ended before its time."),
    ] = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that both sides agreed a joint plan.

    A strategic account shares a plan of 36 to 60 calendar months, an integrated one of 11 to 13; an emerging, stable or
    unclassified account has none. The end is exclusive: a plan for the three years 2025, 2026 and 2027 runs from
    2025-01-01 to 2028-01-01. --on is the day it was agreed, which may be before it starts; the class on that day counts.

    \b
    Examples:
      tieline plan agree "Harbour Foods" --title "Growth plan" --from 2025-01-01 --to 2028-01-01 --on 2024-11
      tieline plan agree "Harbour Foods" --title "Business plan" --from 2025-01 --to 2026-01
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: AgreePlan(
            on=entry.on,
            reason=entry.reason,
            plan_id=entry.new("plan"),
            title=title,
            starts=first_day(starts),
            ends=first_day(ends),
            closed_on=None if closed_on is None else parse_when(closed_on),
        ),
    )


@app.command("close")
def close(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="PLAN", help="The plan's title or id.", show_default=False)],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a joint plan ended before its time.

    A plan that runs to its end needs no closing.

    \b
    Example:
      tieline plan close "Harbour Foods" "Growth plan" --on 2026-06-30 --reason "New owner, new priorities"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: ClosePlan(on=entry.on, reason=entry.reason, plan_id=entry.plan(title).id),
    )
