"""Where does every relationship stand? Name, kind, class, plan in force and last event, on any day and as known at any time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Column, Index, MetaData, String, Table

from domain.ledger.database import Database, Row, in_chunks, question_marks
from domain.ledger.schema import NUMBER
from domain.models import MODELS
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
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import RelationshipOpened, RelationshipRenamed
from domain.relationship.risk import RelationshipPutAtRisk, RelationshipRecovered
from projections.going_on import by_itself
from projections.once import once
from projections.projection import FOREVER, KNOWN, Derived, day_number
from projections.spans import SPAN, spans
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
    Column("retracted_at", NUMBER, nullable=False),
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

CHANGING = frozenset(
    {
        RelationshipOpened, RelationshipRenamed, Reclassified, RelationshipPutAtRisk, RelationshipRecovered,
        RelationshipClosed, RelationshipReopened, JointPlanAgreed, JointPlanAmended, JointPlanClosedEarly,
        JointPlanCompleted, JointPlanSuperseded,
    }
)  # fmt: skip


class Portfolio:
    """The changes of standing, and the standing between them."""

    name = "portfolio"
    version = 5
    tables: Sequence[Table] = (CHANGE,)
    derived = (Derived(SPAN, CHANGE, spans),)

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        those = (each for each in batch if type(each.event) in CHANGING)
        return {CHANGE.name: [row for recorded in those if (row := change(recorded))]}


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
    known = recorded.recorded_at, recorded.retracted_at
    return recorded.originator_id, aspect, *span, recorded.seq, *known, subject, value, starts, ends


@once
@by_itself
def names(database: Database, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every relationship on record by an instant, or only one: relationship, name, kind, in the order of their names."""
    only, parameters = ("relationship = ? AND ", [relationship]) if relationship else ("", [])
    query = (
        f"SELECT relationship, value, subject FROM portfolio_change WHERE {only}aspect = 'name' AND {KNOWN} "
        "ORDER BY first_day, seq"
    )
    rows = database.look(query, (*parameters, known_at, known_at))
    frame = called(pd.DataFrame.from_records(rows, columns=["relationship", "name", "kind"]))
    return frame.sort_values("name", key=lambda column: column.str.casefold(), ignore_index=True)


def names_of_all(database: Database, known_at: int = FOREVER, relationship: str | None = None) -> dict[str, str]:
    """What every history is called, by id: the relationships on record by an instant, or only one, and the company's own."""
    found = names(database, known_at, relationship)
    return {**dict(zip(found["relationship"], found["name"], strict=True)), **OWN_HISTORIES}


OWN_HISTORIES = {model.name: f"The {model.name}" for model in MODELS if model is not RELATIONSHIP}
"""What the histories that are of no relationship are called."""


def names_of(database: Database, relationships: Iterable[str], known_at: int = FOREVER) -> dict[str, str]:
    """What some relationships are called, by id; only those that were on record by an instant."""
    named: dict[str, str] = {}
    for some in in_chunks(sorted(relationships), 500):
        query = (
            f"SELECT relationship, value, subject FROM portfolio_change WHERE relationship IN ({question_marks(some)}) "
            f"AND aspect = 'name' AND {KNOWN} ORDER BY first_day, seq"
        )
        rows = database.look(query, (*some, known_at, known_at))
        found = called(pd.DataFrame.from_records(rows, columns=["relationship", "name", "kind"]))
        named |= dict(zip(found["relationship"], found["name"], strict=True))
    return named


def called(named: pd.DataFrame) -> pd.DataFrame:
    """The last name of each relationship, of namings in the order that they happened, and the kind that it was opened as."""
    kinds = named[named["kind"] != ""].drop_duplicates("relationship", keep="last").set_index("relationship")["kind"]
    last = named.drop_duplicates("relationship", keep="last")
    return last.assign(kind=last["relationship"].map(kinds))


@once
def accounts(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """The accounts of which something had happened by a day: relationship, name. Groups and other kinds are left out."""
    found = names(database, known_at, relationship)
    happened = last_days(database, as_of, known_at, relationship)
    happened = happened.loc[happened["last_event"].fillna(0) > 0, ["relationship"]]
    found = found.loc[found["kind"] == "account", ["relationship", "name"]]
    return found.merge(happened, "inner", "relationship")


@once
@by_itself
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
    frame = pd.DataFrame.from_records(stood(database, as_of, known_at, relationship), columns=STOOD)
    frame = frame.merge(last_days(database, as_of, known_at, relationship), "left", "relationship")
    frame = frame.fillna(dict.fromkeys(("last_event", "last_until"), 0))
    frame = frame.astype(dict.fromkeys(DAYS, "int64"))
    frame = frame[frame["last_event"] > 0]
    return frame.sort_values("name", key=lambda column: column.str.casefold(), ignore_index=True)


STOOD = ("relationship", "name", "kind", "account_class", "class_since", "class_until", "plan", "plan_ends",
         "at_risk_since", "closed_since")  # fmt: skip


def stood(database: Database, as_of: date, known_at: int, relationship: str | None) -> list[Row]:
    """The standing of each relationship but for its last event: one range of an index over both clocks."""
    only, parameters = ("relationship = ? AND ", [relationship]) if relationship else ("", [])
    day = day_number(as_of)
    query = (
        "SELECT relationship, aspect, value, kind, since, since_last, ends FROM portfolio_span "
        f"WHERE {only}known_until > ? AND known_from <= ? AND valid_until > ? AND (valid_from <= ? OR aspect = 'name') "
        "ORDER BY valid_from"
    )
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for stream, aspect, *rest in database.look(query, (*parameters, known_at, known_at, day, day)):
        found[stream][aspect] = tuple(rest)
    rows = []
    for stream, each in found.items():
        if name := each.get("name"):
            classed, plan = each.get("class", NO_STAY), each.get("plan", NO_STAY)
            risk, closing = each.get("risk", NO_STAY), each.get("closing", NO_STAY)
            rows.append(
                (stream, name[0], name[1], classed[0], classed[2], classed[3], plan[0], plan[4], risk[2], closing[2])
            )
    return rows


NO_STAY = ("", "", 0, 0, 0)
