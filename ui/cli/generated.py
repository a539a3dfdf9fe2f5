"""The recording commands of the command line, each made from what the domain's command says of itself.

"milestone plan" becomes the command ``plan`` of the group ``milestone``. Its arguments and options are the fields of the
command (``domain.history.asking``), its help is the command's docstring and an example put together from theirs.
"""

import inspect
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from domain.history.asking import Ask, Field, New, Pick, fields
from domain.history.event import Command
from domain.history.model import Model
from domain.history.when import When
from domain.models import MODELS
from domain.relationship.opening import OpenRelationship
from ui.cli import recording
from ui.cli.options import Account, Because, CommandId, Corrects, Json, On, Reason, ReportedBy

BY_HAND = ("policy",)
"""The models whose commands have modules of their own here."""

ACCOUNT = "Harbour Foods"
"""The account of every example."""

WITHIN_OTHERS = ("amend_to",)
"""The fields that are written within another: --settle "Growth=amend:2026-01-01"."""

METAVARS: Mapping[Any, str] = {str: "TEXT", date: "DATE", When: "DATE", Decimal: "NUMBER", int: "NUMBER"}
EXAMPLES_AT_LEAST = 3
"""An example shows the required fields, optional ones up to so many, and a reason, which some commands must have."""
WHY = "As agreed at the review"

Run = Callable[..., None]


def add_recording_commands(app: typer.Typer) -> None:
    """Put every command that records on the command line, in the order of the models' concepts."""
    groups: dict[str, typer.Typer] = {}
    for model in MODELS:
        for command in model.decisions if model.name not in BY_HAND else ():
            if not command.offered:
                continue
            *group, verb = command.path.split()
            place = app
            for name in group:
                if name not in groups:
                    told = told_of(name)
                    groups[name] = typer.Typer(no_args_is_help=True, help=told)
                    place.add_typer(groups[name], name=name, short_help=f"{told.partition(':')[0].rstrip('.')}.")
                place = groups[name]
            place.command(verb, help=help_of(command, model))(run(command, model))


def told_of(group: str) -> str:
    """What a group of commands is about: the first sentence of their concept's module, or of what has all their concepts."""
    modules = {
        tuple(command.__module__.split(".")[:3])
        for model in MODELS
        for command in model.decisions
        if command.path.split()[0] == group
    }
    common = min(modules) if len(modules) == 1 else min(modules)[:2]
    return (inspect.getdoc(sys.modules[".".join(common)]) or "").partition("\n\n")[0]


def run(command: type[Command], model: Model[Any]) -> Run:
    """The function behind a command, with the parameters that its fields say."""

    def recorded(**typed: Any) -> None:
        account = typed.pop("of_account", "")
        options = recording.Options(**{name: typed.pop(name) for name in COMMON})
        if command is OpenRelationship:
            recording.open_account(command, typed, options)
        elif model.name == "relationship":
            recording.record(command, account, typed, options)
        else:
            recording.record_of_company(command, typed, options)

    of_account = {"of_account": (Account, REQUIRED)} if has_account(command, model) else {}
    asked = {field.name: parameter(field) for field in fields(command) if is_asked(field)}
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=inspect.Parameter.empty if default is REQUIRED else default,
        )
        for name, (annotation, default) in {**of_account, **asked, **COMMON, **why(command)}.items()
    ]
    recorded.__name__ = recorded.__qualname__ = command.__name__
    recorded.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect and typer read
    recorded.__annotations__ = {each.name: each.annotation for each in parameters}
    return recorded


def is_asked(field: Field) -> bool:
    """Whether it is a parameter of its own."""
    return not isinstance(field.ask, New) and field.name not in WITHIN_OTHERS


def has_account(command: type[Command], model: Model[Any]) -> bool:
    """Whether it is about an account that is named first; opening names it in a field of its own."""
    return model.name == "relationship" and command is not OpenRelationship


REQUIRED: Any = object()
COMMON: Mapping[str, tuple[Any, Any]] = {
    "on": (On, None),
    "reason": (Reason, ""),
    "reported_by": (ReportedBy, ""),
    "command_id": (CommandId, ""),
    "corrects": (Corrects, None),
    "because": (Because, ""),
    "as_json": (Json, False),
}
"""What every command takes: annotation and default by name."""


