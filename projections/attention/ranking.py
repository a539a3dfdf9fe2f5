"""Everything that needs somebody in one list, put together from what each account calls for by itself, and from the rest."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pandas as pd

from domain.ledger.database import Database
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.rules import Rules
from projections.attention.due import late_objectives, overdue_milestones, plans_to_renew
from projections.attention.known import partnerships, quiet, unknown_ground
from projections.attention.look import URGENCIES, Look, Matter, only_observed
from projections.attention.standing import endangered, ready_to_grow, unlike_their_class
from projections.attention.tried import showcases_to_judge, showcases_to_scale
from projections.going_on import by_itself
from projections.once import once, one_look
from projections.portfolio import portfolio
from projections.projection import FOREVER

COLUMNS = ("relationship", "name", "account_class", "urgency", "matter", "what", "since", "seq")


def attention(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Everything about open accounts, or only one, that needs a decision or a look, the most pressing first.

    Columns: relationship, name, account_class, urgency (one of ``URGENCIES``), matter (its kind), what (in a sentence),
    since (day number) and seq (the event it is most about, 0 where it is about what is missing).
    """
    look = Look(database, as_of, known_at, rules, relationship)
    with one_look():
        own = matters_by_themselves(database, as_of, rules, known_at, relationship)
        others = told_of(showcases_to_scale(look), called_upon(look))
    parts = [each for each in (own, others) if len(each)]
    frame = pd.concat(parts, ignore_index=True) if parts else own
    order = pd.DataFrame(
        {
            "urgency": frame["urgency"].map(URGENCIES.index),
            "account_class": frame["account_class"].map((*ACCOUNT_CLASSES, "").index),
            "since": frame["since"],
            "name": frame["name"].str.casefold(),
            "matter": frame["matter"],
            "relationship": frame["relationship"],
        }
    ).sort_values(["urgency", "account_class", "since", "name", "matter", "relationship"])
    return frame.loc[order.index, list(COLUMNS)].reset_index(drop=True)


@once
@by_itself
def matters_by_themselves(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """What open accounts, or only one, need somebody for whatever became of the others: the columns of ``attention``."""
    look = Look(database, as_of, known_at, rules, relationship)
    stood = called_upon(look)
    return told_of((matter for each in ASKED for matter in each(look, stood)), stood)


def called_upon(look: Look) -> pd.DataFrame:
    """The open accounts whose class somebody decided, as ``projections.portfolio`` has them."""
    stood = portfolio(look.database, look.as_of, look.known_at, look.relationship)
    stood = stood[(stood["closed_since"] == 0) & (stood["kind"] == "account")]
    return stood[~stood["relationship"].isin(only_observed(look))]


def told_of(matters: Iterable[Matter], stood: pd.DataFrame) -> pd.DataFrame:
    """Matters of these accounts, with what each is called and its class."""
    frame = pd.DataFrame(matters, columns=list(Matter._fields))
    return frame.merge(stood[["relationship", "name", "account_class"]], "inner", "relationship")


ASKED: tuple[Callable[[Look, pd.DataFrame], Iterator[Matter]], ...] = (
    endangered, unlike_their_class, plans_to_renew, late_objectives, showcases_to_judge, overdue_milestones, quiet,
    unknown_ground, partnerships, ready_to_grow,
)  # fmt: skip
