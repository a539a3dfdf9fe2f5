"""Change load on the page: where a party's capacity is exceeded, the load of each quarter, and the links that wait."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from domain.history.when import widen
from projections.change_load import load, waiting
from projections.change_load.milestones import milestones
from projections.projection import day_number, day_of
from ui.charts.palette import INK, LINE, QUIET, category_colour
from ui.format import day, happened
from ui.questions.question import Answer, Asked, Behind, Drawing, Question, counted, figures, when

MOST_PARTIES = 15
"""So many parties are drawn; the table has them all."""

RECORD_FIRST = "No milestone is in flight in this span: record one as planned, with the party that has to change."


def answers(asked: Asked) -> list[Answer]:
    """What is exceeded, the whole load, and what waits on it."""
    found = load(asked.database, asked.as_of, asked.known_at, asked.rules.weights)
    found = found[found["quarter"] >= day_number(widen(asked.since, "quarter").first)]
    flying = in_flight(asked)
    return [exceeded(asked, found, flying), loads(asked, found, flying), waits(asked)]


Flying = Mapping[tuple[str, str, int], Behind]
"""The milestones in flight, by party, who that is and the first day of the quarter."""


def in_flight(asked: Asked) -> Flying:
    """The records of the milestones that each load consists of."""
    found: dict[tuple[str, str, int], list[tuple[str, int]]] = defaultdict(list)
    for each in milestones(asked.database, asked.as_of, asked.known_at, asked.rules.weights):
        for first in each.quarters(asked.as_of):
            found[each.party, each.who, day_number(first)].append((each.relationship, each.seq))
    return found


def exceeded(asked: Asked, found: pd.DataFrame, flying: Flying) -> Answer:
    """Where a party is to absorb more than it can, the worst first."""
    beyond = found[found["over"] > 0].sort_values("over", ascending=False, kind="stable")
    parties = len(beyond.drop_duplicates(["party", "who"]))
    unknown = len(found[found["capacity"].isna()].drop_duplicates(["party", "who"]))
    gap = f" Of {counted(unknown, 'party', 'parties')} no capacity is set for some quarter." if unknown else ""
    if len(beyond):
        quarters = counted(beyond["quarter"].nunique(), "quarter")
        said = f"{counted(parties, 'party', 'parties')} over capacity, in {quarters}.{gap}"
    else:
        said = f"No capacity is exceeded.{gap}" if len(found) else RECORD_FIRST
    return Answer(
        title="Where change piles up",
        says=said,
        table=tabled(beyond),
        key="over-capacity",
        behind=behind(beyond, flying),
        sums={"Points"},
        rows=named(beyond),
        drawing=heat(found, asked) if len(found) else None,
    )


def loads(asked: Asked, found: pd.DataFrame, flying: Flying) -> Answer:
    """Every party and quarter."""
    return Answer(
        title="The load of each party and quarter",
        says=f"Milestones in flight from {day(asked.since)} on, in weight points. A quarter without a capacity of its own has "
        "a quarter of its year's."
        if len(found)
        else RECORD_FIRST,
        table=tabled(found),
        key="loads",
        figures=figures(
            pd.Series([stands(each) for each in rows_of(found)], dtype="object"),
            ("over capacity", "within capacity", "no capacity set"),
        ),
        behind=behind(found, flying),
        sums={"Points"},
        rows=named(found),
    )


def named(found: pd.DataFrame) -> list[str]:
    """What each load is called, told apart by whose it is where two parties have the same name."""
    called = [f"{name}, {quarter(first)}" for name, first in zip(found["name"], found["quarter"], strict=True)]
    many = Counter(called)
    whose = zip(called, found["party"], found["who"], strict=True)
    return [f"{each}, {who or party}" if many[each] > 1 else each for each, party, who in whose]


def behind(found: pd.DataFrame, flying: Flying) -> dict[str, list[Behind]]:
    """The milestones that the number of them, and their points, count."""
    places = zip(found["party"], found["who"], found["quarter"], strict=True)
    those = [flying.get((party, who, int(first)), []) for party, who, first in places]
    return {"Milestones": those, "Points": those}


def tabled(found: pd.DataFrame) -> pd.DataFrame:
    """Loads as a person reads them."""
    return pd.DataFrame(
        {
            "Party": found["name"],
            "Who that is": found["party"],
            "Quarter": found["quarter"].map(quarter),
            "Milestones": found["milestones"],
            "Points": found["weight"],
            "Capacity": found["capacity"].map(lambda each: "not set" if math.isnan(each) else points(each)),
            "Over by": found["over"].map(lambda each: points(each) if each else "–"),
        }
    )


def stands(load: Any) -> str:
    """How a load stands to the capacity, in words."""
    if load.over:
        return "over capacity"
    return "no capacity set" if math.isnan(load.capacity) else "within capacity"


def quarter(first: int) -> str:
    """A quarter by the number of its first day: "Q2 2024"."""
    return happened(widen(day_of(int(first)), "quarter"))


def points(number: float) -> str:
    """A number of points: "3", "2.25"."""
    return f"{number:g}"


def heat(found: pd.DataFrame, asked: Asked) -> Drawing:
    """A cell for each party and quarter, with its points against its capacity, marked where it is exceeded."""
    worst = found.groupby(["party", "who"], sort=False)[["over", "weight"]].max()
    worst = worst.sort_values(["over", "weight"], ascending=False, kind="stable").head(MOST_PARTIES)
    drawn = worst.reset_index()[["party", "who"]].merge(found, "left", ["party", "who"])
    values = [
        {
            "party": each.name,
            "quarter": quarter(each.quarter),
            "first": each.quarter,
            "load": stands(each),
            "said": f"{each.weight}/{'?' if math.isnan(each.capacity) else points(each.capacity)}",
        }
        for each in rows_of(drawn)
    ]
    quarters = [quarter(each) for each in sorted({each["first"] for each in values})]
    axis = {"labelColor": QUIET[asked.theme], "title": None, "labelLimit": 200}
    colours = {
        "within capacity": LINE[asked.theme],
        "no capacity set": "transparent",
        "over capacity": category_colour("Given up or broken", asked.theme),
    }
    place = {
        "x": {
            "field": "quarter",
            "type": "ordinal",
            "sort": quarters,
            "axis": {**axis, "orient": "top", "labelAngle": 0, "labelOverlap": True},
        },
        "y": {"field": "party", "type": "nominal", "sort": None, "axis": axis},
    }
    colour = {
        "field": "load",
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "bottom", "labelColor": QUIET[asked.theme], "symbolStrokeWidth": 1},
    }
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": {"step": 30},
        "data": {"values": values},
        "encoding": place,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": QUIET[asked.theme], "strokeWidth": 0.5, "opacity": 0.55},
                "encoding": {"color": colour},
            },
            {
                "mark": {"type": "text", "color": INK[asked.theme], "fontWeight": 600},
                "encoding": {"text": {"field": "said", "type": "nominal"}},
            },
        ],
    }
    told = "; ".join(f"{each['party']} in {each['quarter']}: {each['said']}" for each in values)
    return Drawing(spec=spec, alt=f"Points in flight and capacity for each party and quarter. {told}.")


def waits(asked: Asked) -> Answer:
    """The links that cannot go faster than the people around them."""
    found = waiting(asked.database, asked.as_of, asked.known_at, asked.rules.weights)
    links = len(found.drop_duplicates(["relationship", "link"]))
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "System link": found["title"],
            "Waits on": found["milestone_title"],
            "Who has to change": found["who_name"],
            "Due": [when(*each) for each in zip(found["due"], found["due_last"], strict=True)],
            "Late": [late(each) for each in rows_of(found)],
            "Capacity until then": found["over"].map(
                lambda each: f"over by {points(each)}" if each else "not exceeded"
            ),
        }
    )
    return Answer(
        title="Links that wait on change",
        key="waiting",
        figures=figures(found["overdue"].map({True: "overdue", False: "not yet due"}), ("overdue", "not yet due")),
        says=f"{counted(links, 'system link')} not yet live {'waits' if links == 1 else 'wait'} on "
        f"{counted(len(found), 'open milestone')}."
        if len(found)
        else "No link waits on a milestone: name the link that a milestone is part of, and what holds it up shows here.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def late(row: Any) -> str:
    """Whether a milestone is late or was moved."""
    moved = [f"moved {counted(row.moves, 'time')}"] if row.moves else []
    return ", ".join((["overdue"] if row.overdue else []) + moved) or "–"


def rows_of(found: pd.DataFrame) -> Iterable[Any]:
    """The rows, each with its columns as attributes."""
    return found.itertuples(index=False)


QUESTION = Question(
    key="change-load",
    title="Change load",
    asks="Where does change pile up, and which links wait on it?",
    answers=answers,
)
