"""Economics of an account: does, refuses, stays quiet; and the profit segment."""

from decimal import Decimal
from typing import Any

import pytest

from domain.history.refusal import NothingEntered
from domain.history.sentence import sentence
from domain.relationship.economics import (
    AccountInvested,
    EconomicsReported,
    ReportEconomics,
    ReportInvestment,
    ShareOutsideWhole,
    segment,
)
from domain.relationship.figures import AmountNotUnderstood, CurrencyNotUnderstood, PeriodNotAccepted, PeriodNotBegun
from domain.relationship.rules import SegmentThreshold
from tests.domain.scenario import HARBOUR, given, on

REPORTED = EconomicsReported(
    on=on("2024-04-10"),
    period=on("2024-Q1"),
    currency="USD",
    revenue=Decimal(3_200_000),
    net_profit=Decimal(180_000),
)
INVESTED = AccountInvested(
    on=on("2025-01-10"), dimension="customer-integrated", period=on("2024"), amount=Decimal(90_000), currency="EUR"
)


def report(
    *, period: str = "2024-Q1", currency: str = "USD", when: str = "2024-04-10", **figures: str
) -> ReportEconomics:
    more: dict[str, Any] = {name: Decimal(figure) for name, figure in figures.items()}
    return ReportEconomics(on=on(when), period=on(period), currency=currency, **more)


def invest(
    amount: str = "90000", *, period: str = "2024", currency: str = "EUR", when: str = "2025-01-10"
) -> ReportInvestment:
    return ReportInvestment(
        on=on(when), dimension="customer-integrated", period=on(period), amount=Decimal(amount), currency=currency
    )


def test_figures_of_a_period_are_reported() -> None:
    given(HARBOUR).when(report(revenue="3200000", net_profit="180000")).then(REPORTED)


@pytest.mark.parametrize("figure", ["revenue", "net_profit", "cost_to_serve", "share_of_wallet"])
def test_one_figure_is_enough(figure: str) -> None:
    more: dict[str, Any] = {figure: Decimal(0)}
    given(HARBOUR).when(report(**{figure: "0"})).then(
        EconomicsReported(on=on("2024-04-10"), period=on("2024-Q1"), currency="USD", **more)
    )


def test_a_report_without_any_figure_is_refused() -> None:
    given(HARBOUR).when(report()).then_refused(NothingEntered, "at least one of revenue", field="revenue")


def test_a_loss_is_reported() -> None:
    given(HARBOUR).when(report(net_profit="-5000.50")).then(
        EconomicsReported(on=on("2024-04-10"), period=on("2024-Q1"), currency="USD", net_profit=Decimal("-5000.50"))
    )


@pytest.mark.parametrize("figure", ["revenue", "cost_to_serve", "share_of_wallet"])
def test_a_negative_figure_other_than_a_loss_is_refused(figure: str) -> None:
    given(HARBOUR).when(report(**{figure: "-0.01"})).then_refused(AmountNotUnderstood, "write 0 or more", field=figure)


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity", "1E15", "-1E15"])
def test_what_is_no_plain_number_is_refused(figure: str) -> None:
    given(HARBOUR).when(report(net_profit=figure)).then_refused(AmountNotUnderstood, field="net_profit")


def test_a_share_of_wallet_is_at_most_everything() -> None:
    given(HARBOUR).when(report(share_of_wallet="100")).then(
        EconomicsReported(on=on("2024-04-10"), period=on("2024-Q1"), currency="USD", share_of_wallet=Decimal(100))
    )
    given(HARBOUR).when(report(share_of_wallet="100.1")).then_refused(
        ShareOutsideWhole, "from 0 to 100", field="share_of_wallet"
    )


def test_what_is_no_currency_or_no_period_is_refused() -> None:
    given(HARBOUR).when(report(currency="$", revenue="1")).then_refused(CurrencyNotUnderstood, field="currency")
    given(HARBOUR).when(report(period="2024-03-31", revenue="1")).then_refused(PeriodNotAccepted, field="period")


