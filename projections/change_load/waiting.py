"""Which system links wait on which milestones, and whose capacity is exceeded meanwhile."""

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd

from domain.history.when import widen
from domain.ledger.database import Database
from domain.relationship.rules import Weights
from projections.change_load.facts import FACT
from projections.change_load.load import load
from projections.change_load.milestones import milestones
from projections.projection import FOREVER, day_number
from projections.question import facts


def waiting(
    database: Database,
    as_of: date,
    known_at: int = FOREVER,
    weights: Weights = Weights(),  # noqa: B008  # a frozen value
) -> pd.DataFrame:
    """Every system link that is not yet live and the open milestones that it waits on.

    Columns: relationship, name, link, title (of the link), milestone, milestone_title, party, who_name, due and due_last,
    moves (how often it was rescheduled), overdue, over (by how much, from the day to when it is due, the party's capacity
    is exceeded at the most) and seq (the event that set when it is due). What waits on the most exceeded party is first.
    """
    links = pending(database, as_of, known_at)
    loads = load(database, as_of, known_at, weights)
    exceeded: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    row: Any
    for row in loads[loads["over"] > 0].itertuples(index=False):
        exceeded[row.party, row.who].append((row.quarter, row.over))
    today = day_number(as_of)
    this_quarter = day_number(widen(as_of, "quarter").first)
    rows = []
    for each in milestones(database, as_of, known_at, weights):
        title = links.get((each.relationship, each.part_of))
        if title is None or each.ended:
            continue
        last = max(each.due_last, today)
        over = max(
            (by for quarter, by in exceeded[each.party, each.who] if this_quarter <= quarter <= last), default=0.0
        )
        rows.append(
            (
                each.relationship, each.name, each.part_of, title, each.milestone, each.title, each.party, each.who_name,
                each.due, each.due_last, each.moves, each.due_last < today, over, each.seq,
            )
        )  # fmt: skip
    columns = [
        "relationship", "name", "link", "title", "milestone", "milestone_title", "party", "who_name", "due", "due_last",
        "moves", "overdue", "over", "seq",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["over", "due", "seq"], ascending=[False, True, True], ignore_index=True)


def pending(database: Database, as_of: date, known_at: int = FOREVER) -> dict[tuple[str, str], str]:
    """The title of each link that was proposed and is neither live nor given up, by relationship and id."""
    kinds = ["system-link-proposed", "system-link-went-live", "system-link-retired"]
    links: dict[tuple[str, str], str] = {}
    done: set[tuple[str, str]] = set()
    row: Any
    for row in facts(database, FACT, as_of, known_at, kinds=kinds).itertuples(index=False):
        if row.kind == "system-link-proposed":
            links[row.relationship, row.subject] = row.title
        else:
            done.add((row.relationship, row.subject))
    return {place: title for place, title in links.items() if place not in done}
