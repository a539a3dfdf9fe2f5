"""Why something is so, in words: the status, its rule and policy, and the records behind it."""

from datetime import date
from typing import Any

from domain.relationship.objective import Objective
from projections.projection import day_of
from projections.why import Rule, Statement, Why
from ui.format import day as in_words
from ui.format import day_or_none, span
from ui.policy_words import named
from ui.record_data import record_data
from ui.standing import line_of
from ui.status import in_short
from ui.struck_words import struck_data


def said(statement: Statement, as_of: date) -> str:
    """The status in one sentence."""
    thing = statement.thing
    if thing is None:
        return statement.says
    late = ", late" if isinstance(thing, Objective) and thing.late_on(as_of) else ""
    return f"{in_short(thing, as_of) or line_of(thing.id, thing)}{late}."


def since(statement: Statement) -> str:
    """Since when it is so, as precisely as known."""
    return span(day_of(statement.since), day_of(statement.since_last))


def policy(rule: Rule) -> str:
    """The version of the policy and the values that matter, in one line."""
    in_force = (
        f"policy version {rule.version} since {in_words(rule.since.first)}"
        if rule.since
        else f"policy version {rule.version}, in force from the beginning"
    )
    values = "; ".join(named(each.key, each.value) for each in rule.values)
    return f"{values} ({in_force})" if values else f"No value of the policy bears on it ({in_force})"


def judged(policy_version: int) -> str:
    """By which version a record was judged, for a bracket."""
    return f"judged by policy version {policy_version}" if policy_version else "not judged"


def as_data(why: Why) -> dict[str, Any]:
    """The answer for a machine."""
    return {
        "status": why.status,
        "as_of": why.as_of,
        "statements": [statement_data(each, why.as_of) for each in why.statements],
    }


def statement_data(statement: Statement, as_of: date) -> dict[str, Any]:
    """One statement for a machine."""
    rule = statement.rule
    return {
        "says": said(statement, as_of),
        "since": day_or_none(statement.since),
        "since_until": day_or_none(statement.since_last) if statement.since else None,
        "rule": {
            "sentence": rule.sentence,
            "policy_version": rule.version,
            "in_force_since": str(rule.since) if rule.since else None,
            "values": {each.key: each.value for each in rule.values},
        },
        "events": [
            {
                **record_data(each.record),
                "struck": struck_data(each.retracted) if each.retracted else None,
            }
            for each in statement.behind
        ],
    }
