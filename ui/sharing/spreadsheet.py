"""A table as a file for a spreadsheet, in the two forms that people ask for."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO, StringIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ui.sharing.cells import Cell, column, harmless, legible

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY, TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
FIRST = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike."""
NARROW, WIDE = 8, 60
"""The least and the most that a column is wide, in letters."""
MEASURED = 200
"""So many rows say how wide the columns are."""


def as_csv(table: pd.DataFrame) -> bytes:
    """The table in UTF-8 (RFC 4180), days as 2024-05-17, numbers in plain digits, with no cell that a spreadsheet would run."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([harmless(str(each)) for each in table.columns])
    writer.writerows([harmless(each) for each in row] for row in rows_of(table))
    return written.getvalue().encode("utf-8", "replace")


def rows_of(table: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """The rows, each cell as a spreadsheet knows it."""
    return list(zip(*(column(table.iloc[:, place].tolist()) for place in range(table.shape[1])), strict=True))


def as_xlsx(table: pd.DataFrame, title: str, about: Mapping[str, str]) -> bytes:
    """A workbook of two sheets: the table, and what it is, as ``about`` says line by line."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet("Table")
    sheet.freeze_panes = "A2"
    rows = rows_of(table)
    heads = [str(each) for each in table.columns]
    for number, head in enumerate(heads):
        seen = [head, *(told(row[number]) for row in rows[:MEASURED])]
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(WIDE, max(NARROW, *map(len, seen)) + 2)
    sheet.append([written(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([written(sheet, each) for each in row])
    if heads:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    first: WriteOnlyWorksheet = book.create_sheet("About", 0)
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = 18, 90
    first.append([written(first, title, bold=True)])
    for name, said in about.items():
        first.append([written(first, name, bold=True), written(first, said)])
    book.active = 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def written(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """A cell of its kind; words are words, whatever they begin with."""
    if isinstance(value, (date, datetime)) and (value.date() if isinstance(value, datetime) else value) < FIRST:
        value = value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**15:
        value = str(value)  # more digits than a spreadsheet keeps
    made = WriteOnlyCell(sheet, value=legible(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        made.data_type = "s"
        made.alignment = Alignment(vertical="top", wrap_text=len(value) > WIDE)
    elif isinstance(value, datetime):
        made.number_format = TIME
    elif isinstance(value, date):
        made.number_format = DAY
    if bold:
        made.font = Font(bold=True)
    return made


def told(value: Cell) -> str:
    """The value as long as it is shown."""
    return "" if value is None else str(value)
