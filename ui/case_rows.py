"""The rows of a case file: read from CSV, each checked and with its own identity."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from domain.history.case import CASE_COLUMNS, CaseRow
from domain.history.refusal import DateNotUnderstood
from domain.history.when import When, parse_when
from domain.relationship.observation import CASE_LANES
from domain.streams import derived_id

MORE = "more"
"""Where cells beyond the last column are put."""

LINE = "line"
"""Where the number of a row's last line in the file is put."""

LONGEST_CELL = 10_000_000


class NotACaseFile(Exception):
    """The file cannot be read as a case file; the message says what would be accepted."""


class Refused(msgspec.Struct, frozen=True):
    """A row that was not recorded, and why."""

    row_id: str
    reason: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row that can be recorded, with its own identity."""

    row: CaseRow
    fact: str
    when: When
    command_id: str
    said: bytes
    """All 17 columns: the same row says the same, whenever it is imported."""


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a case file by column. Raises NotACaseFile."""
    expected = f"a case file is a CSV in UTF-8 whose first line is {','.join(CASE_COLUMNS)}"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or [])
            if [name.strip().casefold() for name in header] != list(CASE_COLUMNS):
                missing = [name for name in CASE_COLUMNS if name not in [each.strip().casefold() for each in header]]
                what = (
                    f"lacks the columns {', '.join(missing)}" if missing else "has other columns, or in another order"
                )
                raise NotACaseFile(f"{path.name} {what}: {expected}.")
            reader.fieldnames = list(CASE_COLUMNS)
            csv.field_size_limit(LONGEST_CELL)
            return [
                {LINE: str(reader.line_num), **{key or MORE: str(value or "") for key, value in row.items()}}
                for row in reader
            ]
    except OSError as error:
        raise NotACaseFile(f"{path} cannot be read ({error.strerror}): name a file that exists.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotACaseFile(f"{path.name} cannot be read as CSV ({error}): {expected}.") from error


def understood(rows: Iterable[Mapping[str, str]]) -> tuple[list[Line], list[Refused]]:
    """The rows that can be recorded, and those that cannot with the reason."""
    lines, refused = [], []
    for row in rows:
        try:
            lines.append(line_of(row))
        except (ValueError, DateNotUnderstood) as error:
            refused.append(Refused(row.get("row_id", "").strip() or f"line {row[LINE]}", str(error)))
    return lines, refused


def line_of(row: Mapping[str, str]) -> Line:
    """A row, checked. Raises ValueError or DateNotUnderstood with the reason."""
    if MORE in row:
        raise ValueError(f"the row has more than {len(CASE_COLUMNS)} columns: put quotes around a cell with commas")
    values = {name: row.get(name, "") for name in CASE_COLUMNS}
    if any("\0" in value for value in values.values()):
        raise ValueError("the row holds a NUL character, which is no text: take it out")
    for name in ("row_id", "account", "date", "kind", "fact"):
        if not values[name].strip():
            raise ValueError(f"the column {name} is empty: every row needs row_id, account, date, kind and fact")
    if values["kind"] not in CASE_LANES:
        raise ValueError(f"the kind “{values['kind']}” is not known: use one of {', '.join(CASE_LANES)}")
    when = parse_when(values["date"])
    if values["date_precision"] != when.precision:
        raise ValueError(
            f"the date {values['date']} is known to the {when.precision}, "
            f"but date_precision says “{values['date_precision']}”: make them agree"
        )
    fact = values.pop("fact")
    case = CaseRow(**values)
    said = msgspec.json.encode([case, fact])
    command_id = str(derived_id("case", case.supplier, case.account, case.row_id))
    return Line(row=case, fact=fact, when=when, command_id=command_id, said=said)
