"""Which accounts are ready to move up a class, and what is missing? Which links went live before earlier moves up?

Coordinated systems can nudge an integrated account into a strategic one, and the lead time is long (Byrnes).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from domain.history.when import add_months
from domain.ledger.database import Database
from domain.relationship.account_class import AccountClass
from domain.relationship.criteria import suggest
from domain.relationship.rules import Rules
from domain.relationship.vocabulary import Function
from projections.going_on import by_itself
from projections.growth_facts import (
    GROWTH,
    UNSAID,
    counterparts,
    depth_rank,
    link_facts,
    ratings,
    surveys,
    working,
)
from projections.migration import UNCLASSIFIED, flows, spells
from projections.once import once
from projections.portfolio import portfolio
from projections.projection import FOREVER, day_of

__all__ = ["GROWTH", "UNSAID", "before_moves_up", "readiness"]

UPWARDS: tuple[str, ...] = ("stable", "emerging", "integrated", "strategic")
"""The classes from the one that is served at least to the one that is served most."""

NEXT: Mapping[AccountClass, AccountClass] = {"emerging": "integrated", "integrated": "strategic"}
"""The class that an account can grow into next."""

READINESS = (
    "relationship", "name", "account_class", "since", "since_last", "seq", "next", "suggested", "why",
    "criteria_due", "expected", "unknown", "assumed", "surveyed", "surveyed_last", "weeks", "terrain_due",
    "link", "title", "depth", "link_seq", "observed", "needed", "link_due", "missing",
)  # fmt: skip


@once
@by_itself
def readiness(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Every emerging or integrated account, or only one, that is not closed: what speaks for a higher class, and what is missing.

    It is ready where the criteria suggest a higher class, a counterpart is confirmed in every function that the next
    class has one in, the IT terrain was surveyed as lately as the next class needs it, and a link works that is as deep
    as a link of its own class may be.

    Columns: relationship, name, account_class, since, since_last and seq (since when, and the event behind it); next
    (class); suggested ("" where undetermined), why and criteria_due; expected, unknown and assumed (functions: all, those
    in which nobody is known, those in which nobody is confirmed); surveyed, surveyed_last, weeks (``UNSAID``) and
    terrain_due; link, title, depth, link_seq and observed of the deepest link that works ("" and 0 where none does),
    needed (depth) and link_due; missing (how many of the four). What has the least missing comes first, then by name.
    """
    look = database, as_of, known_at, relationship
    stays, now = spells(*look), portfolio(*look)
    closed = now.loc[now["closed_since"] > 0, "relationship"]
    stays = stays[(stays["until"] == 0) & stays["account_class"].isin(list(NEXT)) & ~stays["relationship"].isin(closed)]
    rated, known = ratings(*look), counterparts(*look)
    surveyed = {str(each["relationship"]): each for each in surveys(*look).to_dict("records")}
    links = working(link_facts(*look), "relationship").drop_duplicates("relationship")
    linked = {str(each["relationship"]): each for each in links.to_dict("records")}
    rows = []
    for stay in stays.to_dict("records"):
        account, held = str(stay["relationship"]), stay["account_class"]
        suggestion = suggest(rated.get(account, {}), rules.criteria)
        suggested = suggestion.account_class
        due = suggested is None or not rises(held, suggested)
        to = NEXT[held] if due or suggested is None else suggested
        found: dict[Any, Any] = {
            **stay,
            "next": to,
            "suggested": suggested or "",
            "why": suggestion.why,
            "criteria_due": due,
            **facing(known.get(account, {}), to, rules),
            **terrain(surveyed.get(account), to, as_of, rules),
            **link(linked.get(account), held, rules),
        }
        people_due = bool(found["unknown"] or found["assumed"])
        found["missing"] = sum((due, people_due, found["terrain_due"], found["link_due"]))
        rows.append({column: found[column] for column in READINESS})
    rows.sort(key=lambda row: (row["missing"], str(row["name"]).casefold()))
    return pd.DataFrame(rows, columns=list(READINESS))


def rises(before: str, after: str) -> bool:
    """Whether a move is one up."""
    return UPWARDS.index(after) > UPWARDS.index(before)


def facing(known: Mapping[Function, bool], to: AccountClass, rules: Rules) -> dict[str, Any]:
    """Who is known in the functions in which the next class has counterparts."""
    expected = rules.service(to).counterparts
    return {
        "expected": expected,
        "unknown": tuple(each for each in expected if each not in known),
        "assumed": tuple(each for each in expected if known.get(each) is False),
    }


def terrain(survey: Mapping[Any, Any] | None, to: AccountClass, as_of: date, rules: Rules) -> dict[str, Any]:
    """The latest survey, and whether the next class needs a later one."""
    months = rules.service(to).terrain_months
    if survey is None:
        return {"surveyed": 0, "surveyed_last": 0, "weeks": UNSAID, "terrain_due": months is not None}
    last = int(survey["last_day"])
    return {
        "surveyed": int(survey["first_day"]),
        "surveyed_last": last,
        "weeks": int(survey["weeks"]),
        "terrain_due": months is not None and add_months(day_of(last), months) < as_of,
    }


def link(found: Mapping[Any, Any] | None, held: AccountClass, rules: Rules) -> dict[str, Any]:
    """The deepest link that works, and whether it is less deep than a link of the account's own class may be."""
    needed = rules.service(held).deepest_link
    if found is None:
        return {"link": "", "title": "", "depth": "", "link_seq": 0, "observed": 0, "needed": needed, "link_due": True}
    return {
        "link": found["subject"],
        "title": found["title"],
        "depth": found["depth"],
        "link_seq": int(found["seq"]),
        "observed": int(found["observed"]),
        "needed": needed,
        "link_due": depth_rank(str(found["depth"])) < depth_rank(needed),
    }


def before_moves_up(database: Database, start: date, end: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Every move up after ``start`` and by ``end``, with each link that had gone live before it and worked on its day.

    Columns: relationship, name, before, after, first_day, last_day and seq (of the move); link, title, depth, live,
    live_last, link_seq and observed ("" and 0 in the one row of a move that no link came before); days (from going live
    to the move). In the order of the moves, then of going live.
    """
    moves = flows(database, start, end, known_at)
    moves = moves[moves["before"] != UNCLASSIFIED]
    up = [rises(before, after) for before, after in zip(moves["before"], moves["after"], strict=True)]
    moves = moves[pd.Series(up, index=moves.index, dtype="bool")].reset_index(drop=True)
    of_move = moves[["relationship", "first_day", "seq"]].set_axis(["relationship", "moved", "move"], axis="columns")
    then = link_facts(database, end, known_at).merge(of_move, "inner", "relationship")
    links = working(then[then["day"] <= then["moved"]], "move").drop(columns="relationship")
    links = links.rename(
        columns={
            "move": "seq",
            "seq": "link_seq",
            "subject": "link",
            "first_day": "live",
            "last_day": "live_last",
        }
    )
    found = moves.merge(links, "left", "seq").fillna({"link": "", "title": "", "depth": ""})
    numbers = ["live", "live_last", "link_seq", "observed"]
    found[numbers] = found[numbers].fillna(0).astype("int64")
    found = found.assign(days=(found["first_day"] - found["live"]).where(found["live"] > 0, 0))
    return found.sort_values(["first_day", "seq", "live", "link_seq"], ignore_index=True)
