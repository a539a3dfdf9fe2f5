"""Peaks, drains and deserts, and the IT investment, worked out by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.access import Actor
from domain.company.investment import ReportCompanyInvestment
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.version_1 import POLICY
from domain.relationship.economics import ReportEconomics, ReportInvestment
from domain.relationship.opening import OpenRelationship
from domain.relationship.rules import Rules
from domain.relationship.vocabulary import Dimension
from projections.economics import by_account, by_dimension, by_year, counts, investments, moves, standing
from projections.projection import FOREVER, day_of
from tests.conftest import Clock
from ui.bootstrap import Tieline

END = date(2025, 12, 31)

Report = tuple[str, str, str, str, str]
"""Account, period, currency, revenue and net profit, in millions; "" for none."""

STORY: list[Report] = [
    ("Alder", "2022", "USD", "9", "0.6"),
    ("Alder", "2023", "USD", "11", "0.6"),
    ("Alder", "2024-Q1", "USD", "3", "0.1"),
    ("Alder", "2024-Q2", "USD", "3", "0.1"),
    ("Alder", "2024-Q3", "USD", "3", "0.1"),
    ("Alder", "2024-Q4", "USD", "3", "0.1"),
    ("Alder", "2024", "EUR", "1", "-0.2"),
    ("Birch", "2023", "USD", "2", "0.1"),
    ("Birch", "2024", "USD", "10", "0.5"),
    ("Cedar", "2024", "USD", "20", ""),
    ("Dogwood", "2024", "GBP", "20", "5"),
]
"""Alder's four quarters of 2024 make 12 million with 0.4 of profit; nobody knows what Cedar left."""


def millions(text: str) -> Decimal | None:
    return Decimal(text) * 1_000_000 if text else None


def report(tieline: Tieline, kim: Actor, given: Report, when: str = "2025-02-01") -> None:
    account, period, currency, revenue, net_profit = given
    command = ReportEconomics(
        on=parse_when(when),
        period=parse_when(period),
        currency=currency,
        revenue=millions(revenue),
        net_profit=millions(net_profit),
    )
    tieline.handle(account, command, by=kim)


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name in ("Alder", "Birch", "Cedar", "Dogwood"):
        tieline.handle(name, OpenRelationship(on=parse_when("2020"), name=name), by=kim)
    tieline.handle("group", OpenRelationship(on=parse_when("2020"), name="All", kind="segment"), by=kim)
    report(tieline, kim, ("group", "2024", "USD", "90", "9"))
    for each in STORY:
        report(tieline, kim, each)
    return tieline


@pytest.fixture
def rules_on(tieline: Tieline) -> Callable[[date], Rules]:
    return tieline.tracker.around.rules_on


def placed(tieline: Tieline, as_of: date = END, known_at: int = FOREVER) -> dict[tuple[str, str], str]:
    found = standing(tieline.database, as_of, tieline.tracker.around.rules_on, known_at)
    keys = zip(found["name"], found["currency"], strict=True)
    return dict(zip(keys, found["segment"], strict=True))


def alder(tieline: Tieline, as_of: date = END) -> dict[Any, Any]:
    """Where Alder stands in dollars."""
    found = standing(tieline.database, as_of, tieline.tracker.around.rules_on)
    return next(each for each in found.to_dict("records") if (each["name"], each["currency"]) == ("Alder", "USD"))


def test_the_map_places_each_account_in_each_currency_by_its_own_threshold(portfolio: Tieline) -> None:
    assert placed(portfolio) == {
        ("Alder", "EUR"): "desert",
        ("Alder", "USD"): "drain",
        ("Birch", "USD"): "peak",
        ("Cedar", "USD"): "no whole year",
        ("Dogwood", "GBP"): "no threshold",
    }


def test_four_quarters_make_a_year(portfolio: Tieline) -> None:
    found = alder(portfolio)
    assert (found["revenue"], found["net_profit"]) == (12_000_000, 400_000)
    assert (day_of(found["starts"]), day_of(found["ends"])) == (date(2024, 1, 1), date(2024, 12, 31))
    assert found["seq"] == portfolio.tracker.history("Alder")[6].seq


