"""The form of any command, drawn from what the command says of how it is asked for (``domain.history.asking``)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args, get_origin

from domain.history.asking import Ask, Field, New, Pick, Relation, fields
from domain.history.event import Command
from ui.forms.answers import NothingToChoose, answer
from ui.forms.form import Form

AT_ONCE = 3
"""With more fields than this that may be left empty, they are folded away."""
ALIKE = 3
"""So many fields of one type are what the record is about, as ratings or amounts, and are not folded away."""


def asked(form: Form, command: type[Command]) -> Command | None:
    """What is begun or chosen, then the date, then the rest and why; None where there is nothing to follow up."""
    every = list(fields(command))
    first = [field for field in every if comes_first(field)]
    after = [field for field in every if field not in first]
    answers: dict[str, Any] = {}

    def draw(some: Iterable[Field], near: date) -> None:
        for field in some:
            if field.ask and goes_with(field, every, answers):
                answers[field.name] = answer(form, command, field, near)

    try:
        draw(first, form.today)
        on = form.when(command.asks_when)
        folded = foldable([field for field in after if not belongs_to(field, every)])
        draw((field for field in after if field not in folded), on.first)
        if folded:
            said = any(form.said_before(command, field.name) not in (None, "", field.default) for field in folded)
            with form.more((field.ask.label for field in folded if isinstance(field.ask, Ask)), asked_for=said):
                draw(folded, on.first)
    except NothingToChoose:
        return None
    needed = {field.name for field in every if field.required}
    given = {name: found for name, found in answers.items() if found is not None or name in needed}
    return command(on=on, reason=form.reason(command.asks_why), **given)


def comes_first(field: Field) -> bool:
    """Whether it is asked before the date: what is begun, chosen or said to be."""
    return isinstance(field.ask, New | Pick | Relation) or (isinstance(field.ask, Ask) and field.ask.first)


def foldable(some: Sequence[Field]) -> list[Field]:
    """Those that are asked only of who wants to say more."""
    types = Counter(str(field.type) for field in some)
    optional = [field for field in some if not field.required and types[str(field.type)] < ALIKE]
    return optional if len(optional) > AT_ONCE else []


def belongs_to(field: Field, every: Iterable[Field]) -> Field | None:
    """The field with a choice that this one is called like: the channel partner's name belongs to "channel partner"."""
    choice = field.name.replace("_", " ")
    return next((each for each in every if get_origin(each.type) is Literal and choice in get_args(each.type)), None)


def goes_with(field: Field, every: Iterable[Field], answers: Mapping[str, Any]) -> bool:
    """Whether it is asked after these answers: always, unless it belongs to a choice that was not made."""
    other = belongs_to(field, every)
    return other is None or answers.get(other.name) == field.name.replace("_", " ")
