"""Service offerings and rules of engagement: does, refuses, stays quiet."""

from datetime import date

from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered, ReasonMissing
from domain.relationship.service_terms import DropOffering, GrantException, LiftRule, NoteBreach, SetRule, TakeOffering
from domain.relationship.service_terms.offering import (
    OfferingAlreadyDropped,
    OfferingAlreadyTaken,
    OfferingDropped,
    OfferingDroppedBeforeTaken,
    OfferingTaken,
)
from domain.relationship.service_terms.rule import Exemption, RuleBreached, RuleExceptionGranted, RuleLifted, RuleSet
from domain.relationship.service_terms.rule_decisions import (
    ExceptionEndsBeforeItStarts,
    RuleAlreadyLifted,
    RuleAlreadySet,
    RuleLiftedBeforeLatest,
    RuleLiftedBeforeSet,
    RuleNotInForce,
)
from tests.domain.scenario import HARBOUR, given, on

TAKEN = OfferingTaken(on=on("2024-03"), offering_id="o1", title="Weekly delivery")
DROPPED = OfferingDropped(on=on("2025-03-01"), offering_id="o1")


def take(title: str = "Weekly delivery", when: str = "2024-03", offering_id: str = "o1") -> TakeOffering:
    return TakeOffering(on=on(when), offering_id=offering_id, title=title)


def drop(when: str = "2025-03-01") -> DropOffering:
    return DropOffering(on=on(when), offering_id="o1")


# Offerings.


def test_an_offering_is_taken() -> None:
    given(HARBOUR).when(take(" Weekly delivery ")).then(TAKEN)
    assert given(HARBOUR, TAKEN).state().offerings["o1"].open


def test_an_offering_without_a_name_or_of_an_id_used_before_is_refused() -> None:
    given(HARBOUR).when(take(" ")).then_refused(NothingEntered, field="title")
    given(HARBOUR, TAKEN).when(take("Another")).then_refused(IdAlreadyUsed)


def test_an_offering_is_taken_once_until_it_is_dropped() -> None:
    given(HARBOUR, TAKEN).when(take(offering_id="o2")).then_nothing()
    given(HARBOUR, TAKEN).when(take("weekly DELIVERY", "2024-05", "o2")).then_refused(
        OfferingAlreadyTaken, "taken since 2024-03", field="title"
    )
    dropped = given(HARBOUR, TAKEN, DROPPED)
    dropped.when(take(when="2025-02-28", offering_id="o2")).then_refused(OfferingAlreadyTaken, "to 2025-03-01")
    dropped.when(take(when="2025-03-01", offering_id="o2")).then(
        OfferingTaken(on=on("2025-03-01"), offering_id="o2", title="Weekly delivery")
    )


def test_an_offering_is_dropped() -> None:
    given(HARBOUR, TAKEN).when(drop()).then(DROPPED)
    assert not given(HARBOUR, TAKEN, DROPPED).state().offerings["o1"].open


def test_an_offering_is_dropped_once_and_not_before_it_was_taken() -> None:
    given(HARBOUR, TAKEN, DROPPED).when(drop()).then_nothing()
    given(HARBOUR, TAKEN, DROPPED).when(drop("2025-04")).then_refused(OfferingAlreadyDropped, field="offering_id")
    given(HARBOUR, TAKEN).when(drop("2024-02")).then_refused(OfferingDroppedBeforeTaken, "2024-03-01 or a later day")
    given(HARBOUR, TAKEN).when(drop("2024")).then(OfferingDropped(on=on("2024"), offering_id="o1"))
    given(HARBOUR).when(drop()).then_refused(NoSuchRecord, "record a service offering first")


# Rules of engagement.

SET = RuleSet(on=on("2024-03"), rule_id="r1", title="Full pallets only")
LIFTED = RuleLifted(on=on("2025-03-01"), rule_id="r1")
EXCEPTION = RuleExceptionGranted(on=on("2024-06-01"), rule_id="r1", until=date(2024, 6, 30), reason="New store")
BREACHED = RuleBreached(on=on("2024-07-01"), rule_id="r1", by="the account", seen="Half a pallet")


def set_rule(title: str = "Full pallets only", when: str = "2024-03", rule_id: str = "r1") -> SetRule:
    return SetRule(on=on(when), rule_id=rule_id, title=title)


def lift(when: str = "2025-03-01") -> LiftRule:
    return LiftRule(on=on(when), rule_id="r1")


def grant(
    when: str = "2024-06-01", until: date | None = date(2024, 6, 30), reason: str = "New store"
) -> GrantException:
    return GrantException(on=on(when), rule_id="r1", until=until, reason=reason)


def note(when: str = "2024-07-01", seen: str = "Half a pallet") -> NoteBreach:
    return NoteBreach(on=on(when), rule_id="r1", by="the account", seen=seen)


def test_a_rule_of_engagement_is_set() -> None:
    given(HARBOUR).when(set_rule(" Full  pallets only ")).then(SET)
    assert given(HARBOUR, SET).state().rules_of_engagement["r1"].open


