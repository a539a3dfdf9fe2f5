"""Going on from an earlier look: only of what something was recorded about since is looked up again.

Much of what is looked up rests on each relationship by itself: its own history, the policy and the day, and on no other
relationship. Such a lookup takes the only ``relationship`` that is asked for, and is marked ``@by_itself``; of all
relationships it finds what it finds of each. So what was found before is brought up to date by looking up again those
relationships that anything was recorded about since, a retraction included: it is recorded with what it strikes.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, ParamSpec, TypeVar

import pandas as pd

from domain.ledger.recorder import LedgerRecorder

P = ParamSpec("P")
R = TypeVar("R")

RECORDS, RELATIONSHIPS = 400, 16
"""Gone on from are at the most so many records, about so many relationships."""

_BY_ITSELF: set[object] = set()


class Found(NamedTuple):
    """What was found in a look, the arguments that it was looked up by, and the position of the views by then."""

    answer: Any
    bound: object
    position: int


class Earlier(NamedTuple):
    """What was found in earlier looks, and what tells about which relationships anything was recorded since a position.

    ``since`` gives None where these are too many to go on.
    """

    found: Mapping[object, Found]
    since: Callable[[int], Sequence[str] | None]

    def of(self, key: object) -> tuple[Any, Sequence[str]] | None:
        """The earlier answer, and the relationships that it is out of date for; None where there is none to go on from."""
        found = self.found.get(key)
        changed = None if found is None else self.since(found.position)
        return None if found is None or changed is None else (found.answer, changed)


def by_itself(lookup: Callable[P, R]) -> Callable[P, R]:
    """Mark a lookup, below ``@once``, that rests on each relationship by itself.

    It has a parameter ``relationship``, None for all, and finds a table with that column, or a list of what has such a
    ``relationship``. The order of what is of one relationship is kept; those that were looked up again come last.
    """
    _BY_ITSELF.add(lookup)
    return lookup


def rests_by_itself(lookup: object) -> bool:
    """Whether a lookup is so marked."""
    return lookup in _BY_ITSELF


def mended(before: Any, own: Sequence[Any], changed: Sequence[str]) -> Any:
    """What was found before, with what was found of the changed relationships in the place of what was found of these."""
    if isinstance(before, pd.DataFrame):
        rest = before[~before["relationship"].isin(list(changed))] if len(changed) else before
        parts = [each for each in (rest, *own) if len(each)]
        return pd.concat(parts, ignore_index=True) if parts else rest
    without = frozenset(changed)
    return [each for each in before if each.relationship not in without] + [each for some in own for each in some]


def changed(recorder: LedgerRecorder, position: int, upto: int) -> Sequence[str] | None:
    """The histories that something was recorded in behind one position and up to another; None for more than is gone on from."""
    records = recorder.select_records(position, RECORDS + 1, upto)
    found = tuple(dict.fromkeys(each.originator_id for each in records))
    return found if len(records) <= RECORDS and len(found) <= RELATIONSHIPS else None
