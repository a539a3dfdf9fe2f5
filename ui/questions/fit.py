"""Fit on the page: the accounts that are treated unlike their class, by side, each with the rule and the event behind it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from projections.fit import SIDES, Side, by_class, classed, misfits
from ui.charts.palette import INK, LINE, QUIET, category_colour
from ui.format import day
from ui.questions.question import (
    Answer,
    Asked,
    Behind,
    Drawing,
    Figure,
    Question,
    accounts_only,
    counted,
    figures,
    when,
)

CALLED: dict[Side, str] = {"over": "over-served", "under": "under-served", "off policy": "off policy"}
"""What an account is called that is treated so."""

COLOURS: dict[Side, str] = {
    "over": "Proposed or planned",
    "under": "Given up or broken",
    "off policy": "Concluded or retired",
}
"""The kind of mark whose colour a side has in the picture; each bar says its side in words, too."""

NONE: dict[Side, str] = {
    "over": "No account is over-served: no live link goes beyond what its class gets.",
    "under": "No account is under-served: each has the plan, team and link that its class gets.",
    "off policy": "Every live joint plan is one that the class of its account allows.",
}

MEANING: dict[Side, str] = {
    "over": "A custom or deep link loses money on an account whose class does not get it: loosen it, retire it, or "
    "reclassify the account.",
    "under": "A low-cost service starves the accounts that carry the profit: give them what their class gets, or "
    "reclassify them.",
    "off policy": "Amend the plan, close it or carry it to its end; one carried to its end is settled and counts as none.",
}


def answers(asked: Asked) -> list[Answer]:
    """How many by class, then each side."""
    found = misfits(asked.database, asked.as_of, asked.rules, asked.known_at)
    return [overview(found, asked), *(one_side(found, each) for each in SIDES)]


def overview(found: pd.DataFrame, asked: Asked) -> Answer:
    """How many accounts of each class are treated like it."""
    counts = by_class(asked.database, found, asked.as_of, asked.known_at)
    counts = counts[counts["accounts"] > 0]
    behind = counted_by_class(asked, found, [str(each) for each in counts["account_class"]])
    table = pd.DataFrame(
        {
            "Class": counts["account_class"].str.capitalize(),
            "Accounts": counts["accounts"],
            "Treated like it": counts["like"],
            "Treated unlike it": counts["accounts"] - counts["like"],
            **{CALLED[each].capitalize(): counts[each] for each in SIDES},
        }
    ).reset_index(drop=True)
    numbers = list(table.columns[1:])
    whole = pd.DataFrame([{"Class": "All", **{each: int(table[each].sum()) for each in numbers}}])
    table = pd.concat([table, whole], ignore_index=True)
    for each in numbers:
        behind[each].append([one for those in behind[each] for one in those])
    total, like = int(counts["accounts"].sum()), int(counts["like"].sum())
    return Answer(
        title="Treated like their class",
        says=f"{like} of {counted(total, 'classified account')} {'is' if like == 1 else 'are'} treated like "
        f"{'its' if total == 1 else 'their'} class on {day(asked.as_of)}, judged by version {asked.rules.version} of the "
        "policy. An account may be over-served in one way and under-served in another."
        if total
        else "No account is classified on this day: classify one, or choose another day.",
        table=table if total else table.iloc[:0],
        drawing=bars(counts, asked) if total > like else None,
        key="by-class",
        behind=behind,
    )


def counted_by_class(asked: Asked, found: pd.DataFrame, classes: Sequence[str]) -> dict[str, list[Behind]]:
    """The accounts that each number counts."""
    stays = classed(asked.database, asked.as_of, asked.known_at)
    unsettled = found[found["settled"] == 0]
    all_of = {each: list(stays.loc[stays["account_class"] == each, "relationship"]) for each in classes}
    unlike = set(unsettled["relationship"])
    sides = {
        CALLED[side].capitalize(): [
            set(unsettled.loc[(unsettled["account_class"] == each) & (unsettled["side"] == side), "relationship"])
            for each in classes
        ]
        for side in SIDES
    }
    return {
        "Accounts": [accounts_only(all_of[each]) for each in classes],
        "Treated like it": [accounts_only(one for one in all_of[each] if one not in unlike) for each in classes],
        "Treated unlike it": [accounts_only(one for one in all_of[each] if one in unlike) for each in classes],
        **{name: [accounts_only(sorted(each)) for each in those] for name, those in sides.items()},
    }


def bars(counts: pd.DataFrame, asked: Asked) -> Drawing:
    """For each class a bar for each side, as long as its accounts are many."""
    values = [
        {
            "class": str(row["account_class"]).capitalize(),
            "side": CALLED[side],
            "accounts": int(row[side]),
            "said": f"{row[side]} {CALLED[side]}",
        }
        for row in counts.to_dict("records")
        for side in SIDES
    ]
    sides = [CALLED[each] for each in SIDES]
    axis = {"labelColor": QUIET[asked.theme], "titleColor": QUIET[asked.theme], "gridColor": LINE[asked.theme]}
    place = {
        "y": {"field": "class", "type": "ordinal", "sort": None, "axis": {**axis, "title": None}},
        "yOffset": {"field": "side", "sort": sides},
        "x": {
            "field": "accounts",
            "type": "quantitative",
            "axis": {**axis, "title": "Accounts", "tickMinStep": 1, "format": "d"},
        },
    }
    colour = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": sides, "range": [category_colour(COLOURS[each], asked.theme) for each in SIDES]},
        "legend": None,
    }
    spec: dict[str, Any] = {
        "background": "transparent",
        "height": 66 * len(counts),
        "data": {"values": values},
        "layer": [
            {"mark": "bar", "encoding": {**place, "color": colour}},
            {
                "transform": [{"filter": "datum.accounts > 0"}],
                "mark": {"type": "text", "align": "left", "dx": 4, "color": INK[asked.theme]},
                "encoding": {**place, "text": {"field": "said"}},
            },
        ],
    }
    said = "; ".join(f"{each['class']}: {each['said']}" for each in values if each["accounts"])
    return Drawing(spec=spec, alt=f"Accounts treated unlike their class. {said}.")


def one_side(found: pd.DataFrame, side: Side) -> Answer:
    """Every misfit of one side."""
    those = found[found["side"] == side]
    table = pd.DataFrame(
        {
            "Account": those["name"],
            "Class": those["account_class"],
            "What": those["what"],
            "Rule": those["rule"],
            "Policy": [f"version {each}" for each in those["policy_version"]],
            "Since": [when(*each) for each in zip(those["since"], those["since_last"], strict=True)],
        }
    )
    unsettled = list(dict.fromkeys(those.loc[those["settled"] == 0, "relationship"]))
    return Answer(
        title=CALLED[side].capitalize(),
        key=side.replace(" ", "-"),
        figures=[
            *([Figure(name=f"{CALLED[side]} in all", behind=accounts_only(unsettled))] if unsettled else []),
            *figures(those["misfit"], list(dict.fromkeys(those["misfit"]))),
        ],
        says=f"{counted(len(unsettled), 'account')} {'is' if len(unsettled) == 1 else 'are'} {CALLED[side]}. {MEANING[side]}"
        if len(those)
        else NONE[side],
        table=table.reset_index(drop=True),
        accounts=list(those["relationship"]),
        events=[int(each[0]) for each in those["seqs"]],
    )


QUESTION = Question(
    key="fit",
    title="Fit",
    asks="Which accounts are treated unlike their class?",
    answers=answers,
)
