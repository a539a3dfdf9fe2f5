"""The policy: a change of it does, is refused, stays quiet; and which version is in force."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from domain.history.refusal import ReasonMissing, Refusal
from domain.policy.change import ChangePolicy, PolicyChanged
from domain.policy.keys import parse
from domain.policy.soundness import (
    PolicyBoundsReversed,
    PolicyClassMissing,
    PolicyCurrencyUnknown,
    PolicyExpectsTooDeepLink,
    PolicyNumberTooLarge,
    PolicyShareOutsideWhole,
    PolicyValueNegative,
)
from domain.policy.version_1 import POLICY
from domain.relationship.rules import Rules, SegmentThreshold
from tests.domain.scenario import given_policy, on


def version(number: int, *assignments: str) -> Rules:
    return replace(parse(POLICY, assignments), version=number)


SHORTER = "services.strategic.plan.at_least=24"
SECOND = PolicyChanged(on=on("2024-07-01"), rules=version(2, SHORTER), reason="plans of two years work")
THIRD = PolicyChanged(on=on("2024-03-01"), rules=version(3, "attention.quiet=90"), reason="look earlier")


def change(*assignments: str, when: str = "2024-07-01", reason: str = "plans of two years work") -> ChangePolicy:
    return ChangePolicy(on=on(when), rules=parse(POLICY, assignments), reason=reason)


def test_the_policy_changes_and_becomes_version_2() -> None:
    given_policy().when(change(SHORTER)).then(SECOND)


def test_a_change_without_a_reason_is_refused() -> None:
    given_policy().when(change(SHORTER, reason=" ")).then_refused(ReasonMissing, "say why", field="reason")


def test_a_change_that_changes_nothing_stays_quiet() -> None:
    given_policy().when(change(reason="")).then_nothing()
    given_policy(SECOND).when(change(SHORTER, when="2025-01-01")).then_nothing()


def test_the_number_in_the_new_rules_is_not_looked_at() -> None:
    command = ChangePolicy(on=on("2024-07-01"), rules=version(9, SHORTER), reason="plans of two years work")
    given_policy().when(command).then(SECOND)


def test_a_change_may_take_effect_before_a_version_that_is_effective_later() -> None:
    given_policy(SECOND).when(change("attention.quiet=90", when="2024-03-01", reason="look earlier")).then(THIRD)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date.min, 1),
        (date(2024, 2, 29), 1),
        (date(2024, 3, 1), 3),
        (date(2024, 6, 30), 3),
        (date(2024, 7, 1), 2),
        (date.max, 2),
    ],
)
def test_in_force_is_the_version_with_the_latest_effective_day(day: date, expected: int) -> None:
    assert given_policy(SECOND, THIRD).state().rules_on(day).version == expected


def test_of_two_versions_effective_on_the_same_day_the_later_number_is_in_force() -> None:
    same_day = replace(THIRD, on=SECOND.on)
    assert given_policy(SECOND, same_day).state().rules_on(date(2024, 7, 1)).version == 3


def test_a_change_known_to_the_month_takes_effect_on_its_first_day() -> None:
    in_july = replace(SECOND, on=on("2024-07"))
    assert given_policy(in_july).state().rules_on(date(2024, 7, 1)).version == 2


def unsound(**changes: Any) -> Rules:
    return replace(POLICY, **changes)


@pytest.mark.parametrize(
    ("rules", "rule", "words"),
    [
        (parse(POLICY, ["services.strategic.plan.at_least=61"]), PolicyBoundsReversed, "at_least as 60 or less"),
        (parse(POLICY, ["cio_time.at_least=0.6"]), PolicyBoundsReversed, "at_most as 0.6 or more"),
        (parse(POLICY, ["cio_time.at_most=1.01"]), PolicyShareOutsideWhole, "from 0 to 1"),
        (parse(POLICY, ["attention.quiet=-1"]), PolicyValueNegative, "attention.quiet"),
        (parse(POLICY, ["segments.USD.profit=-1"]), PolicyValueNegative, "segments.USD.profit"),
        (parse(POLICY, ["segments.USD.profit=NaN"]), PolicyValueNegative, "segments.USD.profit"),
        (parse(POLICY, ["services.stable.link_expected=integrated"]), PolicyExpectsTooDeepLink, "deepest_link"),
        (unsound(services={"stable": POLICY.services["stable"]}), PolicyClassMissing, "strategic, integrated"),
        (
            unsound(segments={"dollars": SegmentThreshold(revenue=Decimal(1), profit=Decimal(1))}),
            PolicyCurrencyUnknown,
            "three capitals",
        ),
    ],
)
def test_what_no_policy_may_say_is_refused(rules: Rules, rule: type[Refusal], words: str) -> None:
    given_policy().when(ChangePolicy(on=on("2024"), rules=rules, reason="why not")).then_refused(
        rule, words, field="rules"
    )


@pytest.mark.parametrize(
    "assignment",
    ["services.strategic.plan.at_least=60", "cio_time.at_least=0.5", "cio_time.at_most=1", "attention.quiet=0"],
)
def test_the_outermost_values_that_a_policy_may_have_are_accepted(assignment: str) -> None:
    assert len(given_policy().when(change(assignment)).events) == 1


@pytest.mark.parametrize(
    "key", ["services.strategic.plan.at_most", "attention.quiet", "services.strategic.terrain_months"]
)
def test_a_number_that_no_calendar_has_room_for_is_refused(key: str) -> None:
    given_policy().when(change(f"{key}=10001")).then_refused(PolicyNumberTooLarge, "10,000 or less", field="rules")
    assert given_policy().when(change(f"{key}=10000")).events
    given_policy().when(change("segments.EUR.revenue=1E+16")).then_refused(PolicyNumberTooLarge)
