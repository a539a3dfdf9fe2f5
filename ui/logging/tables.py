"""Whether pasted lines are a table, as copied from a sheet, rather than notes."""

from collections.abc import Sequence

DELIMITERS = ("\t", ";", ",")
FEWEST_COLUMNS = 3


def is_table(lines: Sequence[str]) -> bool:
    """Whether the first line is a heading, without a figure in it, and every other has as many cells as it has."""
    if len(lines) < 2 or any(letter.isdigit() for letter in lines[0]):
        return False
    return any(
        (count := lines[0].count(mark)) >= FEWEST_COLUMNS - 1 and all(each.count(mark) == count for each in lines[1:])
        for mark in DELIMITERS
    )
