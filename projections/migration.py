"""How did accounts move between the classes, how long did they stay, and why?"""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.classification import Reclassified
from projections.once import once
from projections.portfolio import accounts, portfolio
from projections.projection import FOREVER, day_number
from projections.question import AddedRow, Facts, fact_table, facts, latest, text

UNCLASSIFIED = "unclassified"
CLOSED = "closed"
CLASSES = (*ACCOUNT_CLASSES, UNCLASSIFIED, CLOSED)
"""Where an account may stand: in a class, not yet in one, or closed, whatever its class was."""

CLASSED = fact_table("migration_class", text("account_class"))


def added(recorded: Recorded) -> AddedRow | None:
    """The class, where an event sets one."""
    event = recorded.event
    return (event.to,) if isinstance(event, Reclassified) else None


MIGRATION = Facts("migration", 2, CLASSED, added, of=(Reclassified,))


@once
def spells(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every stay of an account in a class that had begun by ``as_of``; a confirmation goes on with the stay.

    Columns: relationship, name, account_class, since and since_last (the days in which it began), until (the first day
    of the next stay, 0 where it goes on), days (to ``as_of`` where it goes on) and seq (the event that began it).
    Groups of accounts are left out. Days are day numbers.
    """
    frame = facts(database, CLASSED, as_of, known_at, relationship=relationship)
    frame = frame.merge(accounts(database, as_of, known_at, relationship), "inner", "relationship").sort_values(
        ["relationship", "first_day", "seq"], ignore_index=True
    )
    before = frame.groupby("relationship")["account_class"].shift()
    frame = frame[frame["account_class"] != before].reset_index(drop=True)
    until = frame.groupby("relationship")["first_day"].shift(-1)
    frame = frame.assign(
        until=until.fillna(0).astype("int64"),
        days=(until.fillna(day_number(as_of)) - frame["first_day"]).astype("int64"),
    ).rename(columns={"first_day": "since", "last_day": "since_last"})
    wanted = ["relationship", "name", "account_class", "since", "since_last", "until", "days", "seq"]
    return frame[wanted].sort_values(["since", "seq"], ignore_index=True)


def flows(database: Database, start: date, end: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Every move from class to class after ``start`` and by ``end``, in the order that they happened.

    Columns: relationship, name, before ("unclassified" for a first classification), after, first_day, last_day (day
    numbers of the span in which it happened) and seq, whose record says why.
    """
    stays = spells(database, end, known_at).sort_values(["relationship", "since", "seq"])
    stays["before"] = stays.groupby("relationship")["account_class"].shift().fillna(UNCLASSIFIED)
    moved = stays[stays["since"] > day_number(start)].sort_values(["since", "seq"], ignore_index=True)
    moved = moved.rename(columns={"account_class": "after", "since": "first_day", "since_last": "last_day"})
    return moved[["relationship", "name", "before", "after", "first_day", "last_day", "seq"]]


def matrix(database: Database, start: date, end: date, known_at: int = FOREVER) -> pd.DataFrame:
    """How many accounts were in one class at ``start`` (rows) and in another at ``end`` (columns).

    Every account on record by ``end`` is counted once; one that was not yet classified is "unclassified", one that was
    closed is "closed" whatever its class had been.
    """
    return crossed(ends(database, start, end, known_at))


def ends(database: Database, start: date, end: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Where each account stood at both ends of a span: relationship, before and after, each one of ``CLASSES``."""
    known = accounts(database, end, known_at)["relationship"]
    before, after = (standing(database, day, known_at) for day in (start, end))
    sides = {
        side: [there.get(each, UNCLASSIFIED) for each in known]
        for side, there in (("before", before), ("after", after))
    }
    return pd.DataFrame({"relationship": list(known), **sides}, dtype="object")


def crossed(found: pd.DataFrame) -> pd.DataFrame:
    """How many accounts stood where at both ends, of ``ends``."""
    counted = pd.crosstab(found["before"].to_numpy(), found["after"].to_numpy())
    return counted.reindex(index=list(CLASSES), columns=list(CLASSES), fill_value=0)


def standing(database: Database, day: date, known_at: int = FOREVER) -> dict[str, str]:
    """The class of each account on a day, or that it was closed."""
    classed = latest(facts(database, CLASSED, day, known_at))
    found = dict(zip(classed["relationship"], classed["account_class"], strict=True))
    return found | dict.fromkeys(closings(database, day, known_at), CLOSED)


def closings(database: Database, as_of: date, known_at: int = FOREVER) -> dict[str, int]:
    """The relationships that are closed on a day, and the day number since when."""
    now = portfolio(database, as_of, known_at)
    now = now[now["closed_since"] > 0]
    return dict(zip(now["relationship"], now["closed_since"], strict=True))


def dwell(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """How long accounts stayed in each class, in days.

    A stay ends with the next class, or when the account is closed. Columns: account_class, now (accounts in it), ended
    (stays that ended), median and longest of the stays that ended (0 where none did) and median_now, of those that go on.
    """
    stays = lengths(database, as_of, known_at)
    rows = []
    for each in ACCOUNT_CLASSES:
        those = stays[stays["account_class"] == each]
        ended, going = those.loc[those["until"] > 0, "days"], those.loc[those["until"] == 0, "days"]
        rows.append(
            {
                "account_class": each,
                "now": len(going),
                "ended": len(ended),
                "median": int(ended.median()) if len(ended) else 0,
                "longest": int(ended.max()) if len(ended) else 0,
                "median_now": int(going.median()) if len(going) else 0,
            }
        )
    return pd.DataFrame(rows)


def lengths(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Every stay in a class (``spells``), ended also by the closing of the account."""
    stays = spells(database, as_of, known_at)
    closed = stays["relationship"].map(closings(database, as_of, known_at)).fillna(0).astype("int64")
    by_closing = (stays["until"] == 0) & (closed > 0)
    stays["until"] = stays["until"].mask(by_closing, closed)
    stays["days"] = stays["days"].mask(by_closing, closed - stays["since"])
    return stays
