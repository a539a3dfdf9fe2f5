"""Capacity for change: does, refuses, stays quiet."""

import pytest

from domain.company.capacity import CapacityOutOfRange, CapacitySet, NotAChannelPartner, SetCapacity
from domain.history.refusal import NothingEntered
from domain.relationship.figures import PeriodNotAccepted
from domain.relationship.vocabulary import Party
from tests.domain.scenario import given_company, on

TWELVE = CapacitySet(on=on("2024-11-01"), party="own company", period=on("2025-Q1"), capacity=12)


def set_capacity(
    capacity: int = 12,
    *,
    party: Party = "own company",
    period: str = "2025-Q1",
    partner: str = "",
    when: str = "2024-11-01",
) -> SetCapacity:
    return SetCapacity(on=on(when), party=party, period=on(period), capacity=capacity, channel_partner=partner)


def test_a_capacity_is_set_and_begins_the_companys_history() -> None:
    given_company().when(set_capacity()).then(TWELVE)


def test_a_capacity_is_set_for_a_year_and_for_every_account() -> None:
    given_company().when(set_capacity(party="the account", period="2025")).then(
        CapacitySet(on=on("2024-11-01"), party="the account", period=on("2025"), capacity=12)
    )


@pytest.mark.parametrize("capacity", [0, 10_000])
def test_a_capacity_may_be_as_small_as_none_and_as_large_as_the_limit(capacity: int) -> None:
    given_company().when(set_capacity(capacity)).then(
        CapacitySet(on=on("2024-11-01"), party="own company", period=on("2025-Q1"), capacity=capacity)
    )


@pytest.mark.parametrize("capacity", [-1, 10_001])
def test_a_capacity_outside_the_limits_is_refused(capacity: int) -> None:
    given_company().when(set_capacity(capacity)).then_refused(CapacityOutOfRange, "from 0 to 10000", field="capacity")


@pytest.mark.parametrize("period", ["2025-01", "2025-01-15"])
def test_a_capacity_of_a_month_or_day_is_refused(period: str) -> None:
    given_company().when(set_capacity(period=period)).then_refused(
        PeriodNotAccepted, "a quarter (2024-Q1) or a year (2024)", field="period"
    )


def test_a_channel_partner_is_named() -> None:
    given_company().when(set_capacity(party="channel partner", partner="  Northway  Logistics ")).then(
        CapacitySet(
            on=on("2024-11-01"),
            party="channel partner",
            channel_partner="Northway Logistics",
            period=on("2025-Q1"),
            capacity=12,
        )
    )


def test_a_channel_partner_without_a_name_is_refused() -> None:
    given_company().when(set_capacity(party="channel partner")).then_refused(NothingEntered, field="channel_partner")


def test_a_channel_partners_name_for_anybody_else_is_refused() -> None:
    given_company().when(set_capacity(partner="Northway")).then_refused(
        NotAChannelPartner, "leave the name out", field="channel_partner"
    )


def test_setting_the_very_same_capacity_again_stays_quiet() -> None:
    given_company(TWELVE).when(set_capacity(when="2024-12-01")).then_nothing()


def test_a_capacity_is_revised_and_the_latest_counts() -> None:
    eight = CapacitySet(on=on("2024-12-01"), party="own company", period=on("2025-Q1"), capacity=8)
    given_company(TWELVE).when(set_capacity(8, when="2024-12-01")).then(eight)
    assert [each.capacity for each in given_company(TWELVE, eight).state().capacities.values()] == [8]


def test_what_was_revised_later_does_not_silence_what_was_set_before_that() -> None:
    given_company(TWELVE).when(set_capacity(when="2024-10-01")).then(
        CapacitySet(on=on("2024-10-01"), party="own company", period=on("2025-Q1"), capacity=12)
    )


def test_each_party_and_period_has_a_capacity_of_its_own() -> None:
    partner = CapacitySet(
        on=on("2024-11-01"), party="channel partner", channel_partner="Northway", period=on("2025-Q1"), capacity=3
    )
    shouted = CapacitySet(
        on=on("2024-11-02"), party="channel partner", channel_partner="NORTHWAY", period=on("2025-Q1"), capacity=4
    )
    year = CapacitySet(on=on("2024-11-01"), party="own company", period=on("2025"), capacity=40)
    kept = given_company(TWELVE, partner, shouted, year).state().capacities.values()
    assert [(each.party, str(each.period), each.capacity) for each in kept] == [
        ("own company", "2025-Q1", 12),
        ("channel partner", "2025-Q1", 4),
        ("own company", "2025", 40),
    ]
