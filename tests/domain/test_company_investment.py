"""What the company invests in IT: does, refuses, stays quiet."""

from decimal import Decimal

from domain.company.investment import CompanyInvested, ReportCompanyInvestment
from domain.relationship.figures import AmountNotUnderstood, CurrencyNotUnderstood, PeriodNotAccepted, PeriodNotBegun
from domain.relationship.vocabulary import Dimension
from tests.domain.scenario import given_company, on

INVESTED = CompanyInvested(
    on=on("2025-01-10"), dimension="horizontal", period=on("2024"), amount=Decimal(400_000), currency="EUR"
)


def report(
    amount: str = "400000",
    *,
    dimension: Dimension = "horizontal",
    period: str = "2024",
    currency: str = "EUR",
    when: str = "2025-01-10",
) -> ReportCompanyInvestment:
    return ReportCompanyInvestment(
        on=on(when), dimension=dimension, period=on(period), amount=Decimal(amount), currency=currency
    )


def test_an_investment_is_reported() -> None:
    given_company().when(report()).then(INVESTED)


def test_a_currency_may_be_typed_in_small_letters() -> None:
    given_company().when(report(currency=" eur ")).then(INVESTED)


def test_what_is_no_currency_is_refused() -> None:
    given_company().when(report(currency="euros")).then_refused(CurrencyNotUnderstood, "USD or EUR", field="currency")


def test_a_negative_investment_is_refused() -> None:
    given_company().when(report("-1")).then_refused(AmountNotUnderstood, "write 0 or more", field="amount")


def test_an_investment_of_a_day_or_of_the_future_is_refused() -> None:
    given_company().when(report(period="2024-03-01")).then_refused(PeriodNotAccepted, field="period")
    given_company().when(report(period="2026")).then_refused(PeriodNotBegun, "2026-01-01", field="period")


def test_the_very_same_investment_stays_quiet() -> None:
    given_company(INVESTED).when(report("400000.00", when="2025-02-01")).then_nothing()


def test_an_investment_reported_again_replaces_the_amount_but_not_that_of_another_currency_or_dimension() -> None:
    dollars = CompanyInvested(
        on=on("2025-01-10"), dimension="horizontal", period=on("2024"), amount=Decimal(5), currency="USD"
    )
    vertical = CompanyInvested(
        on=on("2025-01-10"), dimension="vertical", period=on("2024"), amount=Decimal(7), currency="EUR"
    )
    again = CompanyInvested(
        on=on("2025-02-01"), dimension="horizontal", period=on("2024"), amount=Decimal(410_000), currency="EUR"
    )
    given_company(INVESTED, dollars, vertical).when(report("410000", when="2025-02-01")).then(again)
    kept = given_company(INVESTED, dollars, vertical, again).state().investments.values()
    assert [(each.dimension, each.currency, each.amount) for each in kept] == [
        ("horizontal", "EUR", 410_000),
        ("horizontal", "USD", 5),
        ("vertical", "EUR", 7),
    ]
