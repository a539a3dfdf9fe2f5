"""Where did the showcases of one account come from, and to which accounts did they spread?"""

from collections import defaultdict, deque
from datetime import date

import pandas as pd

from domain.ledger.database import Database
from projections.portfolio import names_of
from projections.projection import FOREVER
from projections.question import facts, rows_of
from projections.showcases.facts import FACT

EDGE = [
    "source", "source_name", "source_showcase", "relationship", "name", "showcase", "title", "adopted", "adopted_last",
    "seq",
]  # fmt: skip


def adoptions(database: Database, relationship: str, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """Every adoption by ``as_of`` that leads to a showcase of one account, or on from it, over any number of steps.

    Columns: source, source_name and source_showcase (where it was adopted from), relationship, name and showcase (where
    it was adopted), title, adopted and adopted_last (the span of days in which it was; day numbers) and seq (of the
    adoption); in the order that they happened. A name is "" where the account is not on record by then.
    """
    found = rows_of(facts(database, FACT, as_of, known_at, kinds=["showcase-adopted"]))
    before, after = defaultdict(list), defaultdict(list)
    for each in found:
        before[each["relationship"], each["subject"]].append(each)
        after[each["origin"], each["origin_showcase"]].append(each)
    own = {place for place in (*before, *after) if place[0] == relationship}
    kept = {}
    for edges, far in ((before, ("origin", "origin_showcase")), (after, ("relationship", "subject"))):
        waiting, seen = deque(own), set(own)
        while waiting:
            for each in edges.get(waiting.popleft(), ()):
                kept[each["seq"]] = each
                if (place := (each[far[0]], each[far[1]])) not in seen:
                    seen.add(place)
                    waiting.append(place)
    named = names_of(database, {each[side] for each in kept.values() for side in ("origin", "relationship")}, known_at)
    rows = [
        (
            each["origin"], named.get(each["origin"], ""), each["origin_showcase"],
            each["relationship"], named.get(each["relationship"], ""), each["subject"],
            each["title"], each["first_day"], each["last_day"], each["seq"],
        )
        for each in sorted(kept.values(), key=lambda each: (each["first_day"], each["seq"]))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=EDGE)
