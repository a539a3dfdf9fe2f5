"""What lasts and what is followed up: by which events it begins, moves, rests and ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ui.charts.entries import Entry


class Lasting(NamedTuple):
    """What is drawn as a bar: in which lane, and by which events it ends."""

    lane: str
    ends: frozenset[str]


PLAN = Lasting("plans", frozenset({"joint-plan-completed", "joint-plan-closed-early", "joint-plan-superseded"}))
SHOWCASE = Lasting("showcases", frozenset({"showcase-concluded"}))
ADOPTED = "showcase-adopted"
"""How an experiment spreads, which is the point of it: a bar and a mark, too."""
LASTING: Mapping[str, Lasting] = {
    "joint-plan-agreed": PLAN,
    "showcase-started": SHOWCASE,
    ADOPTED: SHOWCASE,
    "system-link-went-live": Lasting("systems", frozenset({"system-link-retired"})),
    "counterpart-named": Lasting("people", frozenset({"counterpart-left"})),
    "team-member-joined": Lasting("people", frozenset({"team-member-left"})),
}
"""By the event that it begins with."""

PROPOSED_PLAN, WITHDRAWN = "joint-plan-proposed", "joint-plan-withdrawn"
MOVES = frozenset({"joint-plan-amended"})
"""These give what lasts another term."""
SUSPENDED, RESUMED = "system-link-suspended", "system-link-resumed"

DUE = frozenset({"milestone-planned", "milestone-rescheduled", "objective-set", "objective-moved"})
"""These say by when something is due."""
SETTLED = frozenset(
    {"milestone-reached", "milestone-dropped", "objective-met", "objective-missed", "objective-dropped"}
)
"""After these, what was due is due no more."""


def by_subject(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries about each plan, showcase, milestone, link or person, in their order."""
    things: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.subject:
            things[entry.subject].append(entry)
    return dict(things)


def first_of(entries: Sequence[Entry], kinds: Iterable[str]) -> Entry | None:
    """The first entry of one of these kinds."""
    return next((entry for entry in entries if entry.kind in kinds), None)


TELLING = frozenset({*LASTING, PROPOSED_PLAN, *MOVES, SUSPENDED, RESUMED, *DUE})
ENDING = frozenset({*(kind for each in LASTING.values() for kind in each.ends), WITHDRAWN, *SETTLED})
"""The kinds of event that what lasts is drawn from, and those by which it is over."""
