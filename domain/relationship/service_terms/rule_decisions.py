"""How rules of engagement are set and lifted, and what rests on them."""

from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered, entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.moment import Moment
from domain.relationship.service_terms.rule import (
    Exemption,
    RuleBreached,
    RuleExceptionGranted,
    RuleLifted,
    RuleOfEngagement,
    RuleSet,
    evolve,
)
from domain.relationship.service_terms.rule_commands import GrantException, LiftRule, NoteBreach, SetRule


class RuleAlreadySet(Refusal):
    """A rule of engagement is set once until it is lifted."""


class RuleAlreadyLifted(Refusal):
    """A rule of engagement is lifted once."""


class RuleLiftedBeforeSet(Refusal):
    """A rule of engagement is lifted on or after the day it was set."""


class RuleLiftedBeforeLatest(Refusal):
    """A rule of engagement is lifted on or after the latest day of an exception to it or a breach of it."""


class RuleNotInForce(Refusal):
    """Only a rule of engagement in force on the day has exceptions and breaches."""


class ExceptionEndsBeforeItStarts(Refusal):
    """An exception's last day is not before its first."""


def decide_setting(command: SetRule, moment: Moment) -> list[Event]:
    """The rule; nothing where it is on record for that date. Raises NothingEntered, RuleAlreadySet, IdAlreadyUsed."""
    title = entered_name(command.title, "title", "the rule")
    for rule in moment.known.rules_of_engagement.values():
        if rule.title.casefold() != title.casefold():
            continue
        if rule.since == command.on:
            return []
        if rule.lifted is None or rule.since.first <= command.on.first < rule.lifted.first:
            until = f" to {rule.lifted}" if rule.lifted else ""
            raise RuleAlreadySet(
                f"The rule “{rule.title}” is in force since {rule.since}{until}: lift it first, or word another rule.",
                field="title",
            )
    new = RuleSet(on=command.on, reason=command.reason, rule_id=command.rule_id, title=title)
    return begun([new], moment.known.rules_of_engagement, command.rule_id)


def decide_lifting(command: LiftRule, moment: Moment) -> list[Event]:
    """The rule lifted; nothing where the same end is on record.

    Raises NoSuchRecord, RuleAlreadyLifted, RuleLiftedBeforeSet, RuleLiftedBeforeLatest.
    """
    rule, on = named(command.rule_id, moment), command.on
    if rule.lifted:
        if rule.lifted == on:
            return []
        raise RuleAlreadyLifted(
            f"The rule “{rule.title}” was already lifted {rule.lifted.told}: it is lifted once, so name another rule.",
            field="rule_id",
        )
    if on.certainly_before(rule.since):
        raise RuleLiftedBeforeSet(
            f"The rule “{rule.title}” was set {rule.since.told}, so it cannot be lifted {on.told}: "
            f"choose {rule.since.first} or a later day.",
            field="on",
        )
    resting: list[When] = [*(each.on for each in rule.exceptions), *(each.on for each in rule.breaches)]
    latest = max(resting, key=lambda each: each.first, default=on)
    if on.certainly_before(latest):
        raise RuleLiftedBeforeLatest(
            f"The rule “{rule.title}” has an exception or a breach {latest.told}, so it cannot be lifted {on.told}: "
            f"choose {latest.first} or a later day.",
            field="on",
        )
    return [RuleLifted(on=on, reason=command.reason, rule_id=rule.id)]


def decide_exception(command: GrantException, moment: Moment) -> list[Event]:
    """The exception; nothing where the same one is on record.

    Raises NoSuchRecord, ReasonMissing, ExceptionEndsBeforeItStarts, RuleNotInForce.
    """
    rule = named(command.rule_id, moment)
    if Exemption(on=command.on, until=command.until) in rule.exceptions:
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "An exception states why, so that it does not become the rule unseen: write a reason.", field="reason"
        )
    if command.until and command.until < command.on.first:
        raise ExceptionEndsBeforeItStarts(
            f"The exception would end on {command.until}, before its start {command.on.told}: "
            f"choose {command.on.first} or a later day, or leave it out.",
            field="until",
        )
    refuse_unless_in_force(rule, command.on)
    return [RuleExceptionGranted(on=command.on, reason=command.reason, rule_id=rule.id, until=command.until)]


def decide_breach(command: NoteBreach, moment: Moment) -> list[Event]:
    """The breach; a rule may be breached twice on one day. Raises NoSuchRecord, NothingEntered, RuleNotInForce."""
    rule = named(command.rule_id, moment)
    seen = entered(command.seen, "seen", "what was seen")
    refuse_unless_in_force(rule, command.on)
    return [RuleBreached(on=command.on, reason=command.reason, rule_id=rule.id, by=command.by, seen=seen)]


def named(rule_id: str, moment: Moment) -> RuleOfEngagement:
    """The rule on record. Raises NoSuchRecord."""
    return on_record(moment.known.rules_of_engagement, rule_id, "rule_id", "rule of engagement")


def refuse_unless_in_force(rule: RuleOfEngagement, on: When) -> None:
    """Only what is in force is broken or set aside. Raises RuleNotInForce."""
    if on.certainly_before(rule.since):
        raise RuleNotInForce(
            f"The rule “{rule.title}” is in force since {rule.since} only: choose {rule.since.first} or a later day.",
            field="on",
        )
    if rule.lifted and rule.lifted.certainly_before(on):
        raise RuleNotInForce(
            f"The rule “{rule.title}” was lifted {rule.lifted.told}: choose {rule.lifted.last} or an earlier day.",
            field="on",
        )


RULE_OF_ENGAGEMENT = Concept(
    name="rule of engagement",
    source="Byrnes, “The Strategic CIO”: a stable account has rules of engagement, not a plan.",
    lane="service terms",
    holds="rules_of_engagement",
    kinds=(
        EventKind(name="rule-set", event=RuleSet, label="Rule set", phase="started"),
        EventKind(name="rule-lifted", event=RuleLifted, label="Rule lifted", phase="concluded"),
        EventKind(name="rule-exception-granted", event=RuleExceptionGranted, label="Exception granted"),
        EventKind(
            name="rule-breached",
            event=RuleBreached,
            label="Rule breached",
            phase="abandoned",
            words=("reason", "seen"),
        ),
    ),
    evolve=evolve,
    decisions={
        SetRule: decide_setting,
        LiftRule: decide_lifting,
        GrantException: decide_exception,
        NoteBreach: decide_breach,
    },
)