def why(command: type[Command]) -> dict[str, tuple[Any, Any]]:
    """The reason, by another name where the command asks for it so."""
    if command.asks_why == Command.asks_why:
        return {}
    told = f"{command.asks_why.removesuffix(' (optional)')}, in your own words."
    return {"reason": (Annotated[str, typer.Option(metavar="TEXT", help=told, show_default=False)], "")}


def parameter(field: Field) -> tuple[Any, Any]:
    """The annotation and the default of the parameter for a field."""
    assert isinstance(field.ask, Ask)
    kind, metavar = typed_as(field)
    told_as: dict[str, Any] = {"help": help_for(field), "show_default": isinstance(field.default, str | int)}
    if kind is not bool:
        told_as |= {"metavar": metavar, "case_sensitive": False}
    note = typer.Argument(**told_as) if field.ask.argument else typer.Option(*names(field), **told_as)
    if field.several or get_origin(field.type) is dict:
        kind = list[kind]  # type: ignore[valid-type]  # a type that is only known here
    if field.required:
        return Annotated[kind, note], REQUIRED
    default = field.default if isinstance(field.default, str | int | bool) and field.default != "" else None
    return Annotated[kind if default is not None else kind | None, note], default


def typed_as(field: Field) -> tuple[Any, str | None]:
    """The type that is left to typer to check, and the word for it in the help."""
    named = field.name.removesuffix("_id").upper()
    if field.type is bool:
        return bool, None
    if get_origin(field.type) is Literal:
        return Literal[tuple(str(each) for each in get_args(field.type))], named if field.ask.argument else None  # type: ignore[union-attr]
    if get_origin(field.type) is dict:
        return str, "PLAN=carry|close|amend:DATE"
    if isinstance(field.ask, Pick) or (isinstance(field.ask, Ask) and field.ask.argument):
        return str, named
    return str, METAVARS.get(field.type, "TEXT")


def help_for(field: Field) -> str:
    """What is asked, and how it is written."""
    assert isinstance(field.ask, Ask)
    said = field.ask.help or f"{field.ask.label}."
    if isinstance(field.ask, Pick):
        said = f"{said} Its title or id."
    if field.several:
        said = f"{said} May be given several times."
    return said


def names(field: Field) -> list[str]:
    """The names of an option; what is true unless said otherwise can be denied."""
    assert isinstance(field.ask, Ask)
    name = field.ask.option or f"--{field.name.removesuffix('_id').replace('_', '-')}"
    deniable = field.type is bool and field.default is not False
    return [f"{name}/--no-{name.removeprefix('--')}" if deniable else name]


def help_of(command: type[Command], model: Model[Any]) -> str:
    """The command's docstring and an example."""
    return f"{inspect.getdoc(command)}\n\n\b\nExample:\n  {example(command, model)}"


def example(command: type[Command], model: Model[Any]) -> str:
    """The command as somebody types it."""
    words = ["tieline", *command.path.split(), *([quoted(ACCOUNT)] if has_account(command, model) else [])]
    shown = [field for field in fields(command) if isinstance(field.ask, Ask) and field.required]
    for field in fields(command):
        if len(shown) >= EXAMPLES_AT_LEAST:
            break
        if field not in shown and isinstance(field.ask, Ask) and field.ask.example:
            shown.append(field)
    shown.sort(key=lambda field: isinstance(field.ask, Ask) and not field.ask.argument)
    for field in shown:
        words += written(field)
    return " ".join([*words, "--reason", quoted(WHY)])


def written(field: Field) -> Iterator[str]:
    """A field in an example."""
    assert isinstance(field.ask, Ask)
    if not field.ask.argument:
        yield names(field)[0].partition("/")[0]
    if field.type is not bool:
        yield quoted(field.ask.example)


def quoted(text: str) -> str:
    """Text as it is typed in a shell, in double quotes where it needs any."""
    return text if shlex.quote(text) == text and text else f'"{text}"'
