"""Files of commands: one command a line, as JSON Lines or CSV, each judged and recorded like any other command.

Every line is accounted for: recorded, on record already, or refused with the reason.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from domain.access import Actor
from domain.asked import Asked, CommandIdReused
from domain.company.model import COMPANY
from domain.history.asking import New, Pick
from domain.history.event import Command
from domain.history.refusal import DateNotUnderstood, NoSuchRecord, Refusal
from domain.history.when import parse_when
from domain.in_memory import InMemory
from domain.models import model_of
from domain.relationship.opening import OpenRelationship
from domain.retracting.again import ids_to_record
from domain.streams import stream_of
from ui.bootstrap import Tieline
from ui.command_lines import Line, read, understood
from ui.commands import Entry, asked, made
from ui.finding import Named, folded, relationships


class RefusedLine(msgspec.Struct, frozen=True):
    """A line that was not recorded, and why."""

    line: int
    reason: str


class RecordResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of every line; the counts are of lines and add up to ``lines``."""

    lines: int
    recorded: int
    events: int
    already_recorded: int
    refused: list[RefusedLine]
    batch: str | None


class RefGivenTwice(Refusal):
    """A ref stands for what one line begins."""


class Book(msgspec.Struct):
    """What the lines of a file call things, beside what is on record."""

    accounts: list[Named]
    by_id: dict[str, Named] = {}
    by_name: dict[str, list[Named]] = {}
    """They by id, and by name as names are compared: a file of many lines asks for many."""
    opened: dict[str, str] = {}
    """The stream of each account that the file opens, by its name or ref."""
    begun: dict[str, tuple[str, str]] = {}
    """The id and title of what a line with a ref begins, by the ref."""
    refs: dict[str, Line] = {}
    """The line that gave each ref."""

    def __post_init__(self) -> None:
        for each in self.accounts:
            self.by_name.setdefault(folded(each.name), []).append(each)
        self.by_id = {each.id: each for each in self.accounts}

    def known(self, text: str) -> list[Named]:
        """The accounts on record of this id, else of this very name."""
        one = self.by_id.get(text.strip())
        return [one] if one else self.by_name.get(folded(text), [])

    def stream(self, text: str) -> str:
        """The stream of the account that a line names. Raises NoSuchRecord."""
        if folded(text) == COMPANY.name:
            return COMPANY.name
        if stream := self.opened.get(folded(text)):
            return stream
        found = self.known(text)
        if len(found) == 1:
            return found[0].id
        problem = "could be one of several relationships: name it by its id" if found else "is not on record: open it"
        raise NoSuchRecord(f"“{text}” {problem}, or put it in the file with a line that opens it.", field="account")


