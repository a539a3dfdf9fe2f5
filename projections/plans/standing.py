"""How every joint plan stands, and which accounts that ought to share one do."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from domain.ledger.database import Database
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.joint_plan import outside_policy
from domain.relationship.rules import Rules
from projections.going_on import by_itself
from projections.once import once
from projections.plans.facts import FACT, KEY, last, of, told, whole, words
from projections.portfolio import names, portfolio
from projections.projection import FOREVER, day_number, day_of
from projections.question import fact_rows, latest

ENDINGS = {
    "joint-plan-completed": "completed",
    "joint-plan-closed-early": "closed early",
    "joint-plan-superseded": "superseded",
    "joint-plan-withdrawn": "withdrawn",
}
SHARES_RISK = "shared risk"
STANDINGS = ("in force", "off policy", "agreed", "proposed", "none")
"""How an account stands for a plan, the best first: one in force that the policy allows for its class, one that it does
not allow, one that is yet to begin, one that is only proposed, none."""


@once
def plans(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every joint plan that was proposed or agreed by ``as_of``.

    Columns: relationship, name, plan (its id), title, status ("proposed", "agreed" but not begun, "in force", "ran
    out", or how it ended), starts and ends (end exclusive), first_starts and first_ends (as first agreed), amendments,
    shares_risk, reviewed (the first day of its latest review), agreed (the first day of the agreement), ended, result
    (of a completed one) and seq (the latest event about it). Days are day numbers, 0 where there is none.
    """
    found = told(database, "joint-plan-", as_of, known_at, relationship)
    frame = pd.concat([of(found, "joint-plan-proposed"), of(found, "joint-plan-agreed")])
    frame = latest(frame, *KEY).set_index(KEY)[["title", "starts", "ends"]]
    agreed, amended, ended = last(found, "joint-plan-agreed"), last(found, "joint-plan-amended"), last(found, *ENDINGS)
    index = frame.index
    frame = frame.assign(
        first_starts=whole(agreed["starts"], index),
        first_ends=whole(agreed["ends"], index),
        amendments=whole(of(found, "joint-plan-amended").groupby(KEY).size(), index),
        shares_risk=whole((found["value"] == SHARES_RISK).groupby([found[each] for each in KEY]).sum(), index) > 0,
        reviewed=whole(last(found, "joint-plan-reviewed")["first_day"], index),
        agreed=whole(agreed["first_day"], index),
        ended=whole(ended["first_day"], index),
        ending=words(ended["kind"].map(ENDINGS), index),
        result=words(of(ended, "joint-plan-completed")["value"], index),
        seq=whole(latest(found, *KEY).set_index(KEY)["seq"], index),
    )
    for term in ("starts", "ends"):
        frame[term] = amended[term].reindex(index).fillna(frame[term]).astype("int64")
    frame = frame.assign(status=_status(frame, day_number(as_of))).drop(columns="ending").reset_index()
    frame = frame.rename(columns={"subject": "plan"})
    return by_name(frame, database, known_at, "starts", relationship=relationship)


def _status(frame: pd.DataFrame, day: int) -> pd.Series:
    """How each plan stands on the day."""
    status = pd.Series("in force", frame.index, dtype="object")
    status = status.mask(frame["starts"] > day, "agreed").mask(frame["ends"] <= day, "ran out")
    return status.mask(frame["agreed"] == 0, "proposed").mask(frame["ended"] > 0, frame["ending"])


def by_name(
    frame: pd.DataFrame, database: Database, known_at: int, *then: str, relationship: str | None = None
) -> pd.DataFrame:
    """The rows with the name of each relationship, in the order of these names and then of some columns."""
    frame = names(database, known_at, relationship)[["relationship", "name"]].merge(frame, "inner", "relationship")
    folded = frame["name"].str.casefold()
    frame = frame.assign(folded=folded).sort_values(["folded", *then, "seq"], ignore_index=True)
    return frame.drop(columns="folded")


