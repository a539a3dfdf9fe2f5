"""How accounts flowed from class to class, as a picture: the classes of both ends of a span, and a ribbon for each flow."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from projections.migration import CLASSES, CLOSED
from ui.charts.palette import INK, QUIET, TONES, Theme
from ui.format import day
from ui.questions.question import Drawing

HIGH, HEAD, GAP, LEAST = 400, 34, 10, 18
"""Pixels: of all accounts together, above them, between classes, and what a class takes at least, so that its words fit."""
NODE = 0.02
"""How wide a class is, as a share of the whole width."""
STEPS = 24
"""So many pieces make a bent ribbon."""

Counts = Mapping[tuple[str, str], int]


def flow_drawn(counts: Counts, since: date, as_of: date, theme: Theme) -> Drawing:
    """Accounts from class to class, from left to right; what is pointed at says what it counts."""
    ends = day(since), day(as_of)
    said = ", ".join(
        f"{many} from {before}, {ends[0]} to {after}, {ends[1]}" for (before, after), many in flows_in(counts)
    )
    return Drawing(spec=specified(counts, ends, theme), alt=f"Accounts by class at both ends of the span: {said}.")


def flows_in(counts: Counts) -> list[tuple[tuple[str, str], int]]:
    """From which class to which how many went or stayed, in the order of the classes."""
    return [(each, many) for each in product(CLASSES, CLASSES) if (many := counts.get(each, 0))]


def specified(counts: Counts, ends: tuple[str, str], theme: Theme) -> dict[str, Any]:
    """The picture in Vega-Lite, with its data."""
    total = max(1, sum(counts.values()))
    sides = [placed(counts, side, total) for side in (0, 1)]
    low = max((top + high for places in sides for top, high in places.values()), default=HEAD)
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    y = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, low], "reverse": True, "nice": False, "zero": False},
    }
    own: dict[str, Any] = {"type": "nominal", "scale": None, "legend": None}
    nodes = [
        {
            "x": side * (1 - NODE), "x2": side * (1 - NODE) + NODE, "y": top, "y2": top + high, "middle": top + high / 2,
            "colour": tone(each, theme), "label": f"{each.capitalize()} {at_end(counts, each, side):,}", "side": side,
        }
        for side, places in enumerate(sides)
        for each, (top, high) in places.items()
    ]  # fmt: skip
    heads = [{"side": side, "label": f"On {each}", "middle": HEAD / 3} for side, each in enumerate(ends)]
    words = [
        {
            "data": {"values": [each for each in rows if each["side"] == side]},
            "mark": {
                "type": "text", "aria": False, "align": ("left", "right")[side], "baseline": "middle", "fontSize": 13, "color": colour,
            },
            "encoding": {
                "x": {"datum": (beside, 1 - beside)[side], **x}, "y": {"field": "middle", **y},
                "text": {"field": "label", "type": "nominal"},
            },
        }
        for rows, beside, colour in ((nodes, NODE + 0.008, INK[theme]), (heads, 0.0, QUIET[theme]))
        for side in (0, 1)
    ]  # fmt: skip
    ribbon = {"type": "area", "opacity": 0.35, "line": False}
    pointed_at = {"tooltip": {"field": "label", "type": "nominal"}}
    return {
        "background": "transparent",
        "height": low,
        "layer": [
            {
                "data": {"values": list(ribbons(counts, sides, total, theme))},
                "mark": ribbon,
                "encoding": {
                    "x": {"field": "x", **x}, "y": {"field": "y", **y}, "y2": {"field": "y2"},
                    "detail": {"field": "label", "type": "nominal"}, "color": {"field": "colour", **own}, **pointed_at,
                },
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "rect", "opacity": 1},
                "encoding": {
                    "x": {"field": "x", **x}, "x2": {"field": "x2"}, "y": {"field": "y", **y}, "y2": {"field": "y2"},
                    "color": {"field": "colour", **own}, **pointed_at,
                },
            },
            *words,
        ],
        "config": {"view": {"stroke": None}},
    }  # fmt: skip


def at_end(counts: Counts, account_class: str, side: int) -> int:
    """How many accounts are in a class at the beginning (0) or at the end (1)."""
    return sum(many for ends, many in counts.items() if ends[side] == account_class)


def placed(counts: Counts, side: int, total: int) -> dict[str, tuple[float, float]]:
    """From where down each class of one side stands, and how high it is, in pixels."""
    found: dict[str, tuple[float, float]] = {}
    top = float(HEAD)
    for each in CLASSES:
        if many := at_end(counts, each, side):
            high = HIGH * many / total
            found[each] = (top + max(0.0, LEAST - high) / 2, high)
            top += max(high, LEAST) + GAP
    return found


def ribbons(
    counts: Counts, sides: list[dict[str, tuple[float, float]]], total: int, theme: Theme
) -> Iterator[dict[str, Any]]:
    """The pieces of a ribbon for each flow, as wide as its accounts are many."""
    tops = [{each: top for each, (top, _) in places.items()} for places in sides]
    for (before, after), many in flows_in(counts):
        high = HIGH * many / total
        start, end = tops[0][before], tops[1][after]
        tops[0][before], tops[1][after] = start + high, end + high
        for step in range(STEPS + 1):
            share = step / STEPS
            top = start + (end - start) * share * share * (3 - 2 * share)
            yield {
                "label": f"{before.capitalize()} to {after}: {many:,}", "x": NODE + (1 - 2 * NODE) * share, "y": top, "y2": top + high,
                "colour": tone(before, theme),
            }  # fmt: skip


def tone(account_class: str, theme: Theme) -> str:
    """The colour of a class; what is closed is as pale as what has no class."""
    return TONES[theme]["unclassified" if account_class == CLOSED else account_class].fill
