"""A picture of a page as a file: the same Vega-Lite specification, drawn on this machine and without the network."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from textwrap import wrap
from types import ModuleType
from typing import Any

import pandas as pd

Spec = Mapping[str, Any]
PNG, SVG = "image/png", "image/svg+xml"
WIDTH = 1120
"""Pixels of a picture that takes the width that there is."""
SHARPER = 2
"""So many dots a pixel."""
LETTER, MOST_LINES = 6.2, 3
"""How wide a letter above the picture is at most, in pixels, and in how many lines a text there ends."""


def as_png(spec: Spec, datasets: Mapping[str, pd.DataFrame] | None = None, title: Sequence[str] = ()) -> bytes:
    """The picture in dots; ``title`` are the lines above it."""
    return bytes(_vega().vegalite_to_png(standalone(spec, datasets, title), scale=SHARPER, allowed_base_urls=[]))


def as_svg(
    spec: Spec,
    datasets: Mapping[str, pd.DataFrame] | None = None,
    title: Sequence[str] = (),
    width: int = WIDTH,
) -> str:
    """The picture in lines and words."""
    return str(_vega().vegalite_to_svg(standalone(spec, datasets, title, width), allowed_base_urls=[]))


def standalone(
    spec: Spec, datasets: Mapping[str, pd.DataFrame] | None = None, title: Sequence[str] = (), width: int = WIDTH
) -> dict[str, Any]:
    """The specification with all that a page would have given it: the data, a width and a title."""
    whole = dict(spec)
    given = {**whole.pop("datasets", {}), **(datasets or {})}
    if given:
        whole["datasets"] = {name: rows_of(table) for name, table in given.items()}
    if isinstance(whole.get("data"), pd.DataFrame):
        whole["data"] = {"values": rows_of(whole["data"])}
    if not {"hconcat", "vconcat", "concat", "facet", "repeat"} & whole.keys() and not isinstance(
        whole.get("width"), (int, float)
    ):
        whole["width"] = width
    if title and "title" not in whole:
        whole["title"] = {
            "text": title[0],
            "subtitle": [
                line
                for each in title[1:]
                for line in wrap(each, int(width / LETTER), max_lines=MOST_LINES, placeholder=" …")
            ],
            "anchor": "start",
            "fontSize": 16,
            "offset": 14,
        }
        ink = whole.get("config", {}).get("legend", {}).get("labelColor")
        if ink:
            whole["title"] |= {"color": ink, "subtitleColor": ink}
    whole.setdefault("padding", 16)
    return whole


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of a dataset as JSON has them: what is missing is null, days are written out."""
    if not isinstance(table, pd.DataFrame):
        return list(table)
    rows = table.astype(object).to_dict("records")
    return [{str(name): as_json(value) for name, value in row.items()} for row in rows]


def as_json(value: Any) -> Any:
    """One value."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, date):
        return value.isoformat() if not pd.isna(value) else None
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    return None if value is None or pd.isna(value) else value


@cache
def _vega() -> ModuleType:
    """The drawing program, loaded when the first picture is taken."""
    import vl_convert  # noqa: PLC0415  # as above

    return vl_convert
