"""The table that is pasted into docs/performance.md."""

import os
import platform
from collections.abc import Sequence

from benchmarks.databases import Place
from benchmarks.measure import Measured

HEAD = "| workload | database | Tieline | by hand | ratio | aim |\n| --- | --- | --: | --: | --: | --: |"


def line(each: Measured) -> str:
    """One row of the table."""
    aim = "" if each.aim is None else f"{each.aim:.1f}"
    product, raw = each.seconds
    return f"| {each.workload} | {each.database} | {said(product)} | {said(raw)} | {each.ratio:.2f} | {aim} |"


def said(seconds: float) -> str:
    """A time in the unit that suits it."""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1e3:.2f} ms"


def machine(places: Sequence[Place]) -> str:
    """What it was measured on, without the name of the machine."""
    databases = ", ".join(f"{place.name} {place.version}" for place in places)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {databases}"
