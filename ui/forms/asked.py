"""The form of any command, drawn from what the command says of how it is asked for (``domain.history.asking``)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

import streamlit as st

from domain.history.asking import Ask, Field, New, Pick, Relation, fields
from domain.history.event import Command
from domain.history.when import When
from ui.format import happened, plain
from ui.forms.answers import NothingToChoose, answer
from ui.forms.form import Form
from ui.forms.quick import ON, REASON, quick_fields, titles_waiting, usual

AT_ONCE = 3
"""With more fields than this that may be left empty, they are folded away."""
ALIKE = 3
"""So many fields of one type are what the record is about, as ratings or amounts, and are not folded away."""
REPORTED_BY = "reported by"


class Layout(NamedTuple):
    """The names of the fields that are asked at once, of those asked of who wants to say more, and of those after that."""

    at_once: Sequence[str]
    folded: Sequence[str]
    after: Sequence[str]


def asked(form: Form, command: type[Command]) -> Command | None:
    """What is begun or chosen, then the rest; None where there is nothing to follow up."""
    every = {field.name: field for field in fields(command)}
    laid_out = layout(form, command, list(every.values()))
    answers: dict[str, Any] = {
        name: answer(form, command, field, form.today) for name, field in every.items() if isinstance(field.ask, New)
    }

    def draw(names: Iterable[str]) -> None:
        for name in names:
            if name == ON:
                answers[ON] = form.when(command.asks_when)
            elif name == REASON:
                answers[REASON] = form.reason(command.asks_why)
            elif name == REPORTED_BY:
                form.told_by()
            elif goes_with(every[name], every.values(), answers):
                answers[name] = asked_of(form, command, every[name], answers)

    try:
        draw(laid_out.at_once)
        if laid_out.folded:
            unless_said = st.empty()
            with form.folded_away(
                labels(command, every, laid_out.folded), asked_for=said_of(form, command, every, laid_out)
            ):
                draw(laid_out.folded)
            if ON in laid_out.folded:
                unless_said.caption(f"{command.asks_when}: {happened(answers[ON])}. Another date is under “More”.")
        draw(laid_out.after)
    except NothingToChoose:
        return None
    needed = {name for name, field in every.items() if field.required}
    given = {name: found for name, found in answers.items() if found is not None or name in needed}
    return command(**given)


def asked_of(form: Form, command: type[Command], field: Field, answers: Mapping[str, Any]) -> Any:
    """The answer to one field; what was proposed under a name is told beside the name."""
    if start := usual(form, command, field.name):
        form.begin_with(field.name, start)
    on = answers.get(ON)
    found = answer(form, command, field, on.first if isinstance(on, When) else form.today)
    if field.name == "title" and (waiting := titles_waiting(form.state, command)):
        named = ", ".join(f"“{plain(each)}”" for each in waiting)
        st.caption(f"Proposed: {named}. Under that name it is the one that was proposed.")
    return found


def layout(form: Form, command: type[Command], every: Sequence[Field]) -> Layout:
    """Three fields and the rest folded away where the kind is a common one; else what must be said, then the rest."""
    names = [field.name for field in every if field.ask and not isinstance(field.ask, New)]
    if quick := quick_fields(form, command):
        rest = [name for name in (*names, ON, REASON, REPORTED_BY) if name not in quick]
        with_choice = [each.name for each in every if each.name in rest and belongs_to(each, every)]
        return Layout(
            [*quick, *(each for each in with_choice if belongs_to_one_of(each, every, quick))],
            [name for name in rest if name not in with_choice],
            (),
        )
    first = [field.name for field in every if field.name in names and comes_first(field)]
    after = [field for field in every if field.name in names and field.name not in first]
    folded = [field.name for field in foldable([field for field in after if not belongs_to(field, every)])]
    return Layout([*first, ON, *(each.name for each in after if each.name not in folded)], folded, [REASON])


def labels(command: type[Command], every: Mapping[str, Field], names: Iterable[str]) -> list[str]:
    """What is asked of who wants to say more, as its heading has it."""
    of_all = {ON: command.asks_when, REASON: command.asks_why.removesuffix(" (optional)"), REPORTED_BY: REPORTED_BY}
    return [of_all.get(name) or str(getattr(every[name].ask, "label", "")) for name in names]


def said_of(form: Form, command: type[Command], every: Mapping[str, Field], laid_out: Layout) -> bool:
    """Whether something was said in what is folded away: by the author, or by a record that is told again."""
    if form.draft.again and ON in laid_out.folded:
        return True
    keys = {{ON: "log-when", REPORTED_BY: "log-reported-by"}.get(name, f"log-{name}") for name in laid_out.folded}
    if keys & form.draft.typed.get(command.label, {}).keys():
        return True
    found = ((name, form.said_before(command, name)) for name in laid_out.folded if name in every)
    return any(said not in (None, "", every[name].default) for name, said in found)


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


def belongs_to_one_of(name: str, every: Sequence[Field], some: Iterable[str]) -> bool:
    """Whether the choice that a field belongs to is among these."""
    field = next(each for each in every if each.name == name)
    other = belongs_to(field, every)
    return other is not None and other.name in set(some)


def goes_with(field: Field, every: Iterable[Field], answers: Mapping[str, Any]) -> bool:
    """Whether it is asked after these answers: always, unless it belongs to a choice that was not made."""
    other = belongs_to(field, every)
    return other is None or answers.get(other.name) == field.name.replace("_", " ")
