"""``tieline bring-in``: files that other systems wrote."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import author, running, today

if TYPE_CHECKING:
    from ui.bootstrap import Tieline
    from ui.crm.accounts import Found, OnRecord
    from ui.crm.mapping import Understanding
    from ui.crm.outcome import Outcome
    from ui.crm.table import Table

SHOWN = 50
"""So many rows are listed; all of them with --json."""

Many = list[str] | None


def bring_in(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="The files, dropped together.", show_default=False)
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="KIND",
            help="What the files are, where they are not recognised: salesforce-task.",
            show_default=False,
        ),
    ] = "",
    account: Annotated[
        str,
        typer.Option(metavar="ACCOUNT", help="The one account that all rows are about.", show_default=False),
    ] = "",
    open_new: Annotated[
        bool, typer.Option("--open", help="Open the accounts that are not on record; else their rows are left out.")
    ] = False,
    assign: Annotated[
        Many,
        typer.Option(
            metavar="THERE=HERE",
            help="Which account on record one of the files' is, by its id or name there: "
            "“Delta Ltd=Delta”, “100004=open” or “100005=leave”. As often as needed.",
            show_default=False,
        ),
    ] = None,
    become: Annotated[
        Many,
        typer.Option(
            "--kind",
            metavar="KIND=WHAT",
            help="What rows of a kind become: “Email=note”, “Rating=fact: other”, “Task=leave out”. As often as needed.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        Many,
        typer.Option(
            metavar="WHAT=COLUMN",
            help="Which column says what: “date=When”, “words=Notes”, “account name=Client”. As often as needed.",
            show_default=False,
        ),
    ] = None,
    system: Annotated[
        str,
        typer.Option(metavar="NAME", help="What the system is called that the ids are of.", show_default=False),
    ] = "",
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="The time zone of times that say none, such as Europe/Oslo.")
    ] = "UTC",
    dates: Annotated[
        str,
        typer.Option(
            metavar="ORDER", help="What comes first in a date such as 03/04/2024: day or month.", show_default=False
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every row, and record nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in files that other systems wrote: exports of a CRM, tables, workbooks.

    Recognised by their columns: Salesforce AccountHistory, OpportunityFieldHistory, Task, Account, Opportunity and User;
    HubSpot companies, engagements and their associations; Dynamics 365 activities, accounts and audit; Tieline's own case
    files and files of commands. Any other table needs a column for the date and one for the words. Files that belong
    together are named together, and what each leaves open is looked up in the others; nothing is guessed. Every row is
    recorded, on record already, refused, or left out with the reason; the same rows again record nothing.

    \b
    Examples:
      tieline bring-in tasks.csv accounts.csv --dry-run
      tieline bring-in tasks.csv accounts.csv --open
      tieline bring-in visits.xlsx --account "Harbour Foods" --column "date=Day" --column "words=Notes"
    """
    from ui.crm.files import dropped  # noqa: PLC0415  # here, because help needs no database

    found = dropped([(path.name, content_of(path)) for path in files])
    if found.refused:
        raise CannotGoOn(" ".join(found.refused))
    with running("record") as tieline, progress("Recording", quiet=as_json or dry_run) as report:
        from ui.crm.bringing_in import bring_in as record  # noqa: PLC0415  # as above
        from ui.crm.mapping import notes_of  # noqa: PLC0415  # as above
        from ui.crm.outcome import together  # noqa: PLC0415  # as above
        from ui.crm.own_files import record_own  # noqa: PLC0415  # as above
        from ui.crm.planning import placed, understood_rows  # noqa: PLC0415  # as above

        by = author()
        notes: list[tuple[str, str]] = []
        outcomes = [
            record_own(tieline, each.file, each.kind, each.content, by=by, dry_run=dry_run, progress=report)
            for each in found.own
        ]
        if found.tables:
            on_record = known_accounts(tieline)
            stream = the_account(tieline, account) if account else ""
            understood = [
                (
                    table,
                    understanding(
                        table, kind, system, zone, dates, column or [], become or [], stream, len(found.tables)
                    ),
                )
                for table in found.tables
            ]
            notes = [(table.file, note) for table, how in understood for note in notes_of(table, how)]
            rows = understood_rows(understood, today(tieline))
            first = placed(rows, on_record, chosen={}, open_new=open_new, by=by)
            chosen = assigned(tieline, first.found, assign or [])
            plan = placed(rows, on_record, chosen=chosen, open_new=open_new, by=by) if chosen else first
            outcomes.append(record(tieline, plan, by=by, dry_run=dry_run, progress=report))
        outcome = together(outcomes)
    if as_json:
        print_json(outcome)
    else:
        for file, note in notes:
            say(f"{file}: {note}")
        print_outcome(outcome, dry_run=dry_run)


