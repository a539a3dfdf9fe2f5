"""What needs a decision on Monday morning: one list, why, since when, the most pressing first.

It asks the other questions and keeps what calls for somebody to act. What comes first is plain to see: what is late or
in danger, then what needs deciding, then what needs a look; within these strategic accounts first, and what has waited
longest first.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from domain.history.when import duration
from domain.ledger.database import Database
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.rules import Rules
from projections.change_load.milestones import milestones
from projections.fit import misfits
from projections.growth import readiness
from projections.met import last_met, met_since
from projections.once import one_look
from projections.partnership import profiles
from projections.plans import coverage, objectives
from projections.portfolio import portfolio
from projections.projection import FOREVER, KNOWN, day_number
from projections.question import rows_of
from projections.reach import people, terrain
from projections.showcases import scalable, trials

Urgency = Literal["late or in danger", "to decide", "to look at"]
URGENCIES: tuple[Urgency, ...] = ("late or in danger", "to decide", "to look at")

WIDE_GAP = 2
"""Steps of the 0–4 scale by which the two sides see a determinant differently before it is worth a talk."""

LARGE = frozenset({"strategic", "integrated"})

COLUMNS = ("relationship", "name", "account_class", "urgency", "matter", "what", "since", "seq")


class Matter(NamedTuple):
    """Something about one account that needs somebody."""

    relationship: str
    urgency: Urgency
    matter: str
    what: str
    since: int
    seq: int = 0


class Look(NamedTuple):
    """What is looked at: where, as of which day, as known when, by which policy."""

    database: Database
    as_of: date
    known_at: int
    rules: Rules

    @property
    def day(self) -> int:
        """The day as a number."""
        return day_number(self.as_of)


def attention(database: Database, as_of: date, rules: Rules, known_at: int = FOREVER) -> pd.DataFrame:
    """Everything about open accounts that needs a decision or a look, the most pressing first.

    Columns: relationship, name, account_class, urgency (one of ``URGENCIES``), matter (its kind), what (in a sentence),
    since (day number) and seq (the event it is most about, 0 where it is about what is missing).
    """
    look = Look(database, as_of, known_at, rules)
    with one_look():
        stood = portfolio(database, as_of, known_at)
        stood = stood[(stood["closed_since"] == 0) & (stood["kind"] == "account")]
        stood = stood[~stood["relationship"].isin(only_observed(look))]
        matters = [matter for each in ASKED for matter in each(look, stood)]
    frame = pd.DataFrame(matters, columns=list(Matter._fields))
    frame = frame.merge(stood[["relationship", "name", "account_class"]], "inner", "relationship")
    order = pd.DataFrame(
        {
            "urgency": frame["urgency"].map(URGENCIES.index),
            "account_class": frame["account_class"].map((*ACCOUNT_CLASSES, "").index),
            "since": frame["since"],
            "name": frame["name"].str.casefold(),
            "matter": frame["matter"],
        }
    ).sort_values(["urgency", "account_class", "since", "name", "matter"])
    return frame.loc[order.index, list(COLUMNS)].reset_index(drop=True)


def only_observed(look: Look) -> set[str]:
    """The accounts whose class a source tells of and nobody decided: published history calls for nobody to act."""
    told = look.database.look(
        "SELECT relationship, observed FROM timeline_entry WHERE kind = 'reclassified' "
        f"AND first_day <= ? AND {KNOWN} ORDER BY first_day, seq",
        (look.day, look.known_at, look.known_at),
    )
    last: dict[str, int] = dict(told)
    return {stream for stream, observed in last.items() if observed}


def first_of_each(frame: pd.DataFrame, *by: str) -> Iterator[tuple[dict[str, Any], int]]:
    """The first row for each value of some columns, and how many rows have it."""
    counted = frame.groupby(list(by), sort=False).cumcount(ascending=False) + 1
    first = frame.assign(many=counted).drop_duplicates(list(by))
    yield from ((row, int(row["many"])) for row in rows_of(first))


def endangered(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts at risk."""
    del look
    for row in rows_of(stood[stood["at_risk_since"] > 0]):
        yield Matter(
            row["relationship"], "late or in danger", "at risk",
            "At risk: decide what wins it back, or record that it recovered.", int(row["at_risk_since"]),
        )  # fmt: skip


