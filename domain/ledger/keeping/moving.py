"""Exporting a whole ledger into a file that tells of no database, and importing it into an empty one of either kind."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from domain.ledger.audit import LedgerAudit, Progress, Readable
from domain.ledger.database import Database
from domain.ledger.keeping.files import Noted, written_whole
from domain.ledger.keeping.filling import fill, read_again
from domain.ledger.keeping.jsonl import jsonl_opened, write_jsonl
from domain.ledger.keeping.sealing import HighestKey
from domain.ledger.keeping.vaults import never_below
from domain.ledger.keeping.whole import CannotKeep, InDatabase, Stated, Whole, is_empty, vault_of

ENDINGS = (".jsonl", ".jsonl.gz", ".parquet")


def export_ledger(
    database: Database,
    path: Path,
    *,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
    noted: Noted = lambda _: None,
) -> Stated:
    """Write the whole ledger into a file, as JSON Lines or Parquet by the ending of its name. Raises CannotKeep.

    It is one consistent look, whoever records meanwhile; all of it is read and hashed again first, and nothing is
    written where it is not as it was recorded. ``progress`` is told of each event twice: as it is checked and as it
    is written.
    """
    _ending(path)
    with written_whole(path, force=force, noted=noted) as beside, database.read() as connection:
        stated = read_again(LedgerAudit(database), connection, lambda done, total: progress(done, 2 * total))
        for done in _written(path, beside, InDatabase(database, connection)):
            progress(stated.events + done, 2 * stated.events)
    return stated


def import_ledger(
    database: Database,
    keys: Database,
    path: Path,
    *,
    progress: Progress = lambda _done, _total: None,
    readable: Readable = lambda _: "",
) -> Stated:
    """Put an exported ledger into an empty one, all of it or nothing. Raises CannotKeep.

    ``keys`` is the vault. Numbers and times of recording stay as they are; every hash and the root are made anew and compared. Its vault has
    to be the one that it was exported with; afterwards that gives no number to a key that the ledger has used.
    """
    key = HighestKey(readable)
    with _read(path) as whole, database.write() as connection:
        if not is_empty(database, connection):
            raise CannotKeep(
                "The ledger is not empty, and an export goes only into an empty one: set TIELINE_DATABASE_URL or "
                "TIELINE_DATA_DIR to one that is."
            )
        mine = vault_of(database, connection)
        if whole.stated.vault and whole.stated.vault != mine:
            raise CannotKeep(
                "The keys at hand are not those of the exported ledger, so nobody's words in it could be read: bring its "
                "keys first (“tieline vault restore”), or set TIELINE_KEYS_DATABASE_URL to where they are kept."
            )
        fill(database, connection, whole, progress, key)
    never_below(keys, key.highest)
    return whole.stated


def _ending(path: Path) -> str:
    """Which of the formats a file is of, by its name. Raises CannotKeep."""
    for ending in ENDINGS:
        if path.name.lower().endswith(ending):
            return ending
    raise CannotKeep(
        f"The name {path.name} does not say the format: end it in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
    )


def _written(path: Path, beside: Path, whole: Whole) -> Iterator[int]:
    ending = _ending(path)
    if ending == ".parquet":
        from domain.ledger.keeping.parquet import write_parquet  # noqa: PLC0415  # here, because it takes long to load

        return write_parquet(beside, whole)
    return write_jsonl(beside, whole, compressed=ending.endswith(".gz"))


@contextmanager
def _read(path: Path) -> Iterator[Whole]:
    """The ledger in a file. Raises CannotKeep."""
    ending = _ending(path)
    opened: AbstractContextManager[Whole]
    if ending == ".parquet":
        from domain.ledger.keeping.parquet import parquet_opened  # noqa: PLC0415  # as above

        opened = parquet_opened(path)
    else:
        opened = jsonl_opened(path, compressed=ending.endswith(".gz"))
    try:
        with opened as whole:
            yield whole
    except OSError as error:
        raise CannotKeep(f"The file {path} cannot be read ({error.strerror or error}).") from error
