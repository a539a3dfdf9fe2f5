"""The order in which things happened, which is not the order in which they were recorded."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from domain.history.event import Command, Event


def dated(events: Iterable[Event]) -> list[tuple[date, Event]]:
    """Events, given in the order recorded, with the day that each counts from, in the order that they happened.

    That is by the first day of their span, then as recorded. What follows up something that began on a later first day
    ("in 2024", for what began in March 2024) counts from that beginning. A plan and a link may have the same id.
    """
    ordered = sorted(events, key=lambda event: event.on.first)
    beginnings: dict[tuple[str, str], int] = {}
    for place, event in enumerate(ordered):
        if event.begins:
            beginnings.setdefault((event.about, event.subject), place)
    result: list[tuple[date, Event]] = []
    waiting: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for place, event in enumerate(ordered):
        if event.about and beginnings.get(thing := (event.about, event.subject), place) > place:
            waiting[thing].append(event)
            continue
        result.append((event.on.first, event))
        if waiting and event.begins:
            result += [(event.on.first, each) for each in waiting.pop((event.about, event.subject), [])]
    return result


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events, given in the order recorded, in the order that they happened."""
    return [event for _, event in dated(events)]


def counted_from(command: Command, history: Iterable[Event]) -> date:
    """The day that what a command records will count from: its first, or the beginning in its span of what it follows up."""
    about = command.about
    thing = (about, str(getattr(command, about)) if about else "")
    beginnings = [
        event.on.first for event in history if about and event.begins and (event.about, event.subject) == thing
    ]
    begun = min(beginnings, default=date.min)
    return max(command.on.first, begun) if begun <= command.on.last else command.on.first
