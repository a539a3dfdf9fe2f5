"""Which things on record a command can be about: tried out before they are offered."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from domain.history.asking import Field, fields
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.when import When, on_day
from domain.models import model_of
from ui.forms.form import Form


def objections(form: Form, command: type[Command], name: str, things: Iterable[str]) -> dict[str, Refusal | None]:
    """For each thing, by id, why the command cannot be about it, whatever else is entered; None where it can.

    A refusal names the field that has to change: where that is the thing itself, no date or other answer would help.
    """
    on = on_day(max(form.today, form.state.frontier))
    others = {each.name: sample(each, on) for each in fields(command) if each.required and each.name != name}
    return {
        each: objection(form, command(on=on, reason="tried out", **{**others, name: each}), name) for each in things
    }


def objection(form: Form, command: Command, name: str) -> Refusal | None:
    """Why the command would be refused because of this field."""
    try:
        model_of(form.state.id).decide(form.state, None, command, form.around)
    except Refusal as refusal:
        return refusal if refusal.field == name else None
    return None


def sample(field: Field, on: When) -> Any:
    """Something that such a field may hold."""
    if get_origin(field.type) is Literal:
        found = get_args(field.type)[0]
        return (found,) if field.several else found
    if field.several:
        return ()
    samples: dict[Any, Any] = {When: on, date: on.first, bool: True, int: 1, Decimal: Decimal(1)}
    return samples.get(field.type, "something")
