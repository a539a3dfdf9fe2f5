"""Whether the triggers that keep what is written as it was written are in place, as the migrations made them."""

import re
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

from sqlalchemy import Connection, text

from domain.ledger.database import Database
from domain.ledger.finding import Finding
from domain.ledger.migrate import MIGRATIONS

TABLES = ("access_log", "commands", "events", "ledger_head", "ledger_vault")
MARKS = ", ".join("?" * len(TABLES))

NO_CHANGE = "BEFORE DELETE OR UPDATE OR TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION tieline_append_only()"
POSTGRESQL = {
    **{f"{table}_no_change": NO_CHANGE.format(table) for table in ("access_log", "commands", "events", "ledger_vault")},
    "access_log_in_order": "BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION tieline_access_in_order()",
    "events_in_order": "AFTER INSERT ON events REFERENCING NEW TABLE AS added FOR EACH STATEMENT "
    "EXECUTE FUNCTION tieline_in_order()",
    "ledger_head_forward": "BEFORE UPDATE ON ledger_head FOR EACH ROW WHEN (new.seq < old.seq OR "
    "new.recorded_at < old.recorded_at OR new.id <> 1) EXECUTE FUNCTION tieline_head_forward()",
    "ledger_head_no_truncate": "BEFORE TRUNCATE ON ledger_head FOR EACH STATEMENT "
    "EXECUTE FUNCTION tieline_append_only()",
    "ledger_head_once": "BEFORE INSERT OR DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION tieline_head_forward()",
    "ledger_head_with_tree": "BEFORE UPDATE ON ledger_head FOR EACH ROW WHEN ((new.seq = old.seq) <> "
    "(new.frontier = old.frontier)) EXECUTE FUNCTION tieline_head_with_tree()",
}
"""The triggers as PostgreSQL writes them out; what it stores is not the text they were made with."""

ON_POSTGRESQL = f"""
    SELECT t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid, true), p.proname, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relname IN ({MARKS}) AND c.relnamespace = current_schema()::regnamespace
"""
THERE_ON_POSTGRESQL = f"""
    SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relname IN ({MARKS}) AND c.relnamespace = current_schema()::regnamespace
"""
FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(.*?AS \$\$(.*?)\$\$", re.DOTALL)
ON_SQLITE = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({MARKS})"


def guard_findings(database: Database) -> list[Finding]:
    """What is wrong with the guards; nothing where every one is there, switched on and as it was made."""
    found = _on_sqlite(database) if database.is_sqlite else _on_postgresql(database)
    return [Finding(sentence=each) for each in sorted(found)]


@contextmanager
def unguarded(database: Database, connection: Connection) -> Iterator[None]:
    """Within a transaction, take every guard off, and put all of them back as Tieline makes them."""
    if database.is_sqlite:
        for name, _ in database.rows(connection, ON_SQLITE, TABLES):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    else:
        for name, table in database.rows(connection, THERE_ON_POSTGRESQL, TABLES):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON {table}')
        for name, _ in FUNCTION.findall("".join(_made("POSTGRESQL"))):
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")
    yield
    for statement in _made("SQLITE" if database.is_sqlite else "POSTGRESQL"):
        connection.execute(text(statement))


def _on_sqlite(database: Database) -> Iterator[str]:
    expected = {_name(statement): statement.strip() for statement in _made("SQLITE")}
    found = dict(cast("list[tuple[str, str]]", database.look(ON_SQLITE, TABLES)))
    yield from _compared(expected, found)


def _on_postgresql(database: Database) -> Iterator[str]:
    rows = database.look(ON_POSTGRESQL, TABLES)
    expected = {name: f"CREATE TRIGGER {name} {made}" for name, made in POSTGRESQL.items()}
    yield from _compared(expected, {row[0]: row[2] for row in rows})
    functions = dict(FUNCTION.findall("".join(_made("POSTGRESQL"))))
    for name, enabled, _, function, source in rows:
        if name in expected and enabled not in ("O", "A"):
            yield f"The guard {name} is switched off."
        if name in expected and functions.get(function) != source:
            yield f"The function {function} of the guard {name} is not as Tieline made it."
    if database.look("SHOW session_replication_role") != [("origin",)]:
        yield "All guards are switched off by the setting session_replication_role."


def _compared(expected: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for name, made in expected.items():
        if name not in found:
            yield f"The guard {name} is missing."
        elif found[name] != made:
            yield f"The guard {name} is not as Tieline made it."
    for name in found.keys() - expected.keys():
        yield f"There is a trigger {name} on the ledger that Tieline did not make."


@cache
def _made(name: str) -> list[str]:
    """The statements of this name in all migrations of the ledger."""
    migrations = sorted((MIGRATIONS / "ledger").glob("0*.py"))
    return [statement for each in migrations for statement in runpy.run_path(str(each)).get(name, [])]


def _name(statement: str) -> str:
    return statement.split()[2]
