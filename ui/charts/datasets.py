"""The picture of a timeline as the small tables that Vega draws from; times in milliseconds since 1970."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ui.charts.bars import UNCLASSIFIED, Bar
from ui.charts.entries import milliseconds, pointed_at
from ui.charts.marks import Mark
from ui.charts.palette import INK, PAGE, TONES, Theme, category_colour
from ui.charts.picture import BAND, HEADROOM, ROW, Picture

WHISKER = 6

Datasets = dict[str, pd.DataFrame]

COLUMNS: dict[str, Sequence[str]] = {
    "wash": ("start", "end", "top", "bottom", "fill"),
    "lanes": ("start", "end", "y"),
    "whiskers": ("start", "end", "top", "bottom", "fill"),
    "threads": ("start", "end", "y", "fill"),
    "bars": (
        "seq", "start", "end", "top", "bottom", "fill", "hollow", "headline", "when", "known", "recorded", "said",
    ),
    "fading_in": ("start", "end", "top", "bottom"),
    "fading_out": ("start", "end", "top", "bottom"),
    "titles": ("start", "end", "y", "ink", "title", "is_class"),
    "marks": (
        "seq", "at", "y", "category", "fill", "colour", "size", "headline", "when", "known", "recorded", "said",
    ),
    "today": ("at", "y", "bottom", "label"),
}  # fmt: skip


def datasets(picture: Picture, today: int, label: str, theme: Theme) -> Datasets:
    """A table for each layer, with its columns even where it is empty."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    left, right = milliseconds(picture.window.left), milliseconds(picture.window.right)
    rows["today"] = [{"at": milliseconds(today), "y": HEADROOM, "bottom": picture.height, "label": label}]
    rows["lanes"] = [{"start": left, "end": right, "y": lane.top} for lane in picture.lanes[1:]]
    first_on_bar: dict[str, float] = {}
    for mark, middle in picture.marks:
        rows["marks"].append(mark_row(mark, middle, today, theme))
        if mark.end - mark.start > 1:
            rows["whiskers"].append(whisker(mark, mark.start, mark.end, middle, theme))
        if mark.until:
            thread = {"start": milliseconds(mark.at), "end": milliseconds(mark.until), "y": middle}
            rows["threads"].append({**thread, "fill": category_colour(mark.category, theme)})
        if mark.due_from:
            rows["whiskers"].append(whisker(mark, mark.due_from, mark.until, middle, theme))
        if mark.entry.subject:
            first_on_bar[mark.entry.subject] = min(mark.start, first_on_bar.get(mark.entry.subject, mark.start))
    for bar, middle in picture.bars:
        tall = BAND if bar.lane == "class" else ROW
        box = {"top": middle - tall / 2, "bottom": middle + tall / 2}
        start, end = milliseconds(bar.start), milliseconds(bar.end)
        sure_from, sure_until = milliseconds(bar.sure_from), milliseconds(bar.sure_until)
        fill = TONES[theme][bar.tone].fill
        looks = {"fill": fill, "hollow": bool(bar.entry.inferred), **pointed_at(bar.entry, today)}
        rows["bars"].append({"seq": bar.entry.seq, "start": start, "end": end, **box, **looks})
        rows["titles"].append(title(bar, middle, first_on_bar.get(bar.entry.subject, bar.sure_until), theme))
        bleed = 1 if bar.entry.inferred else 0  # to where its outline ends
        veil = {"top": box["top"] - bleed, "bottom": box["bottom"] + bleed}
        if sure_from > start:
            rows["fading_in"].append({"start": start, "end": sure_from, **veil})
        if sure_until < end:
            rows["fading_out"].append({"start": max(start, sure_until), "end": end, **veil})
        if bar.lane == "class" and bar.tone != UNCLASSIFIED:
            rows["wash"].append({"start": start, "end": end, "top": HEADROOM, "bottom": picture.height, "fill": fill})
    return {name: pd.DataFrame(rows[name], columns=list(columns)) for name, columns in COLUMNS.items()}


def title(bar: Bar, middle: float, until: float, theme: Theme) -> dict[str, Any]:
    """The words in a bar, from where it is certain up to its first mark or to where it fades."""
    ink = INK[theme] if bar.entry.inferred else TONES[theme][bar.tone].ink
    until = max(bar.sure_from, min(until, bar.sure_until))
    return {
        "start": milliseconds(bar.sure_from),
        "end": milliseconds(until),
        "y": middle,
        "ink": ink,
        "title": bar.title,
        "is_class": bar.lane == "class",
    }


def whisker(mark: Mark, start: float, end: float, middle: float, theme: Theme) -> dict[str, Any]:
    """The days on which a point may have happened, or on which a milestone is due."""
    return {
        "start": milliseconds(start),
        "end": milliseconds(end),
        "top": middle - WHISKER / 2,
        "bottom": middle + WHISKER / 2,
        "fill": category_colour(mark.category, theme),
    }


def mark_row(mark: Mark, middle: float, today: int, theme: Theme) -> dict[str, Any]:
    """A point with what it says; one that stands for many says so, one read from the facts is hollow."""
    more = f" and {mark.count - 1} more that month" if mark.count > 1 else ""
    return {
        "seq": mark.entry.seq,
        "at": milliseconds(mark.at),
        "y": middle,
        "category": mark.category,
        "fill": PAGE[theme] if mark.entry.inferred else category_colour(mark.category, theme),
        "colour": category_colour(mark.category, theme),
        "size": round(mark.size),
        **pointed_at(mark.entry, today, more),
    }
