"""Where every relationship stands, worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan, ClosePlan
from domain.relationship.opening import OpenRelationship
from projections.portfolio import names, portfolio
from projections.projection import day_number
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case


def classes(tieline: Tieline, day: date) -> dict[str, int]:
    frame = portfolio(tieline.database, day)
    return dict(frame[frame["kind"] == "account"].groupby("account_class").size())


@pytest.fixture
def strategic(tieline: Tieline, kim: Actor) -> Tieline:
    """Harbour Foods, strategic since 2020, with a plan from April 2020 to April 2024."""
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2020-02-01"), to="strategic", reason="able"), by=kim)
    plan = AgreePlan(
        on=parse_when("2020-03-01"), plan_id="p", title="Plan", starts=date(2020, 4, 1), ends=date(2024, 4, 1)
    )
    tieline.handle("s", plan, by=kim)
    return tieline


@pytest.mark.parametrize(
    ("day", "plan"),
    [
        (date(2020, 3, 31), ""),
        (date(2020, 4, 1), "Plan"),
        (date(2024, 3, 31), "Plan"),
        (date(2024, 4, 1), ""),
    ],
)
def test_a_plan_is_in_force_from_its_start_to_the_day_before_its_end(strategic: Tieline, day: date, plan: str) -> None:
    assert portfolio(strategic.database, day)["plan"].item() == plan


def test_a_plan_closed_early_is_no_longer_in_force_from_that_day(strategic: Tieline, kim: Actor) -> None:
    strategic.handle("s", ClosePlan(on=parse_when("2022-06-01"), plan_id="p"), by=kim)
    assert portfolio(strategic.database, date(2022, 5, 31))["plan"].item() == "Plan"
    assert portfolio(strategic.database, date(2022, 6, 1))["plan"].item() == ""


def test_a_class_logged_late_does_not_become_todays(strategic: Tieline, kim: Actor) -> None:
    strategic.handle("s", Reclassify(on=parse_when("2020-01-10"), to="emerging", reason="late"), by=kim)
    assert portfolio(strategic.database, date(2026, 1, 1))["account_class"].item() == "strategic"
    assert portfolio(strategic.database, date(2020, 1, 15))["account_class"].item() == "emerging"


def test_a_class_that_is_ahead_is_not_yet_todays(strategic: Tieline, kim: Actor) -> None:
    strategic.handle("s", Reclassify(on=parse_when("2030-01-01"), to="stable", reason="agreed ahead"), by=kim)
    assert portfolio(strategic.database, date(2026, 1, 1))["account_class"].item() == "strategic"
    assert portfolio(strategic.database, date(2030, 1, 1))["account_class"].item() == "stable"


def test_what_was_not_yet_recorded_was_not_yet_known(strategic: Tieline, clock: Clock, kim: Actor) -> None:
    known_at = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    strategic.handle("s", Reclassify(on=parse_when("2025-01-01"), to="stable", reason="no will"), by=kim)
    assert portfolio(strategic.database, date(2026, 1, 1), known_at)["account_class"].item() == "strategic"
    assert portfolio(strategic.database, date(2026, 1, 1))["account_class"].item() == "stable"


def test_the_last_event_is_the_last_that_had_happened(strategic: Tieline) -> None:
    assert portfolio(strategic.database, date(2026, 1, 1))["last_event"].item() == day_number(date(2020, 3, 1))
    assert portfolio(strategic.database, date(2020, 2, 15))["last_event"].item() == day_number(date(2020, 2, 1))


def test_the_published_accounts_had_these_classes_in_these_years(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    assert classes(tieline, date(1987, 12, 31))["emerging"] == 1
    nineties = classes(tieline, date(1996, 1, 1))
    assert (nineties["strategic"], nineties["integrated"], nineties["emerging"]) == (1, 2, 2)
    today = classes(tieline, date(2026, 11, 22))
    assert (today["strategic"], today["integrated"], today["emerging"], today[""]) == (1, 4, 4, 11)


def test_groups_of_accounts_are_segments(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    found = names(tieline.database)
    assert list(found.loc[found["kind"] == "segment", "name"]) == [
        "All retail customers (programme)",
        "High-frequency stores",
        "Independents and wholesaler-supplied stores",
    ]
    assert list(found["name"]) == sorted(found["name"], key=str.casefold)


def test_one_relationship_stands_where_the_whole_portfolio_says(strategic: Tieline, kim: Actor) -> None:
    strategic.handle("t", OpenRelationship(on=parse_when("2021"), name="Pine Retail"), by=kim)
    strategic.handle("t", Reclassify(on=parse_when("2021-02-01"), to="strategic", reason="able"), by=kim)
    same_id = AgreePlan(
        on=parse_when("2021-03-01"), plan_id="p", title="Other", starts=date(2021, 4, 1), ends=date(2025, 4, 1)
    )
    strategic.handle("t", same_id, by=kim)
    strategic.handle("t", ClosePlan(on=parse_when("2022-06-01"), plan_id="p"), by=kim)
    whole = portfolio(strategic.database, date(2023, 1, 1))
    assert list(whole["plan"]) == ["Plan", ""]
    for each in ("s", "t"):
        alone = portfolio(strategic.database, date(2023, 1, 1), relationship=each)
        assert alone.to_dict("records") == whole[whole["relationship"] == each].to_dict("records")


def test_an_empty_ledger_has_an_empty_portfolio_with_its_columns(tieline: Tieline) -> None:
    frame = portfolio(tieline.database, date(2026, 1, 1))
    assert frame.empty
    assert {"name", "account_class", "plan", "last_event"} <= set(frame.columns)
