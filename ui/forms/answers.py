"""One field of a command as a form asks for it, by the type of its answer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

import streamlit as st

from domain.history.asking import Ask, Field, New, Pick, Relation
from domain.history.event import Command
from domain.history.refusal import NothingEntered, Refusal
from domain.history.when import When, parse_when
from ui.commands import number as read_number
from ui.format import plain
from ui.forms.fitting import objections
from ui.forms.form import Form

MOST_WORDS = 44
"""So many letters of choices fit side by side in a dialog, also where it is narrow; more are listed instead."""

PERIOD = "period"
"""The field that holds a whole period rather than a date: as long as its example."""


class NothingToChoose(Exception):
    """What the command follows up is not on record; why not was said."""


def answer(form: Form, command: type[Command], field: Field, near: date) -> Any:
    """Draw one field of a command and return the answer; None where there is none. A date is proposed ``near`` a day.

    Raises NothingToChoose.
    """
    match field.ask:
        case New(kind=kind):
            return form.new_id(kind)
        case Pick() as ask:
            return pick(form, command, field, ask)
        case Relation() as ask:
            otherwise = "No other relationship is on record. Open one in the portfolio first."
            return choose(form, field, ask, form.offered("other relationships", form.others), otherwise)
        case Ask() as ask:
            return written(form, field, ask, near)
        case _:
            return None


def written(form: Form, field: Field, ask: Ask, near: date) -> Any:
    """The answer to a question of its own."""
    if get_origin(field.type) is Literal:
        return choice(form, field, ask)
    if field.several:
        lines = form.words(ask.label, field.name, placeholder=f"{example(ask) or ''}\nOne on each line", help=hint(ask))
        return tuple(line.strip() for line in lines.splitlines() if line.strip())
    if field.type is bool:
        return st.checkbox(ask.label, value=bool(field.default), key=form.key(field.name), help=hint(ask))
    if field.type in (date, When):
        return a_date(form, field, ask, near)
    if field.type in (int, Decimal):
        return number(form, field, ask)
    draw = form.words if ask.long else form.text
    said = draw(ask.label, field.name, placeholder=example(ask), help=hint(ask))
    return said if field.required or said.strip() else field.default


def choice(form: Form, field: Field, ask: Ask) -> Any:
    """One of a few, or some of them; what must be answered has an answer from the start."""
    options = get_args(field.type)
    key = form.key(field.name)
    if field.several:
        chosen = st.pills(ask.label, options, selection_mode="multi", format_func=str, key=key, help=hint(ask))
        form.beside(field.name)
        return tuple(chosen)
    needed = field.required or field.default is not None
    first = preferred(field, ask) if needed else None
    if sum(len(str(each)) + 3 for each in options) <= MOST_WORDS:
        found = st.segmented_control(
            ask.label, options, default=first, required=needed, format_func=str, key=key, help=hint(ask)
        )
    else:
        index = None if first is None else options.index(first)
        found = st.selectbox(
            ask.label, options, index=index, format_func=str, key=key, help=hint(ask), placeholder="Choose one"
        )
    form.beside(field.name)
    return found


def preferred(field: Field, ask: Ask) -> Any:
    """What is chosen from the start: the default, else the example, else the first."""
    options = get_args(field.type)
    if field.default in options:
        return field.default
    return next((each for each in options if str(each) == ask.example), options[0])


def a_date(form: Form, field: Field, ask: Ask, near: date) -> date | When | None:
    """A day, or a date as precisely as it is known; one that may be left out is opened by a tick."""
    if not field.required and not st.checkbox(ask.label, key=form.key(f"{field.name}-known"), help=hint(ask)):
        return None
    if field.type is When:
        known_to = parse_when(ask.example).precision if field.name == PERIOD else "day"
        return form.when(ask.label, field.name, field.name, help=hint(ask), known_to=known_to)
    stands = getattr(form.picked, field.name, None)
    day = form.day(ask.label, field.name, stands if isinstance(stands, date) else near, help=hint(ask))
    form.beside(field.name)
    return day


def number(form: Form, field: Field, ask: Ask) -> int | Decimal | None:
    """A number as somebody writes it; what is none is told beside it."""
    start = "" if field.default is None else str(field.default)
    text = st.text_input(ask.label, start, key=form.key(field.name), placeholder=example(ask), help=hint(ask)).strip()
    form.beside(field.name)
    try:
        if text:
            return read_number(field, field.type, text)
        if field.required:
            such = f", such as {ask.example}" if ask.example else ""
            raise NothingEntered(f"Nothing was entered for “{ask.label}”: write a number{such}.", field=field.name)
    except Refusal as refusal:
        form.wrong.append(refusal)
    return None


def pick(form: Form, command: type[Command], field: Field, ask: Pick) -> Any:
    """One of the things on record that the command can be about."""
    state = form.company() if ask.of == "company" else form.state
    things: Mapping[str, Any] = getattr(state, ask.things)
    said = form.said_before(command, field.name)
    still_open = [each for each, thing in things.items() if getattr(thing, "open", True) or each == said]
    against = objections(form, command, field.name, still_open) if field.required else {}
    fit = {each: called(things[each]) for each in still_open if each == said or not against.get(each)}
    otherwise = ask.otherwise or f"There is no {ask.what} to choose. Log one first."
    if still_open and (latest := against.get(still_open[-1])):
        otherwise = latest.sentence
    chosen = choose(form, field, ask, form.offered(f"{command.path} {field.name}", lambda: fit), otherwise)
    form.picked = things.get(chosen) if isinstance(chosen, str) else None
    return chosen


def called(thing: Any) -> str:
    """A thing by its title and the first date that is known of it."""
    for name, kind in get_type_hints(type(thing)).items():
        if kind is When or kind == When | None:
            when = getattr(thing, name)
            return f"{thing.title} ({name.replace('_', ' ')} {when})" if when else str(thing.title)
    return str(thing.title)


def choose(form: Form, field: Field, ask: Ask, offered: Mapping[str, str], otherwise: str) -> Any:
    """The id of one of these things, or of some; nothing is asked where there are none and none is needed."""
    if not offered:
        if field.required and not field.several:
            st.info(plain(otherwise))
            raise NothingToChoose
        return field.default
    key = form.key(field.name)
    if field.several:
        found = st.multiselect(
            ask.label,
            list(offered),
            format_func=offered.__getitem__,
            key=key,
            help=hint(ask),
            placeholder="Choose some",
        )
        form.beside(field.name)
        return tuple(found)
    index = 0 if field.required else None
    chosen = st.selectbox(
        ask.label,
        list(offered),
        index=index,
        format_func=offered.__getitem__,
        key=key,
        help=hint(ask),
        placeholder="None" if index is None else None,
    )
    form.beside(field.name)
    return chosen


def hint(ask: Ask) -> str | None:
    """What a pointer shows beside the label."""
    return ask.help or None


def example(ask: Ask) -> str | None:
    """An answer, shown in its place until there is one."""
    return f"e.g. {ask.example}" if ask.example else None
