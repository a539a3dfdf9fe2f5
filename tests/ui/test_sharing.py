"""A table or a picture that is taken away: what is in the files, and what is noted of them."""

import csv
import struct
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.ui.filling import STREAM
from ui.bootstrap import Tieline
from ui.charts.timeline import timeline_chart
from ui.settings import Settings
from ui.sharing.cells import FORMULAS, cell, column
from ui.sharing.drawing import as_png, as_svg, standalone
from ui.sharing.spreadsheet import as_csv, as_xlsx

DAY = date(2024, 5, 17)


@pytest.mark.parametrize("beginning", FORMULAS)
def test_words_that_would_be_a_formula_stay_words(beginning: str) -> None:
    said = f"{beginning}cmd|'/C calc'!A0"
    table = pd.DataFrame({f"{beginning}head": [said], "plain": ["a = b"]})
    (head, row) = csv.reader(StringIO(as_csv(table).decode(), newline=""))
    assert head[0] == f"'{beginning}head"
    assert row == [f"'{said}", "a = b"]
    sheet = load_workbook(BytesIO(as_xlsx(table, said, {"Shows": said})))
    shown = [each for name in ("About", "Table") for line in sheet[name].iter_rows() for each in line if each.value]
    assert {each.data_type for each in shown} == {"s"}
    # XML reads a carriage return as the end of a line, as it does everywhere.
    assert said.replace("\r", "\n") in [each.value for each in sheet["Table"][2]]


def test_cells_are_of_the_kind_of_their_value() -> None:
    table = pd.DataFrame(
        {
            "day": [DAY, None],
            "old": [date(1850, 1, 1), None],
            "at": [datetime(2024, 5, 17, 9, 30, tzinfo=UTC), None],
            "count": [12, -3],
            "share": [0.25, float("nan")],
            "is": [True, False],
            "several": [("a", "b"), ()],
            "long": [10**18, 1],
        },
        dtype=object,
    )
    rows = list(load_workbook(BytesIO(as_xlsx(table, "Kinds", {})))["Table"].iter_rows(min_row=2))
    (day, old, at, count, share, is_so, several, long) = rows[0]
    assert (day.value.date(), day.number_format) == (DAY, "yyyy-mm-dd")
    assert old.value == "1850-01-01"
    assert at.value.isoformat() == "2024-05-17T09:30:00"
    assert (count.value, count.data_type) == (12, "n")
    assert (share.value, is_so.value, several.value, long.value) == (0.25, True, "a, b", str(10**18))
    assert [each.value for each in rows[1]] == [None, None, None, -3, None, False, None, 1]
    assert as_csv(table).decode().splitlines()[1] == (
        '2024-05-17,1850-01-01,2024-05-17 09:30:00,12,0.25,True,"a, b",1000000000000000000'
    )


def test_numbers_as_pandas_keeps_them_are_numbers() -> None:
    frame = pd.DataFrame({"a": pd.Series([1, 2], dtype="int64"), "b": pd.Series([1, None], dtype="Int64")})
    assert [[cell(each) for each in row] for row in frame.itertuples(index=False)] == [[1, 1], [2, None]]


def test_a_workbook_holds_whatever_somebody_wrote() -> None:
    words = "bell \x07 and no letter \uffff and 𝒳"
    sheet = load_workbook(BytesIO(as_xlsx(pd.DataFrame({"what": [words]}), words, {"Shows": words})))["Table"]
    assert sheet["A2"].value == "bell \ufffd and no letter \ufffd and 𝒳"


def test_the_first_sheet_says_what_the_table_is() -> None:
    book = load_workbook(BytesIO(as_xlsx(pd.DataFrame({"a": []}), "Plans", {"As of": "3 Jan 2025", "By": "kim"})))
    assert book.sheetnames == ["About", "Table"]
    assert [[each.value for each in row] for row in book["About"].iter_rows()] == [
        ["Plans", None],
        ["As of", "3 Jan 2025"],
        ["By", "kim"],
    ]
    assert book.active.title == "Table"


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here."""
    return sqlite_settings


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_timeline_becomes_a_picture_in_dots_and_in_lines(app_tieline: Tieline) -> None:
    from projections.timeline import timeline

    chart = timeline_chart(timeline(app_tieline.database, STREAM), date(2026, 11, 22), "light", name="Harbour Foods")
    title = ["Harbour Foods", "As of 22 Nov 2026."]
    width, height = size_of(as_png(chart.spec, chart.datasets, title))
    assert 1500 < width < 3000
    assert 150 < height < 2000
    drawn = as_svg(chart.spec, chart.datasets, title)
    root = ET.fromstring(drawn)
    words = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Harbour Foods", "As of 22 Nov 2026.", "Classification"} <= words


def test_many_words_above_a_picture_neither_widen_it_nor_run_out_of_it(app_tieline: Tieline) -> None:
    from projections.timeline import timeline

    chart = timeline_chart(timeline(app_tieline.database, STREAM), date(2026, 11, 22), "light", name="Harbour Foods")
    plain = as_png(chart.spec, chart.datasets, ["Harbour Foods", "As of 22 Nov 2026."])
    wordy = as_png(chart.spec, chart.datasets, ["Harbour Foods", "a strategic account " * 200, "As of 22 Nov 2026."])
    assert size_of(wordy)[0] == size_of(plain)[0]
    lines = standalone(chart.spec, chart.datasets, ["Harbour Foods", "a strategic account " * 200])["title"]["subtitle"]
    assert len(lines) == 3
    assert lines[-1].endswith(" …")


def test_a_picture_fetches_nothing() -> None:
    spec = {"data": {"url": "http://127.0.0.1:9/secret.csv"}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        as_svg(spec)


PAGE = """
import pandas as pd
from ui.parts.sharing import Drawn, share_table
from ui.settings import Settings

