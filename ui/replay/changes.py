"""What a step changed: the lines that tell a state, held against those that told it before."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

Line = tuple[str, str]
"""What a line is of, and what it says (``ui.standing.lines``)."""

How = Literal["new", "changed", "gone"]


class Change(NamedTuple):
    """A line that is otherwise than before; ``before`` or ``after`` is "" where there is none."""

    how: How
    of: str
    before: str
    after: str


def changes(before: Sequence[Line], after: Sequence[Line]) -> list[Change]:
    """What is otherwise, in the order of the lines after it; what is gone comes last.

    Lines are of the same thing where they have the same label and begin alike, or are the only ones of their label.
    """
    gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    waiting: dict[Line, list[str]] = defaultdict(list)
    for (of, said), many in gone.items():
        waiting[of, beginning(said)] += [said] * many
    labels = Counter(of for of, _ in gone.elements())
    alone = {of for of, many in Counter(of for of, _ in new.elements()).items() if many == labels[of] == 1}
    found: list[Change] = []
    for of, said in new.elements():
        thing = of, beginning(said)
        if of in alone:
            thing = next(each for each in waiting if each[0] == of)
        was = waiting[thing].pop() if waiting.get(thing) else ""
        found.append(Change("changed" if was else "new", of, was, said))
    left = [Change("gone", of, said, "") for (of, _), those in waiting.items() for said in those]
    return [*found, *left]


def beginning(said: str) -> str:
    """What a line begins with, by which the thing that it tells of is known again: its title, in quotes or up to a comma or colon."""
    if said.startswith("“") and "”" in said:
        return said[: said.index("”") + 1]
    return said.partition(", ")[0].partition(": ")[0]
