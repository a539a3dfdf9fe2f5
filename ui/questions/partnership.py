"""Partnership on the page: where the two sides differ, each profile, how gaps moved, benefits, and what a rating means."""

from typing import Any

import pandas as pd

from domain.relationship.partnership.scale import (
    ASKS,
    DEPENDENCY_NOTE,
    DETERMINANTS,
    DIMENSION,
    INDICATORS,
    SCALE,
    SCALE_IS_OURS,
)
from domain.relationship.vocabulary import RATINGS
from projections.partnership import benefits, course, profiles, spread
from projections.projection import day_of
from ui.charts.palette import INK, LINE, QUIET, category_colour
from ui.format import day
from ui.questions.question import Answer, Asked, Drawing, Question, counted, when

RECORD_FIRST = "No partnership is assessed by this day: record how a side rates one, with its evidence."


def answers(asked: Asked) -> list[Answer]:
    """The spread, the widest gaps, the profiles, how the gaps moved, the benefits and the scale."""
    found = profiles(asked.database, asked.as_of, asked.known_at)
    return [differing(asked, found), widest(found), standing(found), moved(asked), stated(asked), scale()]


def differing(asked: Asked, found: pd.DataFrame) -> Answer:
    """For each determinant in how many partnerships who rates it higher."""
    counts = spread(asked.database, asked.as_of, asked.known_at)
    table = pd.DataFrame(
        {
            "Determinant": counts["determinant"].str.capitalize(),
            "Asks": [ASKS[DIMENSION[each]] for each in counts["determinant"]],
            "Rated by both sides": counts["both"],
            "We rate it higher": counts["own_higher"],
            "Alike": counts["alike"],
            "They rate it higher": counts["theirs_higher"],
            "Rated by one side only": counts["one_side"],
        }
    )
    both = found.dropna(subset=["gap"])
    assessed, rated = found["relationship"].nunique(), both["relationship"].nunique()
    return Answer(
        title="Where the two sides differ",
        says=f"{counted(assessed, 'partnership')} assessed, {rated} of them by both sides. Each determinant stands for "
        "itself: they are never added up."
        if assessed
        else RECORD_FIRST,
        table=table if assessed else table.iloc[:0],
        drawing=gaps_drawn(both, asked) if len(both) else None,
    )


def gaps_drawn(both: pd.DataFrame, asked: Asked) -> Drawing:
    """A dot for each size of gap of each determinant, as large as there are partnerships with it."""
    counts = both.groupby(["determinant", "gap"], sort=False).size().reset_index(name="partnerships")
    values = [
        {"determinant": row.determinant.capitalize(), "gap": int(row.gap), "count": int(row.partnerships)}
        for row in counts.itertuples(index=False)
    ]
    axis = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}
    dot = {"type": "circle", "color": category_colour("Interaction", asked.theme), "opacity": 0.85}
    place = {
        "x": {
            "field": "gap",
            "type": "quantitative",
            "scale": {"domain": [-4, 4]},
            "axis": {**axis, "title": "They rate it higher ← 0 → we rate it higher", "tickCount": 9, "format": "+d"},
        },
        "y": {
            "field": "determinant",
            "type": "nominal",
            "sort": [each.capitalize() for each in DETERMINANTS],
            "axis": {**axis, "title": None, "labelLimit": 200},
        },
    }
    counted_as: dict[str, Any] = {"field": "count", "type": "quantitative", "title": "Partnerships"}
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": 260,
        "data": {"values": values},
        "encoding": place,
        "layer": [
            {
                "mark": dot,
                "encoding": {"size": {**counted_as, "scale": {"range": [120, 900]}, "legend": None}},
            },
            {"mark": {"type": "text", "dx": 22, "color": INK[asked.theme]}, "encoding": {"text": counted_as}},
        ],
    }
    said = "; ".join(
        f"{each['determinant']}: {counted(each['count'], 'partnership')} at {each['gap']:+d}" for each in values
    )
    return Drawing(spec=spec, alt=f"Gaps between the two sides' ratings, ours less theirs. {said}.")


