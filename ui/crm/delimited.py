"""Text with delimiters: in the encodings and with the delimiters that exports have, row by row.

A row with a broken quotation is told and the next line is read as a row again, so that it stops none after it.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from ui.crm.table import ACCEPTED, MOST_ROWS, NotATable, Row, Table, Unread, table_of

DELIMITERS = (",", ";", "\t", "|")
LONGEST_ROW = 500
"""Lines: a quotation that is still open after so many was never closed."""
MOST_UNREAD = 1_000
"""With more rows than this that cannot be read, the file is another thing than it seems."""
LONGEST_READ = 10_000_000
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_BROKEN = "A quotation in the row is not closed, or goes on behind its end: close every quote, and double those within a cell."


class _TooLong(Exception):
    """A row goes on for more lines than any row has."""


def read_text(file: str, content: bytes) -> Table:
    """The table in a file of text. Raises NotATable."""
    text, notes = decoded(file, content)
    lines = list(io.StringIO(text, newline=""))
    first = 0
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first == len(lines):
        raise NotATable(f"“{file}” is empty: {ACCEPTED}.")
    said = _SEPARATOR.fullmatch(lines[first])
    delimiter = said[1] if said else likeliest(lines[first])
    rows: list[Row] = []
    unread: list[Unread] = []
    for each in each_row(file, lines, first + bool(said), delimiter):
        if isinstance(each, Row):
            rows.append(each)
        else:
            unread.append(each)
    return table_of(file, rows, unread, notes)


def decoded(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what to know of how it was decoded. Raises NotATable."""
    if content.startswith(BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif seems_utf_16(content):
        encodings = ["utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252":
            return text, (
                "It is not UTF-8, so it was read as Windows-1252: check that letters such as ä and é are right.",
            )
        return text, ()
    raise NotATable(f"“{file}” is no text in UTF-8, UTF-16 or Windows-1252: save it as CSV in UTF-8.")


def seems_utf_16(content: bytes) -> bool:
    """Whether every other byte is zero for the most part, as in UTF-16 of western letters."""
    some = content[:2000]
    zeros = some[::2].count(0), some[1::2].count(0)
    return len(some) > 3 and max(zeros) > len(some) * 0.3 and min(zeros) < max(zeros) * 0.2


def likeliest(header: str) -> str:
    """The delimiter that makes the most columns of the first line."""

    def columns(delimiter: str) -> int:
        try:
            return len(next(csv.reader([header], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)


def each_row(file: str, lines: list[str], first: int, delimiter: str) -> Iterator[Row | Unread]:
    """The rows from a line on, those that are empty left out. Raises NotATable."""
    csv.field_size_limit(LONGEST_READ)
    at, count, broken = first, 0, 0
    while at < len(lines):
        taken = _Lines(lines, at)
        reader = csv.reader(taken, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if any(cells):
                    yield Row(at + 1, tuple(cells))
                    count += 1
                    if count > MOST_ROWS + 1:
                        raise NotATable(f"“{file}” has more than {MOST_ROWS:,} rows: part it into several files.")
                at = taken.begin()
            at = len(lines)
        except (csv.Error, _TooLong):
            yield Unread(at + 1, _BROKEN)
            broken += 1
            at += 1
        if broken > MOST_UNREAD:
            raise NotATable(f"“{file}” has more than {MOST_UNREAD:,} rows that cannot be read: {ACCEPTED}.")


class _Lines:
    """Lines for one reader, so many at most to a row."""

    def __init__(self, lines: list[str], at: int) -> None:
        self._lines = lines
        self._at = self._began = at

    def begin(self) -> int:
        """Where the next row begins."""
        self._began = self._at
        return self._at

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._at - self._began >= LONGEST_ROW:
            raise _TooLong
        if self._at >= len(self._lines):
            raise StopIteration
        self._at += 1
        return self._lines[self._at - 1]
