"""How do the two sides see each partnership, determinant by determinant, and where do they differ? Never a total."""

from datetime import date

import pandas as pd

from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.partnership.record import BenefitStated, PartnershipAssessed
from domain.relationship.partnership.scale import DETERMINANTS, DIMENSION
from projections.going_on import by_itself
from projections.once import once
from projections.portfolio import names
from projections.projection import FOREVER, day_number
from projections.question import AddedRow, Facts, fact_table, facts, latest, number, text

COLUMN = {each: each.replace(" ", "_") for each in DETERMINANTS}
NOT_RATED = -1

FACT = fact_table(
    "partnership_fact", text("side"), text("benefit"), text("title"), *(number(each) for each in COLUMN.values())
)
"""An assessment with a rating or ``NOT_RATED`` for each determinant, or a benefit of a kind with its title."""

OWN, THEIRS = "own company", "the account"


def added(recorded: Recorded) -> AddedRow | None:
    """The ratings of an assessment, or the benefit that was stated."""
    match recorded.event:
        case PartnershipAssessed() as event:
            return event.side, "", "", *(event.ratings.get(each, NOT_RATED) for each in DETERMINANTS)
        case BenefitStated() as event:
            return event.side, event.kind, event.title, *(NOT_RATED for _ in DETERMINANTS)
        case _:
            return None


PARTNERSHIP = Facts(
    "partnership",
    2,
    FACT,
    added,
    of=(
        PartnershipAssessed,
        BenefitStated,
    ),
)


