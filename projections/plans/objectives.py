"""The objectives of joint plans: what is due, what is late, what came of the rest."""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from projections.once import once
from projections.plans.facts import KEY, last, of, told, whole, words
from projections.plans.standing import by_name, plans
from projections.projection import FOREVER, day_number
from projections.question import latest

OUTCOMES = {"objective-met": "met", "objective-missed": "missed", "objective-dropped": "dropped"}
LEFT_OPEN = ("completed", "closed early", "superseded", "withdrawn")


@once
def objectives(
    database: Database,
    as_of: date,
    known_at: int = FOREVER,
    relationship: str | None = None,
    *,
    due_soon: int = 30,
) -> pd.DataFrame:
    """Every objective set by ``as_of``.

    Columns: relationship, name, objective (its id), title, plan (id), plan_title, due and due_last, first_due and
    first_due_last (as first promised), moves, owner_here and owner_there (ids of people, "" where nobody is named),
    status (what came of it; else "left open" where the plan has ended, "late", "due soon" within so many days, "open"),
    settled (the first day on which it was, 0 where it is not), days_late (to ``as_of``, 0 where it is not late) and seq
    (the latest event about it). Days are day numbers.
    """
    found, day = told(database, "objective-", as_of, known_at, relationship), day_number(as_of)
    frame, moved, settled = last(found, "objective-set"), last(found, "objective-moved"), last(found, *OUTCOMES)
    index = frame.index
    frame = frame[["title", "plan", "starts", "ends", "owner_here", "owner_there"]]
    frame = frame.rename(columns={"starts": "first_due", "ends": "first_due_last"})
    frame = frame.assign(
        due=moved["starts"].reindex(index).fillna(frame["first_due"]).astype("int64"),
        due_last=moved["ends"].reindex(index).fillna(frame["first_due_last"]).astype("int64"),
        moves=whole(of(found, "objective-moved").groupby(KEY).size(), index),
        settled=whole(settled["first_day"], index),
        outcome=words(settled["kind"].map(OUTCOMES), index),
        seq=whole(latest(found, *KEY).set_index(KEY)["seq"], index),
    )
    frame = frame.reset_index().rename(columns={"subject": "objective"})
    on = plans(database, as_of, known_at, relationship)[["relationship", "plan", "title", "status"]]
    on = on.rename(columns={"title": "plan_title", "status": "plan_status"})
    frame = frame.merge(on, "left", ["relationship", "plan"]).fillna({"plan_title": "", "plan_status": ""})
    status = pd.Series("open", frame.index, dtype="object")
    status = status.mask(frame["due_last"] <= day + due_soon, "due soon").mask(frame["due_last"] < day, "late")
    status = status.mask(frame["plan_status"].isin(LEFT_OPEN), "left open")
    frame["status"] = status.mask(frame["outcome"] != "", frame["outcome"])
    frame["days_late"] = (day - frame["due_last"]).where(frame["status"] == "late", 0).astype("int64")
    return by_name(
        frame.drop(columns=["outcome", "plan_status"]), database, known_at, "due_last", relationship=relationship
    )