def test_a_later_quarter_moves_the_twelve_months_on(portfolio: Tieline, kim: Actor) -> None:
    report(portfolio, kim, ("Alder", "2025-Q1", "USD", "3", "0.2"), "2025-04-10")
    assert placed(portfolio, date(2025, 4, 9))["Alder", "USD"] == "drain"
    found = alder(portfolio, date(2025, 4, 10))
    assert (day_of(found["starts"]), day_of(found["ends"])) == (date(2024, 4, 1), date(2025, 3, 31))
    assert (found["net_profit"], found["segment"]) == (500_000, "peak")


def test_nothing_stands_before_it_was_reported(portfolio: Tieline) -> None:
    assert placed(portfolio, date(2025, 1, 31)) == {}
    assert len(placed(portfolio, date(2025, 2, 1))) == 5


def test_a_period_that_has_not_ended_does_not_count(portfolio: Tieline, kim: Actor) -> None:
    report(portfolio, kim, ("Birch", "2025", "USD", "1", "0.1"), "2025-06-01")
    assert placed(portfolio, date(2025, 12, 30))["Birch", "USD"] == "peak"
    assert placed(portfolio)["Birch", "USD"] == "desert"


def test_three_months_make_a_quarter_and_a_missing_one_does_not(portfolio: Tieline, kim: Actor) -> None:
    report(portfolio, kim, ("Alder", "2025-01", "USD", "1", "0.2"), "2025-05-01")
    report(portfolio, kim, ("Alder", "2025-03", "USD", "1", "0.2"), "2025-05-01")
    assert day_of(alder(portfolio)["ends"]) == date(2024, 12, 31)
    report(portfolio, kim, ("Alder", "2025-02", "USD", "1", "0.2"), "2025-05-02")
    found = alder(portfolio)
    assert (day_of(found["ends"]), found["revenue"], found["net_profit"]) == (date(2025, 3, 31), 12_000_000, 900_000)


def test_a_year_reported_as_such_goes_before_its_quarters(portfolio: Tieline, kim: Actor) -> None:
    report(portfolio, kim, ("Alder", "2024", "USD", "13", "0.7"), "2025-03-01")
    assert placed(portfolio)["Alder", "USD"] == "peak"


def test_a_period_reported_again_replaces_what_was_reported_and_what_was_known_stays(
    portfolio: Tieline, kim: Actor, clock: Clock
) -> None:
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    report(portfolio, kim, ("Birch", "2024", "USD", "", "0.4"), "2025-03-01")
    assert placed(portfolio)["Birch", "USD"] == "drain"
    assert placed(portfolio, END, known_then)["Birch", "USD"] == "peak"
    assert placed(portfolio, date(2025, 2, 28))["Birch", "USD"] == "peak"


def test_low_revenue_with_high_profit_has_no_name_in_the_article(portfolio: Tieline, kim: Actor, rules_on: Any) -> None:
    found = by_year(portfolio.database, END, rules_on)
    those = found[(found["name"] == "Alder") & (found["currency"] == "USD")]
    assert list(zip(those["year"], those["segment"], strict=True)) == [
        (2022, "small but profitable"),
        (2023, "peak"),
        (2024, "drain"),
    ]


def test_accounts_move_on_the_map_from_year_to_year(portfolio: Tieline, rules_on: Any) -> None:
    years = by_year(portfolio.database, END, rules_on)
    found = moves(years, date(2023, 12, 30))
    assert list(zip(found["name"], found["year"], found["before"], found["segment"], strict=True)) == [
        ("Alder", 2023, "small but profitable", "peak"),
        ("Alder", 2024, "peak", "drain"),
        ("Birch", 2024, "desert", "peak"),
    ]
    assert list(moves(years, date(2023, 12, 31))["year"]) == [2024, 2024]


def test_the_segments_are_counted_by_year_and_currency(portfolio: Tieline, rules_on: Any) -> None:
    found = counts(by_year(portfolio.database, END, rules_on))
    assert list(found.columns) == [
        "currency", "year", "peak", "drain", "desert", "small but profitable", "no threshold",
    ]  # fmt: skip
    assert found.to_numpy().tolist() == [
        ["EUR", 2024, 0, 0, 1, 0, 0],
        ["GBP", 2024, 0, 0, 0, 0, 1],
        ["USD", 2022, 0, 0, 0, 1, 0],
        ["USD", 2023, 1, 0, 1, 0, 0],
        ["USD", 2024, 1, 1, 0, 0, 0],
    ]