def ratings(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """Every rating by ``as_of`` in the order that they happened, one row for each determinant of each assessment.

    Columns: relationship, name, side, determinant, rating, first_day, last_day (day numbers) and seq.
    """
    told = ("relationship", "side", "first_day", "last_day", "seq", *COLUMN.values())
    found = facts(
        database, FACT, as_of, known_at, kinds=["partnership-assessed"], relationship=relationship, columns=told
    )
    found = found.merge(names(database, known_at, relationship)[["relationship", "name"]], "inner", "relationship")
    found = found.rename(columns={column: each for each, column in COLUMN.items()})
    kept = ["relationship", "name", "side", "first_day", "last_day", "seq"]
    found = found.melt(id_vars=kept, value_vars=list(DETERMINANTS), var_name="determinant", value_name="rating")
    found = found[found["rating"] != NOT_RATED]
    found["determinant"] = pd.Categorical(found["determinant"], DETERMINANTS, ordered=True)
    found = found.sort_values(["first_day", "seq", "determinant"], ignore_index=True)
    return found.astype({"determinant": "object", "rating": "int64"})


@once
@by_itself
def profiles(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """How both sides see each of the six determinants of every partnership that was ever assessed, as last rated.

    Columns: relationship, name, dimension, determinant; own and theirs (the ratings, missing where a side has not
    rated), own_day, own_last, own_seq and the same of theirs (0 where missing); gap (own less theirs, missing where
    either is).
    """
    found = latest(ratings(database, as_of, known_at, relationship), "relationship", "side", "determinant")
    assessed = found[["relationship", "name"]].drop_duplicates("relationship")
    assessed = assessed.sort_values("name", key=lambda column: column.str.casefold())
    frame = assessed.merge(pd.DataFrame({"determinant": list(DETERMINANTS)}), "cross")
    frame.insert(2, "dimension", frame["determinant"].map(dict(DIMENSION)))
    for side, column in ((OWN, "own"), (THEIRS, "theirs")):
        one = found[found["side"] == side].rename(
            columns={
                "rating": column,
                "first_day": f"{column}_day",
                "last_day": f"{column}_last",
                "seq": f"{column}_seq",
            }
        )
        frame = frame.merge(one.drop(columns=["name", "side"]), "left", ["relationship", "determinant"])
        whole = [f"{column}_day", f"{column}_last", f"{column}_seq"]
        frame[whole] = frame[whole].fillna(0).astype("int64")
        frame[column] = frame[column].astype("Int64")
    return frame.assign(gap=frame["own"] - frame["theirs"])


def course(
    database: Database, start: date, end: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """How the ratings and the gap of each determinant went on after ``start`` and by ``end``: a row for each rating.

    Columns: those of ``ratings``, own and theirs as they stood after it, gap, and before (the gap before it); the last
    four are missing where a side had not rated.
    """
    frame = ratings(database, end, known_at, relationship)
    group = [frame["relationship"], frame["determinant"]]
    for side, column in ((OWN, "own"), (THEIRS, "theirs")):
        frame[column] = frame["rating"].where(frame["side"] == side).astype("Int64").groupby(group).ffill()
    frame["gap"] = frame["own"] - frame["theirs"]
    frame["before"] = frame["gap"].groupby(group).shift()
    return frame[frame["first_day"] > day_number(start)].reset_index(drop=True)


def moved(database: Database, start: date, end: date, known_at: int = FOREVER) -> pd.DataFrame:
    """The gaps that are not at ``end`` what they were at ``start``; both sides had rated by then.

    Columns: relationship, name, determinant, then and now (the gaps), seq (of the last rating); the greatest change
    first.
    """
    of = ["relationship", "determinant"]
    then = profiles(database, start, known_at).rename(columns={"gap": "then"})
    found = profiles(database, end, known_at).rename(columns={"gap": "now"})
    found["seq"] = found[["own_seq", "theirs_seq"]].max(axis="columns")
    found = found[["relationship", "name", "determinant", "now", "seq"]].merge(then[[*of, "then"]], "left", of)
    found = found[(found["now"] != found["then"]).fillna(value=False)]
    changed = (found["now"] - found["then"]).abs().sort_values(ascending=False, kind="stable")
    return found.loc[changed.index, ["relationship", "name", "determinant", "then", "now", "seq"]].reset_index(
        drop=True
    )


def over_time(database: Database, start: date, end: date, known_at: int = FOREVER, steps: int = 12) -> pd.DataFrame:
    """On evenly spaced days from ``start`` to ``end``, who rated each determinant higher in how many partnerships.

    Columns: day (day number), determinant, own_higher, alike, theirs_higher.
    """
    found = course(database, date.min, end, known_at)
    found = found[found["gap"].notna()]
    first, last = day_number(start), day_number(end)
    rows = []
    for day in sorted({first + (last - first) * step // steps for step in range(steps + 1)}):
        stood = latest(found[found["first_day"] <= day], "relationship", "determinant")
        gaps = {each: stood.loc[stood["determinant"] == each, "gap"] for each in DETERMINANTS}
        rows += [{"day": day, "determinant": each, **_sides(those)} for each, those in gaps.items()]
    return pd.DataFrame(rows)


def _sides(gaps: pd.Series) -> dict[str, int]:
    return {
        "own_higher": int((gaps > 0).sum()),
        "alike": int((gaps == 0).sum()),
        "theirs_higher": int((gaps < 0).sum()),
    }


def spread(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """In how many partnerships the two sides see each determinant alike, and in how many one rates it higher.

    Columns: dimension, determinant, both (rated by both sides), own_higher, alike, theirs_higher, one_side (rated by one
    side only).
    """
    found = profiles(database, as_of, known_at)
    rows = []
    for each in DETERMINANTS:
        those = found[found["determinant"] == each]
        gaps = those["gap"].dropna()
        rows.append(
            {
                "dimension": DIMENSION[each],
                "determinant": each,
                "both": len(gaps),
                **_sides(gaps),
                "one_side": int((those["own"].notna() ^ those["theirs"].notna()).sum()),
            }
        )
    return pd.DataFrame(rows)


def benefits(database: Database, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """The benefits that were stated for each side by ``as_of``.

    Columns: relationship, name, side, benefit (its kind), title, first_day, last_day and seq; by the names of the
    relationships.
    """
    found = facts(database, FACT, as_of, known_at, kinds=["benefit-stated"])
    found = found.merge(names(database, known_at)[["relationship", "name"]], "inner", "relationship")
    found = found.sort_values("name", key=lambda column: column.str.casefold(), kind="stable", ignore_index=True)
    return found[["relationship", "name", "side", "benefit", "title", "first_day", "last_day", "seq"]]
