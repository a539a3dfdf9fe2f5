"""Each showcase as it stood on a day, put together from its facts."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pandas as pd

from domain.ledger.database import Database
from projections.once import once
from projections.portfolio import names
from projections.projection import FOREVER
from projections.question import fact_rows
from projections.showcases.facts import BEGINNINGS, FACT

STATUSES = ("proposed", "running", "adopted", "concluded")


class Trial(msgspec.Struct, kw_only=True):
    """A showcase of an account as it stands; days are day numbers, 0 where there is none."""

    relationship: str
    showcase: str
    title: str
    status: str = ""
    """One of ``STATUSES``."""
    since: int = 0
    since_last: int = 0
    """The first and last day of the span in which it became so, and the event that made it so."""
    seq: int = 0
    begun_seq: int
    """The first event of it."""
    observed: bool = False
    """Whether only a source tells of it."""
    started: int = 0
    started_last: int = 0
    """When it started or was adopted."""
    started_seq: int = 0
    budget: Decimal | None = None
    currency: str = ""
    spent: Decimal = Decimal(0)
    sites: int = 0
    ends: int = 0
    success: bool = False
    """Whether success measures were fixed."""
    result: str = ""
    """The latest result measured."""
    outcome: str = ""
    origin: str = ""
    origin_showcase: str = ""

    @property
    def limited(self) -> bool:
        """Whether money, sites or time were limited before it started."""
        return self.budget is not None or self.sites > 0 or self.ends > 0

    def take(self, row: Any) -> None:
        """Count a fact in."""
        match row.kind:
            case "showcase-proposed":
                self.reach("proposed", row)
            case "showcase-started":
                self.start(row)
                self.currency = row.currency or self.currency
                self.budget = Decimal(row.amount) if row.amount else None
                self.observed = bool(row.observed)
                self.sites, self.ends, self.success = row.sites, row.ends, bool(row.success)
                self.reach("running", row)
            case "showcase-adopted":
                self.start(row)
                self.origin, self.origin_showcase = row.origin, row.origin_showcase
                self.reach("adopted", row)
            case "showcase-spent":
                self.spent, self.currency = self.spent + Decimal(row.amount), row.currency
            case "showcase-measured":
                target = f" (target {row.target})" if row.target else ""
                self.result = f"{row.value} {row.amount} {row.currency}".rstrip() + target
            case _:
                self.outcome = row.value
                self.reach("concluded", row)

    def start(self, row: Any) -> None:
        """It is under way from then on."""
        self.started, self.started_last, self.started_seq = row.first_day, row.last_day, row.seq

    def reach(self, status: str, row: Any) -> None:
        """It is that far; what is told of earlier, after what is told of later, does not take it back."""
        if not self.status or STATUSES.index(status) > STATUSES.index(self.status):
            self.status, self.since, self.since_last, self.seq = status, row.first_day, row.last_day, row.seq


LINEAGE = ["limited", "step", "root", "root_showcase", "root_seq", "root_observed"]


@once
def trials(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every showcase that was proposed, started or adopted by ``as_of``, one row each, by status and since when.

    Columns: those of ``Trial``; limited; step (0, or over how many adoptions it came here), root and root_showcase
    (where it was tried first, itself unless it was adopted), root_seq and root_observed (the first event there, 0 where
    it is not on record, or not of the only ``relationship`` asked for); name (of the relationship).
    """
    kept = assembled(fact_rows(database, FACT, as_of, known_at, relationship=relationship))
    rows = []
    for each in kept.values():
        path = path_of(each, kept)
        first = kept.get(path[-1])
        lineage = (
            each.limited,
            len(path) - 1,
            *path[-1],
            first.begun_seq if first else 0,
            bool(first and first.observed),
        )
        rows.append((*msgspec.structs.astuple(each), *lineage))
    frame = pd.DataFrame(rows, columns=[*Trial.__struct_fields__, *LINEAGE])
    frame = frame.merge(names(database, known_at, relationship)[["relationship", "name"]], "inner", "relationship")
    order = frame["status"].map(STATUSES.index)
    return frame.assign(order=order).sort_values(["order", "since", "seq"], ignore_index=True).drop(columns="order")


def assembled(found: Sequence[Any]) -> dict[tuple[str, str], Trial]:
    """The showcases that facts add up to; what follows up one that had not begun is passed over."""
    kept: dict[tuple[str, str], Trial] = {}
    for row in found:
        if row.kind in BEGINNINGS and (row.relationship, row.subject) not in kept:
            trial = Trial(relationship=row.relationship, showcase=row.subject, title=row.title, begun_seq=row.seq)
            kept[row.relationship, row.subject] = trial
    for row in found:
        if held := kept.get((row.relationship, row.subject)):
            held.take(row)
    return kept


def path_of(trial: Trial, known: Mapping[tuple[str, str], Trial]) -> list[tuple[str, str]]:
    """The relationship and showcase themselves, then what each was adopted from, to where it was tried first."""
    path = [(trial.relationship, trial.showcase)]
    while (here := known.get(path[-1])) and here.origin and (before := (here.origin, here.origin_showcase)) not in path:
        path.append(before)
    return path
