"""How the pages write dates and other people's words."""

import csv
import io
from datetime import date

import pytest

from tests.ui.pictures import story
from ui.charts.entries import precision_of
from ui.format import plain, span
from ui.parts.event_log import as_table
from ui.sharing.spreadsheet import as_csv


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(1997, 3, 12), date(1997, 3, 12), "12 Mar 1997"),
        (date(1997, 3, 1), date(1997, 3, 31), "Mar 1997"),
        (date(1997, 1, 1), date(1997, 3, 31), "Q1 1997"),
        (date(1997, 1, 1), date(1997, 12, 31), "1997"),
        (date(1997, 1, 2), date(1997, 12, 31), "2 Jan 1997 to 31 Dec 1997"),
    ],
)
def test_a_span_is_written_as_precisely_as_it_is_known(first: date, last: date, words: str) -> None:
    assert span(first, last) == words


def test_the_precision_of_a_span_is_the_narrowest_that_holds_it() -> None:
    assert precision_of(date(2024, 5, 17), date(2024, 5, 17)) == "day"
    assert precision_of(date(2024, 5, 1), date(2024, 5, 31)) == "month"
    assert precision_of(date(2024, 4, 1), date(2024, 6, 30)) == "quarter"
    assert precision_of(date(2024, 1, 1), date(2024, 12, 31)) == "year"


def test_words_are_escaped_so_that_they_format_and_fetch_nothing() -> None:
    assert plain("![a](http://b.c/d.png)") == r"\!\[a\]\(http\://b\.c/d\.png\)"
    assert plain("a | b\n\n# c") == r"a \| b \# c", "a line break would end a cell of a table"


def test_the_csv_has_a_line_for_every_event_with_its_span() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(as_table(story())).decode())))
    assert len(lines) == len(story())
    meeting = next(each for each in lines if each["event"] == "2")
    assert (meeting["when"], meeting["first_day"], meeting["last_day"]) == ("2020", "2020-01-01", "2020-12-31")
    assert meeting["recorded_at"].endswith("Z")


def test_a_word_that_a_spreadsheet_would_run_is_only_a_word_in_the_csv() -> None:
    told = story().assign(title="=HYPERLINK(1)", headline="@SUM(1)")
    line = next(csv.DictReader(io.StringIO(as_csv(as_table(told)).decode())))
    assert (line["title"], line["headline"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
