"""How showcases spread from account to account, and where they may spread next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from domain.ledger.database import Database
from projections.migration import CLASSED
from projections.once import once
from projections.portfolio import portfolio
from projections.projection import FOREVER
from projections.question import facts
from projections.showcases.trials import trials

FITTING = ("strategic", "integrated")
"""The classes that an emerging account's experiment is scaled to (Byrnes)."""

LINEAGE = ["root", "root_showcase"]
READY = [
    "relationship", "name", "showcase", "title", "since", "since_last", "seq", "adopted", "stopped", "root_seq",
    "root_observed",
]  # fmt: skip
CANDIDATE = ["candidate", "candidate_name", "account_class", "class_since", "class_until", "at_risk_since"]

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
    scaled, fitting = to_scale(tried), fitting_accounts(database, as_of, known_at)
    pairs = candidates(scaled, tried[tried["started"] > 0], list(fitting["candidate"]))
    found = scaled[READY].iloc[[place for place, _ in pairs]].reset_index(drop=True)
    to = fitting[CANDIDATE].reset_index(drop=True).reindex([place for _, place in pairs])
    to = to.fillna({**dict.fromkeys(CANDIDATE[:3], ""), **dict.fromkeys(CANDIDATE[3:], 0)})
    to = to.astype(dict.fromkeys(CANDIDATE[3:], "int64")).reset_index(drop=True)
    return pd.concat([found, to], axis="columns")


@once
def scalable(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """What was concluded to be scaled, one row for each showcase by where it was tried first: ``ready`` without naming to whom.

    Columns: those of ``ready`` up to root_observed, root and root_showcase (where it was tried first), called (its title
    on record) and fits (how many strategic or integrated accounts have neither run nor adopted it).
    """
    tried = trials(database, as_of, known_at)
    scaled, fitting = to_scale(tried), set(fitting_accounts(database, as_of, known_at)["candidate"])
    had = having(tried[tried["started"] > 0])
    fits = [len(fitting) - len(fitting & those_that_had(had, *each)) for each in named_lineage(scaled)]
    found = scaled[[*READY, *LINEAGE]].assign(called=scaled["title"], fits=pd.Series(fits, scaled.index, dtype="int64"))
    return found.reset_index(drop=True)


def to_scale(tried: pd.DataFrame) -> pd.DataFrame:
    """Of ``trials`` the first of each lineage that was concluded to be scaled, and how many adopted and stopped it."""
    scaled = tried[tried["outcome"] == "scale"].drop_duplicates(LINEAGE)
    for column, those in (("adopted", tried["origin"] != ""), ("stopped", tried["outcome"] == "stop")):
        counted = tried[those].groupby(LINEAGE)["relationship"].nunique().rename(column)
        scaled = scaled.merge(counted, "left", LINEAGE).fillna({column: 0}).astype({column: "int64"})
    return scaled


def fitting_accounts(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """The accounts to which an experiment may be scaled, in the columns that ``ready`` has of them; strategic ones first."""
    standing = portfolio(database, as_of, known_at)
    fitting = standing[
        (standing["kind"] == "account") & standing["account_class"].isin(FITTING) & (standing["closed_since"] == 0)
    ].sort_values("account_class", key=lambda column: column.map(FITTING.index), kind="stable")
    return fitting.rename(columns={"relationship": "candidate", "name": "candidate_name"})


def having(started: pd.DataFrame) -> dict[object, set[str]]:
    """The accounts that tried something, by its lineage and by its title."""
    had: dict[object, set[str]] = defaultdict(set)
    for account, *root, title in zip(*(started[each] for each in ("relationship", *LINEAGE, "title")), strict=True):
        had[tuple(root)].add(account)
        had[title.casefold()].add(account)
    return had


def named_lineage(scaled: pd.DataFrame) -> Iterable[tuple[str, str, str]]:
    """The lineage and the title of each showcase."""
    return zip(*(scaled[each] for each in (*LINEAGE, "title")), strict=True)


def those_that_had(had: Mapping[object, set[str]], root: str, showcase: str, title: str) -> set[str]:
    """The accounts that tried a showcase, or one of its title."""
    return had.get((root, showcase), set()) | had.get(title.casefold(), set())


def candidates(scaled: pd.DataFrame, tried: pd.DataFrame, fitting: Sequence[str]) -> list[tuple[int, int]]:
    """The places of each showcase and of each account that has tried neither it nor one of its title; -1 for no account."""
    had = having(tried)
    pairs: list[tuple[int, int]] = []
    for place, each in enumerate(named_lineage(scaled)):
        tried_it = those_that_had(had, *each)
        pairs += [(place, to) for to, account in enumerate(fitting) if account not in tried_it] or [(place, -1)]
    return pairs


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
    held: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for relationship, day, account_class in zip(
        classes["relationship"], classes["first_day"], classes["account_class"], strict=True
    ):
        held[relationship].append((day, account_class))
    return [
        next((each for since, each in reversed(held.get(relationship, [])) if since <= day), "")
        for relationship, day in zip(relationships, days, strict=True)
    ]
