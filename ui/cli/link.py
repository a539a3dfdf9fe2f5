"""``tieline link``: the systems between the two companies."""

from typing import Annotated

import typer

from domain.relationship.system_link import LinkKind, RetireLink, TakeLinkLive
from ui.cli.options import Account, CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Options, record

app = typer.Typer(no_args_is_help=True, help="Take system links live, and retire them.")


@app.command("live")
def live(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the link is called.", show_default=False)],
    kind: Annotated[
        LinkKind,
        typer.Option(
            metavar="KIND",
            help="One of web ordering, order status, EDI, VMI, RFID, CPFR, API and other.",
            case_sensitive=False,
        ),
    ] = "other",
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a system link went live.

    From that date on it carries real work between the two companies. One of the same name is live once at a time.

    \b
    Example:
      tieline link live "Harbour Foods" "Orders by EDI" --kind EDI --on 2023-11-06
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: TakeLinkLive(on=entry.on, reason=entry.reason, link_id=entry.new("link"), title=title, kind=kind),
    )


@app.command("retire")
def retire(
    account: Account,
    title: Annotated[str, typer.Argument(metavar="LINK", help="The link's title or id.", show_default=False)],
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Record that a system link was switched off.

    A link is retired once, and not before it went live. One that comes back is a new link.

    \b
    Example:
      tieline link retire "Harbour Foods" "Orders by EDI" --on 2026 --reason "Replaced by the ordering portal"
    """
    record(
        account,
        Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
        lambda entry: RetireLink(on=entry.on, reason=entry.reason, link_id=entry.link(title).id),
    )