def test_a_rule_without_words_or_of_an_id_used_before_is_refused() -> None:
    given(HARBOUR).when(set_rule(" ")).then_refused(NothingEntered, field="title")
    given(HARBOUR, SET).when(set_rule("Another")).then_refused(IdAlreadyUsed)


def test_a_rule_is_set_once_until_it_is_lifted() -> None:
    given(HARBOUR, SET).when(set_rule(rule_id="r2")).then_nothing()
    given(HARBOUR, SET).when(set_rule("full PALLETS only", "2024-05", "r2")).then_refused(
        RuleAlreadySet, "in force since 2024-03", field="title"
    )
    lifted = given(HARBOUR, SET, LIFTED)
    lifted.when(set_rule(when="2025-02-28", rule_id="r2")).then_refused(RuleAlreadySet, "to 2025-03-01")
    lifted.when(set_rule(when="2025-03-01", rule_id="r2")).then(
        RuleSet(on=on("2025-03-01"), rule_id="r2", title="Full pallets only")
    )


def test_a_rule_is_lifted() -> None:
    given(HARBOUR, SET).when(lift()).then(LIFTED)
    assert not given(HARBOUR, SET, LIFTED).state().rules_of_engagement["r1"].open


def test_a_rule_is_lifted_once_and_not_before_it_was_set() -> None:
    given(HARBOUR, SET, LIFTED).when(lift()).then_nothing()
    given(HARBOUR, SET, LIFTED).when(lift("2025-04")).then_refused(RuleAlreadyLifted, field="rule_id")
    given(HARBOUR, SET).when(lift("2024-02")).then_refused(RuleLiftedBeforeSet, "2024-03-01 or a later day", field="on")


def test_a_rule_is_not_lifted_before_what_rests_on_it() -> None:
    broken = given(HARBOUR, SET, EXCEPTION, BREACHED)
    broken.when(lift("2024-06-30")).then_refused(RuleLiftedBeforeLatest, "2024-07-01 or a later day", field="on")
    broken.when(lift("2024-07-01")).then(RuleLifted(on=on("2024-07-01"), rule_id="r1"))


def test_an_exception_to_a_rule_is_granted() -> None:
    given(HARBOUR, SET).when(grant()).then(EXCEPTION)
    titles = {"r1": "Full pallets only"}
    said = "Exception to the rule of engagement “Full pallets only” granted"
    assert EXCEPTION.headline(titles) == f"{said} until 2024-06-30"
    assert EXCEPTION.term == (date(2024, 6, 1), date(2024, 6, 30))
    open_ended = RuleExceptionGranted(on=on("2024-07-01"), rule_id="r1")
    assert (open_ended.headline(titles), open_ended.term) == (said, None)
    exceptions = given(HARBOUR, SET, EXCEPTION, open_ended).state().rules_of_engagement["r1"].exceptions
    assert exceptions == (Exemption(on=on("2024-06-01"), until=date(2024, 6, 30)), Exemption(on=on("2024-07-01")))


def test_an_exception_says_why_and_does_not_end_before_it_starts() -> None:
    ruled = given(HARBOUR, SET)
    ruled.when(grant(reason=" ")).then_refused(ReasonMissing, field="reason")
    ruled.when(grant(until=date(2024, 5, 31))).then_refused(ExceptionEndsBeforeItStarts, field="until")
    assert ruled.when(grant(until=date(2024, 6, 1))).events
    assert ruled.when(grant(until=None)).events


def test_the_same_exception_again_stays_quiet() -> None:
    given(HARBOUR, SET, EXCEPTION).when(grant(reason="")).then_nothing()


def test_a_breach_of_a_rule_is_seen_each_time() -> None:
    given(HARBOUR, SET).when(note(seen=" Half  a pallet ")).then(BREACHED)
    given(HARBOUR, SET, BREACHED).when(note()).then(BREACHED)
    assert BREACHED.headline({"r1": "Full pallets only"}) == (
        "Rule of engagement “Full pallets only” breached by the account"
    )
    assert len(given(HARBOUR, SET, BREACHED, BREACHED).state().rules_of_engagement["r1"].breaches) == 2


def test_a_breach_says_what_was_seen() -> None:
    given(HARBOUR, SET).when(note(seen=" ")).then_refused(NothingEntered, field="seen")


def test_only_a_rule_in_force_on_the_day_has_exceptions_and_breaches() -> None:
    lifted = given(HARBOUR, SET, LIFTED)
    for command in (grant("2024-02"), note("2024-02")):
        lifted.when(command).then_refused(RuleNotInForce, "2024-03-01 or a later day", field="on")
    for command in (grant("2025-03-02", None), note("2025-03-02")):
        lifted.when(command).then_refused(RuleNotInForce, "2025-03-01 or an earlier day", field="on")
    for command in (grant("2025-03-01", None), note("2025-03-01"), note("2024")):
        assert lifted.when(command).events
    given(HARBOUR).when(note()).then_refused(NoSuchRecord, "record a rule of engagement first")
