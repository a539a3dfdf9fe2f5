"""A record told again: which command it came from, and what was said with it, so that it can be said rightly.

An event does not name its command. So the commands of its concept are tried out on what was on record before it, each
with what the event says: the one that leads to the same again is the one. What no rule allows, such as observed
history, is asked for by the command that asks for most of what it says.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from domain.codec import FORGOTTEN
from domain.history.asking import Field, fields
from domain.history.event import Command, Event
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.models import REGISTRY, model_of
from domain.recorded import Recorded
from domain.relationship.joint_plan import JointPlanAmended, JointPlanCarriedToEnd, JointPlanClosedEarly
from domain.relationship.system_link import SystemLinkResumed
from domain.retracting import folded, standing, together_with
from domain.tracker import Tracker
from projections.records import titles_of

ALSO_CALLED = {"source": "source_relationship", "showcase": "source_showcase"}
"""Fields of commands that events call otherwise."""
SAID_AT_ONCE: Mapping[str, type[Event]] = {"closed_on": JointPlanClosedEarly, "resumed_on": SystemLinkResumed}
"""Fields of commands with the date of a further event."""
SETTLED: Mapping[type[Event], str] = {
    JointPlanCarriedToEnd: "carry",
    JointPlanClosedEarly: "close",
    JointPlanAmended: "amend",
}
"""What became of a plan under a new class, by the event that says so."""


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What a record says, in the fields of the command that would record it again."""

    record: int
    """The number of the record that the others of its command go with."""
    command: type[Command] | None
    """None where no command asks for what it says, or several do alike."""
    said: Mapping[str, Any]
    """By field; people by name, words opened, and what was forgotten left out."""
    on: When
    reason: str
    reported_by: str


def told_again(tracker: Tracker, history: Sequence[Recorded], seq: int) -> Again | None:
    """What would record this record and what goes with it again; None where it was struck before. Raises NothingToStrike."""
    together = together_with(history, seq)
    if not together:
        return None
    words = [{**each} for each in tracker.codec.words(each.event for each in together)]
    chosen, command = _command_of(tracker, history, together, words, seq)
    titles = titles_of(history)
    said = {} if command is None else _answers(command, together, chosen, words, named=True)
    if part_of := said.get("part_of"):
        said["part_of"] = titles.get(part_of, part_of)
    record, told = together[chosen], _known(words[chosen])
    names = tracker.vault.names([record.reported_by]) if record.reported_by else {}
    return Again(
        record=record.seq,
        command=command,
        said=said,
        on=record.event.on,
        reason=told.get("reason", ""),
        reported_by=names.get(record.reported_by or "", ""),
    )


def _command_of(
    tracker: Tracker, history: Sequence[Recorded], together: Sequence[Recorded], words: Sequence[Any], seq: int
) -> tuple[int, type[Command] | None]:
    """The command, and the place among its events of the one that says the most of it."""
    first = min(each.originator_version for each in together)
    before = [each for each in history if each.originator_version < first]
    stream, kinds = together[0].originator_id, sorted(type(each.event).__name__ for each in together)
    state, past = folded(stream, before), [each.event for each in standing(before)]
    asked = place_of(together, seq)
    places = [asked, *(place for place in range(len(together)) if place != asked)]
    for place in places:
        for command in _candidates(together[place].event):
            answers = _answers(command, together, place, words, named=False)
            if not _needed(command) <= set(answers):
                continue
            try:
                made = command(on=together[place].event.on, reason=words[place].get("reason", ""), **answers)
                events = model_of(stream).decide(state, past, made, tracker.around)
            except Refusal:
                continue
            if sorted(type(each).__name__ for each in events) == kinds:
                return place, command
    for place in places:
        if alike := _most_alike(together, place, words):
            return place, alike
    return asked, None


def place_of(together: Sequence[Recorded], seq: int) -> int:
    """Where a record stands among those of its command."""
    return next(place for place, each in enumerate(together) if each.seq == seq)


def _candidates(event: Event) -> list[type[Command]]:
    concept = REGISTRY.concept_of[REGISTRY.of(event).name]
    return [command for command in concept.decisions if command.offered]


def _needed(command: type[Command]) -> set[str]:
    """The fields that the command must have; an event that something begins with has its id, too."""
    return {each.name for each in fields(command) if each.required}


def _most_alike(together: Sequence[Recorded], place: int, words: Sequence[Any]) -> type[Command] | None:
    """The command that asks for most of what the event says; of several alike, the one that is called like it."""
    event = together[place].event
    alike: dict[type[Command], int] = {}
    for command in _candidates(event):
        answers = _answers(command, together, place, words, named=False)
        if _needed(command) <= set(answers):
            alike[command] = len(answers)
    best = [command for command, count in alike.items() if count == max(alike.values())]
    called = [command for command in best if command.label == REGISTRY.of(event).label]
    return next(iter(best if len(best) == 1 else called), None)


def _answers(
    command: type[Command], together: Sequence[Recorded], place: int, words: Sequence[Any], *, named: bool
) -> dict[str, Any]:
    """What the event, and those with it, say in the fields of a command; ``named`` for a person to read."""
    event = together[place].event
    people = REGISTRY.of(event).people
    opened = {name: said for name, said in words[place].items() if name not in people}
    shown = {**_fields_of(event), **(_known(words[place]) if named else opened)}
    others = [each.event for number, each in enumerate(together) if number != place]
    shown |= {name: each.on for name, kind in SAID_AT_ONCE.items() for each in others if isinstance(each, kind)}
    shown |= _settled(others)
    return {
        field.name: shown[name] for field in fields(command) if shown.get(name := _called(field, shown)) is not None
    }


def _called(field: Field, shown: Mapping[str, Any]) -> str:
    """What the event calls the field."""
    return field.name if field.name in shown else ALSO_CALLED.get(field.name, field.name)


def _fields_of(event: Event) -> dict[str, Any]:
    """What an event says, by field; what it says by name in a field, by these names."""
    said: dict[str, Any] = {}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        named = isinstance(value, Mapping)
        said |= {key.replace(" ", "_"): each for key, each in value.items()} if named else {name: value}
    return said


def _settled(others: Iterable[Event]) -> dict[str, Any]:
    """What became of each plan under a new class."""
    settled = {each.subject: SETTLED[type(each)] for each in others if type(each) in SETTLED}
    amended = {each.subject: each.ends for each in others if isinstance(each, JointPlanAmended)}
    return {"settle": settled, "amend_to": amended} if settled else {}


def _known(words: Mapping[str, str]) -> dict[str, str]:
    """The words, those that were forgotten left empty."""
    return {name: "" if said == FORGOTTEN else said for name, said in words.items()}
