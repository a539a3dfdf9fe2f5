"""What rests on records that are to go: found by folding the history with and without them, and named in the refusal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from domain.history.event import Event, Titles
from domain.history.model import Model
from domain.history.order import in_order
from domain.history.retraction import OthersDependOnIt
from domain.history.sentence import titles_begun
from domain.models import REGISTRY, model_of
from domain.recorded import Recorded
from domain.retracting.what_stands import standing

NAMED_AT_MOST = 3
"""So many of the records that rest on another are named; the others are counted."""

LINKS = frozenset({"extends", "needs", "on_unready_systems", "part_of", "source_showcase", "successor"})
"""The fields of events that hold ids of things, besides those that are called so."""
NO_LINKS = frozenset({"external_id"})

Elsewhere = Callable[[Sequence[str]], list[str]]
"""What other histories have on record that rests on things of these ids, each in a few words."""


def dependents(
    stream: str, history: Sequence[Recorded], gone: Iterable[Recorded], instead: Sequence[Event], around: Any
) -> list[Recorded]:
    """The standing records that rest on those that go: without them, the rules would forbid them, they would be about
    nothing on record, or they would change nothing that they change now.
    """
    model = model_of(stream)
    numbers = {each.seq for each in gone}
    there = standing(history)
    kept = [each for each in there if each.seq not in numbers]
    going = [each.event for each in there if each.seq in numbers]
    if opening_goes(model, going, [*(each.event for each in kept), *instead]):
        return kept
    lost = lost_ids(going, [each.event for each in kept], instead)
    before = model.effects(stream, [each.event for each in there], around)
    after = model.effects(stream, [*(each.event for each in kept), *instead], around)

    def rests(event: Event) -> bool:
        was, would_be = before[id(event)], after[id(event)]
        return (
            (would_be.forbidden and not was.forbidden)
            or (would_be.doubled and not was.doubled)
            or (was.changed and not would_be.changed)
            or not lost.isdisjoint(ids_in(event))
        )

    return [each for each in kept if rests(each.event)]


def opening_goes(model: Model[Any], gone: Sequence[Event], stay: Sequence[Event]) -> bool:
    """Whether what all else in a history rests on would go and nothing would open it instead."""
    opening = model.opening
    return (
        opening is not None
        and any(isinstance(each, opening) for each in gone)
        and not any(isinstance(each, opening) for each in stay)
    )


def lost_ids(gone: Iterable[Event], kept: Iterable[Event], instead: Iterable[Event]) -> frozenset[str]:
    """The ids of things that would be gone, or further back than they came: proposed, where they had started.

    What was proposed and then started begins twice; what follows it up rests on the later of the two.
    """
    going = list(gone)
    gone_ids = {id(each) for each in going}
    latest = {each.subject: each for each in in_order([*kept, *going]) if each.begins and each.subject}
    begun_instead = {each.subject: each for each in instead if each.begins}
    return frozenset(
        thing for thing, each in latest.items() if id(each) in gone_ids and not _as_far(begun_instead.get(thing), each)
    )


def _as_far(event: Event | None, gone: Event) -> bool:
    """Whether a beginning takes the place of another for what follows it up: a proposal does so only for a proposal."""
    return event is not None and (type(event) is type(gone) or REGISTRY.of(event).phase != "proposed")


def is_link(field: str) -> bool:
    """Whether a field of an event holds the id of a thing, or several."""
    return field in LINKS or (field.endswith("_id") and field not in NO_LINKS)


def ids_in(event: Event) -> Iterator[str]:
    """The ids of the things that an event names, but for the one that begins with it."""
    for field in event.__struct_fields__:
        if is_link(field) and not (event.begins and field == event.about):
            value = getattr(event, field)
            yield from (value,) if isinstance(value, str) else value


def refuse_where_others_rest(
    stream: str,
    history: Sequence[Recorded],
    gone: Sequence[Recorded],
    instead: Sequence[Event],
    around: Any,
    elsewhere: Elsewhere,
) -> None:
    """Refuse to strike what later records rest on, naming them. Raises OthersDependOnIt."""
    resting = dependents(stream, history, gone, instead, around)
    numbers = {each.seq for each in gone}
    kept = [each.event for each in standing(history) if each.seq not in numbers]
    lost = sorted(lost_ids([each.event for each in gone], kept, instead))
    if named := [*in_words(resting, titles_begun(each.event for each in history)), *(elsewhere(lost) if lost else ())]:
        raise OthersDependOnIt(resting_told(named), field="record")


def in_words(records: Iterable[Recorded], titles: Titles) -> list[str]:
    """Records of one history, in a few words each."""
    return [f"{each.event.headline(titles)} (record {each.seq}, by {each.recorded_by})" for each in records]


def resting_told(named: Sequence[str]) -> str:
    """What rests on a record, in a sentence."""
    more = f" and {len(named) - NAMED_AT_MOST} more" if len(named) > NAMED_AT_MOST else ""
    return (
        f"Later records rest on it: {'; '.join(named[:NAMED_AT_MOST])}{more}. Retract or correct "
        f"{'that' if len(named) == 1 else 'those'} first."
    )
