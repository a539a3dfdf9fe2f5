"""Files of any make become tables, and what is none of them is refused in a sentence."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from domain.history.refusal import DateNotUnderstood
from tests.ui.crm_files import TASKS, files, with_part, workbook
from ui.crm.dates import NoSuchZone, OrderNotChosen, order_in, read_when, zone_called
from ui.crm.files import dropped
from ui.crm.reading import read_tables
from ui.crm.table import LONGEST_CELL, MOST_BYTES, MOST_ROWS, NotATable, Table

PLAIN = "Date,Subject,Account\n2025-05-17,Målt på nytt,Brook Bakers\n"


def table(content: bytes, file: str = "notes.csv") -> Table:
    (found,) = read_tables(file, content)
    return found


def refused(content: bytes, file: str = "notes.csv") -> str:
    with pytest.raises(NotATable) as refusal:
        read_tables(file, content)
    assert refusal.value.sentence.endswith(".")
    return refusal.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_letters_are_right_whatever_encoding_a_file_is_in(encoding: str) -> None:
    found = table((PLAIN * 1).encode(encoding))
    assert found.columns == ("Date", "Subject", "Account")
    assert found.rows[0].cells[1] == "Målt på nytt"
    assert bool(found.notes) == (encoding == "cp1252"), "that one is a guess is said"


def test_bytes_that_are_no_text_in_any_of_them_are_refused() -> None:
    assert "save it as CSV in UTF-8" in refused(b"Date,Subject\n2025-05-17,\x81\x8d\xff\n")
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_parted_by_whatever_makes_most_of_them(delimiter: str) -> None:
    text = (
        f'Date{delimiter}"Who, and; what"{delimiter}Account\r\n2025-05-17{delimiter}"a ""b"" c\nd"{delimiter}Brook\r\n'
    )
    found = table(text.encode())
    assert found.columns == ("Date", "Who, and; what", "Account")
    assert found.rows[0].cells == ("2025-05-17", 'a "b" c\nd', "Brook")
    assert table(b"sep=|\nDate|Subject, long\n2025|x\n").columns == ("Date", "Subject, long")


def test_columns_without_a_name_or_with_another_s_are_told_apart() -> None:
    assert table(b"Date,,Date,Subject,,\n2025,a,b,c,,\n").columns == ("Date", "Column 2", "Date (3)", "Subject")


def test_a_bad_row_is_told_with_its_line_and_stops_no_other() -> None:
    lines = ["Date,Subject,Account", "2025-01-01,one,A", "2025-01-02,one,A,too,many", '2025-01-03,"never closed,A',
             "2025-01-04,tw\0o,A", '2025-01-05,"a"b,A', "2025-01-06,short", "", "2025-01-07,three,A"]  # fmt: skip
    found = table("\n".join(lines).encode())
    assert [row.line for row in found.rows] == [2, 7, 9]
    assert found.rows[1].cells == ("2025-01-06", "short", "")
    assert {each.line for each in found.unread} == {3, 4, 5, 6}
    why = {each.line: each.why for each in found.unread}
    assert "5 cells" in why[3]
    assert "not closed" in why[4]
    assert "NUL" in why[5]


def test_a_cell_that_is_huge_is_refused_with_its_row() -> None:
    found = table(f"Date,Subject\n2025-01-01,{'x' * (LONGEST_CELL + 1)}\n2025-01-02,fine\n".encode())
    assert ([row.line for row in found.rows], [each.line for each in found.unread]) == ([3], [2])


def test_files_that_are_empty_or_too_large_are_refused() -> None:
    assert "is empty" in refused(b"")
    assert "is empty" in refused(b"\n \n")
    assert "no columns" in refused(b"just words\nand more\n")
    assert "100 MB: at most 50 MB" in refused(b"x" * 2 * MOST_BYTES)
    assert "more than 100,000 rows" in refused(b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1))
    assert "more than 1,000 rows that cannot be read" in refused(b"a,b\n" + b'1,"2"3\n' * 1500)
    assert "not text" in refused(b"a,b\0\n1,2\n")


def test_a_workbook_gives_its_values_and_no_formula_is_worked_out() -> None:
    found = table(
        workbook([
            ["Date", "Subject", "Number", "Yes", "Time"],
            [date(2025, 5, 17), "=1+1", 12.0, True, datetime(2025, 5, 17, 9, 30)],  # noqa: DTZ001  # a workbook has no zones
            [None, None, None, None, None],
            [date(2025, 5, 18), '=HYPERLINK("http://example.org")', 300000000001, False, None],
        ]),
        "book.xlsx",
    )  # fmt: skip
    assert found.columns == ("Date", "Subject", "Number", "Yes", "Time")
    assert [row.line for row in found.rows] == [2, 4]
    assert found.rows[0].cells == ("2025-05-17", "", "12", "true", "2025-05-17 09:30:00")
    assert found.rows[1].cells == ("2025-05-18", "", "300000000001", "false", "")


def test_each_sheet_with_rows_is_a_table() -> None:
    found = read_tables("book.xlsx", workbook([["A", "B"], [1, 2]], [["C", "D"], [3, 4]], [["only a heading"]]))
    assert [each.file for each in found] == ["book.xlsx, Sheet", "book.xlsx, More 1"]


def test_a_workbook_that_would_unpack_to_far_more_is_refused_before_it_is() -> None:
    bomb = with_part(workbook([["A", "B"], [1, 2]]), "xl/media/image1.bin", b"\0" * 60_000_000)
    assert len(bomb) < 100_000
    assert "would unpack to" in refused(bomb, "book.xlsx")


def test_what_only_seems_to_be_a_workbook_is_refused() -> None:
    good = workbook([["A", "B"], [1, 2]])
    assert "is no workbook" in refused(b"PK\x03\x04" + b"\0" * 40, "book.xlsx")
    assert "is no workbook" in refused(good[: len(good) // 2], "book.xlsx")
    assert "cannot be read as a workbook" in refused(with_part(good, "xl/workbook.xml", b"<nothing"), "book.xlsx")
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "defines things" in refused(with_part(good, "xl/sharedStrings.xml", entities), "book.xlsx")
    assert "of the old kind" in refused(b"\xd0\xcf\x11\xe0" + os.urandom(100), "book.xls")
    assert "no sheet with rows" in refused(workbook([["only a heading", "of two"]]), "book.xlsx")


def test_a_sheet_that_says_it_is_larger_than_any_is_refused() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD99999999"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    good = workbook([["A", "B"], [1, 2]])
    assert "more than 100,000 rows" in refused(with_part(good, "xl/worksheets/sheet1.xml", sheet), "book.xlsx")


def test_a_file_that_cannot_be_read_stops_none_that_is_dropped_with_it(tmp_path: Path) -> None:
    del tmp_path
    found = dropped([("bad.csv", b""), ("tasks.csv", TASKS.encode()), ("lines.jsonl", b'{"account": "A"}\n')])
    assert (len(found.refused), [each.file for each in found.tables], [each.file for each in found.own]) == (
        1, ["tasks.csv"], ["lines.jsonl"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "order", "zone", "day"),
    [
        ("2025-02-14", "year first", "UTC", "2025-02-14"),
        ("2025-02-14T22:30:00.000Z", "year first", "Europe/Oslo", "2025-02-14"),
        ("2025-02-14T22:30:00.000+0000", "year first", "UTC", "2025-02-14"),
        ("2025-02-14T23:30:00-05:00", "year first", "UTC", "2025-02-15"),
        ("2025-02-14 23:30", "year first", "America/Chicago", "2025-02-15"),
        ("2025-02-15 00:30:00.000", "year first", "Europe/Oslo", "2025-02-14"),
        ("14/02/2025 9:05 PM", "day first", "UTC", "2025-02-14"),
        ("2/14/2025, 11:30 PM", "month first", "America/New_York", "2025-02-15"),
        ("14.02.2025", "day first", "UTC", "2025-02-14"),
        ("2025-Q1", "year first", "UTC", "2025-Q1"),
        ("2025-02", "year first", "UTC", "2025-02"),
    ],
)
def test_a_time_counts_on_the_day_that_it_is_in_utc(text: str, order: str, zone: str, day: str) -> None:
    assert str(read_when(text, order, zone)) == day


def test_whether_the_day_or_the_month_comes_first_is_told_by_the_dates_or_chosen() -> None:
    assert order_in(["03/04/2025", "17/04/2025"]) == "day first"
    assert order_in(["03/04/2025", "04/17/2025"]) == "month first"
    assert order_in(["03/04/2025"]) == "year first"
    assert order_in(["17/04/2025", "04/17/2025"]) == "year first"
    with pytest.raises(OrderNotChosen, match="choose which it is"):
        read_when("03/04/2025", "year first", "UTC")


@pytest.mark.parametrize(
    "text", ["31/02/2025", "2025-13-01", "2025-02-14 25:00", "0001-01-01", "14/02/2025 13:00 PM", "soon"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="is not a date"):
        read_when(text, "day first", "UTC")


def test_a_zone_that_is_none_is_refused() -> None:
    for name in ("Nowhere/Else", "", "../../etc/passwd", "x" * 300):
        with pytest.raises(NoSuchZone, match="name one such as"):
            zone_called(name)


def test_columns_are_found_whatever_their_letter_case() -> None:
    (lower,) = files(tasks=TASKS.splitlines()[0].lower() + "\n" + "\n".join(TASKS.splitlines()[1:]))
    assert lower[1].source.id == "salesforce-task"
    assert lower[1].columns["words"] == "subject"


def test_two_files_of_one_name_are_told_apart() -> None:
    found = dropped([("export.csv", PLAIN.encode()), ("export.csv", PLAIN.encode())])
    assert [each.file for each in found.tables] == ["export.csv", "export.csv (2)"]
