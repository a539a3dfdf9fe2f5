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
    return _explained_by_parts(error)


def _explained_by_parts(error: Exception) -> str | None:
    """The same for errors of parts that take long to load, so they are loaded only to explain an error."""
    from pydantic import ValidationError  # noqa: PLC0415  # see above

    from domain.codec import UnreadableEvent  # noqa: PLC0415  # see above
    from domain.ledger.database import DatabaseUnusable  # noqa: PLC0415  # see above
    from domain.ledger.keeping.whole import CannotKeep  # noqa: PLC0415  # see above
    from domain.ledger.note import NotANote  # noqa: PLC0415  # see above
    from domain.ledger.proofs import CannotProve  # noqa: PLC0415  # see above
    from projections.engine import RebuildOvertaken  # noqa: PLC0415  # see above
    from ui.case_rows import NotACaseFile  # noqa: PLC0415  # see above
    from ui.command_lines import NotACommandFile  # noqa: PLC0415  # see above
    from ui.failing import database_failure  # noqa: PLC0415  # see above

    said_already = (
        DatabaseUnusable,
        NotACaseFile,
        NotACommandFile,
        RebuildOvertaken,
        UnreadableEvent,
        CannotProve,
        CannotKeep,
    )
    if isinstance(error, said_already):
        return f"{error}"
    if isinstance(error, NotANote):
        return f"{error}."
    if isinstance(error, ValidationError):
        return "; ".join(
            f"The setting TIELINE_{str(each['loc'][0]).upper()} cannot be used: {each['msg']}."
            for each in error.errors()
        )
    why = database_failure(error)
    return _unusable(why) if why else None


def _unusable(why: str) -> str:
    from sqlalchemy.engine import make_url  # noqa: PLC0415  # as above

    from domain.ledger.database import ACCEPTED  # noqa: PLC0415  # as above
    from ui.settings import Settings  # noqa: PLC0415  # as above

    settings = Settings()
    if not settings.database_url:
        return (
            f"Tieline cannot use its database in {settings.data_dir} ({why}): "
            "set TIELINE_DATA_DIR to another folder, or TIELINE_DATABASE_URL to postgresql+psycopg://user@host/name."
        )
    places = [
        make_url(url).render_as_string(hide_password=True)
        for url in (settings.database_url, settings.keys_database_url)
        if url
    ]
    return f"Tieline cannot use its database at {' or its keys at '.join(places)} ({why}): {ACCEPTED}."