def widest(found: pd.DataFrame) -> Answer:
    """Every determinant that the two sides see differently, the widest gap first."""
    apart = found[found["gap"].fillna(0) != 0]
    apart = apart.sort_values("gap", key=lambda column: -column.abs(), kind="stable")
    table = pd.DataFrame(
        {
            "Partnership": apart["name"],
            "Determinant": apart["determinant"],
            "Ours": apart["own"],
            "Theirs": apart["theirs"],
            "Gap": apart["gap"].map(gap_said),
            "We rated": [when(*each) for each in zip(apart["own_day"], apart["own_last"], strict=True)],
            "They rated": [when(*each) for each in zip(apart["theirs_day"], apart["theirs_last"], strict=True)],
        }
    )
    return Answer(
        title="The widest gaps",
        says=f"{counted(len(apart), 'determinant')} seen differently, the widest gap first."
        if len(apart)
        else "Nowhere do both sides rate a determinant differently: a gap shows once both have rated.",
        table=table,
        accounts=list(apart["relationship"]),
        events=[int(each) for each in apart[["own_seq", "theirs_seq"]].max(axis="columns")],
    )


def gap_said(gap: int) -> str:
    """A gap in words."""
    if gap == 0:
        return "alike"
    return f"{'we' if gap > 0 else 'they'} rate it {abs(gap)} higher"


def standing(found: pd.DataFrame) -> Answer:
    """The profile of each partnership, both sides of each determinant."""
    relationships = found.drop_duplicates("relationship")
    table = pd.DataFrame({"Partnership": relationships["name"].reset_index(drop=True)})
    for each in DETERMINANTS:
        those = found[found["determinant"] == each]
        sides = zip(those["own"], those["theirs"], strict=True)
        table[each.capitalize()] = [f"{_rating(own)} | {_rating(theirs)}" for own, theirs in sides]
    last = found[["own_day", "theirs_day"]].max(axis="columns").groupby(found["relationship"], sort=False).max()
    table["Last rated"] = [day(day_of(int(each))) for each in last]
    return Answer(
        title="The profiles",
        says="Our rating, then theirs, from 0 to 4; – is not rated. The first three ask whether it will last, the others "
        "whether it can act."
        if len(found)
        else RECORD_FIRST,
        table=table,
        accounts=list(relationships["relationship"]),
    )


def _rating(rating: Any) -> str:
    return "–" if pd.isna(rating) else str(rating)


def moved(asked: Asked) -> Answer:
    """Every rating in the span that changed a gap, the latest first."""
    found = course(asked.database, asked.since, asked.as_of, asked.known_at)
    found = found[found["gap"].notna() & found["before"].notna()]
    found = found[found["gap"] != found["before"]][::-1]
    table = pd.DataFrame(
        {
            "Partnership": found["name"],
            "When": [when(*each) for each in zip(found["first_day"], found["last_day"], strict=True)],
            "Determinant": found["determinant"],
            "Rated by": found["side"],
            "Gap before": found["before"].map(gap_said),
            "Gap after": found["gap"].map(gap_said),
        }
    )
    return Answer(
        title="How the gaps moved",
        says=f"{counted(len(found), 'rating')} moved a gap after {day(asked.since)}."
        if len(found)
        else f"No gap moved after {day(asked.since)}: it shows where a side rates again what both had rated.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def stated(asked: Asked) -> Answer:
    """The benefits that each side has."""
    found = benefits(asked.database, asked.as_of, asked.known_at)
    table = pd.DataFrame(
        {
            "Partnership": found["name"],
            "For": found["side"],
            "Kind": found["benefit"],
            "Benefit": found["title"],
            "Stated": [when(*each) for each in zip(found["first_day"], found["last_day"], strict=True)],
        }
    )
    return Answer(
        title="What each side has of it",
        says=f"{counted(len(found), 'benefit')} stated."
        if len(found)
        else "No benefit is stated by this day: record what each side has of the partnership.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def scale() -> Answer:
    """What a rating means."""
    table = pd.DataFrame(
        [
            {
                "Determinant": each.capitalize(),
                "Consists of": ", ".join(INDICATORS[each]),
                **{str(rating): SCALE[each][rating] for rating in RATINGS},
            }
            for each in DETERMINANTS
        ]
    )
    return Answer(title="What the ratings mean", says=f"{SCALE_IS_OURS} {DEPENDENCY_NOTE}", table=table)


QUESTION = Question(
    key="partnership",
    title="Partnership",
    asks="Where do the two sides see the partnership differently?",
    answers=answers,
)
