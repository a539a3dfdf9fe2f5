"""Migration on the page: the flow between the classes, the matrix, dwell times, and every move with its reason."""

from itertools import product

import pandas as pd

from domain.history.when import duration
from projections.migration import CLASSES, UNCLASSIFIED, crossed, dwell, ends, flows, lengths
from ui.format import day
from ui.questions.flow import flow_drawn
from ui.questions.question import Answer, Asked, Figure, Question, accounts_only, counted, when


def answers(asked: Asked) -> list[Answer]:
    """The matrix with its flow, the dwell times, the moves."""
    return [between(asked), stays(asked), moves(asked)]


def between(asked: Asked) -> Answer:
    """From class to class over the span."""
    there = ends(asked.database, asked.since, asked.as_of, asked.known_at)
    found = crossed(there)
    total = int(found.to_numpy().sum())
    stayed = int(found.to_numpy().trace())
    table = found[found.sum(axis="columns") > 0].rename(columns=str.capitalize)
    of = {cell: [(each, 0) for each in those] for cell, those in there.groupby(["before", "after"])["relationship"]}
    behind = {after.capitalize(): [of.get((before, after), []) for before in table.index] for after in CLASSES}
    table.insert(0, f"On {day(asked.since)}", [str(each).capitalize() for each in table.index])
    return Answer(
        title=f"From {day(asked.since)} to {day(asked.as_of)}",
        says=f"Of {counted(total, 'account')}, {stayed} are in the class that they were in and {total - stayed} are not. "
        f"Rows are classes on {day(asked.since)}, columns on {day(asked.as_of)}."
        if total
        else "No account is on record by this day: choose a later one, or open an account.",
        table=table.reset_index(drop=True),
        drawing=flow_drawn(counts_of(found), asked.since, asked.as_of, asked.theme) if total else None,
        key="flow",
        figures=[
            Figure(name=said, behind=accounts_only(there.loc[those, "relationship"]))
            for said, those in (
                ("changed where they stand", there["before"] != there["after"]),
                ("stand where they did", there["before"] == there["after"]),
            )
            if those.any()
        ],
        behind=behind,
    )


def counts_of(found: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The cells of the matrix."""
    return dict(zip(product(CLASSES, CLASSES), found.to_numpy().ravel().tolist(), strict=True))


def stays(asked: Asked) -> Answer:
    """How long accounts stay."""
    found = dwell(asked.database, asked.as_of, asked.known_at)
    lasted = lengths(asked.database, asked.as_of, asked.known_at)
    table = pd.DataFrame(
        {
            "Class": found["account_class"].str.capitalize(),
            "In it now": found["now"],
            "For, in the middle": found["median_now"].map(duration),
            "Stays that ended": found["ended"],
            "Lasted, in the middle": found["median"].map(duration),
            "At the longest": found["longest"].map(duration),
        }
    )
    return Answer(
        title="How long they stay",
        says="In the middle means the median: half of the stays were shorter.",
        table=table,
        key="stays",
        behind={
            "In it now": [in_class(lasted[lasted["until"] == 0], each) for each in found["account_class"]],
            "Stays that ended": [in_class(lasted[lasted["until"] > 0], each) for each in found["account_class"]],
        },
    )


def in_class(stays: pd.DataFrame, account_class: str) -> list[tuple[str, int]]:
    """The stays in a class, each with the record that it began with."""
    those = stays[stays["account_class"] == account_class]
    return [(stream, int(seq)) for stream, seq in zip(those["relationship"], those["seq"], strict=True)]


def moves(asked: Asked) -> Answer:
    """Every move in the span, the latest first, with its reason."""
    found = flows(asked.database, asked.since, asked.as_of, asked.known_at)[::-1]
    seqs = [int(each) for each in found["seq"]]
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "When": [when(first, last) for first, last in zip(found["first_day"], found["last_day"], strict=True)],
            "From": found["before"].replace(UNCLASSIFIED, "not yet classified"),
            "To": found["after"],
            "Why": "",
        }
    )
    return Answer(
        title="Every move and why",
        says=f"{counted(len(found), 'move')} after {day(asked.since)}."
        if len(found)
        else f"No account changed its class after {day(asked.since)}: look back further.",
        table=table,
        accounts=list(found["relationship"]),
        events=seqs,
        key="moves",
        reasons={"Why": seqs},
    )


QUESTION = Question(
    key="migration",
    title="Migration",
    asks="How did accounts move between the classes, how long did they stay, and why?",
    answers=answers,
)
