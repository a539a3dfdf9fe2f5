"""How many accounts stood in each class at either point, and how many moved from which to which."""

from collections import Counter
from collections.abc import Iterable, Mapping

from projections.difference.compared import Changed
from projections.difference.standings import Standing, Status
from projections.migration import CLASSES

Stood = Mapping[Status, Standing]


def counts(before: Stood, after: Stood) -> list[tuple[str, int, int]]:
    """Each class, unclassified and closed accounts too, with how many accounts were in it and how many are."""
    was, now = (
        Counter(each.value for status, each in stood.items() if status.aspect == "class") for stood in (before, after)
    )
    return [(each, was[each], now[each]) for each in CLASSES]


def flows(changed: Iterable[Changed]) -> list[tuple[str, str, int]]:
    """From where to where how many accounts moved, in the order of the classes; "" where one is not on record."""
    order = ("", *CLASSES)
    moved = Counter(
        (each.before, each.after) for each in changed if each.aspect == "class" and each.before != each.after
    )
    return [(*each, moved[each]) for each in sorted(moved, key=lambda each: [order.index(side) for side in each])]
