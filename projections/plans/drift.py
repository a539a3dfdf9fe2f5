"""How far plans and objectives moved from what was first promised."""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from projections.plans.objectives import objectives
from projections.plans.standing import plans
from projections.projection import FOREVER

COLUMNS = ["relationship", "name", "what", "title", "first", "now", "days", "times", "seq"]


def drift(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every plan that was amended and every objective that was moved by ``as_of``, the farthest first.

    Columns: relationship, name, what ("plan", "objective"), title, first (the day on which it was first to end: a plan's
    end, exclusive, or the last day on which an objective was due), now (the same as it stands), days (from the first to
    now, below 0 where it became earlier), times (how often it moved) and seq (the latest event about it). ``first`` and
    ``now`` are day numbers.
    """
    amended = plans(database, as_of, known_at, relationship).assign(what="plan")
    amended = amended.rename(columns={"first_ends": "first", "ends": "now", "amendments": "times"})
    moved = objectives(database, as_of, known_at, relationship).assign(what="objective")
    moved = moved.rename(columns={"first_due_last": "first", "due_last": "now", "moves": "times"})
    frame = pd.concat([each[each["times"] > 0] for each in (amended, moved)], ignore_index=True)
    frame["days"] = (frame["now"] - frame["first"]).astype("int64")
    return frame.sort_values("days", ascending=False, kind="stable", ignore_index=True)[COLUMNS]
