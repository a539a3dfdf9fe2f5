"""The policy as keys and values: "services.strategic.plan.at_least" is 36."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from domain.history.refusal import Refusal
from domain.relationship.rules import Rules

NONE = {"", "none", "null"}
"""How it is typed that there is no value."""


class PolicyKeyUnknown(Refusal):
    """A key names one value of the policy."""


class PolicyValueNotUnderstood(Refusal):
    """A value is of the kind that its key takes."""


def difference(old: Rules, new: Rules) -> list[tuple[str, Any, Any]]:
    """What differs between two versions: key, old value, new value; None where there is none. Never the number."""
    before, after = flat(old), flat(new)
    keys = [*before, *(key for key in after if key not in before)]
    pairs = [(key, before.get(key), after.get(key)) for key in keys]
    return [(key, was, is_now) for key, was, is_now in pairs if was != is_now]


def flat(rules: Rules) -> dict[str, Any]:
    """Every value of the policy by its key, but for the version's number."""
    return dict(_leaves(nested(rules), ""))


def nested(rules: Rules) -> dict[str, Any]:
    """Every value of the policy but for the version's number, one key inside the other."""
    values: dict[str, Any] = msgspec.to_builtins(rules, builtin_types=(Decimal,))
    del values["version"]
    return values


def parse(rules: Rules, assignments: Iterable[str]) -> Rules:
    """The rules with values changed as in "services.strategic.plan.at_least=24"; "none" takes a value away.

    Raises PolicyKeyUnknown, PolicyValueNotUnderstood.
    """
    pairs: list[tuple[list[str], Any]] = []
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise PolicyValueNotUnderstood(
                f"“{assignment}” sets nothing: write a key and its value, as in services.strategic.plan.at_least=24.",
                field="rules",
            )
        pairs.append(([key.strip() for key in path.split(".")], text.strip()))
    return assigned(rules, pairs)


def assigned(rules: Rules, pairs: Iterable[tuple[list[str], Any]]) -> Rules:
    """The rules with the value behind each of these keys changed, as text or as what the key takes.

    Raises PolicyKeyUnknown, PolicyValueNotUnderstood.
    """
    values = nested(rules)
    for keys, value in pairs:
        kind = _kind_at(keys)
        *outer, last = keys
        node = values
        for key in outer:
            if node.get(key) is None:
                node[key] = {}
            node = node[key]
        node[last] = _value(".".join(keys), value, kind)
    return _rules(values, rules.version)


def whole(text: bytes | str) -> Rules:
    """The rules from the JSON of all of them; what it leaves out is as in the first version's defaults.

    Raises PolicyKeyUnknown, PolicyValueNotUnderstood.
    """
    try:
        values = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise PolicyValueNotUnderstood(
            f"The policy is not JSON ({error}): write the whole of it as “tieline policy show --json” prints it.",
            field="rules",
        ) from error
    if isinstance(values, dict):
        values.pop("version", None)
        _refuse_unknown(values, [])
    return _rules(values, 0)


def _leaves(value: Any, path: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        yield path, value
        return
    for key, inside in value.items():
        yield from _leaves(inside, f"{path}.{key}" if path else key)


def _rules(values: Any, version: int) -> Rules:
    try:
        rules = msgspec.convert({**values, "version": 0} if isinstance(values, dict) else values, Rules)
    except msgspec.ValidationError as error:
        raise PolicyValueNotUnderstood(
            f"The policy would not be whole ({error}): take what “tieline policy show --json” prints as the pattern.",
            field="rules",
        ) from error
    return replace(rules, version=version)


def _refuse_unknown(values: Mapping[str, Any], path: list[str]) -> None:
    """Raises PolicyKeyUnknown for a key that the policy does not have."""
    for key, value in values.items():
        kind = _kind_at([*path, key], whole=False)
        if isinstance(value, dict) and _inside(kind) is not None:
            _refuse_unknown(value, [*path, key])


def _kind_at(keys: list[str], *, whole: bool = True) -> Any:
    """The type of what a key names; with ``whole`` that is one value, not a part of the policy.

    Raises PolicyKeyUnknown.
    """
    kind: Any = Rules
    for place, key in enumerate(keys):
        inside = _inside(kind)
        if inside is None:
            raise PolicyKeyUnknown(
                f"“{'.'.join(keys)}” is not a key of the policy: “{'.'.join(keys[:place])}” is one value, so end there.",
                field="rules",
            )
        if (found := inside.get(key, inside.get(ANY if key else ""))) is None:
            where = f"after “{'.'.join(keys[:place])}”" if place else "at the beginning"
            raise PolicyKeyUnknown(
                f"“{'.'.join(keys)}” is not a key of the policy: {where} write {_one_of(inside)}.", field="rules"
            )
        kind = found
    inside = _inside(kind)
    if whole and inside is not None and type(None) not in get_args(kind):
        raise PolicyKeyUnknown(
            f"“{'.'.join(keys)}” is not one value but several: go on with {_one_of(inside)}.", field="rules"
        )
    return kind


ANY = "a name of your own"
"""Stands for every key where the keys are a company's own: currencies, rows of the matrix."""


def _inside(kind: Any) -> dict[str, Any] | None:
    """The keys of a part of the policy and the types behind them; None for one value."""
    kind = _without_none(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return {name: hints[name] for name in kind.__struct_fields__ if name != "version"}
    if get_origin(kind) is Mapping:
        key, value = get_args(kind)
        return dict.fromkeys(get_args(key) if get_origin(key) is Literal else (ANY,), value)
    return None


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _value(key: str, given: Any, kind: Any) -> Any:
    """The value that somebody gave for a key, as text or typed. Raises PolicyValueNotUnderstood."""
    if type(None) in get_args(kind) and (given is None or (isinstance(given, str) and given.casefold() in NONE)):
        return None
    kind = _without_none(kind)
    typed: Any = given
    if isinstance(given, str) and get_origin(kind) is tuple:
        typed = [] if given.casefold() in NONE else [each.strip() for each in given.split(",") if each.strip()]
    try:
        return msgspec.convert(typed, kind, strict=False)
    except msgspec.ValidationError as error:
        text = ", ".join(map(str, given)) if isinstance(given, list) else "none" if given is None else str(given)
        raise PolicyValueNotUnderstood(
            f"“{text}” is not a value of {key}: write {_accepted(kind)}.", field="rules"
        ) from error


def _accepted(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind))
    if get_origin(kind) is tuple:
        return f"some of {', '.join(map(str, get_args(get_args(kind)[0])))}, with commas between them"
    if (inside := _inside(kind)) is not None:
        return f"“none”, or set {_one_of(inside)} behind a further point"
    return {int: "a whole number", bool: "true or false", Decimal: "a number, as 0.30"}.get(kind, "some words")


def _one_of(names: Iterable[Any]) -> str:
    *others, last = map(str, names)
    return f"{', '.join(others)} or {last}" if others else last
