"""The lines of a file of commands: read from JSON Lines or CSV, each with its command, its fields and its own identity."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from domain.asked import in_writing
from domain.history.asking import New
from domain.history.event import Command
from domain.history.refusal import NoSuchRecord, NothingEntered, Refusal
from domain.history.retraction import NothingToStrike
from domain.models import model_of
from domain.relationship.opening import OpenRelationship
from ui.bootstrap import Tieline
from ui.commands import asked, by_path, key_of, refuse_several
from ui.finding import folded

ABOUT_THE_LINE = ("account", "do", "on", "reason", "reported_by", "id", "ref", "corrects", "because")
"""What a line says besides the fields of its command."""

EXPECTED = (
    "a file of commands is UTF-8 text with one JSON object a line, "
    '{"account": "Harbour Foods", "do": "milestone reach", "on": "2024-Q2", …}, '
    "or a CSV whose first line names the columns account, do, on and the fields of the commands"
)
RETRACT = "retract"
"""What a line does that strikes a record through and puts nothing in its place."""
OF_RETRACTING = ("account", "do", "record", "reason", "reported_by", "id")
"""What such a line says."""
LONGEST_CELL = 10_000_000


class NotACommandFile(Exception):
    """The file cannot be read as a file of commands; the message says what would be accepted."""


class NoSuchCommand(Refusal):
    """A line names a command that there is."""


class NoSuchField(Refusal):
    """A line names only fields that its command has."""


class MoreCellsThanColumns(Refusal):
    """A row has no more cells than the file has columns."""


class NotAnObject(Refusal):
    """A line is one JSON object."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file that says a command."""

    number: int
    command: type[Command] | None
    """None where a record is only retracted."""
    account: str
    said: Mapping[str, Any]
    """All that it says, by name."""
    fields: Mapping[str, Any]
    command_id: str
    strikes: str = ""
    """The record that it retracts or corrects: its number, or the id of a line that was recorded."""
    because: str = ""


