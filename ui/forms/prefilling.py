"""What a form holds from the start where it tells a record again: a value for each field, by its key."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_origin

from domain.history.asking import Field, New, Pick, Relation, fields
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan
from ui.telling_again import Again

KEYS: Mapping[tuple[type[Command], str], str] = {
    (Reclassify, "to"): "log-class",
    (AgreePlan, "closed_on"): "log-closed",
}
"""The fields that are drawn under another key than their own name."""


def values_of(again: Again) -> dict[str, Any]:
    """The values of the form of its command, by key; of any form the date, the reason and who reported it."""
    values = {**of_date("log-when", again.on), "log-reason": again.reason, "log-reported-by": again.reported_by}
    if again.command:
        values["log-what"] = again.command.label
        for field in fields(again.command):
            values.update(of_field(again.command, field, again.said.get(field.name)))
    return values


def of_field(command: type[Command], field: Field, said: Any) -> Iterator[tuple[str, Any]]:
    """The keys and values of one field, as ``ui.forms.answers`` asks for it; none where nothing was said."""
    key = KEYS.get((command, field.name), f"log-{field.name}")
    if said is None or isinstance(field.ask, New):
        return
    if field.name == "settle":
        yield from ((f"log-settle-{plan}", outcome) for plan, outcome in said.items())
    elif field.name == "amend_to":
        yield from ((f"log-amend-{plan}", ends) for plan, ends in said.items())
    elif isinstance(field.ask, Pick | Relation) or get_origin(field.type) is Literal:
        yield key, list(said) if field.several else said
    elif field.several:
        yield key, "\n".join(said)
    elif field.type in (date, When):
        yield f"{key}-{'early' if field.name == 'closed_on' else 'known'}", True
        yield from (of_date(key, said) if isinstance(said, When) else {key: said}).items()
    elif field.type in (int, Decimal):
        yield key, f"{said.normalize():f}" if isinstance(said, Decimal) else str(said)
    else:
        yield key, said


def of_date(key: str, when: When) -> dict[str, Any]:
    """A date as precisely as it is known."""
    return {key: when.first, f"{key}-precision": when.precision}
