"""Growth on the page: who is ready to move up and what is missing, and the links that went live before moves up."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from domain.history.when import duration
from domain.relationship.criteria import SCALE_IS
from projections.growth import UNSAID, before_moves_up, readiness
from projections.titles import with_titles
from ui.format import day
from ui.questions.question import Answer, Asked, Question, counted, figures, when

Row = dict[Hashable, Any]


def answers(asked: Asked) -> list[Answer]:
    """Who is ready, and what came before earlier moves."""
    return [ready(asked), came_before(asked)]


def ready(asked: Asked) -> Answer:
    """Each account that could move up, with what speaks for it and what is missing."""
    found = readiness(asked.database, asked.as_of, asked.rules, asked.known_at)
    found = found.assign(title=titles(asked, found))
    rows: list[Row] = found.to_dict("records")
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Class": found["account_class"],
            "Since": [when(each["since"], each["since_last"]) for each in rows],
            "Next": found["next"],
            "Missing": [missing(each) for each in rows],
            "Criteria": [criteria(each) for each in rows],
            "Counterparts": [counterparts(each) for each in rows],
            "IT terrain": [terrain(each) for each in rows],
            "Deepest link": [link(each) for each in rows],
        }
    )
    count = int((found["missing"] == 0).sum())
    return Answer(
        title="Who is ready to move up",
        says=f"Of {counted(len(found), 'emerging or integrated account')}, {count or 'none'} "
        f"{'are' if count > 1 else 'is'} ready. To be ready, the criteria suggest a higher class, a counterpart is confirmed "
        "in every function that it needs, the IT terrain was surveyed lately enough for it, and a link is as deep as the "
        f"present class allows. The criteria are rated on {SCALE_IS}"
        if len(found)
        else "No account is emerging or integrated on this day: classify one, or choose another day.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        key="readiness",
        figures=figures(found["missing"].map(LACKING), list(dict.fromkeys(LACKING.values()))),
    )


LACKING = {0: "ready", 1: "one thing missing", 2: "two things missing", 3: "more missing", 4: "more missing"}
"""How many of the four are missing, in words."""


def missing(row: Row) -> str:
    """What has to come first, in a few words."""
    parts = [
        *(["criteria"] if row["criteria_due"] else []),
        *(["counterparts"] if row["unknown"] or row["assumed"] else []),
        *(["IT terrain"] if row["terrain_due"] else []),
        *([f"a link that is {row['needed']}"] if row["link_due"] else []),
    ]
    return ", ".join(parts) or "nothing: ready"


def criteria(row: Row) -> str:
    """What the criteria suggest, and why."""
    return f"{row['suggested']}: {row['why']}" if row["suggested"] else str(row["why"])


def counterparts(row: Row) -> str:
    """How many functions have a confirmed counterpart, and which have not."""
    expected, unknown, assumed = row["expected"], row["unknown"], row["assumed"]
    if not expected:
        return "none needed"
    said = f"{len(expected) - len(unknown) - len(assumed)} of {len(expected)} confirmed"
    gaps = [*(f"nobody in {each}" for each in unknown), *(f"{each} only assumed" for each in assumed)]
    return f"{said}; {', '.join(gaps)}" if gaps else said


def terrain(row: Row) -> str:
    """When it was last surveyed, and how long a link would take."""
    if not row["surveyed"]:
        return "never surveyed"
    weeks = "" if row["weeks"] == UNSAID else f", {counted(row['weeks'], 'week')} to link"
    return (
        f"surveyed {when(row['surveyed'], row['surveyed_last'])}{weeks}{', too long ago' if row['terrain_due'] else ''}"
    )


def link(row: Row) -> str:
    """The deepest link by its title."""
    return f"{row['title']} ({row['depth'] or 'depth not said'})" if row["link"] else "none live"


def came_before(asked: Asked) -> Answer:
    """The links that worked when accounts moved up."""
    found = before_moves_up(asked.database, asked.since, asked.as_of, asked.known_at)
    found = found.assign(title=titles(asked, found))
    rows: list[Row] = found.to_dict("records")
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Moved up": [when(each["first_day"], each["last_day"]) for each in rows],
            "From": found["before"],
            "To": found["after"],
            "Link": [each["title"] if each["link"] else "none live" for each in rows],
            "How deep": [(each["depth"] or "not said") if each["link"] else "–" for each in rows],
            "Live since": [when(each["live"], each["live_last"]) or "–" for each in rows],
            "Before the move": [before(each) for each in rows],
        }
    )
    return Answer(
        title="Links that went live before a move up",
        key="before-moves-up",
        figures=figures(
            found["link"].map(lambda each: "with a link before" if each else "without"),
            ("with a link before", "without"),
        ),
        says=said(asked, found),
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def before(row: Row) -> str:
    """How long the link had been live."""
    if not row["link"]:
        return "–"
    return duration(row["days"]) if row["days"] else "the same day"


def said(asked: Asked, found: pd.DataFrame) -> str:
    """How many moves up had a link before them, and how long before."""
    moves = found["seq"].nunique()
    if not moves:
        return f"No account moved up after {day(asked.since)}: look back further."
    longest = found[found["link"] != ""].groupby("seq")["days"].max()
    after = f", in the middle {duration(int(longest.median()))} after the first of those links" if len(longest) else ""
    return f"Of {counted(moves, 'move')} up after {day(asked.since)}, {len(longest)} came while a link was live{after}."


def titles(asked: Asked, found: pd.DataFrame) -> Sequence[str]:
    """What the links are called: an imported one by the words of its fact."""
    kinds = ["system-link-went-live" if each else "" for each in found["link"]]
    frame = found.assign(subject=found["link"], seq=found["link_seq"], kind=kinds, headline="")
    tracker = asked.tieline.tracker
    return list(with_titles(tracker.recorder, tracker.codec, frame)["title"])


QUESTION = Question(
    key="growth",
    title="Growth",
    asks="Which accounts are ready to move up, what is missing, and which links went live before earlier moves up?",
    answers=answers,
)