def read(path: Path) -> Iterator[tuple[int, Any]]:
    """The lines of a file with their numbers, each a mapping or, where it is none, a Refusal. Raises NotACommandFile."""
    try:
        if path.suffix.casefold() == ".csv":
            yield from read_csv(path)
            return
        with path.open(encoding="utf-8-sig") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    yield number, decoded(text)
    except OSError as error:
        raise NotACommandFile(f"{path} cannot be read ({error.strerror}): name a file that exists.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotACommandFile(f"{path.name} cannot be read ({error}): {EXPECTED}.") from error


def read_csv(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows of a CSV with the numbers of their last lines; what a cell leaves empty is not said.

    Its columns stand in any order and letter case, parted by commas or, as where a comma marks decimals, by semicolons.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(LONGEST_CELL)
        header = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, strict=True, restkey="", delimiter="," if "," in header else ";")
        columns = [name.strip().casefold() for name in reader.fieldnames or []]
        missing = [name for name in ("account", "do", "on") if name not in columns]
        if missing:
            raise NotACommandFile(f"{path.name} lacks the columns {', '.join(missing)}: {EXPECTED}.")
        if twice := [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]:
            raise NotACommandFile(f"{path.name} has more than one column {', '.join(twice)}: name each once.")
        reader.fieldnames = columns
        begins = reader.line_num + 1
        try:
            for row in reader:
                yield reader.line_num, told_in(row)
                begins = reader.line_num + 1
        except csv.Error as error:
            raise NotACommandFile(
                f"{path.name} cannot be read from line {begins} on ({error}): close every quote, and double those within a cell."
            ) from error


def told_in(row: Mapping[str, Any]) -> Any:
    """What a row says, by column, or the Refusal of one that has too many cells."""
    if "" in row and any(row[""]):
        return MoreCellsThanColumns(
            "The row has more cells than there are columns: put quotes around a cell that holds a comma or semicolon."
        )
    return {name: cell for name, cell in row.items() if cell and name}


def decoded(text: str) -> Any:
    """What a line of JSON says, or the Refusal of one that is none."""
    try:
        said = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return NotAnObject(f"The line is not JSON ({error}): write one JSON object.")
    return said if isinstance(said, dict) else NotAnObject("The line is not a JSON object: write one in braces.")


def understood(tieline: Tieline, number: int, said: Any) -> Line:
    """A line with its command and its own identity. Raises a Refusal."""
    if isinstance(said, Refusal):
        raise said
    said = {name.strip(): value for name, value in said.items() if value is not None and value != ""}
    retracts = " ".join(str(said.get("do", "")).split()) == RETRACT
    for name in ("account", "do", "record") if retracts else ("account", "do", "on"):
        if not str(said.get(name, "")).strip():
            every = (
                "a line that retracts says account, do and record" if retracts else "every line says account, do and on"
            )
            raise NothingEntered(f"The line does not say “{name}”: {every}.", field=name)
    in_writing(said)
    for name in ABOUT_THE_LINE:
        refuse_several(f"“{name}”", said.get(name), name)
    if retracts:
        if other := next((name for name in said if name not in OF_RETRACTING), ""):
            raise NoSuchField(
                f"“{other}” is no field of “{RETRACT}”: a line that retracts has {', '.join(OF_RETRACTING)}.",
                field=other,
            )
        return Line(
            number=number,
            command=None,
            account=str(said["account"]),
            said=said,
            fields={},
            command_id=str(said.get("id", "")).strip() or identity(tieline, said),
            strikes=str(said["record"]).strip(),
            because=str(said.get("reason", "")),
        )
    path = " ".join(str(said["do"]).split())
    if path not in by_path():
        raise NoSuchCommand(f"“{path}” is no command: write what follows “tieline” on the command line.", field="do")
    model, command = by_path()[path]
    if any(field.required and field.ask is None for field in asked(command)):
        raise NoSuchCommand(f"“{path}” is not recorded from a file: use “tieline {path}”.", field="do")
    account = str(said["account"])
    if model.name != "relationship" and folded(account) != model.name:
        raise NoSuchRecord(
            f"“{path}” is about the {model.name}: write “{model.name}” for the account.", field="account"
        )
    if model.name == "relationship" and model_of(folded(account)) is not model:
        raise NoSuchRecord(f"“{path}” is about a relationship: name one for the account.", field="account")
    if "because" in said and not str(said.get("corrects", "")).strip():
        raise NothingToStrike("“because” says why a record was wrong: name the record with “corrects”.", field="record")
    fields = named_fields(command, said)
    if command is OpenRelationship:
        fields.setdefault("name", account)
    return Line(
        number=number,
        command=command,
        account=account,
        said=said,
        fields=fields,
        command_id=str(said.get("id", "")).strip() or identity(tieline, said),
        strikes=str(said.get("corrects", "")).strip(),
        because=str(said.get("because", "")),
    )


def named_fields(command: type[Command], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of the command's fields, by their names. Raises NoSuchField."""
    names = {name: field.name for field in asked(command) if not isinstance(field.ask, New) for name in key_of(field)}
    found: dict[str, Any] = {}
    for name, value in said.items():
        if name in ABOUT_THE_LINE:
            continue
        if name not in names:
            offered = ", ".join(dict.fromkeys(key_of(each)[0] for each in asked(command) if key_of(each)))
            raise NoSuchField(
                f"“{name}” is no field of “{command.path}”: it has {offered or 'none'}, besides {', '.join(ABOUT_THE_LINE)}.",
                field=name,
            )
        found[names[name]] = value
    return found


def identity(tieline: Tieline, said: Mapping[str, Any]) -> str:
    """The id of a line that gives none, from what it says but for its reasons and who told it.

    The same line says the same in any file. It is a keyed hash, because what a line says may be forgotten one day.
    """
    telling = {name: value for name, value in said.items() if name not in {"reason", "reported_by", "because"}}
    return f"line-{tieline.tracker.vault.fingerprint(msgspec.json.encode(telling, order='sorted')).hex()[:32]}"
