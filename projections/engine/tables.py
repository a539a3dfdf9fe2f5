"""The tables of the views, and the one that says where each view stands."""

import time
from collections.abc import Sequence

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table

from domain.ledger.database import Database, Row
from domain.ledger.migrate import ADVISORY_LOCK
from domain.ledger.schema import NUMBER
from projections.engine.taking import Taken
from projections.projection import Projection
from projections.striking import strike

BUILDING = "__new"
"""Behind the name of a view that is being built anew, and behind those of its tables."""

STATES = Table(
    "projection",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", NUMBER, nullable=False),
    Column("error", String, nullable=False),
)
"""The position of each projection: the ``seq`` up to which its rows are complete."""


def alone(database: Database, connection: Connection) -> None:
    """Let no other process make or swap tables until the transaction ends; SQLite writers are alone anyway."""
    if not database.is_sqlite:
        database.rows(connection, "SELECT pg_advisory_xact_lock(?)", (ADVISORY_LOCK + 1,))


def make_indexes(connection: Connection, table: Table, name: str) -> None:
    """Make the table's indexes under names that no earlier build used, on the table of this name."""
    token = f"{time.time_ns():x}"
    for index in table.indexes:
        columns = ", ".join(column.name for column in index.columns)
        connection.exec_driver_sql(f"CREATE INDEX {index.name}_{token} ON {name} ({columns})")


def insert_rows(
    database: Database, connection: Connection, projection: Projection, taken: Taken, suffix: str = ""
) -> None:
    """Add what a projection took to its tables."""
    for table in projection.tables:
        database.insert(connection, table, taken.rows.get(table.name, []), into=table.name + suffix)


def strike_rows(
    database: Database, connection: Connection, projection: Projection, strikes: Sequence[Row], suffix: str = ""
) -> None:
    """End the rows of what was struck through."""
    for table in projection.tables:
        strike(database, connection, table, strikes, suffix)
