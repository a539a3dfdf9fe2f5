"""``tieline open``: put an account on record."""

from typing import Annotated

import typer

from domain.relationship.account_class import RelationshipKind
from domain.relationship.opening import OpenRelationship
from domain.relationship.state import Relationship
from ui.cli.options import CommandId, Json, On, Reason, ReportedBy
from ui.cli.recording import Options, handle
from ui.cli.running import running
from ui.finding import Named, folded, relationships


def open_(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The account's name.", show_default=False)],
    kind: Annotated[
        RelationshipKind,
        typer.Option(help="A segment is a group of accounts: shown, but not counted as an account."),
    ] = "account",
    on: On = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Put an account on record, so that its history can be kept.

    What happened before it was opened can be recorded afterwards: every record has the date it happened apart from
    the time it was recorded. Opening an account that is open already records nothing.

    \b
    Examples:
      tieline open "Harbour Foods"
      tieline open "Independent grocers" --kind segment --on 2019
    """
    from domain.tracker import new_stream, stream_of  # noqa: PLC0415  # here, because help needs no database

    said = " ".join(name.split())
    with running("record") as tieline:
        tieline.need("portfolio")
        fresh = stream_of("command", command_id.strip()) if command_id.strip() else new_stream()
        account = next(
            (each for each in relationships(tieline) if folded(each.name) == folded(said)),
            Named(id=fresh, name=said, kind=kind),
        )
        handle(
            tieline,
            account,
            Options(on=on, reason=reason, reported_by=reported_by, command_id=command_id, as_json=as_json),
            lambda entry: OpenRelationship(on=entry.on, reason=entry.reason, name=said, kind=kind),
            Relationship(id=account.id),
        )
