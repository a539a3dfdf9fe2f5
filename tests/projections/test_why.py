"""Why an account stands as it does, worked out by hand: the rule, the policy and the records, struck through or not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from msgspec.structs import replace

from domain.access import Actor
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.economics import ReportEconomics
from domain.relationship.joint_plan import AgreePlan, ClosePlan
from domain.relationship.milestone import PlanMilestone
from domain.relationship.opening import OpenRelationship, RenameRelationship
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.rules import Horizon, SegmentThreshold
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from domain.relationship.team import JoinTeam
from domain.retracting import Correction
from projections.projection import FOREVER, day_number
from projections.why import ACCEPTED, Asked, Statement, Thing, things, why, why_thing
from tests.conftest import Clock
from ui.bootstrap import Tieline

TODAY = date(2026, 11, 22)


def asked(tieline: Tieline, day: date = TODAY, known_at: int = FOREVER) -> Asked:
    return Asked(tieline.tracker, "s", day, known_at)


def only(tieline: Tieline, status: str, day: date = TODAY, known_at: int = FOREVER) -> Statement:
    """The one statement about a status."""
    (found,) = why(asked(tieline, day, known_at), status).statements
    return found


def numbers(statement: Statement) -> list[int]:
    """The records behind a statement; one that was struck through has its number negated."""
    return [-each.record.seq if each.retracted else each.record.seq for each in statement.behind]


@pytest.fixture
def story(tieline: Tieline, clock: Clock, kim: Actor) -> Tieline:
    """Harbour Foods: emerging by what was logged last, strategic since 2023 by what happened last (records 1 to 4)."""
    for command in (
        OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"),
        Reclassify(on=parse_when("2023-05"), to="strategic", reason="able"),
        AgreePlan(
            on=parse_when("2023-12-01"), plan_id="p", title="Growth", starts=date(2024, 1, 1), ends=date(2027, 7, 1)
        ),
        Reclassify(on=parse_when("2021-Q2"), to="emerging", reason="learned late"),
    ):
        clock.microseconds += 3_600_000_000
        tieline.handle("s", command, by=kim)
    return tieline


def test_the_class_follows_from_what_took_effect_last(story: Tieline) -> None:
    found = only(story, "class")
    assert found.says == "Harbour Foods is classified strategic."
    assert (found.since, found.since_last) == (day_number(date(2023, 5, 1)), day_number(date(2023, 5, 31)))
    assert numbers(found) == [4, 2], "in the order that things happened"
    assert [each.record.policy_version for each in found.behind] == [1, 1]
    assert only(story, "class", date(2022, 1, 1)).says == "Harbour Foods is classified emerging."
    assert only(story, "class", date(2021, 1, 1)).says == "Harbour Foods is not yet classified."


def test_the_class_is_told_as_it_was_known(story: Tieline, clock: Clock) -> None:
    before = clock() - 1
    assert only(story, "class", date(2022, 1, 1), before).says == "Harbour Foods is not yet classified."
    assert numbers(only(story, "class", TODAY, before)) == [2]


def test_a_record_struck_through_is_among_those_behind_marked_with_why(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    before = clock()
    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    receipt = story.handle(
        "s", Reclassify(on=parse_when("2021-03"), to="stable", reason="as minuted"), by=kim,
        correction=Correction(record=4, reason="wrong class"),
    )  # fmt: skip
    found = only(story, "class")
    assert numbers(found) == [receipt.last_seq, -4, 2]
    struck = found.behind[1].retracted
    assert struck
    assert (struck.why, struck.by, struck.at, struck.instead) == (
        "wrong class", kim.subject, clock(), (receipt.last_seq,),
    )  # fmt: skip
    assert numbers(only(story, "class", TODAY, before)) == [4, 2]


def test_the_plan_in_force_rests_on_the_policy_of_the_day(story: Tieline, clock: Clock, kim: Actor) -> None:
    strategic = replace(POLICY.services["strategic"], plan=Horizon(at_least=24, at_most=60))
    rules = replace(POLICY, version=0, services={**POLICY.services, "strategic": strategic})
    before = clock()
    clock.microseconds += 3_600_000_000
    story.handle("policy", ChangePolicy(on=parse_when("2025-07"), reason="shorter", rules=rules), by=kim)
    found = only(story, "plan")
    assert found.says == "The joint plan “Growth” is in force, from 2024-01-01 up to, not including, 2027-07-01."
    assert (found.rule.version, str(found.rule.since)) == (2, "2025-07")
    assert found.rule.values[0].key == "services.strategic.plan"
    assert found.rule.values[0].value == Horizon(at_least=24, at_most=60)
    assert numbers(found) == [2, 3]
    earlier = only(story, "plan", date(2025, 6, 30)).rule
    assert (earlier.version, earlier.since, earlier.values[0].value) == (1, None, Horizon(at_least=36, at_most=60))
    assert only(story, "plan", TODAY, before).rule.version == 1
    assert only(story, "plan", date(2023, 12, 31)).says == "Harbour Foods has no joint plan in force."


def test_a_retracted_plan_is_told_of_where_none_is_in_force(story: Tieline, kim: Actor) -> None:
    story.retract(3, "Never signed", by=kim)
    found = only(story, "plan")
    assert found.says == "Harbour Foods has no joint plan in force."
    assert numbers(found) == [2, -3]


def test_each_misfit_has_its_rule_and_the_facts_it_rests_on(story: Tieline, kim: Actor) -> None:
    story.handle(
        "s", JoinTeam(on=parse_when("2024-02"), member_id="i", title="Lead", function="IT", person="Ann Dal"), by=kim
    )
    found = {each.says: each for each in why(asked(story), "misfit").statements}
    team = found["Nobody from operations, commercial or executive is on the account team."]
    assert (
        team.rule.sentence == "Strategic accounts have an account team from IT, operations, commercial and executive."
    )
    assert [each.key for each in team.rule.values] == ["services.strategic.team"]
    assert (numbers(team), team.since) == ([2], day_number(date(2023, 5, 1)))
    assert "No live link is known to be integrated." in found
    story.retract(3, "Never signed", by=kim)
    plan = {each.says: each for each in why(asked(story), "misfit").statements}[
        "No joint plan is on record as in force."
    ]
    assert numbers(plan) == [2, -3]


def test_an_account_without_misfits_says_so(story: Tieline, kim: Actor) -> None:
    assert only(story, "misfit", date(2022, 1, 1)).says == "Harbour Foods is treated like its class."
    story.handle("s", ClosePlan(on=parse_when("2025-12-01"), plan_id="p"), by=kim)
    story.handle("s", CloseRelationship(on=parse_when("2026-01-01"), reason="sold"), by=kim)
    assert only(story, "misfit").says == "Harbour Foods is closed, so no class says how to treat it."
    closed = only(story, "closed")
    assert (closed.says, closed.since) == ("Harbour Foods is closed.", day_number(date(2026, 1, 1)))
    assert only(story, "closed", date(2025, 12, 31)).says == "Harbour Foods is open."


def test_risk_is_told_with_what_began_and_ended_it(story: Tieline, kim: Actor) -> None:
    story.handle("s", PutAtRisk(on=parse_when("2025-03-01"), reason="lost a tender"), by=kim)
    assert (only(story, "risk").says, numbers(only(story, "risk"))) == ("Harbour Foods is at risk.", [5])
    story.handle("s", RecoverRelationship(on=parse_when("2025-09-01")), by=kim)
    found = only(story, "risk")
    assert (found.says, numbers(found)) == ("Harbour Foods is not at risk.", [5, 6])
    assert found.rule.values == []


def test_name_and_kind_are_told_with_opening_and_renaming(story: Tieline, kim: Actor) -> None:
    story.handle("s", RenameRelationship(on=parse_when("2025-01-01"), name="Harbour Group"), by=kim)
    assert (only(story, "name").says, numbers(only(story, "name"))) == ("It is called Harbour Group.", [1, 5])
    assert only(story, "name", date(2024, 1, 1)).says == "It is called Harbour Foods."
    assert (only(story, "kind").says, numbers(only(story, "kind"))) == ("Harbour Group is an account.", [1])


def test_a_profit_segment_is_judged_by_the_policy_of_the_last_day_of_its_year(story: Tieline, kim: Actor) -> None:
    rules = replace(POLICY, version=0, segments={"EUR": SegmentThreshold(revenue=Decimal(100), profit=Decimal(10))})
    story.handle("policy", ChangePolicy(on=parse_when("2025-06"), reason="thresholds", rules=rules), by=kim)
    report = ReportEconomics(
        on=parse_when("2026-02-01"),
        period=parse_when("2025"),
        currency="EUR",
        revenue=Decimal(150),
        net_profit=Decimal(5),
    )
    story.handle("s", report, by=kim)
    found = only(story, "segment")
    assert found.says == (
        "Harbour Foods is a drain in EUR: revenue 150 and net profit 5 in the twelve months from 2025-01-01 to 2025-12-31."
    )
    assert (found.rule.version, numbers(found)) == (2, [6])
    assert [(each.key, each.value) for each in found.rule.values] == [
        ("segments.EUR.revenue", Decimal(100)), ("segments.EUR.profit", Decimal(10)),
    ]  # fmt: skip


def test_a_thing_is_found_by_what_it_is_called_also_when_it_was_struck_through_or_is_ahead(
    story: Tieline, kim: Actor
) -> None:
    for command in (
        StartShowcase(on=parse_when("2025-01-10"), showcase_id="x", title="RFID"),
        ConcludeShowcase(on=parse_when("2025-06-10"), showcase_id="x", outcome="scale"),
        PlanMilestone(
            on=parse_when("2030-01-01"), milestone_id="m", title="Train", party="the account", due=parse_when("2031")
        ),
    ):
        story.handle("s", command, by=kim)
    story.retract(3, "Never signed", by=kim)
    known = {each.title: each for each in things(asked(story))}
    assert set(known) == {"Growth", "RFID", "Train"}
    (showcase,) = why_thing(asked(story), known["RFID"]).statements
    assert (showcase.thing.outcome, numbers(showcase)) == ("scale", [5, 6])
    assert [each.key for each in showcase.rule.values] == ["showcases.per_account", "showcases.in_total"]
    (plan,) = why_thing(asked(story), known["Growth"]).statements
    assert plan.says == "The joint plan “Growth” does not count: what told of its beginning was struck through."
    assert numbers(plan) == [-3]
    (milestone,) = why_thing(asked(story), known["Train"]).statements
    assert milestone.says == "The milestone “Train” does not count: it had not begun by then."
    assert why_thing(asked(story), Thing(concept="showcase", id="x", title="RFID")).status == "RFID"


@pytest.mark.parametrize("status", ACCEPTED)
def test_every_status_has_an_answer_with_a_rule_also_where_nothing_is_on_record(
    tieline: Tieline, kim: Actor, status: str
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    found = why(asked(tieline), status)
    assert found.statements
    assert all(each.says.endswith(".") and each.rule.sentence.endswith(".") for each in found.statements)
    assert {each.rule.version for each in found.statements} == {1}
