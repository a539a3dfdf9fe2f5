"""What is late or ends soon: objectives, milestones and joint plans."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from domain.history.when import duration
from projections.attention.look import Look, Matter, first_of_each
from projections.change_load.milestones import milestones
from projections.plans import coverage, objectives
from projections.question import rows_of


def plans_to_renew(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Plans that end soon, and plans in force that lack what the class's plan should have."""
    del stood
    soon = look.day + look.rules.attention.due_soon
    for row in rows_of(coverage(look.database, look.rules, look.as_of, look.known_at, look.relationship)):
        if row["standing"] == "in force" and row["ends"] <= soon:
            yield Matter(
                row["relationship"], "to decide", "plan ends",
                f"The joint plan “{row['title']}” runs out in {row['ends'] - look.day} days: agree the next, or close it.",
                look.day, int(row["seq"]),
            )  # fmt: skip
        if row["standing"] == "in force" and row["lacks"]:
            yield Matter(
                row["relationship"], "to look at", "plan incomplete",
                f"The joint plan “{row['title']}” has no {str(row['lacks']).replace('a ', '')}.", look.day, int(row["seq"]),
            )  # fmt: skip


def late_objectives(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Objectives whose day has passed; one matter for each account, about the one that is latest."""
    del stood
    found = objectives(look.database, look.as_of, look.known_at, look.relationship)
    late = found[found["status"] == "late"].sort_values("due_last", kind="stable")
    for worst, many in first_of_each(late, "relationship"):
        others = f", and {many - 1} more" if many > 1 else ""
        yield Matter(
            worst["relationship"], "late or in danger", "objective late",
            f"The objective “{worst['title']}” is {duration(int(worst['days_late']))} late{others}: meet, move or miss it.",
            int(worst["due_last"]), int(worst["seq"]),
        )  # fmt: skip


def overdue_milestones(look: Look, stood: pd.DataFrame) -> Iterator[Matter]:
    """Milestones whose day has passed; one matter for each account, about the one that is latest."""
    del stood
    found = milestones(look.database, look.as_of, look.known_at, relationship=look.relationship)
    overdue = sorted(
        (each for each in found if not each.ended and each.due_last < look.day), key=lambda each: each.due_last
    )
    counts = Counter(each.relationship for each in overdue)
    for each in {each.relationship: each for each in reversed(overdue)}.values():
        many = counts[each.relationship]
        others = f", and {many - 1} more" if many > 1 else ""
        yield Matter(
            each.relationship, "late or in danger", "milestone overdue",
            f"The milestone “{each.title}” was due {duration(look.day - each.due_last)} ago{others}: reach, reschedule or drop "
            "it.", each.due_last, each.seq,
        )  # fmt: skip
