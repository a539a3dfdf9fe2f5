"""Workbooks (XLSX): the values that were saved, cell by cell; no formula is worked out and nothing is fetched.

A workbook is a ZIP of XML files (ECMA-376). What it claims to hold is looked at before any of it is unpacked, and no more
than that is ever unpacked.
"""

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from ui.crm.table import MOST_COLUMNS, MOST_ROWS, NotATable, Row, Table, table_of

MOST_UNPACKED = 300_000_000
"""Bytes: a hundred thousand full rows have fewer."""
MOST_PARTS = 2_000
MOST_SHEETS = 20
HEADER_WITHIN = 50
"""The columns are named on one of the first so many lines."""
LAST_ROW = 1_048_576
"""Excel has no more rows; a file may say otherwise."""
SAVE_AS = "save the table as XLSX or CSV and drop that"
UNPACKS_TO = 200
"""So many times its packed size a part may be: sheets of numbers come to thirty."""
SMALL = 1_000_000
"""Bytes that a part may have whatever it is packed to."""


def read_workbook(file: str, content: bytes) -> list[Table]:
    """The tables in a workbook, one for each sheet that has one. Raises NotATable."""
    refuse_bombs(file, content)
    from openpyxl import load_workbook  # noqa: PLC0415  # here, because no page needs it until a workbook is dropped

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it does not know of styles and extensions does not matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return tables_of(file, book)
            finally:
                book.close()
    except NotATable:
        raise
    except Exception as error:
        # Whatever a broken workbook makes the library raise: it is not a workbook then.
        raise NotATable(f"“{file}” cannot be read as a workbook ({type(error).__name__}): {SAVE_AS}.") from error


def tables_of(file: str, book: Any) -> list[Table]:
    """The tables on its sheets; a sheet with a line or less is passed over."""
    sheets = [each for each in book.worksheets if each.sheet_state == "visible"][:MOST_SHEETS]
    found = [(sheet.title, rows) for sheet in sheets if len(rows := rows_of(file, sheet)) > 1]
    if not found:
        raise NotATable(f"“{file}” has no sheet with rows under a line of column names: {SAVE_AS}.")
    return [table_of(file if len(found) == 1 else f"{file}, {title}", rows, []) for title, rows in found]


def rows_of(file: str, sheet: Any) -> list[Row]:
    """The rows of a sheet that hold anything; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    width = 0
    rows: list[Row] = []
    for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1, max_row=HEADER_WITHIN):
        width = max((place for place, value in enumerate(cells, 1) if value is not None), default=0)
        if width:
            break
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=width + 1) if width else (), 1):
        if any(value is not None for value in cells):
            written = tuple(map(text_of, cells))
            rows.append(Row(number, written if written[width] else written[:width]))
        if len(rows) > MOST_ROWS + 1 or number > LAST_ROW:
            raise NotATable(f"“{file}” has more than {MOST_ROWS:,} rows: part it into several files.")
    return rows


def text_of(value: Any) -> str:
    """A cell's value as an export in text would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def refuse_bombs(file: str, content: bytes) -> None:
    """Raises NotATable of a ZIP that would unpack to far more than it is, is locked, or brings definitions of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            refuse_sizes(file, parts)
            if any(part.flag_bits & 1 for part in parts):
                raise NotATable(f"“{file}” is locked with a password: save it without one.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as beginning:
                        if b"<!DOCTYPE" in beginning.read(4096):
                            raise NotATable(f"“{file}” defines things that no workbook does: {SAVE_AS}.")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise NotATable(f"“{file}” is no workbook: {SAVE_AS}.") from error


def refuse_sizes(file: str, parts: Iterable[zipfile.ZipInfo]) -> None:
    """Raises NotATable where what a ZIP claims to hold is too much. Python unpacks no more of a part than it claims."""
    every = list(parts)
    whole = sum(part.file_size for part in every)
    packed_tight = any(
        part.file_size > SMALL and part.file_size > UNPACKS_TO * max(part.compress_size, 1) for part in every
    )
    if len(every) > MOST_PARTS or whole > MOST_UNPACKED or packed_tight:
        raise NotATable(
            f"“{file}” would unpack to {whole:,} bytes in {len(every):,} parts, which is more than is read: {SAVE_AS}."
        )
