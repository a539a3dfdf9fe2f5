"""Dates are spans as precise as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.history.refusal import DateNotUnderstood
from domain.history.when import EARLIEST, LATEST, PRECISIONS, When, add_months, parse_when, widen


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-17", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("1997", date(1997, 1, 1), date(1997, 12, 31)),
    ],
)
def test_a_date_is_a_span_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    assert (parse_when(text).first, parse_when(text).last) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "2024-Q5", "17.05.2024", "24", "0001", "2200"])
def test_a_date_that_cannot_be_read_is_refused_with_what_would_be_accepted(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match=r"write a day \(2024-05-17\), a month"):
        parse_when(text)


days = st.dates(EARLIEST, LATEST)
precisions = st.sampled_from(PRECISIONS)


@given(days, precisions)
def test_a_date_written_down_and_read_again_is_the_same(day: date, precision: str) -> None:
    when = widen(day, precision)  # type: ignore[arg-type]  # sampled from the precisions
    assert parse_when(str(when)) == when


@given(days, precisions)
def test_a_widened_day_lies_within_its_span(day: date, precision: str) -> None:
    when = widen(day, precision)  # type: ignore[arg-type]  # as above
    assert when.first <= day <= when.last


@given(days, days)
def test_a_day_is_certainly_before_another_only_if_it_is_earlier(one: date, other: date) -> None:
    assert When(first=one).certainly_before(When(first=other)) == (one < other)


def test_a_month_after_the_end_of_january_is_the_end_of_february() -> None:
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
