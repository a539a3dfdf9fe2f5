"""The statements by which rows go in, written once for each table and kept."""

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Table


@lru_cache
def insert_statement(table: Table, name: str) -> str:
    """The insert of one row, written with ``?``, into a table of this name and these columns."""
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"


@lru_cache
def insert_each_statement(tables: tuple[Table, ...], last: str) -> str:
    """The inserts and a last statement as one for PostgreSQL: the inserts as common table expressions."""
    inserts = ", ".join(
        f"insert_{number} AS ({insert_statement(each, each.name)})" for number, each in enumerate(tables)
    )
    return f"WITH {inserts} {last}".replace("?", "%s")


@lru_cache
def copied_columns(table: Table) -> tuple[str, list[str]]:
    """The names of a table's columns and the types that binary COPY sends for them."""
    return ", ".join(column.name for column in table.columns), [_copy_type(column.type) for column in table.columns]


def _copy_type(column_type: Any) -> str:
    """The PostgreSQL type that binary COPY sends for a column."""
    if isinstance(column_type, LargeBinary):
        return "bytea"
    if isinstance(column_type, BigInteger):
        return "int8"
    return "int4" if isinstance(column_type, Integer) else "text"
