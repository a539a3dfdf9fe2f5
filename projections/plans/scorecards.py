"""The scorecards of joint plans: what was measured against what was to be."""

from datetime import date
from decimal import Decimal

import pandas as pd

from domain.ledger.database import Database
from projections.plans.facts import KEY, last, of, told
from projections.plans.standing import by_name, plans
from projections.projection import FOREVER, day_number
from projections.question import latest

PERIOD = [*KEY, "starts", "ends"]


def scorecard(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Every period of every measure of which a target or an actual was said by ``as_of``.

    Columns: relationship, name, measure (its id), title, plan (id), plan_title, unit, better ("higher", "lower"),
    period_first and period_last (day numbers), first_target (as first promised), target and actual (``Decimal``, None
    where not said), better_by (by how much the actual is better than the target, below 0 where it is worse, None
    where either is missing), status ("on target", "off target", "no target"; without an actual "outstanding" from the
    day after the period, "running" until then) and seq (the latest event about that period).
    """
    found = told(database, "measure-", as_of, known_at, relationship)
    measures = last(found, "measure-set")[["title", "plan", "unit", "value"]].rename(columns={"value": "better"})
    said = of(found, "measure-target-set", "measure-recorded")
    targets, actuals = of(said, "measure-target-set"), of(said, "measure-recorded")
    frame = latest(said, *PERIOD)[[*PERIOD, "seq"]]
    for column, one in (
        ("first_target", targets.drop_duplicates(PERIOD)),
        ("target", latest(targets, *PERIOD)),
        ("actual", latest(actuals, *PERIOD)),
    ):
        frame = frame.merge(one[[*PERIOD, "amount"]].rename(columns={"amount": column}), "left", PERIOD)
        frame[column] = pd.Series(
            [None if pd.isna(each) else Decimal(each) for each in frame[column]], frame.index, dtype="object"
        )
    frame = frame.merge(measures.reset_index(), "inner", KEY)
    frame = frame.rename(columns={"subject": "measure", "starts": "period_first", "ends": "period_last"})
    on = plans(database, as_of, known_at, relationship)[["relationship", "plan", "title"]]
    frame = frame.merge(on.rename(columns={"title": "plan_title"}), "left", ["relationship", "plan"])
    frame = frame.fillna({"plan_title": ""})
    read = list(zip(frame["target"], frame["actual"], frame["better"], frame["period_last"], strict=True))
    day = day_number(as_of)
    better_by = [_better_by(target, actual, better) for target, actual, better, _ in read]
    frame["better_by"] = pd.Series(better_by, frame.index, dtype="object")
    status = [_status(target, actual, better, ends < day) for target, actual, better, ends in read]
    frame["status"] = pd.Series(status, frame.index, dtype="object")
    return by_name(frame, database, known_at, "title", "period_first", "period_last")


def _better_by(target: Decimal | None, actual: Decimal | None, better: str) -> Decimal | None:
    if target is None or actual is None:
        return None
    return actual - target if better == "higher" else target - actual


def _status(target: Decimal | None, actual: Decimal | None, better: str, over: bool) -> str:
    if actual is None:
        return "outstanding" if over else "running"
    ahead = _better_by(target, actual, better)
    return "no target" if ahead is None else "on target" if ahead >= 0 else "off target"
