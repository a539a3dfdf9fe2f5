"""Bring a database to the present schema, creating what is missing; safe when several processes start at once."""

from pathlib import Path
from typing import Literal

from sqlalchemy import inspect

from domain.ledger.database import Database, DatabaseUnusable

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST: dict[str, str] = {"ledger": "0005", "vault": "0003"}
"""The last migration of each schema; a test holds these against the files."""

ADVISORY_LOCK = 0x7469656C696E65  # "tieline"

SchemaName = Literal["ledger", "vault"]


def migrate(database: Database, name: SchemaName) -> None:
    """Run the migrations that this database has not seen. Raises DatabaseUnusable where it is newer than the code."""
    if version_of(database, name) == NEWEST[name]:
        return
    from alembic import command  # noqa: PLC0415  # here, because starting it takes longer than most commands do
    from alembic.config import Config  # noqa: PLC0415  # as above
    from alembic.util import CommandError  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(MIGRATIONS / name))
    config.attributes["version_table"] = f"{name}_version"
    with database.write() as connection:
        if not database.is_sqlite:
            database.rows(connection, "SELECT pg_advisory_xact_lock(?)", (ADVISORY_LOCK,))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseUnusable(
                f"The {name} was made by a newer version of Tieline ({error}): upgrade Tieline to open it."
            ) from error


def version_of(database: Database, name: SchemaName) -> str | None:
    """The migration that the database is at, or None where it has no such schema."""
    with database.read() as connection:
        if not inspect(connection).has_table(f"{name}_version"):
            return None
        found = database.rows(connection, f"SELECT version_num FROM {name}_version")
    return str(found[0][0]) if found else None
