"""What a decision asks of the world around it comes from the ledger, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.access import Actor
from domain.company.own_system import AddOwnSystem, MarkReady, MarkUnready
from domain.history.when import parse_when
from domain.meanwhile import ChangedMeanwhile
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan, PlanHorizonOutsidePolicy
from domain.relationship.opening import OpenRelationship
from domain.relationship.surroundings import OwnSystem
from domain.tracker import Tracker
from ui.bootstrap import Tieline
from ui.settings import Settings

HARBOUR = "relationship-harbour"


def change(assignment: str, when: str = "2024-07-01") -> ChangePolicy:
    return ChangePolicy(on=parse_when(when), rules=parse(POLICY, [assignment]), reason="drawn up anew")


def classify(to: str, when: str) -> Reclassify:
    return Reclassify(on=parse_when(when), to=to, reason="judged so")  # type: ignore[arg-type]  # shorthand


def two_years(when: str) -> AgreePlan:
    day = parse_when(when)
    ends = date(day.first.year + 2, day.first.month, 1)
    return AgreePlan(on=day, plan_id="p", title="Plan", starts=day.first, ends=ends)


@pytest.fixture
def harbour(tieline: Tieline, kim: Actor) -> Tieline:
    """A strategic account, and a policy that allows plans of two years from July 2024 on."""
    tieline.handle(HARBOUR, OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle(HARBOUR, classify("strategic", "2021"), by=kim)
    tieline.handle("policy", change("services.strategic.plan.at_least=24"), by=kim)
    return tieline


def test_a_decision_is_judged_by_the_policy_of_its_day_and_keeps_its_version(harbour: Tieline, kim: Actor) -> None:
    with pytest.raises(PlanHorizonOutsidePolicy) as refused:
        harbour.handle(HARBOUR, two_years("2024-06-01"), by=kim)
    assert refused.value.policy_version == 1
    harbour.handle(HARBOUR, two_years("2024-07-01"), by=kim)
    recorded = harbour.tracker.history(HARBOUR)
    assert [each.policy_version for each in recorded] == [1, 1, 2]


def test_a_change_of_the_policy_is_judged_by_no_policy(harbour: Tieline) -> None:
    (changed,) = harbour.tracker.history("policy")
    assert (changed.originator_version, changed.policy_version) == (1, 0)


def test_a_change_by_another_process_is_seen(
    harbour: Tieline, settings: Settings, open_it: Callable[[Settings], Tieline], kim: Actor
) -> None:
    assert harbour.tracker.around.rules_on(date(2025, 1, 1)).version == 2
    open_it(settings).handle("policy", change("attention.quiet=90", "2025"), by=kim)
    assert harbour.tracker.around.rules_on(date(2025, 1, 1)).version == 3
    assert harbour.tracker.around.rules_on(date(2024, 12, 31)).version == 2


def test_the_first_change_by_another_process_is_seen(
    tieline: Tieline, settings: Settings, open_it: Callable[[Settings], Tieline], kim: Actor
) -> None:
    assert tieline.tracker.around.rules_on(date(2025, 1, 1)).version == 1
    open_it(settings).handle("policy", change("attention.quiet=90", "2025"), by=kim)
    assert tieline.tracker.around.rules_on(date(2025, 1, 1)).version == 2


def test_a_change_does_not_undo_one_that_its_author_had_not_seen(harbour: Tieline, kim: Actor) -> None:
    with pytest.raises(ChangedMeanwhile, match=r"Policy version 2 in force from 2024-07-01 \(by local:kim\)"):
        harbour.handle("policy", change("attention.quiet=90"), by=kim, seen_version=0)


def test_an_own_system_is_as_it_was_on_the_day(tieline: Tieline, kim: Actor) -> None:
    for command in (
        AddOwnSystem(on=parse_when("2024"), system_id="o1", title="Order management"),
        MarkReady(on=parse_when("2024-03-01"), system_id="o1"),
        MarkUnready(on=parse_when("2024-06-01"), system_id="o1", reason="it is being replaced"),
    ):
        tieline.handle("company", command, by=kim)
    around = tieline.tracker.around
    ready = OwnSystem(id="o1", title="Order management", ready=True)
    assert around.own_system("o1", date(2024, 2, 29)) == OwnSystem(id="o1", title="Order management", ready=False)
    assert around.own_system("o1", date(2024, 3, 1)) == ready
    assert around.own_system("o1", date(2024, 5, 31)) == ready
    assert around.own_system("o1", date(2024, 6, 1)) == OwnSystem(id="o1", title="Order management", ready=False)
    assert around.own_system("o2", date(2024, 6, 1)) is None
    fresh = Tracker(tieline.database, tieline.tracker.vault, clock=tieline.clock)
    assert fresh.load("company") == tieline.tracker.load("company")


def test_another_relationship_is_as_it_stood_on_the_day(harbour: Tieline, kim: Actor) -> None:
    harbour.handle(HARBOUR, classify("stable", "2023"), by=kim)
    around = harbour.tracker.around
    stood = [around.relationship(HARBOUR, date(year, 1, 1)) for year in (2020, 2021, 2023, 2030)]
    assert [each and each.account_class for each in stood] == [None, "strategic", "stable", "stable"]
    assert stood[0]
    assert stood[0].name == "Harbour Foods"


def test_what_is_no_relationship_on_record_is_none(harbour: Tieline) -> None:
    assert harbour.tracker.around.relationship("relationship-none", date(2025, 1, 1)) is None
    assert harbour.tracker.around.relationship("policy", date(2025, 1, 1)) is None


def test_showcases_elsewhere_are_counted_by_whoever_can(harbour: Tieline) -> None:
    asked: list[tuple[date, str]] = []

    def running(day: date, elsewhere_than: str) -> int:
        asked.append((day, elsewhere_than))
        return 7

    tracker = Tracker(harbour.database, harbour.tracker.vault, running_showcases=running)
    assert tracker.around.running_showcases(date(2025, 1, 1), HARBOUR) == 7
    assert asked == [(date(2025, 1, 1), HARBOUR)]
