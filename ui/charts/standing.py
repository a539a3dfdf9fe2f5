"""Where the relationship stood: its class over time, when it was at risk, and that it was closed."""

from collections.abc import Sequence
from itertools import pairwise

from ui.charts.bars import BAND, THIN, Bar, certainly_from
from ui.charts.entries import Entry

UNCLASSIFIED, AT_RISK = "unclassified", "at risk"
OPENED, CLASSED, CLOSED, REOPENED = (
    "relationship-opened",
    "reclassified",
    "relationship-closed",
    "relationship-reopened",
)
PUT_AT_RISK, RECOVERED = "relationship-put-at-risk", "relationship-recovered"
STANDING = frozenset({OPENED, CLASSED, CLOSED, REOPENED, PUT_AT_RISK, RECOVERED})
"""The kinds of event that all this is drawn from."""
LANE = "class"


def bands(found: Sequence[Entry], right: float, today: int) -> list[Bar]:
    """The class over time, unclassified before the first, none while closed; a confirmation begins no new band."""
    steps = list(changes(found))
    result = []
    for (entry, name), (following, then) in pairwise([*steps, (None, "")]):
        end = right if following is None else following.first_day
        if entry is None or not name or end <= entry.first_day:
            continue
        closed = following if not then else None
        result.append(
            Bar(
                entry=entry,
                lane=LANE,
                tone=name,
                title=name.capitalize(),
                start=entry.first_day,
                sure_from=min(certainly_from(entry), end),
                sure_until=end if following else max(entry.first_day, min(today, end)),
                end=end,
                open=following is None,
                tall=BAND,
                ended_by=closed.seq if closed else 0,
            )
        )
    return result


def changes(found: Sequence[Entry]) -> list[tuple[Entry | None, str]]:
    """The events that changed what the band shows, each with the class from then on, "" while closed."""
    name, steps = UNCLASSIFIED, list[tuple[Entry | None, str]]()
    for entry in found:
        if entry.kind == CLASSED and (entry.value != name or not steps or not steps[-1][1]):
            name = entry.value
            steps.append((entry, name))
        elif (entry.kind == OPENED and not steps) or (entry.kind == REOPENED and steps and not steps[-1][1]):
            steps.append((entry, name))
        elif entry.kind == CLOSED and steps and steps[-1][1]:
            steps.append((entry, ""))
    return steps


def risks(found: Sequence[Entry], right: float, today: int) -> list[Bar]:
    """When it was at risk: until it recovered or was closed."""
    result: list[Bar] = []
    since: Entry | None = None
    for entry in found:
        if entry.kind == PUT_AT_RISK and since is None:
            since = entry
        elif entry.kind in {RECOVERED, CLOSED} and since is not None:
            result.append(risk(since, entry, entry.last_day + 1, today))
            since = None
    return [*result, risk(since, None, right, today)] if since else result


def risk(since: Entry, over: Entry | None, end: float, today: int) -> Bar:
    """One time at risk."""
    return Bar(
        entry=since,
        lane=LANE,
        tone=AT_RISK,
        title=AT_RISK.capitalize(),
        start=since.first_day,
        sure_from=min(certainly_from(since), end),
        sure_until=max(since.first_day, over.first_day if over else min(today, end)),
        end=max(end, since.first_day + 1),
        open=over is None,
        tall=THIN,
        ended_by=over.seq if over and over.kind == RECOVERED else 0,
    )
