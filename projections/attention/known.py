"""Whom nobody met, knows or has looked at for too long: meetings, counterparts, IT terrain and partnerships."""

from collections.abc import Iterator

import pandas as pd

from domain.history.when import duration
from projections.attention.look import Look, Matter, first_of_each
from projections.met import last_met, met_since
from projections.partnership import profiles
from projections.question import rows_of
from projections.reach import people, terrain

WIDE_GAP = 2
"""Steps of the 0–4 scale by which the two sides see a determinant differently before it is worth a talk."""

LARGE = frozenset({"strategic", "integrated"})


def quiet(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Large accounts with which nobody has met or spoken for longer than the policy allows."""
    allowed = look.rules.attention.quiet
    large = stood[stood["account_class"].isin(LARGE)]
    lately = met_since(look.database, list(large["relationship"]), look.day - allowed, look.as_of, look.known_at)
    others = large[~large["relationship"].isin(lately)]
    last = last_met(look.database, list(others["relationship"]), look.as_of, look.known_at)
    for row in rows_of(others):
        since = int(last.get(row["relationship"], row["class_since"]))
        if look.day - since > allowed:
            yield Matter(
                row["relationship"], "to decide", "quiet",
                f"No meeting, call or visit on record for {look.day - since} days; the policy allows {allowed}.", since,
            )  # fmt: skip


def unknown_ground(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Counterparts that nobody knows or has confirmed, and IT terrain that is unmapped or stale."""
    since = dict(zip(stood["relationship"], stood["class_since"], strict=True))
    for row in rows_of(people(look.database, look.as_of, look.rules, look.known_at, look.relationship)):
        if row["unknown"]:
            yield Matter(
                row["relationship"], "to look at", "counterpart missing",
                f"Nobody is known in {' and '.join(row['unknown'])}.", int(since.get(row["relationship"], 0)),
            )  # fmt: skip
    for row in rows_of(terrain(look.database, look.as_of, look.rules, look.known_at, look.relationship)):
        stale = bool(row["surveyed"])
        yield Matter(
            row["relationship"], "to look at", "terrain stale" if stale else "terrain unmapped",
            "The survey of its IT terrain is older than the policy allows." if stale else "Its IT terrain was never surveyed.",
            int(row["due"]) if stale else int(since.get(row["relationship"], 0)), int(row["seq"]),
        )  # fmt: skip


def partnerships(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Partnerships that the two sides see differently, and those that nobody has assessed for too long."""
    del stood
    found = profiles(look.database, look.as_of, look.known_at, look.relationship)
    wide = found[found["gap"].abs() >= WIDE_GAP].sort_values("gap", key=abs, ascending=False, kind="stable")
    for worst, many in first_of_each(wide, "relationship"):
        higher = "we" if worst["gap"] > 0 else "they"
        yield Matter(
            worst["relationship"], "to look at", "seen differently",
            f"The two sides see {many} of six determinants differently; {worst['determinant']} most, where "
            f"{higher} rate {abs(int(worst['gap']))} steps higher.",
            int(max(worst["own_day"], worst["theirs_day"])), int(worst["theirs_seq"]),
        )  # fmt: skip
    rated = found.groupby("relationship")[["own_day", "theirs_day"]].max().max(axis="columns")
    for stream, latest in rated.items():
        if look.day - latest > look.rules.attention.assessment_every:
            yield Matter(
                str(stream), "to look at", "assessment old",
                f"The partnership was last assessed {duration(look.day - latest)} ago.", int(latest),
            )  # fmt: skip
