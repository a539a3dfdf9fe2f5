"""Where does every relationship stand? Name, kind, class, plan in force and last event, on any day and as known at any time."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Column, Index, MetaData, String, Table

from domain.ledger.database import Database, Row
from domain.ledger.schema import NUMBER
from domain.recorded import Recorded
from domain.relationship.classification import Reclassified
from domain.relationship.closing import RelationshipClosed, RelationshipReopened
from domain.relationship.joint_plan import (
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanSuperseded,
)
from domain.relationship.opening import RelationshipOpened, RelationshipRenamed
from domain.relationship.risk import RelationshipPutAtRisk, RelationshipRecovered
from projections.projection import FOREVER, day_number
from projections.timeline import last_days

CHANGE = Table(
    "portfolio_change",
    MetaData(),
    Column("relationship", String, nullable=False),
    Column("aspect", String, nullable=False),
    Column("first_day", NUMBER, nullable=False),
    Column("last_day", NUMBER, nullable=False),
    Column("seq", NUMBER, nullable=False),
    Column("recorded_at", NUMBER, nullable=False),
    Column("subject", String, nullable=False),
    Column("value", String, nullable=False),
    Column("starts", NUMBER, nullable=False),
    Column("ends", NUMBER, nullable=False),
)
"""What changed a relationship's standing: its name (``value``) and kind (``subject``), its class, whether it is at risk
or closed, a plan (by title in ``value``) agreed, amended or ended."""
Index("portfolio_by_account", CHANGE.c.relationship)
Index("portfolio_by_aspect", CHANGE.c.aspect, CHANGE.c.first_day)


DAYS = ("class_since", "class_until", "at_risk_since", "closed_since", "plan_ends", "last_event", "last_until")


class Portfolio:
    """The changes of standing."""

    name = "portfolio"
    version = 2
    tables: Sequence[Table] = (CHANGE,)

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        return {CHANGE.name: [row for recorded in batch if (row := change(recorded))]}


def change(recorded: Recorded) -> Row | None:
    """The change of standing that an event makes, if any."""
    starts, ends = 0, 0
    match recorded.event:
        case RelationshipOpened() as event:
            aspect, subject, value = "name", str(event.kind), event.name
        case RelationshipRenamed() as event:
            aspect, subject, value = "name", "", event.name
        case Reclassified() as event:
            aspect, subject, value = "class", "", str(event.to)
        case RelationshipPutAtRisk() | RelationshipRecovered() as event:
            aspect, subject, value = "risk", "", "at risk" if isinstance(event, RelationshipPutAtRisk) else ""
        case RelationshipClosed() | RelationshipReopened() as event:
            aspect, subject, value = "closing", "", "closed" if isinstance(event, RelationshipClosed) else ""
        case JointPlanAgreed() | JointPlanAmended() as event:
            aspect, subject, value = "plan", event.plan_id, event.title
            starts, ends = day_number(event.starts), day_number(event.ends)
        case JointPlanClosedEarly() | JointPlanCompleted() | JointPlanSuperseded() as event:
            aspect, subject, value = "plan ended", event.plan_id, ""
        case _:
            return None
    on = recorded.event.on
    span = day_number(on.first), day_number(on.last)
    return recorded.originator_id, aspect, *span, recorded.seq, recorded.recorded_at, subject, value, starts, ends


def names(database: Database, known_at: int = FOREVER) -> pd.DataFrame:
    """Every relationship on record by an instant: relationship, name, kind, in the order of their names."""
    query = (
        "SELECT relationship, value, subject FROM portfolio_change WHERE aspect = 'name' AND recorded_at <= ? "
        "ORDER BY first_day, seq"
    )
    rows = database.look(query, (known_at,))
    frame = called(pd.DataFrame.from_records(rows, columns=["relationship", "name", "kind"]))
    return frame.sort_values("name", key=lambda column: column.str.casefold(), ignore_index=True)


def called(named: pd.DataFrame) -> pd.DataFrame:
    """The last name of each relationship, of namings in the order that they happened, and the kind that it was opened as."""
    kinds = named[named["kind"] != ""].drop_duplicates("relationship", keep="last").set_index("relationship")["kind"]
    last = named.drop_duplicates("relationship", keep="last")
    return last.assign(kind=last["relationship"].map(kinds))


def accounts(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """The accounts of which something had happened by a day: relationship, name. Groups and other kinds are left out."""
    found = names(database, known_at)
    happened = last_days(database, as_of, known_at)
    happened = happened.loc[happened["last_event"].fillna(0) > 0, ["relationship"]]
    found = found.loc[found["kind"] == "account", ["relationship", "name"]]
    return found.merge(happened, "inner", "relationship")


def portfolio(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Where every relationship, or only one, stood by ``as_of`` as far as it was recorded by ``known_at``.

    One of which nothing had happened by then is left out.

    Columns: relationship, name, kind, account_class ("" where unclassified), class_since and class_until (the first
    and last day of the span in which it became so), at_risk_since and closed_since (0 where it is not), plan (title,
    "" where none is in force), plan_ends, last_event and last_until (the first and last day of its span). Days are day
    numbers, 0 where there is none.
    """
    day = day_number(as_of)
    changes = _changes(database, day, known_at, relationship)
    frame = changes.loc[changes["aspect"] == "name", ["relationship", "value", "subject"]]
    frame = called(frame.set_axis(["relationship", "name", "kind"], axis="columns"))
    classes = changes[changes["aspect"] == "class"].drop_duplicates("relationship", keep="last")
    classes = classes.rename(columns={"value": "account_class", "first_day": "class_since", "last_day": "class_until"})
    wanted = ["relationship", "account_class", "class_since", "class_until"]
    frame = frame.merge(classes[wanted], "left", "relationship")
    closing, risk = changes["aspect"] == "closing", changes["aspect"] == "risk"
    over = closing & (changes["value"] != "")  # what is closed is no longer at risk, also when it is reopened
    for told, value, column in (
        (changes[risk | over], "at risk", "at_risk_since"),
        (changes[closing], "closed", "closed_since"),
    ):
        last = told.drop_duplicates("relationship", keep="last")
        still = last[last["value"] == value].rename(columns={"first_day": column})
        frame = frame.merge(still[["relationship", column]], "left", "relationship")
    frame = frame.merge(_in_force(changes, day), "left", "relationship")
    frame = frame.merge(last_days(database, as_of, known_at, relationship), "left", "relationship")
    frame = frame.fillna({"account_class": "", "plan": "", **dict.fromkeys(DAYS, 0)})
    frame = frame.astype(dict.fromkeys(DAYS, "int64"))
    frame = frame[frame["last_event"] > 0]
    return frame.sort_values("name", key=lambda column: column.str.casefold(), ignore_index=True)