def content_of(path: Path) -> bytes:
    """What is in a file. Raises CannotGoOn, NotATable."""
    from ui.crm.reading import refuse_too_large  # noqa: PLC0415  # as above

    try:
        refuse_too_large(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise CannotGoOn(f"{path} cannot be read ({error.strerror}): name a file that exists.") from error


def known_accounts(tieline: "Tieline") -> "OnRecord":
    """The relationships that whoever runs this may record about."""
    from domain.access import reach  # noqa: PLC0415  # as above
    from ui.crm.accounts import on_record  # noqa: PLC0415  # as above

    return on_record(tieline, reach(author(), "record"))


def the_account(tieline: "Tieline", text: str) -> str:
    """The relationship that somebody named. Raises NoSuchRecord."""
    from ui.finding import relationship_called  # noqa: PLC0415  # as above

    return relationship_called(tieline, text).id


def understanding(
    table: "Table",
    kind: str,
    system: str,
    zone: str,
    dates: str,
    columns: Sequence[str],
    kinds: Sequence[str],
    account: str,
    tables: int,
) -> "Understanding":
    """How a table is understood: as proposed, but for what was said. Raises NotAmongThem, NoSuchZone."""
    from msgspec.structs import replace  # noqa: PLC0415  # as above

    from ui.crm.choosing import NotAmongThem, kinds_chosen, source_called, with_columns  # noqa: PLC0415  # as above
    from ui.crm.dates import ORDERS, zone_called  # noqa: PLC0415  # as above
    from ui.crm.mapping import understood  # noqa: PLC0415  # as above
    from ui.crm.sources import TABLE, recognised  # noqa: PLC0415  # as above

    zone_called(zone)
    said = source_called(kind) if kind else None
    found = understood(table, said if tables == 1 or recognised(table) is TABLE else None, system, zone)
    found = with_columns(found, table, columns)
    order = next((each for each in ORDERS if dates and each.startswith(dates.strip().casefold())), None)
    if dates and order is None:
        raise NotAmongThem(
            f"“{dates}” is no part of a date that comes first: choose day, month or year.", field="dates"
        )
    return replace(found, dates=order or found.dates, kinds=kinds_chosen(kinds), account=account)


def assigned(tieline: "Tieline", found: Sequence["Found"], said: Sequence[str]) -> dict[str, str]:
    """Where accounts of the files go, by token. Raises NotAmongThem, NoSuchRecord."""
    from ui.crm.accounts import LEAVE, OPEN  # noqa: PLC0415  # as above
    from ui.crm.choosing import NotAmongThem, in_pairs  # noqa: PLC0415  # as above
    from ui.finding import folded  # noqa: PLC0415  # as above

    chosen: dict[str, str] = {}
    for there, here in in_pairs(said, "Delta Ltd=Delta"):
        named = [
            each.company for each in found if folded(there) in {folded(each.company.id), folded(each.company.name)}
        ]
        if len(named) != 1:
            many = f"several accounts of the files are called “{there}”: name it by its id there"
            none = f"the files name no account “{there}”: name one that they do"
            raise NotAmongThem(f"“{there}={here}” cannot be told, because {many if named else none}.", field="assign")
        chosen[named[0].token] = here if here in {OPEN, LEAVE} else the_account(tieline, here)
    return chosen


def print_outcome(outcome: "Outcome", *, dry_run: bool) -> None:
    """What became of the rows, in a sentence, and those that were not recorded as tables."""
    from ui.crm.telling import told  # noqa: PLC0415  # as above

    say(told(outcome, dry_run=dry_run))
    for title, fallen in (("Refused", outcome.refused), ("Left out", outcome.left_out)):
        if fallen:
            more = f", the first {SHOWN} of {len(fallen):,}" if len(fallen) > SHOWN else ""
            rows = [[each.file, str(each.line or ""), each.why] for each in fallen[:SHOWN]]
            print_table(f"{title}{more}", ["file", "line", "reason"], rows)
