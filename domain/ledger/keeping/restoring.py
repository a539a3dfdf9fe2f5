"""Putting a backup in the place of a ledger: looked at first, then replaced whole or not at all."""

from collections.abc import Callable, Sequence
from itertools import chain

import msgspec
from sqlalchemy import Connection

from domain.ledger.audit import LAST, LedgerAudit, Progress, Readable
from domain.ledger.checkpoints import sizes_of
from domain.ledger.database import Database
from domain.ledger.finding import counted
from domain.ledger.guards import unguarded
from domain.ledger.keeping.accesses import continue_access_log, refuse_changed_access_log
from domain.ledger.keeping.alone import alone
from domain.ledger.keeping.filling import fill, read_again
from domain.ledger.keeping.sealing import HighestKey
from domain.ledger.keeping.whole import READ_AT_ONCE, CannotKeep, InDatabase
from domain.ledger.proofs import KeyKept, NoteKept
from domain.ledger.schema import HEAD

LEAVES = "SELECT seq, leaf_hash FROM events ORDER BY seq"
NAMED = 3
"""So many checkpoints at most are called by name."""
EMPTIED = ("events", "commands", "ledger_vault", "snapshots")


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A sound backup held against the ledger that it is to replace.

    ``differs_from`` is the first event of the ledger that the backup does not have, or has otherwise; 0 where it has
    all of them. ``above`` are the signed checkpoints over events that the backup does not have, ``against`` those over
    others than it has.
    """

    events: int
    root: bytes
    vault: str
    highest_key: int
    present: int
    differs_from: int
    above: Sequence[str]
    against: Sequence[str]

    @property
    def loses(self) -> list[str]:
        """What would be lost, a sentence each; nothing where the ledger is the beginning of the backup."""
        said = []
        if self.differs_from:
            first, last = self.differs_from, self.present
            lost = f"event {first}" if first == last else f"events {first} to {last}"
            said.append(
                f"The ledger holds {lost}, which the backup of {counted(self.events, 'event')} does not hold, or holds "
                "otherwise."
            )
        if self.above:
            said.append(
                f"The backup ends below the signed {_checkpoints(self.above)}: once restored, the ledger cannot be shown to "
                "be the one that was signed."
            )
        if self.against:
            said.append(f"The backup holds other events than those under the signed {_checkpoints(self.against)}.")
        return said


def compare(
    backup: Database,
    database: Database,
    keys: Sequence[KeyKept],
    notes: Sequence[NoteKept],
    progress: Progress = lambda _done, _total: None,
    readable: Readable = lambda _: "",
) -> Compared:
    """Read all of a backup again, and hold it against the ledger and the checkpoints kept outside.

    Raises CannotKeep where the backup is not as it was recorded, naming the first finding. ``readable`` says of an
    event why this version of Tieline cannot read it. Checkpoints that no key of the ledger has signed count for nothing.
    """
    signed = [each for each in notes if each.note and any(key.public.signed(each.note) for key in keys)]
    key = HighestKey(readable)
    audit = LedgerAudit(backup, sizes_of(signed), key)
    with backup.read() as connection:
        stated = read_again(audit, connection, progress)
    refuse_changed_access_log(backup)
    present, differs_from = _held_against(database, backup)
    size = audit.tree.size
    return Compared(
        events=size,
        root=audit.tree.root(),
        vault=stated.vault,
        highest_key=key.highest,
        present=present,
        differs_from=differs_from,
        above=[each.file for each in signed if each.note and each.note.size > size],
        against=[
            each.file
            for each in signed
            if each.note and each.note.size <= size and audit.roots[each.note.size] != each.note.root
        ],
    )


def replace(
    database: Database,
    backup: Database,
    found: Compared,
    *,
    drop_views: Callable[[Connection], None],
    progress: Progress = lambda _done, _total: None,
) -> bool:
    """Put a compared backup in the place of the ledger, in one transaction and with nobody else there.

    Its guards are afterwards as Tieline makes them, whatever was done to them; ``drop_views`` takes away in the same
    transaction what was made from the ledger. No row of the access log is taken away; False where that of the backup
    went on differently, and was left out. Raises CannotKeep.
    """
    tables = [*EMPTIED, "ledger_head", "access_log"]
    with backup.read() as reading, alone(database, tables) as connection:
        if database.rows(connection, LAST)[0][0] != found.present:
            raise CannotKeep("Nothing was restored, because somebody recorded something meanwhile: look again.")
        drop_views(connection)
        _empty(database, connection)
        fill(database, connection, InDatabase(backup, reading), progress)
        return continue_access_log(backup, reading, database, connection)


def _empty(database: Database, connection: Connection) -> None:
    """Take everything out of a ledger but its access log, and give it the head that an empty one has."""
    with unguarded(database, connection):
        for table in EMPTIED:
            verb = "DELETE FROM" if database.is_sqlite else "TRUNCATE"
            database.run(connection, f"{verb} {table}")
        database.run(connection, "DELETE FROM ledger_head")
        database.insert(connection, HEAD, [(1, 0, 0, b"")])


def _held_against(database: Database, backup: Database) -> tuple[int, int]:
    """The last event of the ledger, and the first of its events that the backup lacks or has otherwise; 0 for none."""
    with database.read() as mine, backup.read() as theirs:
        last = database.rows(mine, LAST)[0][0]
        ours = chain.from_iterable(database.stream(mine, LEAVES, READ_AT_ONCE))
        others = chain.from_iterable(backup.stream(theirs, LEAVES, READ_AT_ONCE))
        return last, next((own[0] for own in ours if own != next(others, None)), 0)


def _checkpoints(files: Sequence[str]) -> str:
    """The checkpoints by name, so many of them at most."""
    more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
    return f"checkpoint{'s' * (len(files) > 1)} {', '.join(files[:NAMED])}{more}"
