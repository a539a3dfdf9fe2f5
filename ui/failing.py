"""What a database says where it fails: it is locked, full, read-only or gone."""

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
