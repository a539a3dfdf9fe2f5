"""Records that say much the same as what is about to be recorded: the same kind of account, near in time, in similar words."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from domain.history.event import Command, Event
from domain.history.refusal import Refusal
from domain.models import REGISTRY, model_of
from domain.relationship.surroundings import Surroundings
from domain.retracting import standing
from ui.bootstrap import Tieline
from ui.forms.form import Form
from ui.queries.logging import Near, recorded_near

NEAR = 7
"""Days between two records that may be of the same: one of the two dates is often a guess."""
ALIKE = 0.75
"""How much of two texts is the same, letter for letter in their order, that are taken for one."""
SHARED = 0.6
"""How many of the words of the shorter text stand in the other, where both are taken for one."""
FEWEST = 2
"""Words in a text that is compared by its words."""
NOT_COMPARED = frozenset({"on", "reason", "observed", "case"})

_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    {"the", "and", "for", "with", "that", "this", "was", "were", "are", "has", "have", "from", "about", "our", "their"}
)
"""Words that stand in any text."""


def likely_duplicates(tieline: Tieline, form: Form, command: Command) -> list[int]:
    """The numbers of the records, also by colleagues, that this would say again; the latest first. Never a refusal."""
    return [
        near.seq
        for event in led_to(tieline, form, command)
        for near in recorded_near(form.state.id, REGISTRY.of(event).name, event.on.first, event.on.last, NEAR)
        if near.seq not in {each.seq for each in form.going} and much_the_same(event, near)
    ]


def led_to(tieline: Tieline, form: Form, command: Command) -> list[Event]:
    """What the command would record; nothing where it will be refused, which is then told."""
    around: Surroundings = form.around
    history = None
    if command.on.first < form.state.frontier:
        history = [each.event for each in standing(tieline.tracker.history(form.state.id))]
    try:
        return model_of(form.state.id).decide(form.state, history, command, around)
    except Refusal:
        return []


def much_the_same(event: Event, near: Near) -> bool:
    """Whether a record says much the same as an event that is not yet recorded."""
    kind = REGISTRY.of(event)
    if not event.begins and event.subject != near.event.subject:
        return False
    left_out = NOT_COMPARED | set(kind.people) | ({event.about} if event.about else set())
    mine = {name: getattr(event, name) for name in event.__struct_fields__ if name not in left_out}
    theirs = {name: getattr(near.event, name) for name in mine} | {
        name: said for name, said in near.words.items() if name in mine
    }
    if any(mine[name] != theirs[name] for name in mine if is_figure(mine[name]) and is_figure(theirs[name])):
        return False
    one, other = " ".join(texts(mine, kind.words)), " ".join(texts(theirs, kind.words))
    if one and other:
        return similar(one, other)
    rest = [name for name in mine if name not in kind.words]
    return all(mine[name] == theirs[name] for name in rest)


def is_figure(value: Any) -> bool:
    """Whether a value is a number or a period: two that differ say different things."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def texts(fields: Mapping[str, Any], words: tuple[str, ...]) -> Iterator[str]:
    """What it says in somebody's words, and what it calls things."""
    for name, value in fields.items():
        if isinstance(value, str) and value and (name in words or name in {"title", "measure", "name"}):
            yield value


def similar(one: str, other: str) -> bool:
    """Whether two texts are taken for two tellings of the same."""
    one, other = " ".join(one.casefold().split()), " ".join(other.casefold().split())
    if SequenceMatcher(None, one, other).ratio() >= ALIKE:
        return True
    first, second = set(_WORD.findall(one)) - _COMMON, set(_WORD.findall(other)) - _COMMON
    fewer = min(len(first), len(second))
    return fewer >= FEWEST and len(first & second) >= SHARED * fewer
