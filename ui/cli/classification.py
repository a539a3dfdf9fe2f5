"""``tieline classify``: put an account in one of the four classes."""

from typing import Annotated

import typer

from domain.history.event import Command
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import SETTLEMENTS, Reclassify, Settlement
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Entry, Options, record


def classify(
    account: Account,
    to: Annotated[
        AccountClass,
        typer.Argument(
            metavar="CLASS",
            help="The class that it belongs to from the date on.",
            show_default=False,
            case_sensitive=False,
        ),
    ],
    on: On = None,
    reason: Reason = "",
    settle: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLAN=carry|close",
            help="What becomes of a live plan that the new class does not allow: carried to its end, or closed that day. "
            "Once for each plan.",
            show_default=False,
        ),
    ] = None,
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Put an account in one of the four classes.

    It belongs to the class from the date on. Strategic: willing and able to integrate supply chains. Integrated: large, less willing to join in innovation.
    Emerging: small, innovative, growing. Stable: small, reluctant to innovate. A reason is required. A live joint plan
    that the new class does not allow is settled in the same step: no plan is left over. Logged late, the class counts
    from its date, and a class that took effect after it stays today's.

    \b
    Examples:
      tieline classify "Harbour Foods" strategic --on 2024-03 --reason "Shares its forecasts"
      tieline classify "Harbour Foods" stable --reason "Left the programme" --settle "Growth plan=close"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: reclassification(entry, to, settle or []),
    )


def reclassification(entry: Entry, to: AccountClass, settle: list[str]) -> Command:
    """The command, with each plan to settle found by its title. Raises NoSuchRecord."""
    settlements: dict[str, Settlement] = {}
    for each in settle:
        title, outcome = settlement(each)
        plan = entry.plan(title, "settle")
        if settlements.get(plan.id, outcome) != outcome:
            raise typer.BadParameter(f"the plan “{plan.title}” is settled twice: choose carry or close.")
        settlements[plan.id] = outcome
    return Reclassify(on=entry.on, reason=entry.reason, to=to, settle=settlements)


def settlement(text: str) -> tuple[str, Settlement]:
    """The title and the outcome in "Growth plan=carry"."""
    title, _, said = text.rpartition("=")
    for outcome in SETTLEMENTS:
        if title.strip() and said.strip().casefold() == outcome:
            return title, outcome
    raise typer.BadParameter(f"“{text}” does not settle a plan: write “Plan title=carry” or “Plan title=close”.")