def unlike_their_class(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts served otherwise than their class; what was settled with a reclassification is decided already."""
    del stood
    for row in rows_of(misfits(look.database, look.as_of, look.rules, look.known_at)):
        if row["settled"]:
            continue
        missing = row["side"] == "under"
        urgency: Urgency = "late or in danger" if row["misfit"] == "no plan in force" else "to decide"
        yield Matter(
            row["relationship"],
            urgency if missing or row["side"] == "off policy" else "to look at",
            f"{row['side']}-served" if row["side"] != "off policy" else "plan off policy",
            f"{row['what']}. {row['rule']}.",
            int(row["since"]),
            int(row["seqs"][0]) if row["seqs"] else 0,
        )


def plans_to_renew(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Plans that end soon, and plans in force that lack what the class's plan should have."""
    del stood
    soon = look.day + look.rules.attention.due_soon
    for row in rows_of(coverage(look.database, look.rules, look.as_of, look.known_at)):
        if row["standing"] == "in force" and row["ends"] <= soon:
            yield Matter(
                row["relationship"], "to decide", "plan ends",
                f"The joint plan “{row['title']}” runs out in {row['ends'] - look.day} days: agree the next, or close it.",
                look.day, int(row["seq"]),
            )  # fmt: skip
        if row["standing"] == "in force" and row["lacks"]:
            yield Matter(
                row["relationship"], "to look at", "plan incomplete",
                f"The joint plan “{row['title']}” has no {str(row['lacks']).replace('a ', '')}.", look.day, int(row["seq"]),
            )  # fmt: skip


def late_objectives(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Objectives whose day has passed; one matter for each account, about the one that is latest."""
    del stood
    found = objectives(look.database, look.as_of, look.known_at)
    late = found[found["status"] == "late"].sort_values("due_last", kind="stable")
    for worst, many in first_of_each(late, "relationship"):
        others = f", and {many - 1} more" if many > 1 else ""
        yield Matter(
            worst["relationship"], "late or in danger", "objective late",
            f"The objective “{worst['title']}” is {duration(int(worst['days_late']))} late{others}: meet, move or miss it.",
            int(worst["due_last"]), int(worst["seq"]),
        )  # fmt: skip


def showcases_to_judge(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Showcases past their end or over their budget, and those to be scaled that nobody took up yet."""
    del stood
    found = trials(look.database, look.as_of, look.known_at)
    running = found[(found["status"] == "running") & ~found["observed"].astype(bool)]
    for row in rows_of(running):
        if 0 < row["ends"] <= look.day:
            yield Matter(
                row["relationship"], "to decide", "showcase over",
                f"The showcase “{row['title']}” was to end by now: conclude it.", int(row["ends"]), int(row["seq"]),
            )  # fmt: skip
        elif row["budget"] is not None and row["spent"] > row["budget"]:
            yield Matter(
                row["relationship"], "to decide", "showcase over budget",
                f"The showcase “{row['title']}” has spent {row['spent']} of {row['budget']} {row['currency']}: "
                "conclude it, or go on knowingly.", int(row["since"]), int(row["seq"]),
            )  # fmt: skip
    scaled = scalable(look.database, look.as_of, look.known_at)
    alone = scaled[(scaled["adopted"] == 0) & (scaled["fits"] > 0) & ~scaled["root_observed"].astype(bool)]
    for first in rows_of(alone.drop_duplicates(["relationship", "title"])):
        yield Matter(
            first["relationship"], "to decide", "ready to scale",
            f"The showcase “{first['title']}” is to be scaled and nobody has adopted it: {first['fits']} accounts fit.",
            int(first["since"]), int(first["seq"]),
        )  # fmt: skip


def overdue_milestones(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Milestones whose day has passed; one matter for each account, about the one that is latest."""
    del stood
    found = milestones(look.database, look.as_of, look.known_at)
    overdue = sorted(
        (each for each in found if not each.ended and each.due_last < look.day), key=lambda each: each.due_last
    )
    counts = Counter(each.relationship for each in overdue)
    for each in {each.relationship: each for each in reversed(overdue)}.values():
        many = counts[each.relationship]
        others = f", and {many - 1} more" if many > 1 else ""
        yield Matter(
            each.relationship, "late or in danger", "milestone overdue",
            f"The milestone “{each.title}” was due {duration(look.day - each.due_last)} ago{others}: reach, reschedule or drop "
            "it.", each.due_last, each.seq,
        )  # fmt: skip


def quiet(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Large accounts with which nobody has met or spoken for longer than the policy allows."""
    allowed = look.rules.attention.quiet
    large = stood[stood["account_class"].isin(LARGE)]
    lately = met_since(look.database, list(large["relationship"]), look.day - allowed, look.as_of, look.known_at)
    others = large[~large["relationship"].isin(lately)]
    last = last_met(look.database, list(others["relationship"]), look.as_of, look.known_at)
    for row in rows_of(others):
        since = int(last.get(row["relationship"], row["class_since"]))
        if look.day - since > allowed:
            yield Matter(
                row["relationship"], "to decide", "quiet",
                f"No meeting, call or visit on record for {look.day - since} days; the policy allows {allowed}.", since,
            )  # fmt: skip


def unknown_ground(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Counterparts that nobody knows or has confirmed, and IT terrain that is unmapped or stale."""
    since = dict(zip(stood["relationship"], stood["class_since"], strict=True))
    for row in rows_of(people(look.database, look.as_of, look.rules, look.known_at)):
        if row["unknown"]:
            yield Matter(
                row["relationship"], "to look at", "counterpart missing",
                f"Nobody is known in {' and '.join(row['unknown'])}.", int(since.get(row["relationship"], 0)),
            )  # fmt: skip
    for row in rows_of(terrain(look.database, look.as_of, look.rules, look.known_at)):
        stale = bool(row["surveyed"])
        yield Matter(
            row["relationship"], "to look at", "terrain stale" if stale else "terrain unmapped",
            "The survey of its IT terrain is older than the policy allows." if stale else "Its IT terrain was never surveyed.",
            int(row["due"]) if stale else int(since.get(row["relationship"], 0)), int(row["seq"]),
        )  # fmt: skip


def partnerships(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Partnerships that the two sides see differently, and those that nobody has assessed for too long."""
    del stood
    found = profiles(look.database, look.as_of, look.known_at)
    wide = found[found["gap"].abs() >= WIDE_GAP].sort_values("gap", key=abs, ascending=False, kind="stable")
    for worst, many in first_of_each(wide, "relationship"):
        higher = "we" if worst["gap"] > 0 else "they"
        yield Matter(
            worst["relationship"], "to look at", "seen differently",
            f"The two sides see {many} of six determinants differently; {worst['determinant']} most, where "
            f"{higher} rate {abs(int(worst['gap']))} steps higher.",
            int(max(worst["own_day"], worst["theirs_day"])), int(worst["theirs_seq"]),
        )  # fmt: skip
    rated = found.groupby("relationship")[["own_day", "theirs_day"]].max().max(axis="columns")
    for stream, latest in rated.items():
        if look.day - latest > look.rules.attention.assessment_every:
            yield Matter(
                str(stream), "to look at", "assessment old",
                f"The partnership was last assessed {duration(look.day - latest)} ago.", int(latest),
            )  # fmt: skip


def ready_to_grow(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts for which nothing is missing for a higher class."""
    del stood
    found = readiness(look.database, look.as_of, look.rules, look.known_at)
    for row in rows_of(found[found["missing"] == 0]):
        yield Matter(
            row["relationship"], "to decide", "ready to grow",
            f"Nothing is missing to become {row['next']}: classify it, or say why not.", look.day, int(row["seq"]),
        )  # fmt: skip


ASKED: tuple[Callable[[Look, pd.DataFrame], Iterator[Matter]], ...] = (
    endangered, unlike_their_class, plans_to_renew, late_objectives, showcases_to_judge, overdue_milestones, quiet,
    unknown_ground, partnerships, ready_to_grow,
)  # fmt: skip
