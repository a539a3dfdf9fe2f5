"""Economics on the page: what its answers say, and the map of each currency."""

from datetime import date
from decimal import Decimal

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.economics import ReportEconomics, ReportInvestment
from domain.relationship.opening import OpenRelationship
from ui.bootstrap import Tieline
from ui.charts.palette import Theme
from ui.questions.economics import QUESTION
from ui.questions.question import Answer, Asked


@pytest.fixture
def reporting(tieline: Tieline, kim: Actor) -> Tieline:
    """Alder is a peak in 2023 and a drain in 2024; Birch has a quarter only."""
    on = parse_when("2025-02-01")
    for name in ("Alder", "Birch"):
        tieline.handle(name, OpenRelationship(on=parse_when("2020"), name=name), by=kim)
    for account, period, currency, profit in (
        ("Alder", "2023", "USD", 600_000),
        ("Alder", "2024", "USD", -200_000),
        ("Alder", "2024", "GBP", 1),
        ("Birch", "2024-Q4", "USD", 5),
    ):
        command = ReportEconomics(
            on=on,
            period=parse_when(period),
            currency=currency,
            revenue=Decimal("12000000.50"),
            net_profit=Decimal(profit),
            share_of_wallet=Decimal(35),
        )
        tieline.handle(account, command, by=kim)
    invest = ReportInvestment(
        on=on, dimension="vertical", period=parse_when("2024"), amount=Decimal(90_000), currency="USD"
    )
    tieline.handle("Alder", invest, by=kim)
    return tieline


def answers(tieline: Tieline, theme: Theme = "light") -> dict[str, Answer]:
    found = QUESTION.answers(Asked(tieline=tieline, as_of=date(2025, 6, 30), since=date(2022, 6, 30), theme=theme))
    return {each.title: each for each in found}


def test_there_is_a_map_for_each_currency(reporting: Tieline) -> None:
    found = answers(reporting)
    assert [title for title in found if title.startswith("Peaks")] == [
        "Peaks, drains and deserts, GBP",
        "Peaks, drains and deserts, USD",
    ]
    dollars = found["Peaks, drains and deserts, USD"]
    assert dollars.says.startswith(
        "2 accounts by the last twelve months known on 30 Jun 2025: 1 drain, 1 no whole year."
    )
    assert dollars.table.to_numpy().tolist() == [
        ["Alder", "drain", "2024", "12,000,000.50", "-200,000", "–", "35%"],
        ["Birch", "no whole year", "–", "–", "–", "–", "–"],
    ]
    assert list(dollars.accounts) == ["Alder", "Birch"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_draws_what_has_a_place_with_a_line_for_each_threshold(reporting: Tieline, theme: Theme) -> None:
    found = answers(reporting, theme)
    dollars = found["Peaks, drains and deserts, USD"].drawing
    assert dollars
    assert dollars.spec["data"]["values"] == [
        {"account": "Alder", "revenue": 12_000_000.5, "profit": -200_000.0, "segment": "drain"}
    ]
    assert [each["mark"]["type"] for each in dollars.spec["layer"]] == ["point", "text", "rule", "rule"]
    assert "1 drain" in dollars.alt
    pounds = found["Peaks, drains and deserts, GBP"].drawing
    assert pounds
    assert [each["mark"]["type"] for each in pounds.spec["layer"]] == ["point", "text"]


def test_the_moves_and_the_investment_are_told(reporting: Tieline) -> None:
    found = answers(reporting)
    assert found["How accounts moved"].table.to_numpy().tolist() == [
        ["Alder", 2024, "peak", "drain", "USD", "12,000,000.50", "-200,000"]
    ]
    assert found["Year by year"].table[["Currency", "Year", "Peak", "Drain"]].to_numpy().tolist() == [
        ["GBP", 2024, 0, 0],
        ["USD", 2023, 1, 0],
        ["USD", 2024, 0, 1],
    ]
    assert found["IT investment by dimension"].table.to_numpy().tolist() == [
        [2024, "vertical", "USD", "0", "90,000", "90,000"]
    ]
    assert found["IT investment by account"].table.to_numpy().tolist() == [["Alder", "USD", "0", "90,000", "0"]]


def test_without_any_report_it_says_what_to_report(tieline: Tieline) -> None:
    assert "report revenue and net profit" in answers(tieline)["Peaks, drains and deserts"].says
