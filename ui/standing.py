"""How a relationship, or the company, stands on a day, in words and for a machine: everything that its concepts hold.

The four things that most is said of have words of their own (``ui.status``); of any other its dates, choices and
numbers are told. People and free text stay in the events, where they can be forgotten.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from domain.history.model import State
from domain.history.when import When
from domain.models import model_of
from domain.relationship.state import Relationship
from ui.format import day as in_words
from ui.format import happened
from ui.status import in_short, status

SHORT = {
    "joint plan": "plan",
    "system link": "link",
    "service offering": "offering",
    "rule of engagement": "rule",
    "account team": "team",
    "IT terrain": "terrain",
}
"""What a concept's things are called at the beginning of a line, where that is not its name."""

IN_THE_CLEAR = ("currency", "unit")
"""The texts that are no person's words although they are not chosen from a few."""

TOLD_FIRST = ("profile", "classing")
"""What is told of a relationship before its things."""


def lines(state: State, day: date) -> list[tuple[str, str]]:
    """The standing, a label and a line for each thing; what there is none of is not named."""
    told = [*first_lines(state)]
    for name, held in things(state):
        told += [(SHORT.get(name, name), line) for line in rows(held, day)]
    return told


def first_lines(state: State) -> Iterator[tuple[str, str]]:
    """What a relationship is, before its things."""
    if not isinstance(state, Relationship):
        return
    since = f" since {happened(state.class_since)}" if state.class_since else ""
    yield "class", f"{state.account_class or 'not yet classified'}{since}"
    profile = state.profile
    if profile.at_risk_since:
        yield "at risk", f"since {happened(profile.at_risk_since)}"
    if profile.closed:
        yield "closed", happened(profile.closed)
    for system, external_id in profile.external_ids.items():
        yield "id", f"{system}: {external_id}"
    for former in profile.former_names:
        yield "formerly", former


def things(state: State) -> Iterator[tuple[str, Any]]:
    """What each concept holds, by the concept's name, in the order that the concepts are documented."""
    for concept in model_of(state.id).concepts:
        if concept.holds and concept.holds not in TOLD_FIRST:
            yield concept.name, getattr(state, concept.holds)


def rows(held: Any, day: date, within: str = "") -> Iterator[str]:
    """A line for each thing that a concept holds, whichever way it holds them."""
    if isinstance(held, Mapping):
        for key, thing in held.items():
            if isinstance(thing, Mapping):
                yield from rows(thing, day, f"{within}{key}: ")
            else:
                yield within + (in_short(thing, day) or line_of(str(key), thing))
        return
    kept = [each for name in held.__struct_fields__ if isinstance(each := getattr(held, name), Mapping)]
    for each in kept:
        yield from rows(each, day)
    if not kept and (said := details(held)):
        yield "; ".join(said)


def line_of(key: str, thing: Any) -> str:
    """A thing by its title, or else by what it is kept under, and its details."""
    title = f"“{thing.title}”" if hasattr(thing, "title") else key
    if isinstance(period := getattr(thing, "period", None), When):
        title = happened(period)
    said = details(thing)
    return f"{title}: {', '.join(said)}" if said else title


def details(thing: Any) -> list[str]:
    """The dates, choices and numbers of a thing, but for what is not known; never a person or free text."""
    hints = get_type_hints(type(thing))
    return [
        said
        for name in thing.__struct_fields__
        if name not in {"id", "title", "period"}
        and (said := detail(name.replace("_", " "), hints[name], getattr(thing, name)))
    ]


def detail(name: str, hint: Any, known: Any) -> str:
    """One of them in words; "" where there is nothing to tell."""
    if known is True:
        return name
    if isinstance(known, When):
        return f"{name} {happened(known)}".removeprefix("on ")
    if isinstance(known, date):
        return f"{name} {in_words(known)}"
    if isinstance(known, int | Decimal) and known is not False:
        return f"{name} {known}"
    if isinstance(known, str):
        return known if name in IN_THE_CLEAR or is_choice(hint) else ""
    if isinstance(known, tuple | Mapping) and known:
        return f"{name}: {', '.join(known)}" if is_texts(known) else f"{name}: {len(known)}"
    return ""


def is_choice(hint: Any) -> bool:
    """Whether a text is one of a few, so that it cannot name a person."""
    return get_origin(hint) is Literal or any(is_choice(each) for each in get_args(hint))


def is_texts(known: Any) -> bool:
    """Whether these are several texts."""
    return isinstance(known, tuple) and all(isinstance(each, str) for each in known)


def as_data(state: State, day: date) -> dict[str, Any]:
    """The standing for a machine; dates are as precise as known: "1997-03"."""
    told: dict[str, Any] = {"as_of": day}
    if isinstance(state, Relationship):
        told |= {"profile": data(state.profile, day), "class": state.account_class}
        told |= {"class_since": data(state.class_since, day)}
    for concept in model_of(state.id).concepts:
        if concept.holds and concept.holds not in TOLD_FIRST:
            held = getattr(state, concept.holds)
            titled = isinstance(held, Mapping) and all(hasattr(each, "id") for each in held.values())
            told[concept.holds] = data([*held.values()] if titled else held, day)
    return told


def data(known: Any, day: date) -> Any:
    """A value as JSON has it."""
    if isinstance(known, When):
        return str(known)
    if isinstance(known, msgspec.Struct):
        fields = {name: data(getattr(known, name), day) for name in known.__struct_fields__}
        return {**fields, "status": said} if (said := status(known, day)) else fields
    if isinstance(known, Mapping):
        return {str(key): data(each, day) for key, each in known.items()}
    return [data(each, day) for each in known] if isinstance(known, tuple | list) else known
