"""Values of the policy as somebody sets them: which there are, what each is called, and what it takes."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from domain.policy.keys import flat
from domain.relationship.rules import Rules
from domain.relationship.vocabulary import DEPTHS, FUNCTIONS
from ui.policy_words import OF_A_CLASS, OTHERS

Takes = Literal["yes or no", "one of", "some of", "a whole number", "words"]
NONE = "none"
BOUNDS = {"at_least": "at least", "at_most": "at most"}


def settable(rules: Rules) -> dict[str, Any]:
    """Every value by its key, in the order of the policy; a class without a joint plan could have one."""
    found: dict[str, Any] = {}
    for key, value in flat(rules).items():
        if key.endswith(".plan") and value is None:
            found |= {f"{key}.{bound}": None for bound in BOUNDS}
        else:
            found[key] = value
    return found


def called(key: str) -> str:
    """A value's name for a person: "Joint plan horizon of a strategic account, at least (calendar months)"."""
    first, *rest = key.split(".")
    if first == "services" and rest[1] == "gets":
        return f"“{rest[2]}” of {rest[0]} accounts, in words"
    if first == "services":
        bound = f", {BOUNDS[rest[2]]} (calendar months)" if len(rest) > 2 else ""
        return f"{_upper(OF_A_CLASS.get(rest[1], rest[1]))} of {rest[0]} accounts{bound}"
    if first == "segments":
        return f"High {rest[-1]} in {rest[0]} from"
    return _upper(OTHERS.get(key, key))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def takes(key: str, value: Any) -> Takes:
    """What sort of answer a value is given by."""
    last = key.rsplit(".", 1)[-1]
    if isinstance(value, bool):
        return "yes or no"
    if last in {"deepest_link", "link_expected"}:
        return "one of"
    if last in {"team", "counterparts"}:
        return "some of"
    if last in BOUNDS and not key.startswith("cio_time"):
        return "a whole number"
    return "a whole number" if isinstance(value, int) else "words"


def choices(key: str) -> tuple[str, ...]:
    """What there is to choose from."""
    if key.endswith("link_expected"):
        return (*DEPTHS, NONE)
    return DEPTHS if key.endswith("deepest_link") else FUNCTIONS


def written(value: Any) -> str:
    """A value as an assignment takes it (``domain.policy.keys.parse``)."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or NONE
    return str(value)


def assignments(values: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[str, ...]:
    """What is set otherwise than at present: "attention.quiet=90"."""
    return tuple(
        f"{key}={written(value)}" for key, value in values.items() if written(value) != written(present.get(key))
    )


def asked_for(lines: Iterable[str]) -> dict[str, str]:
    """The assignments in an address by their key; what is none is left out."""
    pairs = (line.partition("=") for line in lines)
    return {key.strip(): value.strip() for key, equals, value in pairs if equals and key.strip()}