def record_file(
    tieline: Tieline,
    path: Path,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> RecordResult:
    """Record a file of commands in order; with ``dry_run`` judge every line and write nothing.

    Raises NotACommandFile.
    """
    return record_lines(tieline, read(path), by=by, dry_run=dry_run, progress=progress)


def record_lines(
    tieline: Tieline,
    said_by_line: Iterable[tuple[int, Any]],
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> RecordResult:
    """The same of lines by number, wherever they come from: what each says by name, or why it could not be read."""
    tieline.engine.catch_up()
    tieline.need("portfolio")
    found: list[Line] = []
    refused: list[RefusedLine] = []
    count = 0
    for count, (number, said) in enumerate(said_by_line, 1):  # noqa: B007  # how many there were is asked below
        try:
            found.append(understood(tieline, number, said))
        except Refusal as refusal:
            refused.append(RefusedLine(number, refusal.sentence))
    lines: list[Line] = []
    book = Book(relationships(tieline))
    for line in not_retracted(tieline, found):
        try:
            enter(book, line)
            lines.append(line)
        except Refusal as refusal:
            refused.append(RefusedLine(line.number, refusal.sentence))
    batch = f"record-{uuid4().hex[:12]}"

    def written(done: int) -> None:
        tieline.engine.catch_up()
        progress(done, len(lines))

    answers = tieline.tracker.handle_all(
        [to_ask(line, book) for line in lines], by=by, batch=batch, dry_run=dry_run, progress=written
    )
    for line, answer in zip(lines, answers, strict=True):
        if answer.refusal:
            refused.append(RefusedLine(line.number, in_a_file(answer.refusal)))
    recorded = [answer for answer in answers if answer.became == "recorded"]
    return RecordResult(
        lines=count,
        recorded=len(recorded),
        events=sum(answer.events for answer in recorded),
        already_recorded=sum(answer.became == "already recorded" for answer in answers),
        refused=sorted(refused, key=lambda each: each.line),
        batch=batch if recorded and not dry_run else None,
    )


def not_retracted(tieline: Tieline, lines: list[Line]) -> list[Line]:
    """The lines, those that were recorded and retracted since under a new id, unless they give one of their own."""
    ids = ids_to_record(tieline.tracker, [line.command_id for line in lines if "id" not in line.said])
    return [msgspec.structs.replace(line, command_id=ids.get(line.command_id, line.command_id)) for line in lines]


def in_a_file(refusal: Refusal) -> str:
    """Why a line was refused."""
    if isinstance(refusal, CommandIdReused):
        return "A line with this id, or one that says the same otherwise, was recorded with other words: give the new one an id of its own."
    return refusal.sentence


def enter(book: Book, line: Line) -> None:
    """Note what a line calls the account that it opens or the thing that it begins. Raises RefGivenTwice."""
    ref = str(line.said.get("ref", "")).strip()
    if ref and (first := book.refs.setdefault(ref, line)).command_id != line.command_id:
        raise RefGivenTwice(
            f"The ref “{ref}” stands for what line {first.number} begins: give this line a ref of its own.", field="ref"
        )
    if line.command is OpenRelationship:
        name = str(line.fields["name"])
        known = book.known(name)
        stream = known[0].id if len(known) == 1 else stream_of("command", line.command_id)
        for each in (name, line.account, *([ref] if ref else [])):
            book.opened.setdefault(folded(each), stream)
    elif ref and line.command:
        new = next((field.ask.kind for field in asked(line.command) if isinstance(field.ask, New)), "")
        if new:
            book.begun[ref] = (Entry.id_of(new, line.command_id), str(line.fields.get("title", "")))


def to_ask(line: Line, book: Book) -> Asked:
    """The command of a line, made once those before it were decided."""
    try:
        stream = book.stream(line.account)
    except NoSuchRecord:
        stream = ""

    def command(memory: InMemory) -> Command:
        assert line.command
        entry = entry_of(line, book, memory)
        return made(line.command, with_refs(line, book, entry), entry)

    return Asked(
        command_id=line.command_id,
        said=msgspec.json.encode(line.said, order="sorted"),
        stream=stream,
        command=command if line.command else None,
        strikes=line.strikes,
        because=line.because,
        reported_by=str(line.said.get("reported_by", "")),
    )


def entry_of(line: Line, book: Book, memory: InMemory) -> Entry:
    """What a line's command is made from besides its fields. Raises NoSuchRecord, DateNotUnderstood."""
    stream = book.stream(line.account)
    try:
        state = memory.load(stream)
    except NoSuchRecord:
        if line.command is not OpenRelationship:
            raise NoSuchRecord(
                f"“{line.account}” is not on record by this line: put the line that opens it before.", field="account"
            ) from None
        state = model_of(stream).empty(stream)
    try:
        on = parse_when(str(line.said["on"]))
    except DateNotUnderstood as refusal:
        raise DateNotUnderstood(refusal.sentence, field="on") from None
    return Entry(
        state=state,
        on=on,
        reason=str(line.said.get("reason", "")),
        command_id=line.command_id,
        company=lambda: memory.load(COMPANY.name),
        relation=book.stream,
    )


def with_refs(line: Line, book: Book, entry: Entry) -> dict[str, Any]:
    """The fields of a line, what a ref stands for in the place of the ref."""
    fields = dict(line.fields)
    for field in asked(line.command) if line.command else ():
        if isinstance(field.ask, Pick) and (said := fields.get(field.name)) is not None:
            known = getattr(entry.company() if field.ask.of == COMPANY.name else entry.state, field.ask.things)
            several = said if isinstance(said, list) else [said]
            meant = [meaning(book, each, known) for each in several]
            fields[field.name] = meant if isinstance(said, list) else meant[0]
    return fields


def meaning(book: Book, said: Any, known: Mapping[str, Any]) -> Any:
    """What a ref stands for: the id of what its line began, or its title where that was on record under another id."""
    begun = book.begun.get(said) if isinstance(said, str) else None
    if begun is None:
        return said
    begun_id, title = begun
    return begun_id if begun_id in known else title or said
