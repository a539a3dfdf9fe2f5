"""The picture of a timeline as the small tables that Vega draws from; times in milliseconds since 1970."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ui.charts.bars import Bar
from ui.charts.crowds import Crowd, heights
from ui.charts.entries import milliseconds, pointed_at
from ui.charts.marks import PHASE_NAMES, Mark
from ui.charts.palette import INK, PAGE, QUIET, TONES, Theme, category_colour
from ui.charts.picture import HEADROOM, LANE_NAMES, Picture
from ui.charts.standing import AT_RISK, UNCLASSIFIED
from ui.charts.strip import Window
from ui.format import day

WHISKER = 6
NOTCH = 6
"""How deep the notch is that a pause leaves below the words in a bar."""

Datasets = dict[str, pd.DataFrame]

COLUMNS: dict[str, Sequence[str]] = {
    "ground": ("start", "end", "top", "bottom"),
    "wash": ("start", "end", "top", "bottom", "fill"),
    "lanes": ("start", "end", "y"),
    "whiskers": ("start", "end", "top", "bottom", "fill"),
    "threads": ("start", "end", "y", "fill"),
    "bars": (
        "seq", "start", "end", "top", "bottom", "fill", "hollow", "dashed", "headline", "when", "known", "recorded", "said",
    ),
    "fading_in": ("start", "end", "top", "bottom"),
    "fading_out": ("start", "end", "top", "bottom"),
    "pauses": ("start", "end", "top", "bottom"),
    "promises": ("at", "top", "bottom", "said"),
    "titles": ("start", "end", "y", "ink", "title", "is_class"),
    "struck": ("start", "end", "y", "ink"),
    "columns": (
        "seq", "since", "until", "lane", "start", "end", "top", "bottom", "fill", "ink", "events", "digits", "at", "headline", "among",
        "said",
    ),
    "marks": (
        "seq", "at", "y", "category", "fill", "colour", "size", "headline", "when", "known", "recorded", "said",
    ),
    "today": ("at", "y", "bottom", "label"),
}  # fmt: skip


def datasets(picture: Picture, today: int, label: str, theme: Theme) -> Datasets:
    """A table for each layer, with its columns even where it is empty."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    window = picture.window
    left, right = milliseconds(window.left), milliseconds(window.right)
    rows["ground"] = [{"start": left, "end": right, "top": HEADROOM, "bottom": picture.height}]
    if window.left <= today <= window.right:
        rows["today"] = [{"at": milliseconds(today), "y": HEADROOM, "bottom": picture.height, "label": label}]
    rows["lanes"] = [{"start": left, "end": right, "y": lane.top} for lane in picture.lanes[1:]]
    rows["threads"] = [
        {
            "start": milliseconds(window.clipped(thread.start)),
            "end": milliseconds(window.clipped(thread.end)),
            "y": thread.y,
            "fill": category_colour(thread.category, theme),
        }
        for thread in picture.threads
    ]
    rows["columns"] = columns(picture, theme)
    standing_on: dict[float, list[float]] = defaultdict(list)
    for mark, middle in sorted(picture.marks, key=lambda placed: placed[0].category != PHASE_NAMES["noted"]):
        rows["marks"].append(mark_row(mark, middle, today, theme))
        standing_on[middle].append(mark.start)
    for mark, middle in picture.perhaps:
        due = bool(mark.due_from)
        for start, end, uncertain in (
            (mark.start, mark.end, mark.end - mark.start > 1),
            (mark.due_from, mark.until, due),
        ):
            if uncertain and window.shows(start, end):
                rows["whiskers"].append(whisker(mark, window.clipped(start), window.clipped(end), middle, theme))
    for bar, middle in ((clipped(bar, window), middle) for bar, middle in picture.bars):
        box = {"top": middle - bar.tall / 2, "bottom": middle + bar.tall / 2}
        start, end = milliseconds(bar.start), milliseconds(bar.end)
        sure_from, sure_until = milliseconds(bar.sure_from), milliseconds(bar.sure_until)
        fill = TONES[theme][bar.tone].fill
        struck = bool(bar.entry.retracted_by)
        looks = {"fill": fill, "hollow": bool(bar.entry.inferred) or struck, "dashed": bar.tone == "proposed"}
        if struck:
            rows["struck"].append({"start": start, "end": end, "y": middle, "ink": QUIET[theme]})
        rows["bars"].append(
            {"seq": bar.entry.seq, "start": start, "end": end, **box, **looks, **pointed_at(bar.entry, today)}
        )
        on_it = [at for at in standing_on[middle] if bar.start <= at <= bar.end]
        rows["titles"].append(title(bar, middle, min(on_it, default=bar.end), window.right, theme))
        bleed = 1 if bar.entry.inferred else 0  # to where its outline ends
        veil = {"top": box["top"] - bleed, "bottom": box["bottom"] + bleed}
        if sure_from > start:
            rows["fading_in"].append({"start": start, "end": sure_from, **veil})
        if sure_until < end:
            rows["fading_out"].append({"start": max(start, sure_until), "end": end, **veil})
        rows["pauses"] += [
            {
                "start": milliseconds(since),
                "end": milliseconds(to),
                "top": box["bottom"] - NOTCH,
                "bottom": box["bottom"],
            }
            for since, to in bar.pauses
        ]
        if bar.promised and window.left <= bar.promised <= window.right:
            rows["promises"].append(promise(bar, box))
        if bar.lane == "class" and bar.tone not in {UNCLASSIFIED, AT_RISK}:
            rows["wash"].append({"start": start, "end": end, "top": HEADROOM, "bottom": picture.height, "fill": fill})
    return {name: pd.DataFrame(rows[name], columns=list(columns)) for name, columns in COLUMNS.items()}


