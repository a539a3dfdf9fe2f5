"""How a command's fields are asked for, in whatever way: by a form, on the command line, or in a file of commands.

A field of a command is ``Annotated[type, Ask(…)]``. Its type says what kind of answer it is: text, ``Literal`` (one of),
``bool``, ``int``, ``Decimal``, ``date``, ``When`` (a date as precisely as known), or a tuple of texts or Literals
(several); ``| None`` or a default makes it optional.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from domain.history.event import Command


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is asked."""

    label: str
    help: str = ""
    """One or two sentences for who hesitates; on the command line the help of the option."""
    example: str = ""
    """An answer as somebody types it."""
    argument: bool = False
    """On the command line: given in its place, not by the name of an option."""
    option: str = ""
    """On the command line: the option's name, where it is not the field's: "--from"."""
    long: bool = False
    """Some lines of text rather than one."""
    first: bool = False
    """Asked in a form before the date rather than after it; what is begun or chosen is asked first in any case."""


class Pick(Ask, frozen=True, kw_only=True):
    """One of the things on record, by its title; the field holds its id."""

    things: str
    """The field of the state that has them, by id."""
    of: str = ""
    """The model whose state that is: "" for the command's own, "company" for the company's."""
    what: str
    """What one of them is called: "milestone"."""
    otherwise: str = ""
    """What a form says where there is none."""


class New(msgspec.Struct, frozen=True):
    """The id of what the command begins: made up, never asked."""

    kind: str


class Relation(Ask, frozen=True, kw_only=True):
    """Another relationship, by its name; the field holds its stream."""


class Person(Ask, frozen=True, kw_only=True):
    """Somebody's name. The field comes to the decision as the id that the vault knows the person by."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a command as it is asked for."""

    name: str
    type: Any
    """The type of the answer, without ``None`` and annotations."""
    ask: Ask | New | None
    """None for a field that no person is asked for, or that its form asks in a way of its own."""
    required: bool
    default: Any = None
    several: bool = False
    """Whether ``type`` is of each of several answers."""


def fields(command: type[Command]) -> Iterator[Field]:
    """The fields of a command but for ``on`` and ``reason``, in the order they are asked."""
    hints = get_type_hints(command, include_extras=True)
    for each in msgspec.structs.fields(command):
        if each.name in {"on", "reason"}:
            continue
        hint = hints[each.name]
        ask = None
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            ask = next((note for note in notes if isinstance(note, Ask | New)), None)
        optional = type(None) in get_args(hint)
        if optional:
            (hint,) = (each for each in get_args(hint) if each is not type(None))
        several = get_origin(hint) is tuple
        default = None if each.default is msgspec.NODEFAULT else each.default
        if each.default_factory is not msgspec.NODEFAULT:
            default = each.default_factory()
        yield Field(
            name=each.name,
            type=get_args(hint)[0] if several else hint,
            ask=ask,
            required=each.required,
            default=default,
            several=several,
        )


@cache
def people(command: type[Command]) -> list[str]:
    """The fields that hold somebody's name."""
    return [each.name for each in fields(command) if isinstance(each.ask, Person)]


@cache
def relations(command: type[Command]) -> list[str]:
    """The fields that name another relationship."""
    return [each.name for each in fields(command) if isinstance(each.ask, Relation)]


@cache
def begins_something(command: type[Command]) -> bool:
    """Whether the command puts a thing on record that later ones follow up."""
    return any(isinstance(each.ask, New) for each in fields(command))
