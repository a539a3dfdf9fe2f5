"""Accounts that are at risk, served unlike their class, or ready for a higher one."""

from collections.abc import Iterator

import pandas as pd

from projections.attention.look import Look, Matter, Urgency
from projections.fit import misfits
from projections.growth import readiness
from projections.question import rows_of


def endangered(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts at risk."""
    del look
    for row in rows_of(stood[stood["at_risk_since"] > 0]):
        yield Matter(
            row["relationship"], "late or in danger", "at risk",
            "At risk: decide what wins it back, or record that it recovered.", int(row["at_risk_since"]),
        )  # fmt: skip


def unlike_their_class(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts served otherwise than their class; what was settled with a reclassification is decided already."""
    del stood
    for row in rows_of(misfits(look.database, look.as_of, look.rules, look.known_at, look.relationship)):
        if row["settled"]:
            continue
        missing = row["side"] == "under"
        urgency: Urgency = "late or in danger" if row["misfit"] == "no plan in force" else "to decide"
        yield Matter(
            row["relationship"],
            urgency if missing or row["side"] == "off policy" else "to look at",
            f"{row['side']}-served" if row["side"] != "off policy" else "plan off policy",
            f"{row['what']}. {row['rule']}.",
            int(row["since"]),
            int(row["seqs"][0]) if row["seqs"] else 0,
        )


def ready_to_grow(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Accounts for which nothing is missing for a higher class."""
    del stood
    found = readiness(look.database, look.as_of, look.rules, look.known_at, look.relationship)
    for row in rows_of(found[found["missing"] == 0]):
        yield Matter(
            row["relationship"], "to decide", "ready to grow",
            f"Nothing is missing to become {row['next']}: classify it, or say why not.", look.day, int(row["seq"]),
        )  # fmt: skip
