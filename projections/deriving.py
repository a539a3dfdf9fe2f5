"""Tables that are made from other tables of the same view, one relationship at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table

from domain.ledger.database import Database, Row, in_chunks, question_marks
from projections.projection import Derived, Projection

AT_ONCE = 500
"""So many relationships are read and written together."""


def tables_of(projection: Projection) -> list[Table]:
    """Every table of a view: what events add to, and what is made from those."""
    return [*projection.tables, *(each.table for each in projection.derived)]


def touched(
    database: Database,
    connection: Connection,
    derived: Derived,
    rows: Mapping[str, Sequence[Row]],
    strikes: Sequence[Row],
) -> set[str]:
    """The relationships whose rows come out otherwise after these were added and others struck."""
    found = {row[0] for row in rows.get(derived.source.name, ())}
    for some in in_chunks(strikes, AT_ONCE):
        marks = question_marks(some)
        query = (
            f"SELECT DISTINCT relationship FROM {derived.source.name} "
            f"WHERE relationship IN ({marks}) AND seq IN ({marks})"
        )
        streams, seqs = [each[2] for each in some], [each[4] for each in some]
        found |= {stream for (stream,) in database.rows(connection, query, [*streams, *seqs])}
    return found


def derive(
    database: Database, connection: Connection, derived: Derived, relationships: Iterable[str], suffix: str = ""
) -> None:
    """Make the rows of these relationships anew; an index leads to both what they are made from and what there was."""
    table, source = derived.table.name + suffix, derived.source.name + suffix
    columns = ", ".join(column.name for column in derived.source.columns)
    for some in in_chunks(sorted(relationships), AT_ONCE):
        those = f"relationship IN ({question_marks(some)})"
        database.run(connection, f"DELETE FROM {table} WHERE {those}", some)
        found = database.rows(connection, f"SELECT {columns} FROM {source} WHERE {those}", some)
        database.insert(connection, derived.table, made(derived, found), into=table)


def derive_all(database: Database, connection: Connection, derived: Derived, suffix: str = "") -> None:
    """Make the rows of every relationship."""
    source = derived.source.name + suffix
    streams = database.rows(connection, f"SELECT DISTINCT relationship FROM {source}")
    derive(database, connection, derived, [stream for (stream,) in streams], suffix)


def made(derived: Derived, source: Iterable[Row]) -> list[Row]:
    """The rows made from rows of any number of relationships."""
    by_relationship: dict[str, list[Row]] = defaultdict(list)
    for row in source:
        by_relationship[row[0]].append(tuple(row))
    return [row for rows in by_relationship.values() for row in derived.rows(rows)]
