"""Recording from the command line: find the account, carry out the command, say what was recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

from domain.company.model import COMPANY
from domain.history.event import Command
from domain.history.model import State
from domain.history.retraction import NothingToStrike
from domain.history.when import on_day, parse_when
from domain.relationship.model import RELATIONSHIP
from domain.retracting import Correction
from domain.streams import stream_of
from ui.cli.running import author, running, today
from ui.commands import Entry, made
from ui.finding import Named, folded, relationship_called, relationships

if TYPE_CHECKING:
    from domain.ledger.record import Receipt
    from ui.bootstrap import Tieline

OF_COMPANY = Named(id=COMPANY.name, name="the company", kind=COMPANY.name)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What every recording command takes, as typed."""

    on: str | None = None
    reason: str = ""
    reported_by: str = ""
    command_id: str = ""
    corrects: int | None = None
    because: str = ""
    as_json: bool = False

    @property
    def correction(self) -> Correction | None:
        """The record that this stands in the place of. Raises NothingToStrike where only a reason is given."""
        if self.corrects is None and self.because.strip():
            raise NothingToStrike(
                "--because says why a record was wrong: name the record with --corrects.", field="record"
            )
        return None if self.corrects is None else Correction(record=self.corrects, reason=self.because)


def record(command: type[Command], account: str, written: Mapping[str, Any], options: Options) -> None:
    """Record something about an account, by whoever runs this, and say so. Raises a Refusal."""
    with running("record") as tieline:
        found = relationship_called(tieline, account)
        handle(tieline, found, tieline.tracker.load(found.id), command, written, options)


def record_of_company(command: type[Command], written: Mapping[str, Any], options: Options) -> None:
    """Record something about the company itself. Raises a Refusal."""
    with running("govern") as tieline:
        handle(tieline, OF_COMPANY, tieline.tracker.load(COMPANY.name), command, written, options)


def open_account(command: type[Command], written: Mapping[str, Any], options: Options) -> None:
    """Put an account on record; one that has this name already is that account. Raises a Refusal."""
    name = " ".join(str(written["name"]).split())
    command_id = options.command_id.strip()
    with running("record") as tieline:
        tieline.need("portfolio")
        fresh = stream_of("command", command_id) if command_id else tieline.tracker.stream_to_open(folded(name))
        account = next(
            (each for each in relationships(tieline) if folded(each.name) == folded(name)),
            Named(id=fresh, name=name, kind="account"),
        )
        state = RELATIONSHIP.empty(account.id)
        handle(tieline, account, state, command, {**written, "name": name}, options)


def handle(
    tieline: "Tieline",
    account: Named,
    state: State,
    command: type[Command],
    written: Mapping[str, Any],
    options: Options,
) -> None:
    """Carry out a command and print what it led to. Raises a Refusal."""
    entry = Entry(
        state=state,
        on=on_day(today(tieline)) if options.on is None else parse_when(options.on),
        reason=options.reason,
        command_id=options.command_id.strip() or str(uuid4()),
        company=lambda: tieline.tracker.load(COMPANY.name),
        relation=lambda name: relationship_called(tieline, name).id,
    )
    receipt = tieline.handle(
        account.id,
        made(command, written, entry),
        by=author(),
        command_id=entry.command_id,
        reported_by=options.reported_by,
        correction=options.correction,
    )
    print_receipt(tieline, account, receipt, as_json=options.as_json)


def print_receipt(tieline: "Tieline", account: Named, receipt: "Receipt", *, as_json: bool) -> None:
    """Say what a command recorded, that a repeat had recorded it, or that there was nothing to record."""
    from projections.records import records, titles_in  # noqa: PLC0415  # here, because help needs no database
    from ui.cli.output import print_json, say  # noqa: PLC0415  # as above
    from ui.record_data import record_data  # noqa: PLC0415  # as above

    seqs = range(receipt.first_seq, receipt.last_seq + 1) if receipt.count else range(0)
    titles = titles_in(tieline.tracker.load(account.id)) if seqs else {}
    shown = records(tieline.tracker.recorder, tieline.tracker.codec, seqs, titles)
    if as_json:
        print_json(
            {
                "account": account,
                "command_id": receipt.command_id,
                "recorded": 0 if receipt.repeated else receipt.count,
                "repeated": receipt.repeated,
                "events": [record_data(each) for each in shown],
            }
        )
    elif not shown:
        say(f"Nothing to record for {account.name}: this is on record already.")
    for each in [] if as_json else shown:
        done = "Already recorded" if receipt.repeated else "Recorded"
        say(f"{done} for {account.name} as event {each.seq}, {each.happened}: {each.sentence}")
