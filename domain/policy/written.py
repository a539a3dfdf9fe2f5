"""The policy as a file that people edit: all of it or only some keys, as TOML or as JSON."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from domain.history.refusal import Refusal
from domain.policy.keys import assigned, nested
from domain.relationship.rules import Rules

Values = Mapping[str, Any]
"""Values of the policy by their keys, one inside the other: {"attention": {"quiet": 90}}."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class PolicyFileNotUnderstood(Refusal):
    """A file of the policy is TOML or JSON, and names at least one value."""


def values_in(text: bytes) -> Values:
    """The values that a file names; its number of a version is passed over.

    JSON (RFC 8259) begins with a brace; all else is read as TOML 1.0. Raises PolicyFileNotUnderstood.
    """
    try:
        if text.lstrip().startswith(b"{"):
            values = msgspec.json.Decoder(float_hook=Decimal).decode(text)
        else:
            values = tomllib.loads(text.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError, msgspec.MsgspecError) as error:
        raise PolicyFileNotUnderstood(
            f"The file is neither TOML nor JSON ({error}): write it as “tieline policy export” does, or as “tieline policy "
            "show --json” prints it.",
            field="rules",
        ) from error
    values.pop("version", None)
    if not any(_leaves(values)):
        raise PolicyFileNotUnderstood(
            "The file names no value of the policy: write at least one, as quiet = 90 under [attention].", field="rules"
        )
    return values  # type: ignore[no-any-return]  # a document of either kind is a mapping


def laid_over(rules: Rules, values: Values) -> Rules:
    """The rules with these values in place of their own; what they do not name stays, "none" and null take a value away.

    Raises PolicyKeyUnknown, PolicyValueNotUnderstood.
    """
    return assigned(rules, _leaves(values))


def as_toml(rules: Rules) -> str:
    """The whole of the rules but their number as TOML, which ``values_in`` reads."""
    return "\n".join(_table([], nested(rules)))


def _leaves(values: Values, keys: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*keys, key))
        else:
            yield [*keys, key], value


def _table(keys: list[str], values: Values) -> Iterator[str]:
    """The lines of a table: its own values, then the tables in it."""
    inside = {key: value for key, value in values.items() if isinstance(value, Mapping)}
    if own := {key: value for key, value in values.items() if key not in inside}:
        if keys:
            yield f"[{'.'.join(map(_key, keys))}]"
        yield from (f"{_key(key)} = {_value(value)}" for key, value in own.items())
        yield ""
    for key, value in inside.items():
        yield from _table([*keys, key], value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    match value:
        case None:
            return '"none"'
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case str():  # a TOML basic string is a JSON string in which U+007F is escaped, too
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)
