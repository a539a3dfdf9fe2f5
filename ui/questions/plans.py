"""Plans on the page: who shares one, objectives due and late, the scorecards, and the drift from the first promise."""

from datetime import timedelta
from decimal import Decimal

import pandas as pd

from domain.history.when import duration
from projections.plans import STANDINGS, counts, coverage, drift, objectives, plans, scorecard
from projections.projection import day_of
from ui.format import day
from ui.questions.plans_drawn import SAID, coverage_drawn, drift_drawn, drifted
from ui.questions.question import Answer, Asked, Question, counted, figures, when

WORST_FIRST = ("off policy", "none", "lacking", "proposed", "agreed", "in force")
STATUS_ORDER = ("late", "due soon", "open", "left open", "missed", "dropped", "met")
READ_ORDER = ("off target", "outstanding", "no target", "running", "on target")
DRAWN = 20
"""The farthest moves are drawn; the table has them all."""


def answers(asked: Asked) -> list[Answer]:
    """The coverage, every plan, the objectives, the scorecards and the drift."""
    return [covered(asked), listed(asked), due(asked), measured(asked), moved(asked)]


def covered(asked: Asked) -> Answer:
    """Which accounts share the plan that their class calls for."""
    found = coverage(asked.database, asked.rules, asked.as_of, asked.known_at)
    lacking = (found["standing"] == "in force") & (found["lacks"] != "")
    order = found["standing"].mask(lacking, "lacking").map(WORST_FIRST.index)
    found = found.assign(order=order).sort_values("order", kind="stable", ignore_index=True)
    having = int((found["standing"] == "in force").sum())
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Class": [each or "not yet classified" for each in found["account_class"]],
            "Stands": found["standing"].map(SAID),
            "Plan": found["title"],
            "Last day": [last_day(ends) for ends in found["ends"]],
            "Lacks": found["lacks"],
        }
    )
    return Answer(
        title="Who shares a plan",
        key="coverage",
        figures=figures(found["standing"].map(SAID), [SAID[each] for each in STANDINGS]),
        says=f"Of {counted(len(found), 'account')} that should share a plan or do, {having} have one in force that the "
        "policy allows."
        if len(found)
        else "No account is of a class that shares a plan by this day: classify one as strategic or integrated.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        drawing=coverage_drawn(counts(found), asked) if len(found) else None,
    )


def last_day(ends: int) -> str:
    """The last day that a plan covers, whose end is exclusive; "" for 0."""
    return day(day_of(int(ends)) - timedelta(days=1)) if ends else ""


