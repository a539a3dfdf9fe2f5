"""How a whole ledger gets into an empty one: written, then read again and checked, all before anything is committed."""

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import IntegrityError
from sqlalchemy import Connection

from domain.ledger.audit import LedgerAudit, Progress, Readable
from domain.ledger.database import Database, Row
from domain.ledger.finding import counted, in_short
from domain.ledger.keeping.whole import COMMANDS_THERE, EVENT_COLUMNS, CannotKeep, InDatabase, Stated, Whole, vault_of
from domain.ledger.merkle import Frontier
from domain.ledger.recorder import MOVE_HEAD, as_integrity_errors
from domain.ledger.schema import COMMANDS, EVENTS, VAULT

RECORDED_AT = EVENT_COLUMNS.index("recorded_at")
LEAF = EVENT_COLUMNS.index("leaf_hash")


def fill(
    database: Database,
    connection: Connection,
    whole: Whole,
    progress: Progress = lambda _done, _total: None,
    readable: Readable = lambda _: "",
) -> None:
    """Put a whole ledger into an empty one, within the caller's transaction, and read all of it again.

    Numbers and times of recording stay as they are. Every leaf hash and the root are made anew; where anything is not
    as the ledger states, or ``readable`` objects to an event, CannotKeep is raised, and the caller must not commit.
    ``progress`` is told of each event twice: as it is written and as it is read again.
    """
    stated, tree, latest = whole.stated, Frontier(), 0
    total = 2 * stated.events
    for rows in whole.events():
        _put_into(tree, rows)
        with _as_refusals(f"events {rows[0][0]} to {rows[-1][0]}"):
            database.insert(connection, EVENTS, rows)
        latest = rows[-1][RECORDED_AT]
        progress(tree.size, total)
    for rows in whole.commands():
        with _as_refusals("the receipts of commands"):
            database.insert(connection, COMMANDS, rows)
    if tree.size:
        database.rows(connection, MOVE_HEAD + " RETURNING seq", (tree.size, latest, bytes(tree)))
    if stated.vault and not vault_of(database, connection):
        database.insert(connection, VAULT, [(1, stated.vault)])
    audit = LedgerAudit(database, readable=readable)
    audit.over(connection, lambda done, _: progress(stated.events + done, total))
    _refuse_unless_whole(audit, stated, database.rows(connection, COMMANDS_THERE)[0][0])


def read_again(audit: LedgerAudit, connection: Connection, progress: Progress) -> Stated:
    """Read all of a ledger as a transaction sees it, and give what it states of itself.

    Raises CannotKeep where it is not as it was recorded, naming the first finding.
    """
    stated = InDatabase(audit.database, connection).stated
    audit.over(connection, progress)
    _refuse_unless_whole(audit, stated, stated.commands)
    return stated


def _refuse_unless_whole(audit: LedgerAudit, stated: Stated, commands: int) -> None:
    """Raises CannotKeep where what was read is not as it was recorded, or not what the ledger states of itself."""
    if audit.findings:
        raise CannotKeep(f"Nothing was written, because not all is as it was recorded: {in_short(audit.findings)}.")
    for found, said, what in ((audit.tree.size, stated.events, "event"), (commands, stated.commands, "command")):
        if found != said:
            raise CannotKeep(
                f"Nothing was written, because there should be {counted(said, what)}, and there are {found:,}."
            )
    if audit.tree.root() != stated.root:
        raise CannotKeep("Nothing was written, because the root over all events is not the one that is stated.")


def _put_into(tree: Frontier, rows: list[Row]) -> None:
    """Add the leaves of some events to the tree. Raises CannotKeep where one is not in its place."""
    for row in rows:
        if row[0] != tree.size + 1:
            raise CannotKeep(f"Nothing was written, because event {row[0]} stands where {tree.size + 1} is due.")
        tree.add(row[LEAF])


@contextmanager
def _as_refusals(what: str) -> Iterator[None]:
    """Turn what a database says to rows that it cannot take into CannotKeep; that it is full or gone stays as it is."""
    try:
        with as_integrity_errors():
            yield
    except IntegrityError as error:
        raise _refused(what, error) from error
    except Exception as error:
        if any(each.__name__ == "DataError" for each in type(error).__mro__):
            raise _refused(what, error) from error
        raise


def _refused(what: str, error: Exception) -> CannotKeep:
    said = str(error).strip().splitlines()
    return CannotKeep(f"Nothing was written, because the database does not take {what}: {said[0] if said else error}.")