def test_a_year_is_judged_by_the_policy_of_its_last_day(portfolio: Tieline, kim: Actor) -> None:
    higher = parse(POLICY, ["segments.USD.revenue=15000000"])
    change = ChangePolicy(on=parse_when("2024"), rules=higher, reason="accounts have grown")
    portfolio.handle("policy", change, by=kim)
    found = by_year(portfolio.database, END, portfolio.tracker.around.rules_on)
    usd = found[found["currency"] == "USD"]
    assert list(zip(usd["name"], usd["year"], usd["segment"], strict=True)) == [
        ("Alder", 2022, "small but profitable"),
        ("Alder", 2023, "peak"),
        ("Birch", 2023, "desert"),
        ("Alder", 2024, "desert"),
        ("Birch", 2024, "small but profitable"),
    ]


INVESTED: list[tuple[str, Dimension, str, int, str]] = [
    ("company", "horizontal", "2024", 400, "EUR"),
    ("company", "horizontal", "2024-Q1", 150, "EUR"),
    ("company", "vertical", "2023", 70, "EUR"),
    ("Alder", "customer-integrated", "2024-Q1", 10, "EUR"),
    ("Alder", "customer-integrated", "2024-05", 5, "EUR"),
    ("Birch", "customer-integrated", "2024", 20, "EUR"),
    ("Birch", "customer-integrated", "2024", 7, "USD"),
    ("Birch", "horizontal", "2024", 1, "EUR"),
]
"""The company's 2024 as a year, Alder's by a quarter and a month, Birch's in two currencies."""


@pytest.fixture
def invested(portfolio: Tieline, kim: Actor) -> Tieline:
    on = parse_when("2025-02-01")
    for stream, dimension, period, amount, currency in INVESTED:
        invest = ReportCompanyInvestment if stream == "company" else ReportInvestment
        command = invest(
            on=on, dimension=dimension, period=parse_when(period), amount=Decimal(amount), currency=currency
        )
        portfolio.handle(stream, command, by=kim)
    return portfolio


def test_investment_is_added_by_dimension_and_never_across_currencies(invested: Tieline) -> None:
    found = by_dimension(investments(invested.database, date(2022, 12, 31), END))
    assert found.to_numpy().tolist() == [
        ["EUR", 2023, "vertical", 70, 0],
        ["EUR", 2024, "horizontal", 400, 1],
        ["EUR", 2024, "customer-integrated", 0, 35],
        ["USD", 2024, "customer-integrated", 0, 7],
    ]


def test_only_years_that_end_after_the_span_begins_are_looked_at(invested: Tieline) -> None:
    assert set(investments(invested.database, date(2023, 12, 31), END)["year"]) == {2024}
    assert set(investments(invested.database, date(2023, 12, 30), END)["year"]) == {2023, 2024}


def test_investment_is_added_by_account(invested: Tieline) -> None:
    found = by_account(investments(invested.database, date(2022, 12, 31), END))
    assert found[["name", "currency", "horizontal", "vertical", "customer-integrated"]].to_numpy().tolist() == [
        ["Birch", "EUR", 1, 0, 20],
        ["Alder", "EUR", 0, 0, 15],
        ["Birch", "USD", 0, 0, 7],
    ]


def test_an_investment_reported_again_replaces_the_amount(invested: Tieline, kim: Actor) -> None:
    again = ReportInvestment(
        on=parse_when("2025-03-01"),
        dimension="customer-integrated",
        period=parse_when("2024"),
        amount=Decimal(30),
        currency="EUR",
    )
    invested.handle("Birch", again, by=kim)
    after = by_account(investments(invested.database, date(2022, 12, 31), END))
    before = by_account(investments(invested.database, date(2022, 12, 31), date(2025, 2, 28)))
    assert list(after["customer-integrated"]) == [30, 15, 7]
    assert list(before["customer-integrated"]) == [20, 15, 7]


def test_nothing_is_known_of_an_empty_portfolio(tieline: Tieline, rules_on: Any) -> None:
    assert standing(tieline.database, END, rules_on).empty
    years = by_year(tieline.database, END, rules_on)
    assert counts(years).empty
    assert moves(years, date(2020, 1, 1)).empty
    assert by_dimension(investments(tieline.database, date(2020, 1, 1), END)).empty
