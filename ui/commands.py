"""Commands from what a person wrote: the same on the command line and in a file of commands.

What a field holds is written as text, or as the number, truth value or list that JSON has for it. Things on record are
named by their title or id, other relationships and people by their names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from domain.history.asking import Ask, Field, New, Pick, Relation, fields
from domain.history.event import Command
from domain.history.model import Model, State
from domain.history.refusal import DateNotUnderstood, NothingEntered, Refusal
from domain.history.when import When, parse_when
from domain.models import MODELS
from domain.streams import derived_id
from ui.finding import thing_called

C = TypeVar("C", bound=Command)

YES, NO = ("yes", "true", "1"), ("no", "false", "0")
SETTLED_AS = "“Plan title=carry”, “Plan title=close” or “Plan title=amend:2026-01-01”"
SEPARATOR = ";"
"""What stands between several answers that are written as one text."""


class NotAmongTheChoices(Refusal):
    """A field that offers choices takes one of them."""


class NotANumber(Refusal):
    """A field that holds a number takes a number."""


class NeitherYesNorNo(Refusal):
    """A field that is true or not takes yes or no."""


class NotText(Refusal):
    """A field that holds one thing is written as one text, number or truth value."""


class NotInPairs(Refusal):
    """What is settled for several things is written as thing=what becomes of it, once for each."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a command is made from besides its fields: what stands on record, when it happened and why."""

    state: State
    """The relationship, or the company, as it stands."""
    on: When
    reason: str
    command_id: str
    company: Callable[[], State]
    """The company as it stands."""
    relation: Callable[[str], str]
    """The id of the relationship of this name."""

    def new(self, kind: str) -> str:
        """The id of what the command begins."""
        return self.id_of(kind, self.command_id)

    @staticmethod
    def id_of(kind: str, command_id: str) -> str:
        """The id of what a command begins; a repeat of the command gives the same id."""
        return f"{kind}-{derived_id(kind, command_id).hex[:12]}"


@cache
def by_path() -> Mapping[str, tuple[Model[Any], type[Command]]]:
    """Every command by what it is called, with the model that it belongs to, but for those with a way in of their own."""
    return {command.path: (model, command) for model in MODELS for command in model.decisions if command.offered}


@cache
def asked(command: type[Command]) -> tuple[Field, ...]:
    """The fields of a command."""
    return tuple(fields(command))


def key_of(field: Field) -> tuple[str, ...]:
    """What a field is called in a file of commands: as on the command line, or by its own name."""
    if not isinstance(field.ask, Ask):
        return ()
    option = field.ask.option.removeprefix("--").replace("-", "_")
    return tuple(filter(None, (option, field.name.removesuffix("_id"), field.name)))


def made(command: type[C], written: Mapping[str, Any], entry: Entry) -> C:
    """The command with these fields; what is None or not written is left at its default. Raises a Refusal."""
    values: dict[str, Any] = {}
    written = with_amendments_apart(written)
    for field in asked(command):
        if isinstance(field.ask, New):
            values[field.name] = entry.new(field.ask.kind)
        elif (said := written.get(field.name)) is not None:
            values[field.name] = answer(field, said, entry)
        elif field.required:
            raise NothingEntered(f"Nothing was entered for {name_of(field)}: write it.", field=field.name)
    return command(on=entry.on, reason=entry.reason, **values)


def name_of(field: Field) -> str:
    """What a field is called in a sentence."""
    label = getattr(field.ask, "label", "")
    return f"{field.name} ({label})" if label else field.name


def answer(field: Field, said: Any, entry: Entry) -> Any:
    """What a field holds when this is written. Raises a Refusal."""
    if get_origin(field.type) is dict:
        return dict(pairs(field, said, entry))
    if field.several:
        return tuple(one(field, each, entry) for each in listed(said))
    return one(field, said, entry)


def listed(said: Any) -> Iterable[Any]:
    """Several answers, which one text may hold side by side."""
    if isinstance(said, str):
        return [part for each in said.split(SEPARATOR) if (part := each.strip())]
    return said if isinstance(said, list | tuple) else [said]


def one(field: Field, said: Any, entry: Entry) -> Any:
    """One answer: a thing's or relationship's id where one is named, else a value of the field's type."""
    refuse_several(name_of(field), said, field.name)
    if isinstance(field.ask, Pick):
        return picked(field.ask, field.name, str(said), entry)
    if isinstance(field.ask, Relation):
        return entry.relation(str(said))
    return value(field, field.type, said)


def refuse_several(name: str, said: Any, field: str) -> None:
    """Refuse what JSON has for several things where one is meant. Raises NotText."""
    if isinstance(said, list | Mapping):
        raise NotText(f"What is written for {name} is not one text or number: write one, in quotes.", field=field)


