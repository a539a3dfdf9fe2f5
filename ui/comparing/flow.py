"""How many accounts were in each class, how many are, and who moved: two rows of bars with lines between them."""

from collections.abc import Sequence

import pandas as pd

from projections.migration import CLASSES, CLOSED
from ui.charts.palette import INK, LINE, PAGE, QUIET, TONES, Theme
from ui.charts.timeline import Chart

NOT_ON_RECORD = "not on record"
HIGH, ROW = 22, 30


def flow_chart(
    classes: Sequence[tuple[str, int, int]], moves: Sequence[tuple[str, str, int]], days: tuple[str, str], theme: Theme
) -> Chart:
    """The picture of counts (class, before, after) and moves (from, to, how many); ``days`` stand above its two sides."""
    named = [(each or NOT_ON_RECORD, to or NOT_ON_RECORD, many) for each, to, many in moves]
    moving = {side for *sides, _ in named for side in sides}
    counted = {each: (was, now) for each, was, now in classes if was or now or each in moving}
    rows = [each for each in (*CLASSES, NOT_ON_RECORD) if each in counted or each in moving]
    place = {each: number * ROW + HIGH for number, each in enumerate(rows)}
    accounts = max(1, sum(max(was, now) for _, was, now in classes))
    ends = pd.DataFrame(
        [
            {
                "x": side,
                "y": place[each],
                "class": each,
                "label": f"{each.capitalize()}  {count:,}" if side == 0 else f"{count:,}  {each}",
                "colour": TONES[theme]["unclassified" if each in {CLOSED, NOT_ON_RECORD} else each].fill,
            }
            for each, sides in counted.items()
            for side, count in enumerate(sides)
        ]
        + [
            {
                "x": side, "y": place[NOT_ON_RECORD], "class": NOT_ON_RECORD,
                "label": NOT_ON_RECORD.capitalize() if side == 0 else NOT_ON_RECORD, "colour": LINE[theme],
            }
            for side in (0, 1)
            if NOT_ON_RECORD in {moved[side] for moved in named}
        ]
    )  # fmt: skip
    lines = pd.DataFrame(
        [
            {
                "x": 0.03, "x2": 0.97, "y": place[start], "y2": place[to], "wide": min(12, 1.5 + 40 * many / accounts),
                "said": moved_words(start, to, many), "accounts": many,
            }
            for start, to, many in named
        ],
        columns=["x", "x2", "y", "y2", "wide", "said", "accounts"],
    )  # fmt: skip
    heads = pd.DataFrame([{"x": side, "y": 4, "label": each} for side, each in enumerate(days)])
    height = HIGH + ROW * len(rows)
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [0, height], "reverse": True, "nice": False}}

    def at(name: str, mark: dict[str, object], **more: object) -> dict[str, object]:
        place_ = {"x": {"field": "x", **x}, "y": {"field": "y", **y}}
        return {"data": {"name": name}, "mark": mark, "encoding": {**place_, **more}}

    def words(name: str, side: int, **style: object) -> dict[str, object]:
        align, dx = ("right", -10) if side == 0 else ("left", 10)
        mark = {"type": "text", "align": align, "dx": dx, "fontSize": 13, "color": INK[theme], "aria": False, **style}
        layer = at(name, mark, text={"field": "label", "type": "nominal"})
        return {**layer, "data": {"name": f"{name}{side}"}}

    rule = {"type": "rule", "strokeCap": "round", "opacity": 0.75, "color": QUIET[theme]}
    spec = {
        "height": height,
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            *(
                [
                    at(
                        "lines",
                        rule,
                        x2={"field": "x2"},
                        y2={"field": "y2"},
                        strokeWidth={"field": "wide", "type": "quantitative", "scale": None, "legend": None},
                        description={"field": "said", "type": "nominal"},
                        tooltip={"field": "said", "type": "nominal"},
                    )
                ]
                if len(lines)
                else []
            ),
            at(
                "ends",
                {"type": "square", "size": 160, "opacity": 1, "aria": False},
                color={"field": "colour", "type": "nominal", "scale": None, "legend": None},
            ),
            *(words("ends", side) for side in (0, 1)),
            *(words("heads", side, color=QUIET[theme], baseline="middle", fontSize=12) for side in (0, 1)),
        ],
        "config": {"background": PAGE[theme], "view": {"stroke": None, "cursor": "default"}},
    }
    datasets = {"ends": ends, **({"lines": lines} if len(lines) else {})}
    for name, table in (("ends", ends), ("heads", heads)):
        datasets |= {f"{name}{side}": table[table["x"] == side] for side in (0, 1)}
    return Chart(spec, datasets, described(classes, named))


def moved_words(start: str, to: str, many: int) -> str:
    """A move in words: "3 accounts from strategic to integrated"."""
    accounts = f"{many:,} account{'s' * (many != 1)}"
    return f"{accounts} from {start} to {to}" if start != NOT_ON_RECORD else f"{accounts} new on record, {to}"


def described(classes: Sequence[tuple[str, int, int]], moves: Sequence[tuple[str, str, int]]) -> str:
    """What the picture is of, for those who do not see it."""
    counts = ", ".join(f"{each} {was:,} then {now:,}" for each, was, now in classes if was or now)
    moved = "; ".join(moved_words(*each) for each in moves) or "nobody moved"
    return f"Accounts in each class before and after: {counts}. Moves: {moved}."