def _changes(database: Database, day: int, known_at: int, relationship: str | None) -> pd.DataFrame:
    only, parameters = ("relationship = ? AND ", [relationship]) if relationship else ("", [])
    columns = [column.name for column in CHANGE.columns]
    query = (
        f"SELECT {', '.join(columns)} FROM portfolio_change "
        f"WHERE {only}(first_day <= ? OR aspect = 'name') AND recorded_at <= ? ORDER BY first_day, seq"
    )
    rows = database.look(query, (*parameters, day, known_at))
    return pd.DataFrame.from_records(rows, columns=columns)


def _in_force(changes: pd.DataFrame, day: int) -> pd.DataFrame:
    """The plan in force on the day, the latest begun where there are several; of an amended one the present term."""
    plans = changes[changes["aspect"] == "plan"].drop_duplicates(["relationship", "subject"], keep="last")
    plans = plans[(plans["starts"] <= day) & (plans["ends"] > day)]
    ended = changes.loc[changes["aspect"] == "plan ended", ["relationship", "subject"]].assign(ended=True)
    plans = plans.merge(ended.drop_duplicates(), "left", ["relationship", "subject"])
    plans = plans[plans["ended"].isna()].sort_values(["starts", "seq"])
    plans = plans.drop_duplicates("relationship", keep="last").rename(columns={"value": "plan", "ends": "plan_ends"})
    return plans[["relationship", "plan", "plan_ends"]]
