"""Attention on the page: one ranked list for Monday morning."""

import pandas as pd

from projections.attention import URGENCIES, attention
from ui.questions.question import Answer, Asked, Question, counted, figures, when


def answers(asked: Asked) -> list[Answer]:
    """The list."""
    found = attention(asked.database, asked.as_of, asked.rules, asked.known_at)
    return [listed(found, asked.rules.version)]


def listed(found: pd.DataFrame, policy_version: int) -> Answer:
    """The list, of what ``projections.attention`` found."""
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Class": found["account_class"].replace("", "unclassified"),
            "How pressing": found["urgency"],
            "What": found["what"],
            "Since": [when(int(each)) for each in found["since"]],
        }
    )
    counts = found["urgency"].value_counts()
    split = ", ".join(f"{int(counts.get(each, 0))} {each}" for each in URGENCIES)
    return Answer(
        title="What needs somebody",
        says=f"{counted(len(found), 'matter')}: {split}. Judged by policy version {policy_version}; within each, "
        "strategic accounts come first, and what has waited longest."
        if len(found)
        else "Nothing needs a decision by this day, as far as is on record.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        key="attention",
        figures=[*figures(found["urgency"], URGENCIES), *figures(found["matter"], sorted(set(found["matter"])))],
    )


QUESTION = Question(
    key="attention",
    title="Attention",
    asks="What needs a decision, why, and since when?",
    answers=answers,
)
