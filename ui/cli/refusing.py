"""Every error that a person can cause ends in one sentence on standard error and exit status 2."""

from typing import Any

import typer
from typer.core import TyperGroup

from domain.history.refusal import Refusal
from ui.format import one_line

REFUSED = 2
"""The exit status of whatever was refused; nothing was written then."""


TYPED = {
    "settle": '--settle "PLAN=carry", --settle "PLAN=close" or --settle "PLAN=amend:DATE"',
    "amend_to": '--settle "PLAN=amend:DATE"',
    "reason": '--reason "…"',
}
"""How the input that a refusal asks for is typed, where the sentence alone does not say."""


class CannotGoOn(Exception):
    """The command line cannot do what was asked; the message says what would be accepted."""


def refuse_both(*, as_json: bool, as_csv: bool) -> None:
    """Raises CannotGoOn where JSON and CSV were both asked for."""
    if as_json and as_csv:
        raise CannotGoOn("JSON and CSV were both asked for: choose one, --json or --csv.")


class Refusing(TyperGroup):
    """The group of all commands. A fault of Tieline's own still shows where it is."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            said = explained(error)
            if said is None:
                raise
            typer.echo(one_line(said), err=True)
            raise typer.Exit(REFUSED) from error


def explained(error: Exception) -> str | None:
    """What to tell a person about an error, or None where it is none that a person can cause."""
    if isinstance(error, Refusal):
        typed = TYPED.get(error.field)
        return f"{error.sentence.removesuffix('.')} ({typed})." if typed else error.sentence
    if isinstance(error, CannotGoOn):
        return f"{error}"
    if isinstance(error, UnicodeEncodeError):
        return "What was typed has letters that are not UTF-8: write it again on a terminal that uses UTF-8."
    from ui.failing import explained_by_parts  # noqa: PLC0415  # here, because it is needed only where something failed

    return explained_by_parts(error)
