"""The CIO's time: does, refuses, stays quiet."""

from decimal import Decimal

import pytest

from domain.company.cio_time import CioHoursReported, HoursOutOfRange, ReportCioHours
from domain.relationship.figures import PeriodNotAccepted, PeriodNotBegun
from tests.domain.scenario import given_company, on

REPORTED = CioHoursReported(on=on("2024-04-02"), period=on("2024-Q1"), hours=Decimal(510))


def report(hours: str = "510", period: str = "2024-Q1", when: str = "2024-04-02") -> ReportCioHours:
    return ReportCioHours(on=on(when), period=on(period), hours=Decimal(hours))


def test_the_hours_of_a_quarter_are_reported() -> None:
    given_company().when(report()).then(REPORTED)


@pytest.mark.parametrize("period", ["2024-03", "2024"])
def test_the_hours_of_a_month_or_year_are_reported(period: str) -> None:
    given_company().when(report(period=period)).then(
        CioHoursReported(on=on("2024-04-02"), period=on(period), hours=Decimal(510))
    )


def test_the_hours_of_a_day_are_refused() -> None:
    given_company().when(report(period="2024-03-05")).then_refused(PeriodNotAccepted, "a month", field="period")


@pytest.mark.parametrize("hours", ["0", "2184"])
def test_hours_may_be_none_and_all_that_the_quarter_has(hours: str) -> None:
    given_company().when(report(hours)).then(
        CioHoursReported(on=on("2024-04-02"), period=on("2024-Q1"), hours=Decimal(hours))
    )


@pytest.mark.parametrize("hours", ["-0.5", "2184.5", "NaN", "Infinity"])
def test_hours_that_nobody_works_are_refused(hours: str) -> None:
    given_company().when(report(hours)).then_refused(HoursOutOfRange, "from 0 to 2184", field="hours")


def test_the_hours_of_a_period_that_has_not_begun_are_refused() -> None:
    given_company().when(report(period="2024-Q3")).then_refused(PeriodNotBegun, "2024-07-01 or later", field="period")


def test_hours_are_reported_from_the_first_day_of_the_period_on() -> None:
    given_company().when(report(when="2024-01-01")).then(
        CioHoursReported(on=on("2024-01-01"), period=on("2024-Q1"), hours=Decimal(510))
    )
    given_company().when(report(when="2023-12-31")).then_refused(PeriodNotBegun)


def test_the_very_same_hours_stay_quiet() -> None:
    given_company(REPORTED).when(report("510.0", when="2024-05-01")).then_nothing()


def test_hours_reported_again_replace_those_before() -> None:
    again = CioHoursReported(on=on("2024-05-01"), period=on("2024-Q1"), hours=Decimal("498.5"))
    given_company(REPORTED).when(report("498.5", when="2024-05-01")).then(again)
    assert given_company(REPORTED, again).state().cio_hours["2024-Q1"].hours == Decimal("498.5")
