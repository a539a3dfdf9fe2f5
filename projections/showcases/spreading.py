"""How showcases spread from account to account, and where they may spread next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from domain.ledger.database import Database
from projections.migration import CLASSED
from projections.portfolio import portfolio
from projections.projection import FOREVER
from projections.question import facts
from projections.showcases.trials import trials

FITTING = ("strategic", "integrated")
"""The classes that an emerging account's experiment is scaled to (Byrnes)."""

EDGE = [
    "title", "source", "source_name", "source_showcase", "source_started", "source_class", "relationship", "name",
    "showcase", "adopted", "adopted_last", "account_class", "step", "root", "root_showcase", "root_seq",
    "root_observed", "outcome", "seq",
]  # fmt: skip


def ready(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """What was concluded to be scaled, with each strategic or integrated account that has neither run nor adopted it.

    One row for each showcase, by where it was tried first, and account; at least one, whose candidate is "" where there
    is no such account. Accounts that were closed are left out. Columns: relationship, name, showcase, title, since,
    since_last and seq (of the first conclusion to scale it), adopted and stopped (how many accounts adopted it, and how
    many of all that tried it stopped it), root_seq, root_observed, candidate, candidate_name, account_class, class_since,
    class_until and at_risk_since.
    """
    tried = trials(database, as_of, known_at)
    lineage = ["root", "root_showcase"]
    scaled = tried[tried["outcome"] == "scale"].drop_duplicates(lineage).reset_index(drop=True)
    standing = portfolio(database, as_of, known_at)
    fitting = standing[
        (standing["kind"] == "account") & standing["account_class"].isin(FITTING) & (standing["closed_since"] == 0)
    ].sort_values("account_class", key=lambda column: column.map(FITTING.index), kind="stable")
    rows = []
    for each in scaled.to_dict("records"):
        same = (tried["root"] == each["root"]) & (tried["root_showcase"] == each["root_showcase"])
        titled = tried["title"].str.casefold() == each["title"].casefold()
        having = set(tried.loc[(same | titled) & (tried["started"] > 0), "relationship"])
        counts = {
            "adopted": tried.loc[same & (tried["origin"] != ""), "relationship"].nunique(),
            "stopped": tried.loc[same & (tried["outcome"] == "stop"), "relationship"].nunique(),
        }
        candidates = fitting[~fitting["relationship"].isin(having)].to_dict("records")
        rows += [{**each, **counts, **candidate_columns(to)} for to in candidates or [{}]]
    columns = [
        "relationship", "name", "showcase", "title", "since", "since_last", "seq", "adopted", "stopped", "root_seq",
        "root_observed", "candidate", "candidate_name", "account_class", "class_since", "class_until", "at_risk_since",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def candidate_columns(standing: dict[Any, Any]) -> dict[str, Any]:
    """The columns of an account that something may be scaled to; of none where there is none."""
    return {
        "candidate": standing.get("relationship", ""),
        "candidate_name": standing.get("name", ""),
        "account_class": standing.get("account_class", ""),
        "class_since": standing.get("class_since", 0),
        "class_until": standing.get("class_until", 0),
        "at_risk_since": standing.get("at_risk_since", 0),
    }


def spread(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Every adoption by ``as_of`` as an edge from the account where it was tried to the one that adopted it, in their order.

    Columns: title, source, source_name, source_showcase, source_started and source_class (its class at the time of the
    adoption, "" where unclassified), relationship, name, showcase, adopted, adopted_last, account_class (as then), step
    (1 for an adoption from where it was tried first), root, root_showcase, root_seq, root_observed, outcome and seq (of
    the adoption).
    """
    tried = trials(database, as_of, known_at)
    called = dict(zip(tried["relationship"], tried["name"], strict=True))
    started = dict(zip(zip(tried["relationship"], tried["showcase"], strict=True), tried["started"], strict=True))
    classes = facts(database, CLASSED, as_of, known_at)
    edges = tried[tried["origin"] != ""].sort_values(["started", "started_seq"], ignore_index=True)
    edges = (
        edges.rename(
            columns={
                "origin": "source",
                "origin_showcase": "source_showcase",
                "started": "adopted",
                "started_last": "adopted_last",
            }
        )
        .drop(columns="seq")
        .rename(columns={"started_seq": "seq"})
    )
    sources = list(zip(edges["source"], edges["source_showcase"], strict=True))
    return edges.assign(
        source_name=edges["source"].map(lambda each: called.get(each, "")),
        source_started=[started.get(each, 0) for each in sources],
        source_class=classes_then(classes, edges["source"], edges["adopted"]),
        account_class=classes_then(classes, edges["relationship"], edges["adopted"]),
    )[EDGE]


def classes_then(classes: pd.DataFrame, relationships: Iterable[str], days: Iterable[int]) -> list[str]:
    """The class of each relationship on its day, of classifications in the order that they happened."""
    result = []
    for relationship, day in zip(relationships, days, strict=True):
        those = classes[(classes["relationship"] == relationship) & (classes["first_day"] <= day)]
        result.append(str(those["account_class"].iloc[-1]) if len(those) else "")
    return result
