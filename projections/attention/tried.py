"""Showcases that are to be concluded, or to be scaled."""

from collections.abc import Iterator

import pandas as pd

from projections.attention.look import Look, Matter
from projections.question import rows_of
from projections.showcases import scalable, trials


def showcases_to_judge(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Showcases past their end or over their budget."""
    del stood
    found = trials(look.database, look.as_of, look.known_at, look.relationship)
    running = found[(found["status"] == "running") & ~found["observed"].astype(bool)]
    for row in rows_of(running):
        if 0 < row["ends"] <= look.day:
            yield Matter(
                row["relationship"], "to decide", "showcase over",
                f"The showcase “{row['title']}” was to end by now: conclude it.", int(row["ends"]), int(row["seq"]),
            )  # fmt: skip
        elif row["budget"] is not None and row["spent"] > row["budget"]:
            yield Matter(
                row["relationship"], "to decide", "showcase over budget",
                f"The showcase “{row['title']}” has spent {row['spent']} of {row['budget']} {row['currency']}: "
                "conclude it, or go on knowingly.", int(row["since"]), int(row["seq"]),
            )  # fmt: skip


def showcases_to_scale(look: Look) -> Iterator[Matter]:
    """Showcases to be scaled that nobody took up yet: what other accounts did decides it, and how many it fits."""
    scaled = scalable(look.database, look.as_of, look.known_at)
    alone = scaled[(scaled["adopted"] == 0) & (scaled["fits"] > 0) & ~scaled["root_observed"].astype(bool)]
    for first in rows_of(alone.drop_duplicates(["relationship", "title"])):
        yield Matter(
            first["relationship"], "to decide", "ready to scale",
            f"The showcase “{first['title']}” is to be scaled and nobody has adopted it: {first['fits']} accounts fit.",
            int(first["since"]), int(first["seq"]),
        )  # fmt: skip
