"""Slips of the pen: a few records that turn out wrong, and are corrected or retracted as people do."""

from collections.abc import Iterator, Sequence
from typing import Any

Line = dict[str, Any]

EVERY = 160
"""One in so many of what account managers logged is wrong."""
SLIPS = ("The day of the invitation was entered, not that of the meeting", "This was another account of the same group")


def with_slips(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a few of them first told wrong, and put right by the line after."""
    logged = 0
    for line in lines:
        if line["do"] != "interaction" or len(line["on"]) != len("2024-05-17"):
            yield line
            continue
        logged += 1
        if logged % EVERY:
            yield line
            continue
        slip, corrected = f"slip-{logged // EVERY}", logged // EVERY % 2
        if corrected:
            yield {**line, "on": line["on"][:8] + "01", "id": slip}
            yield {**line, "corrects": slip, "because": SLIPS[0]}
        else:
            yield line
            yield {**line, "id": slip, "summary": "Came by about the returns"}
            yield {"account": line["account"], "do": "retract", "record": slip, "reason": SLIPS[1]}