def listed(asked: Asked) -> Answer:
    """Every plan, those that run or may come first."""
    found = plans(asked.database, asked.as_of, asked.known_at)
    past = ~found["status"].isin(["in force", "agreed", "proposed"])
    found = found.assign(past=past).sort_values("past", kind="stable", ignore_index=True)
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Plan": found["title"],
            "Stands": [
                f"{status}: {result}" if result else status
                for status, result in zip(found["status"], found["result"], strict=True)
            ],
            "First day": found["starts"].map(when),
            "Last day": found["ends"].map(last_day),
            "Amended": [f"{times} times" if times > 1 else "once" if times else "" for times in found["amendments"]],
            "Last reviewed": found["reviewed"].map(when),
        }
    )
    return Answer(
        title="Every plan",
        key="plans",
        figures=figures(found["status"], list(dict.fromkeys(found["status"]))),
        says=f"{counted(len(found), 'plan')} proposed or agreed, {int((~past).sum())} of them not yet over."
        if len(found)
        else "No plan is on record by this day: record one as proposed or agreed.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def due(asked: Asked) -> Answer:
    """The objectives, what is late first."""
    soon = asked.rules.attention.due_soon
    found = objectives(asked.database, asked.as_of, asked.known_at, due_soon=soon)
    order = found["status"].map(STATUS_ORDER.index)
    found = found.assign(order=order).sort_values(["order", "due_last"], kind="stable", ignore_index=True)
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Objective": found["title"],
            "Plan": found["plan_title"],
            "Due": [when(*each) for each in zip(found["due"], found["due_last"], strict=True)],
            "Stands": [
                f"{duration(days)} late" if days else status
                for status, days in zip(found["status"], found["days_late"], strict=True)
            ],
            "Our owner": "",
            "Their owner": "",
        }
    )
    late, coming = (int((found["status"] == each).sum()) for each in ("late", "due soon"))
    return Answer(
        title="Objectives due and late",
        key="objectives",
        people={"Our owner": list(found["owner_here"]), "Their owner": list(found["owner_there"])},
        figures=figures(found["status"], STATUS_ORDER),
        says=f"{counted(len(found), 'objective')}: {late} late, {coming} due within {soon} days."
        if len(found)
        else "No objective is set by this day: set one on a plan, with an owner on each side.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def measured(asked: Asked) -> Answer:
    """The scorecards, what is off target first."""
    found = scorecard(asked.database, asked.as_of, asked.known_at)
    order = found["status"].map(READ_ORDER.index)
    found = found.assign(order=order).sort_values(["order", "period_last"], kind="stable", ignore_index=True)
    units = found["unit"]
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Measure": found["title"],
            "Plan": found["plan_title"],
            "Period": [when(*each) for each in zip(found["period_first"], found["period_last"], strict=True)],
            "First promised": [amount(*each) for each in zip(found["first_target"], units, strict=True)],
            "Target": [amount(*each) for each in zip(found["target"], units, strict=True)],
            "Actual": [amount(*each) for each in zip(found["actual"], units, strict=True)],
            "Stands": [standing(*each) for each in zip(found["status"], found["better_by"], units, strict=True)],
        }
    )
    missed, outstanding = (int((found["status"] == each).sum()) for each in ("off target", "outstanding"))
    return Answer(
        title="The scorecards",
        key="scorecards",
        figures=figures(found["status"], READ_ORDER),
        says=f"{counted(len(found), 'period')} of {counted(found['measure'].nunique(), 'measure')}: {missed} off target, "
        f"{outstanding} over without an actual."
        if len(found)
        else "No scorecard is kept by this day: set a measure on a plan, and its target for a period.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def amount(number: Decimal | None, unit: str) -> str:
    """A number with its unit; "–" for none."""
    return "–" if number is None else f"{number:f} {unit}".rstrip()


def standing(status: str, better_by: Decimal | None, unit: str) -> str:
    """The status, and by how much the actual is better or worse."""
    if not better_by:
        return status
    return f"{status}, {abs(better_by):f} {unit} {'better' if better_by > 0 else 'worse'}"


def moved(asked: Asked) -> Answer:
    """How far plans and objectives moved from what was first promised."""
    found = drift(asked.database, asked.as_of, asked.known_at)
    first, now = (
        [
            last_day(number) if what == "plan" else when(number)
            for what, number in zip(found["what"], found[column], strict=True)
        ]
        for column in ("first", "now")
    )
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "What": found["what"],
            "Called": found["title"],
            "First promised": first,
            "Now": now,
            "Moved by": [drifted(int(days)) for days in found["days"]],
            "Times": found["times"],
        }
    )
    return Answer(
        title="Drift from the first promise",
        key="drift",
        figures=figures(found["what"] + "s", ("plans", "objectives")),
        says=f"{counted(len(found), 'plan or objective', 'plans and objectives')} moved, the farthest first; a plan's end "
        "is its last day."
        if len(found)
        else "No plan was amended and no objective moved by this day: all stand as first promised.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        drawing=drift_drawn(found.head(DRAWN), asked) if len(found) else None,
    )


QUESTION = Question(
    key="plans",
    title="Plans",
    asks="Which accounts share the plan that their class calls for, and how do these plans go?",
    answers=answers,
)
