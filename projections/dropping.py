"""Taking every view away, so that all are built anew from a ledger that is another one now."""

from sqlalchemy import Connection

from domain.ledger.database import Database
from projections.catalogue import ALL
from projections.deriving import tables_of
from projections.engine import BUILDING, STATES


def drop_views(database: Database, connection: Connection) -> None:
    """Drop the tables of all views, with what was being built of them, within the caller's transaction."""
    for table in (table.name for projection in ALL for table in tables_of(projection)):
        for name in (table, table + BUILDING):
            database.run(connection, f"DROP TABLE IF EXISTS {name}")
    database.run(connection, f"DROP TABLE IF EXISTS {STATES.name}")
