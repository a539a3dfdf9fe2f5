"""How often did both sides of a relationship meet or speak, and how often was the CIO there?"""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from projections.projection import FOREVER, KNOWN, day_number
from projections.timeline_window import months_of, unit_days

LOGGED = "interaction-logged"
QUARTER = ["first_day", "last_day", "meetings", "with_cio", "cio_hours"]


def by_quarter(database: Database, relationship: str, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """The interactions by ``as_of`` in each quarter that has any, by the middle of the days on which each may have been.

    Columns: first_day and last_day (of the quarter; day numbers), meetings (of any kind, calls and notes among them),
    with_cio (how many the CIO took part in) and cio_hours (of these, as far as the hours were said).
    """
    quarter = f"{months_of(database)} / 3"
    where = f"relationship = ? AND kind = '{LOGGED}' AND first_day <= ? AND {KNOWN} GROUP BY quarter"
    given = (relationship, day_number(as_of), known_at, known_at)
    meetings = database.look(f"SELECT {quarter} AS quarter, COUNT(*) FROM timeline_entry WHERE {where}", given)
    with_cio = database.look(
        f"SELECT {quarter} AS quarter, COUNT(*), SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) FROM reach_fact WHERE {where}",
        given,
    )
    attended = {int(place): (int(count), int(hundredths) / 100) for place, count, hundredths in with_cio}
    rows = [
        (*unit_days("quarter", int(place)), int(count), *attended.get(int(place), (0, 0.0)))
        for place, count in sorted(meetings)
    ]
    return pd.DataFrame(rows, columns=QUARTER)