def test_figures_are_reported_from_the_first_day_of_the_period_on() -> None:
    given(HARBOUR).when(report(when="2023-12-31", revenue="1")).then_refused(
        PeriodNotBegun, "2024-01-01 or later", field="period"
    )
    given(HARBOUR).when(report(when="2024-01-01", revenue="1")).then(
        EconomicsReported(on=on("2024-01-01"), period=on("2024-Q1"), currency="USD", revenue=Decimal(1))
    )


def test_the_very_same_figures_stay_quiet() -> None:
    given(HARBOUR, REPORTED).when(report(when="2024-05-01", revenue="3200000.0")).then_nothing()


def test_figures_reported_again_replace_those_before_and_leave_the_others() -> None:
    again = EconomicsReported(
        on=on("2024-05-01"), period=on("2024-Q1"), currency="USD", net_profit=Decimal(150_000), cost_to_serve=Decimal(9)
    )
    given(HARBOUR, REPORTED).when(report(when="2024-05-01", net_profit="150000", cost_to_serve="9")).then(again)
    kept = given(HARBOUR, REPORTED, again).state().economics.figures["2024-Q1|USD"]
    assert (kept.revenue, kept.net_profit, kept.cost_to_serve) == (3_200_000, 150_000, 9)


def test_each_currency_has_figures_of_its_own() -> None:
    euros = EconomicsReported(on=on("2024-04-10"), period=on("2024-Q1"), currency="EUR", revenue=Decimal(7))
    kept = given(HARBOUR, REPORTED, euros).state().economics.figures
    assert {key: each.revenue for key, each in kept.items()} == {"2024-Q1|USD": 3_200_000, "2024-Q1|EUR": 7}


def test_an_investment_for_the_account_is_reported() -> None:
    given(HARBOUR).when(invest()).then(INVESTED)


def test_an_investment_that_is_negative_early_or_in_no_currency_is_refused() -> None:
    given(HARBOUR).when(invest("-1")).then_refused(AmountNotUnderstood, field="amount")
    given(HARBOUR).when(invest(period="2026")).then_refused(PeriodNotBegun, field="period")
    given(HARBOUR).when(invest(period="2024-01-01")).then_refused(PeriodNotAccepted, field="period")
    given(HARBOUR).when(invest(currency="")).then_refused(CurrencyNotUnderstood, field="currency")


def test_the_very_same_investment_stays_quiet_and_another_amount_replaces_it() -> None:
    given(HARBOUR, INVESTED).when(invest()).then_nothing()
    scenario = given(HARBOUR, INVESTED).when(invest("80000", when="2025-02-01"))
    (again,) = scenario.events
    kept = given(HARBOUR, INVESTED, again).state().economics.investments
    assert [each.amount for each in kept.values()] == [80_000]


def test_the_sentences_name_period_figures_and_currency() -> None:
    assert sentence(REPORTED, {}, {}) == "Economics of 2024-Q1: revenue 3,200,000 USD, net profit 180,000 USD."
    assert sentence(INVESTED, {}, {}) == "Customer-integrated IT investment in 2024: 90,000 EUR."


@pytest.mark.parametrize(
    ("revenue", "profit", "expected"),
    [
        ("10000000", "500000", "peak"),
        ("10000000", "499999.99", "drain"),
        ("10000000", "-1", "drain"),
        ("9999999.99", "499999.99", "desert"),
        ("0", "-1", "desert"),
        ("9999999.99", "500000", None),
    ],
)
def test_the_segment_by_revenue_and_profit(revenue: str, profit: str, expected: str | None) -> None:
    threshold = SegmentThreshold(revenue=Decimal(10_000_000), profit=Decimal(500_000))
    assert segment(Decimal(revenue), Decimal(profit), threshold) == expected