spec = {"mark": "bar", "data": {"name": "bars"}, "encoding": {"x": {"field": "n", "type": "quantitative"}}}
table = pd.DataFrame({"account": ["=1+1"], "n": [3]})
share_table(table, "Plans", "plans", {"class": "stable"}, says="Every plan.", picture=Drawn(spec, {"bars": table}))
"""


def test_each_file_is_noted_as_it_leaves_with_its_filters_and_both_dates(
    app_tieline: Tieline, take: dict[str, Callable[[], bytes]]
) -> None:
    at = AppTest.from_string(PAGE, default_timeout=30)
    at.query_params["as_of"], at.query_params["known_on"] = "2024-12-31", "2025-01-03"
    at.run()
    assert not at.exception
    assert app_tieline.access_log.entries() == []
    files = {name: made() for name, made in take.items()}
    assert list(files) == ["plans.csv", "plans.xlsx", "plans.png", "plans.svg"]
    noted = app_tieline.access_log.entries()[::-1]
    assert [each.what for each in noted] == ["table export", "table export", "picture export", "picture export"]
    assert {tuple(each.about.items()) for each in noted} == {
        (("as_of", "2024-12-31"), ("class", "stable"), ("known_on", "2025-01-03"))
    }
    about = load_workbook(BytesIO(files["plans.xlsx"]))["About"]
    said = {str(row[0].value): row[1].value for row in about.iter_rows()}
    assert said["Shows"] == "Every plan."
    assert (said["As of"], said["As known on"], said["Class"]) == ("31 Dec 2024", "3 Jan 2025", "stable")
    assert said["Made"] == "22 Nov 2026, 09:00 UTC"
    assert b"As of 31 Dec 2024 as known on 3 Jan 2025." in files["plans.svg"]
    size_of(files["plans.png"])


def test_the_address_of_the_view_keeps_its_filters_and_its_dates(app_tieline: Tieline) -> None:
    at = AppTest.from_string(PAGE, default_timeout=30)
    at.query_params["class"] = ["stable", "integrated"]
    at.run()
    follows, for_good = (each.value for each in at.code)
    assert follows.endswith("?class=stable&class=integrated")
    assert for_good.endswith("?class=stable&class=integrated&as_of=2026-11-22&known_on=2026-11-22")


def test_amounts_and_days_that_were_written_for_a_reader_can_be_added_and_ordered() -> None:
    table = pd.DataFrame(
        {
            "Account": ["Alder", "1,200", "Birch"],
            "Net profit": ["12,000,000.50", "-1,200", "–"],
            "Due": ["17 May 2024", "Q1 2024", ""],
            "Called": ["-1,200", "2024", "007"],
            "Code": ["007", "12", "3"],
        }
    )
    (_, *rows) = csv.reader(StringIO(as_csv(table).decode(), newline=""))
    assert rows == [
        ["Alder", "12000000.50", "2024-05-17", "'-1,200", "007"],
        ["1,200", "-1200", "Q1 2024", "2024", "12"],
        ["Birch", "", "", "007", "3"],
    ]
    (alder, second, birch) = load_workbook(BytesIO(as_xlsx(table, "Amounts", {})))["Table"].iter_rows(min_row=2)
    assert [(each.value, each.data_type) for each in (alder[1], second[1])] == [(12_000_000.5, "n"), (-1200, "n")]
    assert (birch[1].value, alder[2].value.date(), second[2].data_type) == (None, DAY, "s")
    assert [each[0].data_type for each in (alder, second, birch)] == ["s", "s", "s"]


def test_a_number_as_tieline_keeps_amounts_is_written_in_plain_digits() -> None:
    table = pd.DataFrame({"amount": [Decimal("1E+3"), Decimal("-0.00000010"), Decimal("NaN")]}, dtype=object)
    assert as_csv(table).decode().splitlines()[1:] == ["1000", "-0.00000010", '""']


def test_a_day_that_there_is_not_stays_words() -> None:
    assert cell("31 Feb 2024") == "31 Feb 2024"
    assert column(["31 Feb 2024"]) == ["31 Feb 2024"]
