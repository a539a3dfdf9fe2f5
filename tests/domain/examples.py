"""An example of every kind of event and command, made from the types of its fields."""

import typing
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar

import msgspec

from domain.history.when import When, parse_when

T = TypeVar("T", bound=msgspec.Struct)


def example(kind: type[T]) -> T:
    """One with something in every required field."""
    hints = typing.get_type_hints(kind)
    required = {
        each.name: filler(each.name, hints[each.name]) for each in msgspec.structs.fields(kind) if each.required
    }
    return kind(**required)


def filler(name: str, hint: Any) -> Any:
    """Something that such a field may hold."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return inside[0]
    if origin in (typing.Union, UnionType):
        return filler(name, inside[0])
    if origin is tuple:
        return (filler(name, inside[0]),)
    if origin is not None:  # a mapping
        return {filler("key", inside[0]): filler(name, inside[1])}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint is not When:
        return example(hint)
    return {When: parse_when("2024-03"), date: date(2024, 3, 1), int: 3, Decimal: Decimal("1.5"), bool: True}.get(
        hint, f"some {name}"
    )
