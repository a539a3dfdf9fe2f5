"""The signs by which Tieline flags an account under some policy, each with the day since which it shows.

They are those of the questions of fit, plans, reach, growth and attention, asked of the policy that is given.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from domain.history.when import add_months
from domain.relationship.account_class import AccountClass
from domain.relationship.gaps import gaps
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from projections.attention import Look, only_observed, partnerships, quiet
from projections.fit import misfits
from projections.growth import readiness
from projections.plans import coverage
from projections.projection import day_number, day_of
from projections.question import rows_of
from projections.reach import terrain
from projections.what_if.asked import Supposing


class Sign(NamedTuple):
    """One sign of one account."""

    relationship: str
    sign: str
    what: str
    since: int = 0
    """The first day on which it showed, 0 where that is not told."""
    since_last: int = 0
    seq: int = 0
    thing: str = ""
    """Tells it apart from others of the same account and sign."""


def unlike_its_class(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """Service that goes beyond the class or falls short of it, and plans that it does not allow (``projections.fit``)."""
    for row in rows_of(misfits(supposing.database, supposing.as_of, rules, supposing.known_at)):
        if row["settled"] or row["misfit"] == "team incomplete":  # which is told function by function
            continue
        yield Sign(
            row["relationship"],
            row["misfit"],
            f"{row['what']}. {row['rule']}.",
            int(row["since"]),
            int(row["since_last"]),
            int(row["seqs"][0]) if row["seqs"] else 0,
            "" if row["side"] == "under" else row["what"],
        )


def people_missing(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """Functions that nobody faces, on either side (``domain.relationship.gaps``)."""
    for row in rows_of(supposing.open_accounts):
        if not row["account_class"]:
            continue
        state = supposing.state(row["relationship"])
        account_class: AccountClass = row["account_class"]
        missing = gaps(rules.service(account_class), state.team, state.counterparts, supposing.as_of)
        for sign, functions, what in (
            ("team incomplete", missing.team, "Nobody from {} is on the account team."),
            ("counterpart missing", missing.counterparts, "Nobody is known in {}."),
            ("counterpart assumed", missing.assumed, "Nobody is confirmed in {}."),
        ):
            for function in functions:
                since = max(supposing.classed_since[row["relationship"]], left(state, sign, function))
                yield Sign(row["relationship"], sign, what.format(function), since, since, thing=function)


def left(state: Relationship, sign: str, function: str) -> int:
    """The day from which a function was left to nobody, or to somebody who is only assumed; 0 where it always was."""
    if sign == "team incomplete":
        return max(
            (day_number(each.left.first) for each in state.team.values() if each.function == function and each.left),
            default=0,
        )
    those = [each for each in state.counterparts.values() if each.function == function]
    gone = max((day_number(each.left.first) for each in those if each.left), default=0)
    if sign == "counterpart missing":
        return gone
    named = min((day_number(each.since.first) for each in those if each.open), default=0)
    sure = [each for each in those if each.left and each.confirmed]
    return max(named, max((day_number(each.left.first) for each in sure if each.left), default=0))


def plans_wanting(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """Plans in force that end soon, or lack what the class's plan should have (``projections.plans``)."""
    terms = {(row["relationship"], row["plan"]): row for row in rows_of(supposing.plans)}
    day, attention = day_number(supposing.as_of), rules.attention
    for row in rows_of(coverage(supposing.database, rules, supposing.as_of, supposing.known_at)):
        if row["standing"] != "in force":
            continue
        term, called = terms[row["relationship"], row["plan"]], f"The joint plan “{row['title']}”"
        begun = max(int(term["agreed"]), int(term["starts"]))
        if row["ends"] <= day + attention.due_soon:
            soon = max(begun, int(row["ends"]) - attention.due_soon)
            what = f"{called} runs out on {day_of(int(row['ends']))}."
            yield Sign(row["relationship"], "plan ends soon", what, soon, soon, int(row["seq"]), row["plan"])
        for lacking in filter(None, str(row["lacks"]).split(", ")):
            since = max(begun, supposing.classed_since.get(row["relationship"], 0))
            if lacking == "a review":
                since = max(begun, int(term["reviewed"])) + attention.review_every + 1
            what = f"{called} has no {lacking.removeprefix('a ')}."
            yield Sign(
                row["relationship"], "plan incomplete", what, since, since, int(row["seq"]), f"{row['plan']} {lacking}"
            )


def terrain_due(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """IT terrain that was never surveyed, or too long ago (``projections.reach``)."""
    for row in rows_of(terrain(supposing.database, supposing.as_of, rules, supposing.known_at)):
        since = max(int(row["due"]), supposing.classed_since.get(row["relationship"], 0))
        what = "Its IT terrain was never surveyed."
        if row["surveyed"]:
            months = rules.service(row["account_class"]).terrain_months
            assert months is not None
            until = add_months(day_of(int(row["surveyed_last"])), months)
            what = f"The survey of its IT terrain was good until {until}."
        sign = "terrain stale" if row["surveyed"] else "terrain unmapped"
        yield Sign(row["relationship"], sign, what, since, since, int(row["seq"]))


def too_long_ago(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """Large accounts that nobody met, and partnerships that nobody assessed, for too long (``projections.attention``)."""
    look = Look(supposing.database, supposing.as_of, supposing.known_at, rules)
    stood = called_for(supposing, look)
    there = set(stood["relationship"])
    for matter in quiet(look, stood):
        since = max(matter.since + rules.attention.quiet + 1, supposing.classed_since[matter.relationship])
        what = f"No meeting, call or visit is on record since {day_of(matter.since)}."
        yield Sign(matter.relationship, "quiet", what, since, since, matter.seq)
    for matter in partnerships(look, stood):
        if matter.matter == "assessment old" and matter.relationship in there:
            since = matter.since + rules.attention.assessment_every + 1
            what = f"The partnership was last assessed on {day_of(matter.since)}."
            yield Sign(matter.relationship, "assessment old", what, since, since, matter.seq)


def ready_to_grow(supposing: Supposing, rules: Rules) -> Iterator[Sign]:
    """Accounts for which nothing is missing for a higher class (``projections.growth``); since when is not told."""
    look = Look(supposing.database, supposing.as_of, supposing.known_at, rules)
    there = set(called_for(supposing, look)["relationship"])
    found = readiness(supposing.database, supposing.as_of, rules, supposing.known_at)
    for row in rows_of(found[found["missing"] == 0]):
        if row["relationship"] in there:
            what = f"Nothing is missing to become {row['next']}."
            yield Sign(row["relationship"], "ready to grow", what, seq=int(row["seq"]), thing=row["next"])


def called_for(supposing: Supposing, look: Look) -> pd.DataFrame:
    """The open accounts whose class somebody decided; published history calls for nobody to act."""
    return supposing.open_accounts[~supposing.open_accounts["relationship"].isin(only_observed(look))]
