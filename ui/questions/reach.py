"""Reach on the page: who is not yet known, whose IT terrain is not mapped, and the CIO's time with customers."""

from typing import Any

import pandas as pd

from domain.company.model import COMPANY
from projections.reach import UNKNOWN, cio_time, people, terrain
from ui.charts.palette import LINE, QUIET, TONES
from ui.format import day
from ui.questions.question import Answer, Asked, Drawing, Figure, Question, counted, figures, when


def answers(asked: Asked) -> list[Answer]:
    """The people who are missing, the terrain, the CIO's time."""
    return [missing(asked), unmapped(asked), with_customers(asked)]


def missing(asked: Asked) -> Answer:
    """The functions that are missing, account by account."""
    found = people(asked.database, asked.as_of, asked.rules, asked.known_at)
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Class": found["account_class"],
            "Nobody known in": found["unknown"].map(_list),
            "Only assumed in": found["assumed"].map(_list),
            "Not on our team": found["team"].map(_list),
        }
    )
    return Answer(
        title="Who is missing",
        key="people",
        figures=[
            Figure(name=said, rows=[place for place, each in enumerate(found[column]) if each])
            for column, said in (("unknown", "nobody known"), ("assumed", "only assumed"), ("team", "not on our team"))
            if found[column].map(bool).any()
        ],
        says=f"{counted(len(found), 'account')} without somebody whom the policy gives to the class, on either side."
        if len(found)
        else "Nobody is missing: a gap shows where an account's class is to have counterparts or a team and has not.",
        table=table,
        accounts=list(found["relationship"]),
    )


def _list(functions: tuple[str, ...]) -> str:
    return ", ".join(functions) or "–"


def unmapped(asked: Asked) -> Answer:
    """The accounts whose IT terrain is not known well enough."""
    found = terrain(asked.database, asked.as_of, asked.rules, asked.known_at)
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Class": found["account_class"],
            "Last surveyed": [
                when(*each) or "never" for each in zip(found["surveyed"], found["surveyed_last"], strict=True)
            ],
            "Too old since": [when(each) or "–" for each in found["due"]],
            "Weeks to link": ["not known" if each == UNKNOWN else str(each) for each in found["weeks"]],
        }
    )
    known = found["surveyed"].map(lambda each: "surveyed too long ago" if each else "never surveyed")
    never = int((found["surveyed"] == 0).sum())
    return Answer(
        title="IT terrain not mapped",
        key="terrain",
        figures=figures(known, ("never surveyed", "surveyed too long ago")),
        says=f"{counted(len(found), 'account')} to survey, {never} of them for the first time. The lead time to link is "
        "long, so the terrain is mapped early."
        if len(found)
        else "No terrain is out of date: an account shows here where its class needs a survey and the last is too old.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


AGAINST = {
    "below": "below the policy",
    "within": "within the policy",
    "above": "above the policy",
    "": "without a share",
}
"""How a period is judged, in words."""


def with_customers(asked: Asked) -> Answer:
    """The CIO's share of time with customers, period by period, the latest first."""
    found = cio_time(asked.database, asked.as_of, asked.rules_on, asked.known_at)
    latest_first = found[::-1]
    periods = latest_first.to_dict("records")
    today = asked.as_of.toordinal()
    table = pd.DataFrame(
        {
            "Period": [
                f"{when(each['starts'], each['ends'])}{' so far' if each['ends'] > today else ''}" for each in periods
            ],
            "CIO's hours": [f"{each:g}" for each in latest_first["hours"]],
            "With customers": [f"{each:g}" for each in latest_first["with_customers"]],
            "Share": [_percent(each) for each in latest_first["share"]],
            "Policy": [f"{_percent(each['at_least'])} to {_percent(each['at_most'])}" for each in periods],
            "Judged": [each or "–" for each in latest_first["verdict"]],
            "Perhaps in it": [f"{each:g}" for each in latest_first["vague"]],
            "Without hours": latest_first["unmeasured"].astype("int64"),
        }
    )
    within = int((found["verdict"] == "within").sum())
    judged = int((found["verdict"] != "").sum())
    return Answer(
        title="The CIO's time with customers",
        says=f"Within the policy in {within} of {counted(judged, 'period')}. Hours are of the interactions with accounts "
        "that the CIO took part in; those whose date is too vague for the period are told apart."
        if len(found)
        else f"No hours of the CIO are reported by {day(asked.as_of)}: report a period, and log interactions with the CIO.",
        table=table,
        key="cio",
        figures=figures(latest_first["verdict"].map(AGAINST), list(AGAINST.values())),
        behind={
            "CIO's hours": [[(COMPANY.name, int(each))] for each in latest_first["seq"]],
            "With customers": list(latest_first["met"]),
            "Perhaps in it": list(latest_first["perhaps"]),
            "Without hours": list(latest_first["silent"]),
        },
        sums={"CIO's hours", "With customers", "Perhaps in it"},
        rows=[f"{when(each['starts'], each['ends'])}" for each in periods],
        drawing=shares(found, asked) if judged else None,
    )


def _percent(share: float) -> str:
    return "–" if pd.isna(share) else f"{round(share * 100)} %"


def shares(found: pd.DataFrame, asked: Asked) -> Drawing:
    """A bar for each period over the band that the policy wants."""
    judged = found[found["verdict"] != ""]
    values: list[dict[str, Any]] = [
        {
            "period": when(each["starts"], each["ends"]),
            "share": each["share"],
            "at_least": each["at_least"],
            "at_most": each["at_most"],
            "judged": each["verdict"],
        }
        for each in judged.to_dict("records")
    ]
    axis = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}
    period = {"field": "period", "type": "ordinal", "sort": None, "axis": {**axis, "title": None}}
    percent = {"type": "quantitative", "axis": {**axis, "title": "With customers", "format": "%"}}
    band = {"type": "bar", "width": {"band": 1}, "opacity": 0.25, "color": TONES[asked.theme]["emerging"].fill}
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": 260,
        "data": {"values": values},
        "layer": [
            {
                "mark": band,
                "encoding": {"x": period, "y": {"field": "at_least", **percent}, "y2": {"field": "at_most"}},
            },
            {
                "mark": {
                    "type": "bar",
                    "width": {"band": 0.5},
                    "color": TONES[asked.theme]["plans"].fill,
                },
                "encoding": {
                    "x": period,
                    "y": {"field": "share", **percent},
                    "tooltip": [
                        {"field": "period", "title": "Period"},
                        {"field": "share", "title": "With customers", "format": ".0%"},
                        {"field": "judged", "title": "Against the policy"},
                    ],
                },
            },
        ],
    }
    said = ", ".join(f"{each['period']} {_percent(each['share'])} ({each['judged']})" for each in values)
    return Drawing(spec=spec, alt=f"The CIO's share of time with customers by period, over the policy's band: {said}.")


QUESTION = Question(
    key="reach",
    title="Reach",
    asks="Whom do we not know yet, whose systems have we not mapped, and is the CIO with customers enough?",
    answers=answers,
)