def clipped(bar: Bar, window: Window) -> Bar:
    """A bar as far as it is in the window."""
    return replace(
        bar,
        start=window.clipped(bar.start),
        sure_from=window.clipped(bar.sure_from),
        sure_until=window.clipped(bar.sure_until),
        end=window.clipped(bar.end),
        pauses=tuple(
            (window.clipped(since), window.clipped(to)) for since, to in bar.pauses if window.shows(since, to)
        ),
    )


def columns(picture: Picture, theme: Theme) -> list[dict[str, Any]]:
    """The columns that stand for many events, with what each says."""
    by_lane: dict[float, list[Crowd]] = defaultdict(list)
    for crowd, foot in picture.columns:
        by_lane[foot].append(crowd)
    tone = TONES[theme]["crowd"]
    return [
        {
            "seq": crowd.seq,
            "since": crowd.start,
            "until": crowd.end - 1,
            "lane": crowd.lane,
            "start": milliseconds(picture.window.clipped(crowd.start)),
            "end": milliseconds(picture.window.clipped(crowd.end)),
            "top": foot - tall,
            "bottom": foot,
            "fill": tone.fill,
            "ink": INK[theme],
            "events": f"{crowd.events:,}",
            "digits": digits,
            "at": milliseconds(picture.window.clipped((crowd.start + crowd.end) / 2)),
            "headline": crowd.said,
            "among": crowd.among,
            "said": f"{LANE_NAMES[crowd.lane]}: {crowd.said}",
        }
        for foot, crowds in by_lane.items()
        for digits in [len(f"{max(each.events for each in crowds):,}")]
        for crowd, tall in zip(crowds, heights(crowds), strict=True)
    ]


def promise(bar: Bar, box: dict[str, float]) -> dict[str, Any]:
    """The end that was first agreed, where the bar ends on another day."""
    said = f"“{bar.entry.title}” was first to end by {day(date.fromordinal(int(bar.promised)))}"
    return {"at": milliseconds(bar.promised), "top": box["top"] - 3, "bottom": box["bottom"] + 3, "said": said}


def title(bar: Bar, middle: float, first_mark: float, right: float, theme: Theme) -> dict[str, Any]:
    """The words in a bar, from where it is certain up to its first mark or to where it fades.

    A time at risk that is over is often short, so its words stand beside it.
    """
    beside = bar.tone == AT_RISK and not bar.open
    start, end = (bar.end, right) if beside else (bar.sure_from, max(bar.sure_from, min(first_mark, bar.sure_until)))
    return {
        "start": milliseconds(start),
        "end": milliseconds(end),
        "y": middle,
        "ink": INK[theme] if bar.entry.inferred or beside else TONES[theme][bar.tone].ink,
        "title": bar.title,
        "is_class": bar.lane == "class" and bar.tone != AT_RISK,
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
    """A point with what it says; one read from the facts or struck through is hollow."""
    return {
        "seq": mark.entry.seq,
        "at": milliseconds(mark.at),
        "y": middle,
        "category": mark.category,
        "fill": PAGE[theme]
        if mark.entry.inferred or mark.entry.retracted_by
        else category_colour(mark.category, theme),
        "colour": category_colour(mark.category, theme),
        "size": round(mark.size),
        **pointed_at(mark.entry, today),
    }
