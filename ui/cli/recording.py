"""Recording from the command line: find the account, carry out the command, say what was recorded."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from domain.history.event import Command
from domain.history.when import When, on_day, parse_when
from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import Milestone
from domain.relationship.showcase import Showcase
from domain.relationship.state import Relationship
from domain.relationship.system_link import Link
from ui.cli.running import author, running, today
from ui.finding import Named, relationship_called, thing_called

if TYPE_CHECKING:
    from domain.ledger.record import Receipt
    from ui.bootstrap import Tieline


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What every recording command takes, as typed."""

    on: str | None = None
    reason: str = ""
    reported_by: str = ""
    command_id: str = ""
    as_json: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a command is made from: the account as it stands, when it happened, why, and how new things are named."""

    state: Relationship
    on: When
    reason: str
    command_id: str

    def new(self, what: str) -> str:
        """The id of the plan, showcase, milestone or link that the command begins; a repeat gives the same id."""
        from domain.tracker import derived_id  # noqa: PLC0415  # here, because help and typing errors need no database

        return f"{what}-{derived_id(what, self.command_id).hex[:12]}"

    def plan(self, text: str, field: str = "plan_id") -> Plan:
        """The joint plan that somebody named. Raises NoSuchRecord."""
        return thing_called(
            self.state.plans,
            text,
            field=field,
            what="joint plan",
            still_open=lambda plan: plan.closed is None and self.on.first < plan.ends,
        )

    def showcase(self, text: str) -> Showcase:
        """The showcase that somebody named. Raises NoSuchRecord."""
        return thing_called(
            self.state.showcases,
            text,
            field="showcase_id",
            what="showcase",
            still_open=lambda showcase: showcase.concluded is None,
        )

    def milestone(self, text: str) -> Milestone:
        """The milestone that somebody named. Raises NoSuchRecord."""
        return thing_called(
            self.state.milestones,
            text,
            field="milestone_id",
            what="milestone",
            still_open=lambda milestone: milestone.reached is None,
        )

    def link(self, text: str) -> Link:
        """The system link that somebody named. Raises NoSuchRecord."""
        return thing_called(
            self.state.links,
            text,
            field="link_id",
            what="system link",
            still_open=lambda link: link.retired is None,
        )


def record(account: str, options: Options, command: Callable[[Entry], Command]) -> None:
    """Record something about an account, by whoever runs this, and say so. Raises a Refusal."""
    with running("record") as tieline:
        found = relationship_called(tieline, account)
        handle(tieline, found, options, command, tieline.tracker.load(found.id))


def handle(
    tieline: "Tieline",
    account: Named,
    options: Options,
    command: Callable[[Entry], Command],
    state: Relationship,
) -> None:
    """Carry out a command and print what it led to. Raises a Refusal."""
    entry = Entry(
        state=state,
        on=on_day(today(tieline)) if options.on is None else parse_when(options.on),
        reason=options.reason,
        command_id=options.command_id.strip() or str(uuid4()),
    )
    receipt = tieline.handle(
        account.id,
        command(entry),
        by=author(),
        command_id=entry.command_id,
        reported_by=options.reported_by,
    )
    print_receipt(tieline, account, receipt, as_json=options.as_json)


def print_receipt(tieline: "Tieline", account: Named, receipt: "Receipt", *, as_json: bool) -> None:
    """Say what a command recorded, that a repeat had recorded it, or that there was nothing to record."""
    from projections.records import records, titles_in  # noqa: PLC0415  # as above
    from ui.cli.output import as_data, print_json, say  # noqa: PLC0415  # as above

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
                "events": [as_data(each) for each in shown],
            }
        )
    elif not shown:
        say(f"Nothing to record for {account.name}: this is on record already.")
    for each in [] if as_json else shown:
        done = "Already recorded" if receipt.repeated else "Recorded"
        say(f"{done} for {account.name} as event {each.seq}, {each.happened}: {each.sentence}")