@once
@by_itself
def coverage(
    database: Database, rules: Rules, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """How every account stands whose class has a joint plan by these rules, or that has a plan in force all the same.

    Columns: relationship, name, account_class ("" where unclassified), standing (one of ``STANDINGS``), plan (id), title
    and ends of the plan that it stands so for ("" and 0 where none), lacks (what the class's plan should have and this
    one has not, "" where nothing) and seq (the latest event about the plan, 0 where none). Closed accounts are left out.
    """
    known = portfolio(database, as_of, known_at, relationship)
    known = known[(known["kind"] == "account") & (known["closed_since"] == 0)]
    found = plans(database, as_of, known_at, relationship)
    found = found[found["status"].isin(STANDINGS)].merge(known[["relationship", "account_class"]], "inner")
    measures = fact_rows(
        database,
        FACT,
        as_of,
        known_at,
        kinds=["measure-set"],
        relationship=relationship,
        columns=["relationship", "plan"],
    )
    measured = {(row.relationship, row.plan) for row in measures}
    rows = list(found.to_dict("records"))
    lacks = [_lacks(row, rules, (row["relationship"], row["plan"]) in measured, as_of) for row in rows]
    found["standing"] = pd.Series([_standing(row, rules) for row in rows], found.index, dtype="object")
    found["lacks"] = pd.Series(lacks, found.index, dtype="object")
    found["rank"] = found["standing"].map(STANDINGS.index)
    found = found.sort_values(["rank", "starts", "seq"]).drop_duplicates("relationship")
    wanted = ["relationship", "standing", "plan", "title", "ends", "lacks", "seq"]
    frame = known[["relationship", "name", "account_class"]].merge(found[wanted], "left", "relationship")
    texts, numbers = ["plan", "title", "lacks"], ["ends", "seq"]
    frame = frame.fillna({"standing": "none", **dict.fromkeys(texts, ""), **dict.fromkeys(numbers, 0)})
    frame = frame.astype(dict.fromkeys(numbers, "int64"))
    having = frame["account_class"].isin(list(rules.plan_horizons))
    return frame[having | (frame["standing"] == "off policy")].reset_index(drop=True)


def _standing(plan: Mapping[Hashable, Any], rules: Rules) -> str:
    """A plan's status, but that one in force which the class does not allow is off policy."""
    term = day_of(int(plan["starts"])), day_of(int(plan["ends"]))
    forbidden = plan["status"] == "in force" and outside_policy(plan["account_class"] or None, *term, rules)
    return "off policy" if forbidden else str(plan["status"])


def _lacks(plan: Mapping[Hashable, Any], rules: Rules, measured: bool, as_of: date) -> str:
    """What a plan in force should have by the policy for the class, and has not."""
    if plan["status"] != "in force":
        return ""
    service = rules.service(plan["account_class"] or None)
    looked_at = max(plan["reviewed"], plan["agreed"], plan["starts"])
    lacking = {
        "shared-risk terms": service.shared_risk and not plan["shares_risk"],
        "a scorecard": service.scorecard and not measured,
        "a review": day_number(as_of) - looked_at > rules.attention.review_every,
    }
    return ", ".join(what for what, lacks in lacking.items() if lacks)


def counts(covered: pd.DataFrame) -> pd.DataFrame:
    """How many accounts of each class stand how for a plan, from ``coverage``.

    Columns: account_class (those of which there are accounts, "" for unclassified last), accounts, and one for each
    standing.
    """
    counted = pd.crosstab(covered["account_class"], covered["standing"]).reindex(columns=list(STANDINGS), fill_value=0)
    counted = counted.reindex([each for each in (*ACCOUNT_CLASSES, "") if each in counted.index])
    counted.insert(0, "accounts", counted.sum(axis="columns"))
    return counted.rename_axis(columns=None).reset_index()
