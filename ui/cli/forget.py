"""``tieline forget``: forgetting a person on request, after it was shown what that affects."""

from typing import TYPE_CHECKING, Annotated

import typer

from domain.history.when import on_day
from ui.cli.affected import show
from ui.cli.options import CommandId, Json
from ui.cli.output import answer_to, print_json, progress, say
from ui.cli.recording import OF_COMPANY, print_receipt
from ui.cli.refusing import CannotGoOn
from ui.cli.running import author, running, today

if TYPE_CHECKING:
    from domain.forgetting import Affected
    from ui.bootstrap import Tieline

Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="TEXT",
        help="Another spelling to look for: a nickname, a maiden name, “Lee, Ann”. May be given several times.",
        show_default=False,
    ),
]
KeepWords = Annotated[
    bool, typer.Option("--keep-words", help="Destroy the name only, and leave the words that mention the person.")
]
OnlyMentioned = Annotated[
    bool,
    typer.Option(
        "--only-mentioned", help="The person may be one whom no record names, but whom people's words mention."
    ),
]
WhoAsked = Annotated[
    str,
    typer.Option("--reason", metavar="TEXT", help="Who asked for it, without the person's name.", show_default=False),
]


def forget(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="The person's whole name, or id.", show_default=False)
    ] = "",
    reason: WhoAsked = "",
    also: Also = None,
    keep_words: KeepWords = False,
    only_mentioned: OnlyMentioned = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would affect, and do nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the name to be typed again.")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="Complete what was interrupted, whoever it was; name nobody.")
    ] = False,
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Forget a person on request: destroy their name and the words that mention them, for good.

    First it is shown what it will affect. The whole ledger is read for that and every word in it opened, which takes
    time in proportion. Records stay where they are and every proof over them stands; they say “[forgotten]” in place of
    the name, and of all words of a record whose words mention the person. This cannot be undone. Titles and names of
    accounts are no such words: those that name the person are listed, and stay.

    What was interrupted is completed by doing it again, or with --complete. See docs/forgetting.md.

    \b
    Examples:
      tieline forget "Ann Lee" --dry-run
      tieline forget "Ann Lee" --also "Annie" --reason "Asked for by letter of 3 March, our file 2026-17"
      tieline forget --complete
    """
    from domain.forgetting import forget as carry_out  # noqa: PLC0415  # here, because help needs no database
    from domain.forgetting import forgotten_before, further, meant, refuse_as_said  # noqa: PLC0415  # as above

    command_id = command_id.strip()
    if bool(person.strip()) == complete:
        raise CannotGoOn("Name the person to forget, or nobody and --complete: one of the two.")
    if complete:
        completed(as_json=as_json)
        return
    if as_json and not (yes or dry_run):
        raise CannotGoOn(
            "With --json nothing can be asked: add --yes to forget the person, or --dry-run to look first."
        )
    with running("operate") as tieline:
        tracker = tieline.tracker
        if command_id and not dry_run and (first := forgotten_before(tracker, command_id, person)):
            print_receipt(tieline, OF_COMPANY, first, as_json=as_json)
            finished(tieline)
            return
        found = meant(tracker, person, also or (), only_mentioned=only_mentioned)
        if not dry_run:
            refuse_as_said(found, reason, command_id)
        with progress("Reading", quiet=as_json) as report:
            found = further(tracker, found, report)
        if dry_run or not as_json:
            show(tieline, found, keep_words=keep_words, as_json=as_json)
        if dry_run:
            return
        if not yes:
            confirm(found, person)
        receipt = carry_out(
            tracker,
            found,
            by=author(),
            on=on_day(today(tieline)),
            reason=reason,
            keep_words=keep_words,
            command_id=command_id,
        )
        tieline.engine.catch_up()
        print_receipt(tieline, OF_COMPANY, receipt, as_json=as_json)
        finished(tieline)


def completed(*, as_json: bool) -> None:
    """Put right whatever is not as a forgetting leaves it, and say whether anything was."""
    from domain.forgetting import complete  # noqa: PLC0415  # as above

    with running("operate") as tieline:
        left = complete(tieline.tracker, by=author(), on=on_day(today(tieline)))
        tieline.engine.catch_up()
        if as_json:
            print_json({"was_complete": not left})
        else:
            say("Completed: whoever was forgotten is." if left else "Nothing was left to do: whoever was forgotten is.")
        finished(tieline)


def finished(tieline: "Tieline") -> None:
    """Raises CannotGoOn where something is left to do."""
    from domain.forgetting import unfinished  # noqa: PLC0415  # as above

    if unfinished(tieline.tracker).erasure_due:
        raise CannotGoOn(
            "The keys and the name are deleted, but the files of the vault could not be written anew, because another "
            "program reads them: do the same again later to complete it."
        )


def confirm(found: "Affected", person: str) -> None:
    """Ask for the name to be typed. Raises CannotGoOn where it is another, or nothing."""
    from domain.forgetting.mentioning import folded  # noqa: PLC0415  # as above

    typed = folded(answer_to("This cannot be undone. Type the name (or the id) again to forget the person: "))
    if not typed or typed not in {folded(each) for each in (person, *found.people, *found.spellings)}:
        raise CannotGoOn("Another name was typed, so nobody was forgotten: type the name as it is shown above.")
