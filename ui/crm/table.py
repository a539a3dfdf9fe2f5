"""A table as a file has it: columns, rows of text with their line numbers, and the rows that could not be read."""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

import msgspec

from domain.history.refusal import Refusal

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 100_000
"""Characters: more than three times what the longest text of a CRM record holds."""

ACCEPTED = "drop a CSV or XLSX file whose first line names the columns"


T = TypeVar("T")


class NotATable(Refusal):
    """A file is a table, of a size that can be looked through."""


class Row(NamedTuple):
    """One row: the number of its first line in the file, and its cells in the order of the columns."""

    line: int
    cells: tuple[str, ...]


class Unread(NamedTuple):
    """A row that cannot be read as a row of the table, and why."""

    line: int
    why: str


class Table(msgspec.Struct, kw_only=True):
    """One table of one file; a workbook may have several."""

    file: str
    """The file's name; of a workbook with several sheets, the sheet's too."""
    columns: tuple[str, ...]
    rows: list[Row]
    unread: list[Unread] = []
    notes: tuple[str, ...] = ()
    """What a person should know of how it was read."""
    seen: dict[Hashable, Any] = {}
    """What was found by looking through all rows, by what was looked for: a page that is drawn anew asks again."""

    def once(self, key: Hashable, look: Callable[[], T]) -> T:
        """What a look through all rows finds, looked for once."""
        if key not in self.seen:
            self.seen[key] = look()
        found: T = self.seen[key]
        return found

    def place(self, column: str) -> int:
        """Where a column stands, without regard to letter case and blanks; -1 where there is none."""
        sought = alike(column)
        return next((place for place, each in enumerate(self.columns) if alike(each) == sought), -1)

    def names(self) -> frozenset[str]:
        """What its columns are called, as they are compared."""
        return frozenset(map(alike, self.columns))


def alike(column: str) -> str:
    """The name of a column as it is compared."""
    return " ".join(column.split()).casefold()


def table_of(file: str, lines: list[Row], unread: list[Unread], notes: tuple[str, ...] = ()) -> Table:
    """A table from its lines, of which the first names the columns; each row has a cell for each column.

    Raises NotATable.
    """
    if not lines:
        raise NotATable(f"“{file}” is empty: {ACCEPTED}.")
    head, *body = lines
    width = len(head.cells)
    while width and not head.cells[width - 1].strip():
        width -= 1
    if width < 2:
        raise NotATable(f"“{file}” has no columns that could be told apart: {ACCEPTED}.")
    if width > MOST_COLUMNS:
        raise NotATable(f"“{file}” has {width:,} columns: at most {MOST_COLUMNS} are read.")
    if any("\0" in cell for cell in head.cells):
        raise NotATable(f"“{file}” is not text: {ACCEPTED}.")
    rows: list[Row] = []
    for row in body:
        if why := wrong_with(row.cells, width):
            unread.append(Unread(row.line, why))
        else:
            missing = width - len(row.cells)
            rows.append(Row(row.line, (*row.cells, *[""] * missing) if missing > 0 else row.cells[:width]))
    return Table(file=file, columns=named_apart(head.cells[:width]), rows=rows, unread=unread, notes=notes)


def wrong_with(cells: tuple[str, ...], width: int) -> str:
    """Why a row cannot be taken for one of the table; "" where it can."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"The row has {len(cells)} cells, but there are {width} columns: put quotes around a cell that holds the separator."
    if any("\0" in cell for cell in cells):
        return "The row holds the character NUL, which is no text: take it out."
    longest = max(map(len, cells), default=0)
    if longest > LONGEST_CELL:
        return f"A cell has {longest:,} characters: at most {LONGEST_CELL:,} are read."
    return ""


def named_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the columns, those that have none or another's numbered."""
    found: dict[str, str] = {}
    for number, column in enumerate(columns, 1):
        name = " ".join(column.replace("\ufeff", "").split()) or f"Column {number}"
        found[alike(name) if alike(name) not in found else f"{alike(name)} ({number})"] = (
            name if alike(name) not in found else f"{name} ({number})"
        )
    return tuple(found.values())