def picked(pick: Pick, field: str, text: str, entry: Entry) -> str:
    """The id of the thing that somebody named. Raises NoSuchRecord."""
    state = entry.company() if pick.of == "company" else entry.state
    things: Mapping[str, Any] = getattr(state, pick.things)
    found: str = thing_called(
        things, text, field=field, what=pick.what, still_open=lambda each: is_open(each, entry.on)
    ).id
    return found


def is_open(thing: Any, on: When) -> bool:
    """Whether something can still be followed up on a date: not ended, and not past its own end."""
    ends = getattr(thing, "ends", None)
    return bool(getattr(thing, "open", True)) and not (isinstance(ends, date) and on.first >= ends)


def value(field: Field, kind: Any, said: Any) -> Any:
    """A value of this type. Raises a Refusal that says what would be accepted."""
    text = " ".join(str(said).split())
    if get_origin(kind) is Literal:
        return choice(field, get_args(kind), text)
    if kind is bool:
        return truth(field, text)
    if kind is int or kind is Decimal:
        return number(field, kind, text)
    if kind is date or kind is When:
        return day(field, kind, text)
    return str(said)


def choice(field: Field, choices: tuple[Any, ...], text: str) -> Any:
    """One of the choices, in any letter case. Raises NotAmongTheChoices."""
    for each in choices:
        if str(each).casefold() == text.casefold():
            return each
    offered = ", ".join(str(each) for each in choices)
    raise NotAmongTheChoices(
        f"“{text}” is none of the choices for {name_of(field)}: choose one of {offered}.", field=field.name
    )


def truth(field: Field, text: str) -> bool:
    """Yes or no. Raises NeitherYesNorNo."""
    if text.casefold() in YES + NO:
        return text.casefold() in YES
    raise NeitherYesNorNo(f"“{text}” is neither yes nor no for {name_of(field)}: write yes or no.", field=field.name)


def number(field: Field, kind: type[int] | type[Decimal], text: str) -> int | Decimal:
    """A number, whole where the field needs one. Raises NotANumber."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    whole = found.is_finite() and found == found.to_integral_value()
    if not found.is_finite() or (kind is int and not whole):
        accepted = "a whole number such as 12" if kind is int else "digits with a point, such as 1250.50"
        raise NotANumber(f"“{text}” is not a number for {name_of(field)}: write {accepted}.", field=field.name)
    return int(found) if kind is int else found


def day(field: Field, kind: type[date] | type[When], text: str) -> date | When:
    """A date as precisely as written, or its first day. Raises DateNotUnderstood."""
    try:
        when = parse_when(text)
    except DateNotUnderstood as refusal:
        raise DateNotUnderstood(refusal.sentence, field=field.name) from None
    return when if kind is When else when.first


def pairs(field: Field, said: Any, entry: Entry) -> Iterator[tuple[str, Any]]:
    """What is said of each of several plans, by id: {"Growth": "close"}. Raises a Refusal."""
    _, kind = get_args(field.type)
    found: dict[str, Any] = {}
    for title, text in titled(said):
        if not title.strip() or (get_origin(kind) is Literal and text.strip().casefold() not in get_args(kind)):
            raise NotInPairs(f"“{title}={text}” does not settle a plan: write {SETTLED_AS}.", field=field.name)
        plan = thing_called(
            getattr(entry.state, "plans", {}),
            title,
            field=field.name,
            what="joint plan",
            still_open=lambda each: is_open(each, entry.on),
        )
        outcome = value(field, kind, text)
        if found.setdefault(plan.id, outcome) != outcome:
            raise NotInPairs(f"The plan “{plan.title}” is settled twice: choose one of the two.", field=field.name)
    yield from found.items()


def titled(said: Any) -> list[tuple[str, str]]:
    """Titles and what is said of each, from {"Growth": "close"} or from texts such as "Growth=close"."""
    if isinstance(said, Mapping):
        return [(str(title), str(text)) for title, text in said.items()]
    return [(title, text) for title, _, text in (str(each).rpartition("=") for each in listed(said))]


def with_amendments_apart(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is written, "Growth=amend:2026-01-01" taken apart into what becomes of the plan and its new end."""
    settle: list[str] = []
    ends: list[str] = []
    for title, text in titled(written.get("settle") or ()):
        outcome, _, end = text.partition(":")
        settle.append(f"{title}={outcome}")
        ends += [f"{title}={end}"] if end else []
    return {**written, "settle": settle, **({"amend_to": ends} if ends else {})} if settle else written
