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
from projections.attention import WIDE_GAP
from projections.partnership import benefits, moved, over_time, profiles, spread
from projections.projection import day_of
from ui.format import day
from ui.questions.partnership_drawn import SEEN, course_drawn, gaps_drawn
from ui.questions.question import Answer, Asked, Behind, Figure, Question, accounts_only, counted, figures, when

RECORD_FIRST = "No partnership is assessed by this day: record how a side rates one, with its evidence."


def answers(asked: Asked) -> list[Answer]:
    """The spread, the widest gaps, the profiles, how the gaps moved, the benefits and the scale."""
    found = profiles(asked.database, asked.as_of, asked.known_at)
    return [differing(asked, found), widest(found), standing(found), changed(asked), stated(asked), scale()]


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
        key="determinants",
        figures=[
            Figure(name=said, behind=accounts_only(dict.fromkeys(those["relationship"])))
            for said, those in (("assessed", found), ("assessed by both sides", both))
            if len(those)
        ],
        behind=counted_sides(found) if assessed else {},
        drawing=gaps_drawn(both, asked) if len(both) else None,
    )


def counted_sides(found: pd.DataFrame) -> dict[str, list[Behind]]:
    """The partnerships that each number counts, determinant by determinant."""
    both = found["gap"].notna()
    seen = {
        "Rated by both sides": both,
        "We rate it higher": both & (found["gap"].fillna(0) > 0),
        "Alike": both & (found["gap"].fillna(1) == 0),
        "They rate it higher": both & (found["gap"].fillna(0) < 0),
        "Rated by one side only": found["own"].notna() ^ found["theirs"].notna(),
    }
    return {
        name: [
            accounts_only(found.loc[those.astype(bool) & (found["determinant"] == each), "relationship"])
            for each in DETERMINANTS
        ]
        for name, those in seen.items()
    }


APART = {True: "two steps apart or more", False: "one step apart"}


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
        key="gaps",
        figures=figures(
            apart["gap"].abs().map(lambda gap: APART[gap >= WIDE_GAP]).astype("object"), (APART[True], APART[False])
        ),
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


def changed(asked: Asked) -> Answer:
    """The gaps that are not what they were at the beginning of the span, and how they went in between."""
    found = moved(asked.database, asked.since, asked.as_of, asked.known_at)
    table = pd.DataFrame(
        {
            "Partnership": found["name"],
            "Determinant": found["determinant"],
            f"On {day(asked.since)}": found["then"].map(gap_said),
            f"On {day(asked.as_of)}": found["now"].map(gap_said),
        }
    )
    steps = over_time(asked.database, asked.since, asked.as_of, asked.known_at)
    return Answer(
        title="How the gaps moved",
        says=f"{counted(len(found), 'gap')} changed after {day(asked.since)}, the greatest change first."
        if len(found)
        else f"No gap changed after {day(asked.since)}: it shows where a side rates again what both had rated.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        drawing=course_drawn(steps, asked) if steps[list(SEEN)].to_numpy().any() else None,
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
        key="benefits",
        figures=figures(found["benefit"], sorted(set(found["benefit"]))),
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
