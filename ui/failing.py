"""What a person is told of an error: why the database failed, and what would be accepted."""

from sqlalchemy.exc import DBAPIError


def database_failure(error: BaseException) -> str:
    """Why the database failed, in its own words; "" for any other error."""
    if isinstance(error, DBAPIError):
        return _said(error.orig or error)
    return _said(error) if isinstance(error, _driver_errors()) else ""


def _driver_errors() -> tuple[type[Exception], ...]:
    """What the drivers raise where they are spoken to past SQLAlchemy."""
    from psycopg import Error  # noqa: PLC0415  # loaded only to explain an error

    from domain.ledger.database import sqlite_driver  # noqa: PLC0415  # as above

    return (Error, sqlite_driver().Error)


def _said(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def explained_by_parts(error: Exception) -> str | None:
    """What to tell a person about an error of one of Tieline's parts, or None where it is none that a person can cause.

    The parts take long to load, so they are loaded only to explain an error.
    """
    from pydantic import ValidationError  # noqa: PLC0415  # see above

    from domain.codec import UnreadableEvent  # noqa: PLC0415  # see above
    from domain.ledger.database import DatabaseUnusable  # noqa: PLC0415  # see above
    from domain.ledger.keeping.whole import CannotKeep  # noqa: PLC0415  # see above
    from domain.ledger.note import NotANote  # noqa: PLC0415  # see above
    from domain.ledger.proofs import CannotProve  # noqa: PLC0415  # see above
    from projections.engine import RebuildOvertaken  # noqa: PLC0415  # see above
    from ui.case_rows import NotACaseFile  # noqa: PLC0415  # see above
    from ui.command_lines import NotACommandFile  # noqa: PLC0415  # see above

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
