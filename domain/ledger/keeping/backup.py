"""A backup of a ledger while it is in use: one SQLite file, whichever database the ledger is in."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from domain.ledger.audit import LedgerAudit, Progress
from domain.ledger.database import Database, DatabaseUnusable, sqlite_driver, sqlite_url
from domain.ledger.keeping.accesses import continue_access_log, refuse_changed_access_log
from domain.ledger.keeping.files import Noted, refuse_own, without_log, written_whole
from domain.ledger.keeping.filling import fill, read_again
from domain.ledger.keeping.whole import CannotKeep, InDatabase
from domain.ledger.migrate import SchemaName, migrate, version_of
from domain.ledger.schema import ledger

PAGES_AT_ONCE = 2048
RESTORING = ".restoring-"
"""What the folder of a backup that is looked at is called, before a name of its own."""
OWN = (*ledger.tables, "ledger_version")
"""The tables of a ledger; whatever else is in its database is made from it, and left out of a backup."""

OLDEST: dict[SchemaName, set[str]] = {
    "ledger": {"events", "ledger_head", "commands", "ledger_vault", "snapshots", "ledger_version"},
    "vault": {"keys", "key_numbers", "people", "pepper", "vault_version"},
}
"""The tables that a backup has had since the first version."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A backup: where it is, how many events it holds, and the root over them."""

    path: Path
    events: int
    root: bytes


def back_up(
    database: Database,
    path: Path,
    *,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
    noted: Noted = lambda _: None,
) -> Kept:
    """Copy the ledger as it is at one moment into a file, whoever records meanwhile. Raises CannotKeep.

    The copy is read and hashed again before it gets its name; a ledger that is not as it was recorded is not backed up.
    ``progress`` is told of the copying and then of the reading.
    """
    refuse_own(path, database.url.database if database.is_sqlite else None)
    with written_whole(path, force=force, noted=noted) as beside:
        if database.is_sqlite:
            _copy_pages(database, beside, progress)
            _slim(beside)
        with closing(Database(sqlite_url(beside))) as copy:
            if not database.is_sqlite:
                _copy_rows(database, copy, progress)
            with copy.read() as connection:
                stated = read_again(LedgerAudit(copy), connection, progress)
            refuse_changed_access_log(copy)
        without_log(beside)
    return Kept(path=path, events=stated.events, root=stated.root)


def _copy_pages(database: Database, beside: Path, progress: Progress) -> None:
    """SQLite's own way of copying a database in use; the reader's transaction keeps it at one moment throughout."""
    with database.read() as connection, closing(sqlite_driver().connect(beside)) as copy:
        database.rows(connection, "SELECT seq FROM ledger_head")
        source: Any = connection.connection.driver_connection
        source.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total))


def _slim(beside: Path) -> None:
    """Leave only the ledger itself, in a file that needs none beside it."""
    with closing(sqlite_driver().connect(beside)) as copy:
        copy.isolation_level = None
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("BEGIN")
        kinds = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        for kind, name in copy.execute(kinds).fetchall():
            if name not in OWN:
                copy.execute(f'DROP {kind} "{name}"')
        copy.execute("DELETE FROM snapshots")
        copy.execute("DELETE FROM visits")
        copy.execute("COMMIT")
        copy.execute("VACUUM")


def _copy_rows(database: Database, copy: Database, progress: Progress) -> None:
    """The same from a database of another kind: row by row, into tables as the migrations make them."""
    migrate(copy, "ledger")
    with database.read() as connection, copy.write() as into:
        fill(copy, into, InDatabase(database, connection), progress)
        continue_access_log(database, connection, copy, into)


@contextmanager
def opened_backup(path: Path, name: SchemaName, folder: Path) -> Iterator[Database]:
    """A copy of a backup, brought to the present schema, in ``folder`` for as long as it is looked at. Raises CannotKeep.

    The backup itself is only read, and what is checked is what is used, whatever becomes of the file meanwhile.
    """
    if path.is_file() and path.with_name(path.name + "-wal").exists():
        raise CannotKeep(
            f"The file {path} is a database in use and no backup: name a file that Tieline backed up into."
        )
    with TemporaryDirectory(prefix=RESTORING, dir=folder) as beside:
        copied = Path(beside) / "copy.db"
        try:
            copyfile(path, copied)
        except OSError as error:
            raise CannotKeep(f"The backup {path} cannot be read into {folder} ({error.strerror or error}).") from error
        copied.chmod(0o600)
        with closing(Database(sqlite_url(copied))) as copy:
            try:
                _refuse_other(copy, path, name)
                migrate(copy, name)
            except DatabaseUnusable as error:
                raise CannotKeep(f"The backup {path} cannot be used: {error}") from error
            except Exception as error:
                said = getattr(error, "orig", None) or error
                if isinstance(said, sqlite_driver().DatabaseError):
                    raise CannotKeep(f"The file {path} is no backup of a {name}, or it is damaged ({said}).") from error
                raise
            yield copy


def _refuse_other(copy: Database, path: Path, name: SchemaName) -> None:
    """Raises CannotKeep where a file is no backup of what it should be, or SQLite finds it damaged."""
    there = {row[0] for row in copy.look("SELECT name FROM sqlite_master WHERE type = 'table'")}
    other: SchemaName = "vault" if name == "ledger" else "ledger"
    if f"{other}_version" in there and f"{name}_version" not in there:
        taken = {"ledger": "tieline restore", "vault": "tieline vault restore"}[other]
        raise CannotKeep(f"The file {path} is a backup of a {other}, which “{taken}” takes, and not of a {name}.")
    if not there.issuperset(OLDEST[name]) or version_of(copy, name) is None:
        raise CannotKeep(f"The file {path} is no backup of a {name}: name a file that Tieline backed up into.")
    if (damage := copy.look("PRAGMA integrity_check(1)")) != [("ok",)]:
        raise CannotKeep(f"The backup {path} is damaged ({damage[0][0]}): use an earlier one.")
